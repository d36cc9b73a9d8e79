// Writes the site of each language as one file, for use without a network: the main page as it is,
// and packed, the pages beside it, both programs and their bytes. The main page gets a link to it.
//
// Scripts and styles stand in the file, under a policy of its own that names them by their hash.
// Scripts are classic ones, for browsers load no modules from files. What the file doesn't hold is
// reached at its address on the site; web/onefile.js leads to what it holds.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { asClassic } from "./classic.mjs";
import { filesIn, ONE_FILE, policyOfOneFile } from "./headers.mjs";
import { bare } from "./inline.mjs";
import { COMMENTS } from "./shrink.mjs";

/** Words for these files, as the command line writes them. */
const WORDS = "one-file.json";
const FOLDERS = { en: "", es: "es/" };
/** Pages that only make sense on a host. */
const LEFT_OUT = /^(embed|v)\b/;
/** Pages of presets, which are the main page on a state: only where their settings come from is kept. */
const OF_A_PRESET = /^s\/./;
/** Runs before anything is seen. */
const HIDE = `if (new URLSearchParams(location.search).has("page")) document.documentElement.dataset.turning = "";`;
const OF_THE_APP = ["app", "study"];
/** Sheets that every page has; they stand in the main page already. */
const COMMON = ["tokens", "page", "simulator"];

export function writeOneFiles(dist) {
  const words = JSON.parse(readFileSync(join(dist, WORDS), "utf8"));
  rmSync(join(dist, WORDS));
  const programs = OF_THE_APP.map((name) => program(dist, name));
  for (const [lang, folder] of Object.entries(FOLDERS)) {
    const file = oneFile(dist, lang, words[lang], programs);
    writeFileSync(join(dist, ONE_FILE(lang)), file);
    const page = join(dist, folder, "index.html");
    writeFileSync(page, withLink(readFileSync(page, "utf8"), lang, words[lang], Buffer.byteLength(file)));
  }
}

/** The main page with a link to its copy in one file, which tells how large that is. */
function withLink(html, lang, words, size) {
  const link = words.link.replace("{size}", (size / 1e6).toFixed(1));
  const up = "../".repeat(FOLDERS[lang].split("/").length - 1) || "./";
  return replaced(html, "</footer>", `<p class="small"><a href="${up}${ONE_FILE(lang)}" download>${link}</a></p></footer>`);
}

function program(dist, name) {
  const file = (end) => join(dist, named(dist, name, end));
  const script = `rootCauses.programs.${name} = (() => {
${asClassic(readFileSync(file(".js"), "utf8"))}
return (bytes) => __wbg_init({ module_or_path: bytes });
})();
//# sourceURL=root-causes#${name}
`;
  return { name, script, bytes: packed(readFileSync(file("_bg.wasm"))) };
}

