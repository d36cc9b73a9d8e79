// The built site as hosts serve it: under nginx with the project's rules, and under one
// that has none and gives WebAssembly a wrong type.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import {
  ALWAYS,
  caching,
  disposition,
  filesIn,
  headersFile,
  htaccess,
  isCompressible,
  NGINX_CONF,
  typeOf,
  vercel,
} from "../../tools/headers.mjs";
import { serve } from "../../tools/serve.mjs";
import { DIST, start } from "./harness.mjs";
import { startNginx } from "./nginx.mjs";
import { words } from "./reader.mjs";

/** Files for hosts, which nginx does not give away. */
const OF_HOSTS = [".htaccess", "_headers", "vercel.json"];
/** Files of fewer bytes may not get smaller. */
const SMALL = 500;
const all = filesIn(DIST);
const files = all.filter((file) => !OF_HOSTS.includes(file));

let place;
let host;
let harness;
/** Addresses: under the rules; of a site with folders above and files below; without rules. */
let ruled;
let updated;
let bare;
before(async () => {
  place = await mkdtemp(join(tmpdir(), "root-causes-site-"));
  await mkdir(join(place, "some/folder"), { recursive: true });
  await symlink(DIST, join(place, "some/folder/site"));
  await mkdir(join(place, "injected"));
  host = await startNginx([
    DIST,
    place,
    (listen) => `server {
    listen ${listen};
    root ${place};
    index index.html;
    types { text/html html; text/css css; text/javascript js; image/svg+xml svg; text/plain wasm; }
}`,
  ]);
  [ruled, updated, bare] = host.urls;
  harness = await start({ url: ruled, close: () => host.close() });
});
after(async () => {
  await harness?.close();
  if (place) await rm(place, { recursive: true });
});

test("the committed nginx configuration and the built header files are those of the rules", async () => {
  const conf = await readFile(fileURLToPath(new URL("../../hosting/nginx.conf", import.meta.url)), "utf8");
  assert.equal(conf, NGINX_CONF, "node tools/headers.mjs writes it anew");
  const paths = all.filter((file) => !OF_HOSTS.includes(file)).map((file) => `/${file}`);
  assert.equal(await readFile(join(DIST, "_headers"), "utf8"), headersFile(paths));
  assert.equal(await readFile(join(DIST, "vercel.json"), "utf8"), vercel(paths));
  assert.equal(await readFile(join(DIST, ".htaccess"), "utf8"), htaccess());
});

test("rules of hosts that add them up never set a header of one file twice, and name every file kept for long", async () => {
  const blocks = (await readFile(join(DIST, "_headers"), "utf8"))
    .split(/^(?=\/)/m)
    .slice(1)
    .map((block) => block.trim().split("\n"));
  const [[everywhere, ...common], ...others] = blocks;
  assert.equal(everywhere, "/*");
  const names = new Set(common.map((line) => line.split(":")[0].trim()));
  assert.deepEqual([...names], Object.keys(ALWAYS));
  const kept = new Map(others.map(([path, ...headers]) => [path, headers]));
  assert.equal(kept.size, others.length, "each path once");
  assert.ok(blocks.length <= 100, "Cloudflare Pages reads a hundred rules");
  assert.ok(!names.has("Cache-Control"));
  const folder = (path) => new RegExp(`^${path.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+").replace("*", ".*")}$`);
  for (const [path, headers] of kept) {
    const meant = all.map((file) => `/${file}`).filter((file) => folder(path).test(file));
    assert.ok(meant.length > 0, `${path} means no file`);
    for (const file of meant) {
      const said = disposition(file) ? `  Content-Disposition: ${disposition(file)}` : `  Cache-Control: ${caching(file)}`;
      assert.deepEqual(headers, [said], `${path}: ${file}`);
    }
  }
  for (const file of all.map((file) => `/${file}`)) {
    const rules = [...kept.keys()].filter((path) => folder(path).test(file));
    assert.ok(rules.length <= 1, `${file} has ${rules.join(" and ")}`);
    assert.equal(rules.length === 1, /immutable|604800/.test(caching(file)) || disposition(file) !== undefined, file);
  }
  for (const [kind, file] of Object.entries(kinds())) {
    const byFolder = [...kept.keys()].filter((path) => path.includes("*")).some((path) => folder(path).test(`/${file}`));
    assert.equal(kept.has(`/${file}`) || byFolder, /^(script|style|wasm|font|one file|frozen (?!page))/.test(kind), file);
  }
});

