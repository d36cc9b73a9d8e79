// Trunk runs this after each build, on the folder it is about to publish.
//
// Released pages get three things first: programs made small (tools/shrink.mjs), the
// content security policy, and names for the programs' modules and WebAssembly that come
// from their final bytes (Trunk names the app before that, so a change in the shrinking
// alone would keep the name that browsers may hold in their caches; the study it doesn't
// name at all). Then the command line writes the pages.
// The pages that most readers come to first get their styles inside (tools/inline.mjs).
// The whole page in one file comes next (tools/onefile.mjs).
// What frozen frames of this version load is kept (tools/freeze.mjs).
// Header files for hosts and compressed copies of all files come last.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asClassic } from "./classic.mjs";
import { compress } from "./compress.mjs";
import { freeze } from "./freeze.mjs";
import { inlineStyles } from "./inline.mjs";
import { POLICY, POLICY_WITH_FRAMES, writeHeaderFiles } from "./headers.mjs";
import { writeOneFiles } from "./onefile.mjs";
import { COMMENTS, shrink } from "./shrink.mjs";

/** The second program, loaded on demand: its two files and, in the page, its address. */
const STUDY = "study";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) throw new Error("finish-dist.mjs is run by Trunk, which sets TRUNK_STAGING_DIR");
const release = process.env.TRUNK_PROFILE === "release";

if (release) {
  const file = join(dist, "index.html");
  const html = readFileSync(file, "utf8");
  shrink(join(dist, addressOf("app-wasm", html)), join(dist, addressOf("app-module", html)));
  shrink(join(dist, `${STUDY}_bg.wasm`), join(dist, `${STUDY}.js`));
  bare("terms.js");
  writeFileSync(file, withStudy(renameByContent(addPolicy(withoutPreload(withLongNames(withIcon(withBareBoot(html))))))));
  writeFileSync(join(dist, "classic.js"), inOneScript(readFileSync(file, "utf8")));
  // The pages command finds these by the beginning of their names.
  const named = ["board.js", "strategy.js", "terms.js", "save.js", "by-hand.js", "board.css", "steps.css", "charts.css", "embed.js", "embed.css", "builder.js", "builder.css", "classes.css", "present.js", "present.css", "classic.js"];
  for (const name of named) renameSync(join(dist, name), join(dist, name.replace(".", `-${hashOf(name)}.`)));
}
const pages = ["run", "--quiet", "--locked", "--features", "cli"];
if (release) pages.push("--release");
execFileSync("cargo", [...pages, "--", "pages", "--dist", dist], { stdio: "inherit" });
if (release) {
  for (const page of ["embed/builder/index.html", "es/embed/builder/index.html"]) withFrames(join(dist, page));
  inlineStyles(dist);
  writeOneFiles(dist);
  freeze(dist, process.env.OLD);
  writeHeaderFiles(dist);
  await compress(dist);
}

/** Leaves out comments on lines of their own, and indents, of a script that holds no text of several lines. */
function bare(name) {
  const file = join(dist, name);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(COMMENTS, "").replaceAll(/^ +|\n(?=\n)/gm, ""));
}

/** The page with the script that starts the app as short as it gets, under the name of its bytes. */
function withBareBoot(html) {
  const [, name] = /src="\.\/(boot-[0-9a-f]+\.js)"/.exec(html) ?? [];
  if (!name) throw new Error("index.html names no boot.js");
  bare(name);
  const renamed = `boot-${hashOf(name)}.js`;
  renameSync(join(dist, name), join(dist, renamed));
  return html.replaceAll(name, renamed);
}

/** boot.js fetches the WebAssembly once the page is painted: before, it would keep fonts and styles waiting. */
function withoutPreload(html) {
  const link = /(<link rel="preload" [^>]*) id="app-wasm">/;
  if (!link.test(html)) throw new Error("index.html preloads no WebAssembly");
  return html.replace(link, '$1 media="not all" id="app-wasm">');
}

/** The icon inside the page: it is smaller than a question for it, which would stand in line with what is seen first. */
function withIcon(html) {
  const [link, name] = / href="\.\/(icon-[0-9a-f]+\.svg)"/.exec(html) ?? [];
  if (!link) throw new Error("index.html names no icon");
  const picture = readFileSync(join(dist, name), "utf8").trim().replaceAll('"', "'").replace(/[<>#%]/g, encodeURIComponent);
  rmSync(join(dist, name));
  return html.replace(link, ` href="data:image/svg+xml,${picture}"`);
}

/** Trunk leaves out zeros at the beginning of a hash: one style sheet of sixteen would not be known as kept for ever. */
function withLongNames(html) {
  for (const [, name] of html.matchAll(/ href="\.\/(\w+-[0-9a-f]+\.css)"/g)) {
    const renamed = name.replace(/-[0-9a-f]+\./, `-${hashOf(name)}.`);
    renameSync(join(dist, name), join(dist, renamed));
    html = html.replaceAll(name, renamed);
  }
  return html;
}

/** The policy holds for what follows it, so it goes right behind the charset. */
function addPolicy(html) {
  const charset = '<meta charset="utf-8">';
  if (!html.includes(charset)) throw new Error(`index.html has no ${charset}`);
  return html.replace(
    charset,
    `${charset}\n  <meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
  );
}

/** The page for newsrooms shows frames of this site; no other page does. */
function withFrames(file) {
  const html = readFileSync(file, "utf8");
  if (!html.includes(POLICY)) throw new Error(`${file} has no content security policy`);
  writeFileSync(file, html.replace(POLICY, POLICY_WITH_FRAMES));
}

function addressOf(id, html) {
  const link = new RegExp(`href="\\./([^"]+)"[^>]* id="${id}"`).exec(html);
  if (!link) throw new Error(`index.html has no link with the id ${id}`);
  return link[1];
}

function renameByContent(html) {
  for (const id of ["app-module", "app-wasm"]) {
    const name = addressOf(id, html);
    const renamed = name.replace(/-[0-9a-f]+(_bg)?\./, `-${hashOf(name)}$1.`);
    renameSync(join(dist, name), join(dist, renamed));
    html = html.replaceAll(name, renamed);
  }
  return html;
}

/** The page with the study under its final name, which its two files share. */
function withStudy(html) {
  const address = `data-study="${STUDY}.js"`;
  if (!html.includes(address)) throw new Error(`index.html has no ${address}`);
  const files = [`${STUDY}.js`, `${STUDY}_bg.wasm`];
  const hash = createHash("sha256").update(files.map(hashOf).join()).digest("hex").slice(0, 16);
  for (const name of files) renameSync(join(dist, name), join(dist, name.replace(STUDY, `${STUDY}-${hash}`)));
  return html.replace(address, `data-study="${STUDY}-${hash}.js"`);
}

/**
 * The app as one classic script with its WebAssembly inside, for frames without an origin:
 * there modules and WebAssembly come only from hosts that allow it, and this from any.
 */
function inOneScript(html) {
  const module = readFileSync(join(dist, addressOf("app-module", html)), "utf8");
  const wasm = readFileSync(join(dist, addressOf("app-wasm", html))).toString("base64");
  return `(() => {
${asClassic(module)}
globalThis.startRootCauses = () => {
const text = atob("${wasm}");
return __wbg_init({ module_or_path: Uint8Array.from(text, (sign) => sign.charCodeAt(0)) });
};
})();
`;
}

function hashOf(name) {
  return createHash("sha256").update(readFileSync(join(dist, name))).digest("hex").slice(0, 16);
}