function oneFile(dist, lang, words, programs) {
  const pages = pagesOf(dist, lang);
  const main = pages.get("");
  const beside = [...pages].filter(([key]) => key !== "");
  const blocks = beside.map(([key, page]) => {
    const { address, title, stage, sheets, scripts } = page;
    const attributes = { title, address, sheets: sheets.join(" "), scripts: scripts.join(" "), ...(stage && { stage }) };
    const data = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value}"`);
    return `<script type="text/plain" id="page-${key}"${data.join("")}>${packed(page.body)}</script>\n`;
  });
  const bytes = programs.map(({ name, bytes }) => `<script type="text/plain" id="program-${name}">${bytes}</script>\n`);
  const named = (part) => [...new Set([...pages.values()].flatMap((page) => page[part]))];
  const parts = named("scripts").map((name) => `"${name}"() {\n${script(dist, name)}},\n`);
  const own = readFileSync(new URL("../web/onefile.js", import.meta.url), "utf8").replaceAll(COMMENTS, "");
  const scripts = [
    HIDE,
    "globalThis.rootCauses = { programs: {} };",
    ...programs.map(({ script }) => script),
    `(() => {\n"use strict";\nrootCauses.scripts = {\n${parts.join("")}};\n${own}})();`,
  ];
  const sheets = named("sheets").filter((name) => !COMMON.includes(name));
  const styles = [
    [`${main.style}${bare(readFileSync(new URL("../style/onefile.css", import.meta.url), "utf8"), "")}`, ""],
    ...sheets.map((name) => [sheet(dist, name), ` media="not all" data-sheet="${name}"`]),
  ].map(([style, attributes]) => [withFonts(dist, style), attributes]);
  for (const text of [...scripts, ...styles.map(([style]) => style)]) {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error("a script or style could be read as the end of its element");
  }
  const policy = policyOfOneFile(scripts.map(hashOf), styles.map(([style]) => hashOf(style)));
  const [hide, ...behind] = scripts.map((text) => `<script>${text}</script>\n`);
  // Programs are named by addresses that load nothing: web/boot.js reads them.
  return `<!doctype html>
<html lang="${lang}" data-root="${main.address}" data-address="${main.address}" data-scripts="${main.scripts.join(" ")}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${main.title}</title>
  ${main.tags.join("\n  ")}
  <link rel="program" href="#app" id="app-module" data-study="#study">
  <link rel="program" href="#app" id="app-wasm">
  ${styles.map(([style, attributes]) => `<style${attributes}>${style}</style>`).join("\n  ")}
  ${hide}</head>
<body>${mainBody(main, words)}
<script type="text/plain" id="save-words"${beside.map(([, page]) => page.saving).find(Boolean)}></script>
${[...blocks, ...bytes, ...behind].join("")}</body>
</html>
`;
}

/** The main page's body with a line on what the file is, and a message for addresses that lead nowhere. */
function mainBody({ body, address }, words) {
  const line = `<p class="small one-file">${words.about} <a href="${address}" rel="external">${words.site}</a></p>`;
  const message = `<p class="failure" id="failure-page" role="alert" hidden>${words.no_page}</p>`;
  return replaced(body, "<main>", `<main>${line}${message}`);
}

/** The pages of a language that the file holds, by their path; the main page has none. */
function pagesOf(dist, lang) {
  const others = Object.values(FOLDERS).filter((folder) => folder !== "" && folder !== FOLDERS[lang]);
  const keys = filesIn(join(dist, FOLDERS[lang]))
    .filter((path) => /(^|\/)index\.html$/.test(path) && !others.some((folder) => path.startsWith(folder)))
    .map((path) => dirname(path).replace(/^\.$/, ""))
    .filter((key) => !LEFT_OUT.test(key));
  const pages = keys.map((key) => [key, pageOf(dist, lang, key)]);
  return new Map(pages.filter(([, page]) => page !== undefined));
}

function pageOf(dist, lang, key) {
  const html = readFileSync(join(dist, FOLDERS[lang], key, "index.html"), "utf8");
  const one = (pattern) => {
    const [found, part] = pattern.exec(html) ?? [];
    if (found === undefined) throw new Error(`${key}/index.html has nothing like ${pattern}`);
    return part ?? found;
  };
  const address = one(/<link rel="canonical" href="([^"]+)">/);
  const [head] = html.split("</head>");
  const whole = one(/<body>([\s\S]*)<\/body>/);
  const origins = OF_A_PRESET.test(key);
  const body = origins ? withOriginsAlone(whole) : whole;
  // A preset that sets nothing tells of no origins.
  if (body === undefined) return undefined;
  const names = (pattern) => [...head.matchAll(pattern)].map(([, name]) => name);
  return {
    address,
    title: one(/<title>([^<]*)<\/title>/),
    stage: origins ? undefined : /<html [^>]*data-stage="([^"]*)"/.exec(html)?.[1],
    sheets: names(/<link rel="stylesheet" href="(?:\.+\/)*(\w+)-[^"]*"/g),
    scripts: names(/<script [^>]*src="(?:\.+\/)*([\w-]+)-[0-9a-f]{16}\.js"/g).filter((name) => !(origins && name === "boot")),
    saving: / id="save-words"( [^>]*)>/.exec(head)?.[1],
    style: /<style>([\s\S]*?)<\/style>/.exec(head)?.[1],
    tags: [/<meta name="description" [^>]*>/, /<link rel="canonical" [^>]*>/, /<link rel="icon" [^>]*>/].map((tag) => one(tag)),
    body: led(body, lang, key, address) + presentWords(head, key, address),
  };
}