test("versions that are kept add no rule to those that a host reads", () => {
  const paths = all.map((file) => `/${file}`);
  const older = Array.from({ length: 50 }, (_, i) => paths.filter((path) => path.startsWith("/v/")).map((path) => path.replace(/^\/v\/[^/]+/, `/v/1.${i}-0123456789ab`))).flat();
  assert.ok(older.length > 500);
  assert.equal(headersFile([...paths, ...older]), headersFile(paths));
  assert.equal(vercel([...paths, ...older]), vercel(paths));
});

test("no header and no file for hosts keeps a page out of frames", () => {
  const texts = [NGINX_CONF, headersFile(["/index.html"]), htaccess(), vercel(["/index.html"])];
  for (const text of texts) assert.doesNotMatch(text, /X-Frame-Options|frame-ancestors/i);
});

test("nginx and the local server say of each kind of file what the rules say", async () => {
  const local = await serve({ dir: DIST, port: 0 });
  try {
    for (const [kind, file] of Object.entries(kinds())) {
      const path = file.replace(/(^|\/)index\.html$/, "$1");
      for (const [url, cached] of [
        [ruled, caching(`/${file}`)],
        [local.url, caching(`/${file}`).includes("immutable") ? caching(`/${file}`) : "no-cache"],
      ]) {
        const { status, headers } = await ask(url + path);
        assert.equal(status, 200, `${kind}: ${path}`);
        assert.equal(headers["x-frame-options"], undefined);
        assert.deepEqual(told(headers), { ...ALWAYS, "Content-Type": typeOf(file), "Cache-Control": cached, "Content-Disposition": disposition(`/${file}`) }, `${kind} from ${url}`);
      }
    }
    assert.match(caching(`/${kinds().wasm}`), /immutable/);
    assert.doesNotMatch(caching(`/${kinds().page}`), /immutable|max-age=\d{4}/);
  } finally {
    await local.close();
  }
});

test("what is missing is not kept, folders lead to their pages, and files for hosts stay inside", async () => {
  const { status, headers } = await ask(`${ruled}app-0123456789abcdef_bg.wasm`);
  assert.equal(status, 404);
  assert.equal(headers["cache-control"], undefined);
  assert.equal(headers["x-content-type-options"], "nosniff");
  const folder = await ask(`${ruled}es?x=1`);
  assert.equal(folder.status, 301);
  assert.equal(folder.headers.location, "/es/?x=1");
  for (const file of OF_HOSTS) assert.equal((await ask(ruled + file)).status, 404, file);
});

