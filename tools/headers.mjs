// What a host says of each file of the site: type, policy, caching. The one source of
// these rules: the header files in dist/ and hosting/nginx.conf are written from it,
// and tools/serve.mjs and the tests read it.
//
//   node tools/headers.mjs            writes hosting/nginx.conf
//   node tools/headers.mjs dist       writes _headers, .htaccess and vercel.json into dist
//
// All of the site is public and the same for everyone, so every file may be fetched by
// other sites: a sandboxed frame has no origin, and its modules, fonts and WebAssembly
// are asked for as if by another site. Nothing here keeps a page out of a frame.
import { readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const RULES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The content security policy of every page, in the page itself. */
export const POLICY = RULES.join("; ");

/** That of the page for newsrooms, which shows the site's own frames. */
export const POLICY_WITH_FRAMES = RULES.toSpliced(6, 0, "frame-src 'self'").join("; ");

/**
 * That in the header, since hosts whose rules add up can't take a header back for one page: what any
 * page needs. Each page's own policy, which holds too, keeps out of it what it doesn't need: frames,
 * and all styles inside it but those whose hash it names.
 */
export const POLICY_OF_HEADER = POLICY_WITH_FRAMES.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

/**
 * That of the site as one file, which asks nobody for anything: its scripts and styles stand in it
 * and are named by their hash. Hosts say the usual policy of it too, which allows no script inside a
 * page, so they have it saved, not shown: see `disposition`.
 */
export function policyOfOneFile(scripts, styles) {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")} 'wasm-unsafe-eval'`,
    `style-src ${styles.join(" ")}`,
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Types by extension; those that are text are UTF-8. */
export const TYPES = {
  ".css": "text/css",
  ".csv": "text/csv",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".mjs": "text/javascript",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".zip": "application/zip",
};

/** Formats that are not text, and of these the ones that shrink when they are compressed. */
const BINARY = [".ico", ".jpg", ".pdf", ".png", ".wasm", ".webp", ".woff2", ".zip"];
const BINARY_THAT_SHRINKS = [".ico", ".wasm"];

/** Whether a copy of such a file is worth being compressed. */
export function isCompressible(file) {
  const extension = extname(file);
  return extension in TYPES && (!BINARY.includes(extension) || BINARY_THAT_SHRINKS.includes(extension));
}

/** What is said of every file, and of answers that give none. */
export const ALWAYS = {
  "Content-Security-Policy": POLICY_OF_HEADER,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** Names that change with the content, as the build gives them. */
const HASHED = "-[0-9a-f]{16}(_bg)?\\.[a-z0-9]+$";
/** What frozen frames load: no file of a published version changes. */
const FROZEN = "/v/[^/]+/files/";
/** Names that stay, with content that hardly ever changes. */
const SELDOM = "/assets/fonts/[^/]+$";
/** The two above as hosts write them that know folders, but no patterns of names. */
const FOLDERS = { FROZEN: "/v/:version/files/*", SELDOM: "/assets/fonts/*" };

const FOR_EVER = "public, max-age=31536000, immutable";
const A_WEEK = "public, max-age=604800";
const SHORT = "public, max-age=300, must-revalidate";

/**
 * How long a file that is there may be kept. Said of nothing else: a hashed name that
 * is missing for a moment, while files are put on a host, must not stay missing.
 */
export function caching(path) {
  if (new RegExp(HASHED).test(path) || new RegExp(FROZEN).test(path)) return FOR_EVER;
  return new RegExp(SELDOM).test(path) ? A_WEEK : SHORT;
}

/** The site as one file, in the folder of the site. */
export const ONE_FILE = (lang) => `root-causes-${lang}.html`;
const SAVED = "/root-causes-[a-z]+\\.html$";
const SAVE = "attachment";

/** Whether a browser shows a file or has it saved; undefined where nothing is said. */
export function disposition(path) {
  return new RegExp(SAVED).test(path) ? SAVE : undefined;
}

/** What is shown in place of a missing file, in the folder of the site; some hosts look for it by this name. */
export const NOT_FOUND = "/404.html";

/** The type of a file as it stands in the header. */
export function typeOf(path) {
  const extension = extname(path);
  const type = TYPES[extension] ?? "application/octet-stream";
  return extension in TYPES && !BINARY.includes(extension) ? `${type}; charset=utf-8` : type;
}

/**
 * The configuration of one nginx server. `brotli` needs nginx's module of that name;
 * `listen` takes what the directive takes.
 */
export function nginx({ root, listen, brotli = false }) {
  const extensionsOf = new Map();
  for (const [extension, type] of Object.entries(TYPES)) {
    extensionsOf.set(type, [...(extensionsOf.get(type) ?? []), extension.slice(1)]);
  }
  const types = [...extensionsOf].map(([type, extensions]) => `        ${type} ${extensions.join(" ")};`);
  // nginx adds the charset to text/html by itself and refuses to be told twice.
  const texts = [...extensionsOf]
    .filter(([type, [extension]]) => !BINARY.includes(`.${extension}`) && type !== "text/html")
    .map(([type]) => type);
  return `map $uri $root_causes_caching {
    default "${SHORT}";
    "~${HASHED}" "${FOR_EVER}";
    "~${FROZEN}" "${FOR_EVER}";
    "~${SELDOM}" "${A_WEEK}";
}

map $uri $root_causes_disposition {
    default "";
    "~${SAVED}" "${SAVE}";
}

server {
    listen ${listen};
    root ${root};
    index index.html;
    error_page 404 ${NOT_FOUND};
    # Addresses of folders are led to their slash wherever the site is reached from.
    absolute_redirect off;
    server_tokens off;

    types {
${types.join("\n")}
    }
    default_type application/octet-stream;
    charset utf-8;
    charset_types ${texts.join(" ")};

    # The build has put compressed copies beside the files.
    gzip_static on;
    gzip_vary on;
    ${brotli ? "" : "# With nginx's brotli module, a fifth less: "}brotli_static on;
    sendfile on;
    tcp_nopush on;

${Object.entries(ALWAYS)
  .map(([name, value]) => `    add_header ${name} "${value}" always;`)
  .join("\n")}
    # Not "always": a name that is missing for a moment must not stay missing.
    add_header Cache-Control $root_causes_caching;
    add_header Content-Disposition $root_causes_disposition;

    # Files for other kinds of hosts.
    location ~ /(\\.(?!well-known/)|_headers$|vercel\\.json$) {
        return 404;
    }
}
`;
}

/** For Netlify and Cloudflare Pages, whose rules add up: no two may set the same header. */
export function headersFile(paths) {
  const block = (path, headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n");
  return `${[
    "# Written by tools/headers.mjs for Netlify and Cloudflare Pages.",
    block("/*", ALWAYS),
    ...special(paths).map(([path, value]) => block(path, { "Cache-Control": value })),
    block(FOLDERS.SELDOM, { "Cache-Control": A_WEEK }),
    block(FOLDERS.FROZEN, { "Cache-Control": FOR_EVER }),
    ...saved(paths).map((path) => block(path, { "Content-Disposition": SAVE })),
  ].join("\n")}\n`;
}

/** For Vercel. */
export function vercel(paths) {
  const list = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));
  const headers = [
    { source: "/(.*)", headers: list(ALWAYS) },
    ...[...special(paths), [FOLDERS.SELDOM, A_WEEK], [FOLDERS.FROZEN, FOR_EVER]].map(([path, value]) => ({
      source: path.replace("*", "(.*)"),
      headers: list({ "Cache-Control": value }),
    })),
    ...saved(paths).map((source) => ({ source, headers: list({ "Content-Disposition": SAVE }) })),
  ];
  // Addresses are relative: those of folders must end in a slash.
  return `${JSON.stringify({ trailingSlash: true, headers }, null, 2)}\n`;
}

/** For Apache, where the host lets a folder set its headers. */
export function htaccess() {
  const set = ([name, value]) => `  Header always set ${name} "${value}"`;
  const matching = (pattern, value, name = "Cache-Control") =>
    `  <If "%{REQUEST_URI} =~ m#${pattern}#">\n    Header set ${name} "${value}"\n  </If>`;
  const types = Object.entries(TYPES).map(([extension, type]) => `  AddType ${type} ${extension}`);
  const texts = Object.keys(TYPES).filter((extension) => !BINARY.includes(extension));
  const folder = new URL(process.env.SITE_URL || "https://root-causes.example/").pathname.replace(/\/$/, "");
  return `# Written by tools/headers.mjs for Apache.
DirectoryIndex index.html
ErrorDocument 404 ${folder}${NOT_FOUND}
<IfModule mod_mime.c>
${types.join("\n")}
  AddCharset utf-8 ${texts.join(" ")}
</IfModule>
<IfModule mod_headers.c>
${Object.entries(ALWAYS).map(set).join("\n")}
  Header set Cache-Control "${SHORT}"
${matching(SELDOM, A_WEEK)}
${matching(HASHED, FOR_EVER)}
${matching(FROZEN, FOR_EVER)}
${matching(SAVED, SAVE, "Content-Disposition")}
</IfModule>
`;
}

/**
 * Paths that may be kept for longer than a host keeps files by itself, outside the folders that
 * have a rule as a whole: hosts read a hundred rules, and versions that are kept add up.
 */
function special(paths) {
  const inFolders = new RegExp(`^(/v/|/assets/fonts/)`);
  return paths
    .filter((path) => !inFolders.test(path))
    .map((path) => [path, caching(path)])
    .filter(([, value]) => value !== SHORT);
}

/** Paths of what is saved, not shown. */
function saved(paths) {
  return paths.filter((path) => disposition(path) !== undefined);
}

/** Writes the header files of the common hosts into the built site. */
export function writeHeaderFiles(dist) {
  const paths = filesIn(dist).map((path) => `/${path}`);
  writeFileSync(join(dist, "_headers"), headersFile(paths));
  writeFileSync(join(dist, "vercel.json"), vercel(paths));
  writeFileSync(join(dist, ".htaccess"), htaccess());
}

/** Every file of a folder and of those in it, sorted, with slashes; no compressed copies. */
export function filesIn(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(dir, "/").length))
    .filter((path) => ![".br", ".gz"].includes(extname(path)))
    .sort();
}

/** The committed configuration. */
export const NGINX_CONF = `# One nginx server for the site: put the built dist/ into the folder after "root", and this
# file where your nginx.conf includes such files (on Debian, /etc/nginx/sites-enabled).
# Give it your name and certificate, or let it stand behind what has them.
# Written by tools/headers.mjs; change the rules there.

${nginx({ root: "/srv/root-causes", listen: "80" })}`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [dist] = process.argv.slice(2);
  if (dist) writeHeaderFiles(dist);
  else writeFileSync(fileURLToPath(new URL("../hosting/nginx.conf", import.meta.url)), NGINX_CONF);
}