/** The words of web/present.js, with the steps before and behind as pages of the file: here it has no element of its own. */
function presentWords(head, key, address) {
  const [, attributes] = /<script [^>]*src="[^"]*present-[0-9a-f]{16}\.js"( [^>]*)><\/script>/.exec(head) ?? [];
  if (attributes === undefined) return "";
  const site = address.slice(0, -`${key}/`.length);
  const led = attributes.replace(/ data-(before|behind)="([^"]*)"/g, (_, way, to) => {
    const page = new URL(to, address).href.slice(site.length).replace(/\/$/, "");
    return ` data-${way}="?page=${page}"`;
  });
  return `<script type="text/plain" id="present-words"${led}></script>`;
}

function withOriginsAlone(body) {
  const [header, article, footer] = ["header", "article", "footer"].map((name) => new RegExp(`<${name}\\b[\\s\\S]*?</${name}>`).exec(body)?.[0]);
  return article && `${header}<main>${article}</main>${footer}`;
}

/**
 * A page's body with links as they are from a file: to the site, to the file of the other language
 * if they lead to the same page there. One page's words for the programs serve all of them.
 */
function led(body, lang, key, address) {
  const words = key === "" ? body : body.replace(/<template id="words">[\s\S]*?<\/template>/, "").replace(/<noscript>.*?<\/noscript>/g, "");
  return words.replaceAll(/<a (?:[^>]* )?href="(?!#)[^"]*"[^>]*>/g, (tag) => {
    const other = /hreflang="(\w+)"/.exec(tag)?.[1];
    return tag.replace(/ href="([^"]*)"/, (_, href) => {
      if (other && other !== lang && !/^https?:/.test(href)) return ` href="${ONE_FILE(other)}${key && `?page=${key}`}"`;
      return ` href="${new URL(href.replaceAll("&amp;", "&"), address).href.replaceAll("&", "&amp;")}"`;
    });
  });
}

/** A page's script, as the body of a function. web/boot.js takes its programs from the file, and stays in its language. */
function script(dist, name) {
  const text = readFileSync(join(dist, named(dist, name, ".js")), "utf8").replaceAll(COMMENTS, "");
  if (/^(import|export)\b/m.test(text)) throw new Error(`${name} is a module that needs or gives something`);
  if (name !== "boot") return text;
  const run = /async function run\(module, wasm\) \{\n[\s\S]*?\n\}\n/;
  if (!run.test(text)) throw new Error("boot.js has no function that runs a program");
  return replaced(text.replace(run, "const { run } = rootCauses;\n"), "const elsewhere = languageWanted();", "const elsewhere = null;");
}

function sheet(dist, name) {
  return bare(readFileSync(join(dist, named(dist, name, ".css")), "utf8"), "");
}

/** Styles with the faces that they name inside, which are worth the moment that they take to be read. */
function withFonts(dist, style) {
  const waiting = style.replaceAll("font-display: optional", "font-display: block");
  return waiting.replaceAll(/url\("(?!data:)([^"]+)"\)/g, (_, address) => {
    const name = /assets\/fonts\/[^/]+\.woff2$/.exec(address)?.[0];
    if (!name) throw new Error(`a style names ${address}, which is no face`);
    return `url("data:font/woff2;base64,${readFileSync(join(dist, name)).toString("base64")}")`;
  });
}

/** The name of the only file at the root of the site that is called so, and a hash. */
function named(dist, name, end) {
  const found = readdirSync(dist).filter((file) => file.startsWith(`${name}-`) && /^[0-9a-f]{16}/.test(file.slice(name.length + 1)) && file.slice(name.length + 17) === end);
  if (found.length !== 1) throw new Error(`${name}-*${end} names ${found.length} files`);
  return found[0];
}

function packed(content) {
  return gzipSync(content, { level: 9 }).toString("base64");
}

function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function replaced(text, what, by) {
  if (text.split(what).length !== 2) throw new Error(`${what} is not there once`);
  return text.replace(what, () => by);
}