test("an address that leads nowhere is answered by a page that says so in both languages, in whatever folder", async () => {
  const local = await serve({ dir: DIST, port: 0 });
  try {
    for (const url of [ruled, local.url]) {
      for (const path of ["nowhere", "es/s/nowhere/at/all/"]) {
        const { status, headers } = await ask(url + path);
        assert.equal(status, 404);
        assert.equal(headers["content-type"], "text/html; charset=utf-8");
        assert.equal(headers["cache-control"], undefined);
        for (const width of [320, 1440]) {
          const opened = await harness.openPage({ at: url + path, width });
          try {
            const { page } = opened;
            assert.deepEqual(await page.locator("h1").allInnerTexts(), ["en", "es"].map((lang) => words(lang)["missing.title"]));
            assert.equal(await opened.horizontalOverflow(), 0);
            assert.ok(await page.evaluate(() => document.styleSheets.length >= 2 && [...document.fonts].length > 0), "its style has come");
            const links = await page.locator("a").evaluateAll((all) => all.map(({ href }) => href));
            assert.ok(links.length >= 6 && links.includes(url) && links.includes(`${url}es/`), links.join(" "));
            for (const link of links) assert.equal((await ask(link)).status, 200, link);
            assert.deepEqual(await opened.axe(), []);
            assert.deepEqual(opened.errors.filter((error) => !error.includes("404")), []);
            if (url === ruled) await opened.screenshot(`missing-${width}`, { fullPage: true });
          } finally {
            await opened.close();
          }
        }
      }
    }
  } finally {
    await local.close();
  }
});

test("every file that shrinks has copies in gzip and brotli, and nginx sends them", async () => {
  for (const file of files.filter(isCompressible)) {
    const bytes = await readFile(join(DIST, file));
    for (const [extension, open] of [["gz", gunzip], ["br", brotliDecompress]]) {
      const copy = await readFile(join(DIST, `${file}.${extension}`)).catch(() => undefined);
      if (!copy) {
        assert.ok(bytes.length < SMALL, `${file} has no copy in ${extension}`);
        assert.ok([".gz", ".br"].every((other) => !existsSync(join(DIST, file + other))), `${file} has one copy of two`);
        continue;
      }
      assert.ok(copy.length < bytes.length);
      assert.ok((await promisify(open)(copy)).equals(bytes), `${file}.${extension}`);
    }
  }
  const packed = Object.values(kinds()).filter((file) => existsSync(join(DIST, `${file}.gz`)));
  assert.ok(packed.length > 12, packed.join(" "));
  for (const file of packed) {
    const url = ruled + file;
    const sent = async (accepted) => {
      const { headers, body } = await ask(url, { "Accept-Encoding": accepted });
      assert.match(headers.vary, /Accept-Encoding/i);
      return [headers["content-encoding"], body];
    };
    const stands = (copy) => readFile(join(DIST, `${file}${copy}`));
    assert.deepEqual(await sent("identity"), [undefined, await stands("")], file);
    assert.deepEqual(await sent("gzip"), ["gzip", await stands(".gz")], file);
    const best = host.brotli ? ["br", await stands(".br")] : ["gzip", await stands(".gz")];
    assert.deepEqual(await sent("gzip, deflate, br, zstd"), best, file);
  }
});

test("the policy blocks an injected script, by its header alone and by the page alone", async () => {
  const page = await readFile(join(DIST, "index.html"), "utf8");
  const injected = page.replace("<body>", '<body><script>globalThis.slipped = 1</script><img src="x:" onerror="globalThis.slipped = 2">');
  const withoutOwn = injected.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
  assert.notEqual(withoutOwn, injected);
  await writeFile(join(place, "injected/header.html"), withoutOwn);
  await writeFile(join(place, "injected/page.html"), injected);
  await writeFile(join(place, "injected/none.html"), withoutOwn);
  assert.equal(await slipped(`${updated}injected/header.html`), undefined);
  assert.equal(await slipped(`${bare}injected/page.html`), undefined);
  // Without any policy it runs: the two above were blocked, not broken.
  assert.ok([1, 2].includes(await slipped(`${bare}injected/none.html`)));
});

test("front page and presets carry their styles, and take no other", async () => {
  for (const page of ["", "es/", "s/aid/", "es/s/aid/"]) {
    const html = await readFile(join(DIST, page, "index.html"), "utf8");
    assert.doesNotMatch(html, /rel="stylesheet"/);
    const [, styles] = /<style>([^<]+)<\/style>/.exec(html);
    for (const [, address] of styles.matchAll(/url\("([^"]+)"/g)) {
      assert.ok(address.startsWith("data:") || existsSync(join(DIST, page, address)), `${page}: ${address}`);
    }
    const injected = html.replace("<body>", "<body><style>body { --slipped: 1 }</style>");
    await writeFile(join(place, "injected/styles.html"), injected);
    const opened = await harness.openPage({ at: `${updated}injected/styles.html` });
    try {
      const [own, other] = await opened.page.evaluate(() => ["--ground", "--slipped"].map((name) => getComputedStyle(document.body).getPropertyValue(name)));
      assert.notEqual(own, "");
      assert.equal(other, "");
    } finally {
      await opened.close();
    }
  }
});

test("pages work in a folder below the root of a host", async () => {
  const opened = await open(`${updated}some/folder/site/`);
  try {
    await opened.waitForApp();
    await opened.page.locator("#other-language").click();
    await opened.page.waitForURL(/\/some\/folder\/site\/es\//);
    await opened.waitForApp();
    await opened.page.locator("#steps a").first().click();
    await opened.page.waitForURL(/\/some\/folder\/site\/es\/steps\//);
    await opened.waitForApp();
    // Frames work there too, from files beside them; so do those of the version that is kept.
    for (const path of ["embed/?preset=aid", "es/embed/steps/legal-pathways/", `${frozen()}/embed/?preset=aid`]) {
      const asked = [];
      const note = (request) => asked.push(request.url());
      opened.page.on("request", note);
      await opened.page.goto(`${updated}some/folder/site/${path}`);
      await opened.waitForApp();
      opened.page.off("request", note);
      assert.ok(asked.length > 5 && asked.every((url) => url.startsWith(`${updated}some/folder/site/`)), asked.join(" "));
    }
    assert.deepEqual([opened.errors, opened.foreign], [[], []]);
  } finally {
    await opened.close();
  }
});

test("only the page for newsrooms may show frames, and only of this site", async () => {
  const framed = async (path, src) => {
    const context = await harness.browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(ruled + path, { waitUntil: "load" });
      return await page.evaluate(async (src) => {
        const refused = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
        const frame = document.createElement("iframe");
        frame.src = src;
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 500));
        return refused.includes("frame-src");
      }, src);
    } finally {
      await context.close();
    }
  };
  for (const [path, src, isRefused] of [
    ["", `${ruled}embed/`, true],
    ["es/s/aid/", `${ruled}embed/`, true],
    ["embed/", `${ruled}embed/`, true],
    ["embed/builder/", `${ruled}embed/`, false],
    ["es/embed/builder/", `${ruled}es/embed/`, false],
    ["embed/builder/", `${updated}embed/`, true],
  ]) {
    assert.equal(await framed(path, src), isRefused, `${src} in /${path}`);
  }
});

test("the app starts on a host without headers that gives WebAssembly a wrong type", async () => {
  const { headers } = await ask(`${bare}some/folder/site/${kinds().wasm}`);
  assert.equal(headers["content-type"], "text/plain");
  assert.equal(headers["content-security-policy"], undefined);
  const opened = await open(`${bare}some/folder/site/`);
  try {
    await opened.waitForApp();
    const others = opened.errors.filter((error) => !error.includes("does not serve Wasm with `application/wasm`"));
    assert.deepEqual([others, opened.foreign], [[], []]);
  } finally {
    await opened.close();
  }
});

test("a page of the build before works after the next one is laid over it", async () => {
  const first = await readFile(join(DIST, "index.html"), "utf8");
  const site = join(place, "over");
  await cp(DIST, site, { recursive: true });
  // The next build: every script and style sheet has other bytes, so another name.
  const next = (text) => text.replaceAll(/\b(app|boot|tokens|page|simulator)-[0-9a-f]{16}(?=(_bg)?\.(js|wasm|css)\b)/g, "$1-0123456789abcdef");
  for (const file of files.filter((file) => !file.includes("/") && next(file) !== file)) {
    const bytes = await readFile(join(DIST, file));
    await writeFile(join(site, next(file)), extname(file) === ".wasm" ? bytes : next(`${bytes}\n`));
  }
  for (const copy of ["", ".gz", ".br"]) await rm(join(site, `index.html${copy}`));
  await writeFile(join(site, "index.html"), next(first));
  const opens = async (html) => {
    const asked = [];
    const opened = await open(`${updated}over/`, async (page) => {
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      if (html) await page.route(/\/over\/$/, (route) => route.fulfill({ contentType: "text/html", body: html }));
    });
    try {
      await opened.waitForApp();
      assert.deepEqual(opened.errors, []);
      return asked.filter((path) => /\/app-.*\.(js|wasm)$/.test(path));
    } finally {
      await opened.close();
    }
  };
  const before = await opens(first);
  const now = await opens();
  assert.ok(before.length >= 2 && before.every((path) => !path.includes("0123456789abcdef")), String(before));
  assert.ok(now.length >= 2 && now.every((path) => path.includes("0123456789abcdef")), String(now));
});

/** One file of each kind, found in the built site by what the front page names. */
function kinds() {
  const find = (pattern) => {
    const found = files.find((file) => pattern.test(file));
    assert.ok(found, `no file like ${pattern}`);
    return found;
  };
  return {
    page: find(/^index\.html$/),
    "page of a step": find(/^es\/steps\/[^/]+\/index\.html$/),
    script: find(/^app-[0-9a-f]{16}\.js$/),
    wasm: find(/^app-[0-9a-f]{16}_bg\.wasm$/),
    style: find(/^page-[0-9a-f]{16}\.css$/),
    font: find(/^assets\/fonts\/.*\.woff2$/),
    table: find(/^data\/.*\.csv$/),
    "page of a preset": find(/^s\/aid\/index\.html$/),
    "table of a preset": find(/^s\/aid\/aid\.csv$/),
    "page of frames": find(/^embed\/index\.html$/),
    "page of a step's frame": find(/^es\/embed\/steps\/[^/]+\/index\.html$/),
    "page for newsrooms": find(/^embed\/builder\/index\.html$/),
    loader: find(/^embed\/loader\.js$/),
    "script of frames": find(/^classic-[0-9a-f]{16}\.js$/),
    "answer for oEmbed": find(/^oembed\/es\/aid\.json$/),
    card: find(/^cards\/s-aid-es\.png$/),
    "one file": find(/^root-causes-es\.html$/),
    sitemap: find(/^sitemap\.xml$/),
    robots: find(/^robots\.txt$/),
    "frozen page": find(/^v\/[^/]+\/es\/embed\/index\.html$/),
    "frozen script": find(/^v\/[^/]+\/files\/app-[0-9a-f]{16}\.js$/),
    "frozen wasm": find(/^v\/[^/]+\/files\/app-[0-9a-f]{16}_bg\.wasm$/),
    "frozen font": find(/^v\/[^/]+\/files\/assets\/fonts\/.*\.woff2$/),
    "checks of a version": find(/^v\/[^/]+\/check\.json$/),
  };
}

/** Folder of the version that the built site keeps. */
function frozen() {
  return /^v\/[^/]+/.exec(files.find((file) => file.startsWith("v/")))[0];
}

function told(headers) {
  const names = [...Object.keys(ALWAYS), "Content-Type", "Cache-Control", "Content-Disposition"];
  return Object.fromEntries(names.map((name) => [name, headers[name.toLowerCase()]]));
}

/** An answer as it comes, not unpacked. */
function ask(url, headers = {}) {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).on("error", reject);
  });
}

/** What an injected script has left behind once the page is loaded. */
async function slipped(url) {
  const context = await harness.browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(() => globalThis.slipped);
  } finally {
    await context.close();
  }
}

function open(url, prepare) {
  return harness.openPage({ at: url, prepare });
}
