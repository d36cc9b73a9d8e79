// Prints what the first load of the built page weighs, part by part, and fails if
// it is over the limits.
//
//   node tools/sizes.mjs [dist]
//
// First load: a language's page and every file of ours that it, its style sheets
// or its scripts' imports name. Other files are fetched on demand. The study, a second
// program loaded on demand, has a limit of its own; so have the script of the claims
// board, a page beside it, and the site as one file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { ONE_FILE } from "./headers.mjs";

const LIMIT_CODE = 200_000;
/** It holds every panel, and comes on demand. */
const LIMIT_STUDY = 332_000;
const LIMIT_FIRST_LOAD = 280_000;
/** Its filters, and what saves its pictures and tables. */
const LIMIT_BOARD_SCRIPT = 4_500;
/** As it lies on a stick, and as a class loads it once. */
const LIMIT_ONE_FILE = 4_000_000;
const LANGUAGES = ["en", "es"];
const PARTS = ["html", "css", "fonts", "js", "wasm", "images", "data"];
const PART_OF = {
  ".html": "html",
  ".css": "css",
  ".woff2": "fonts",
  ".js": "js",
  ".mjs": "js",
  ".wasm": "wasm",
  ".svg": "images",
  ".png": "images",
  ".webp": "images",
  ".jpg": "images",
  ".ico": "images",
};

const dist = resolve(process.argv[2] ?? "dist");
if (!existsSync(join(dist, "index.html"))) {
  console.error(`sizes: ${dist} holds no index.html; run make build first`);
  process.exit(1);
}
const pages = ["index.html", "es/index.html"].filter((page) => existsSync(join(dist, page)));
const loads = pages.map((page) => ({ page, ...weigh(firstLoad(join(dist, page))) }));
for (const load of loads) print(load);
const boards = pages.map((page) => join(dirname(page), "claims", "index.html"));
process.exitCode = [isSmallStudy(), ...loads.map(isWithinLimits), ...boards.map(isSmallBoard), ...LANGUAGES.map(isSmallFile)].every(Boolean) ? 0 : 1;

/** Prints what the study weighs, and whether it is within its limit. */
function isSmallStudy() {
  const files = readdirSync(dist).filter((name) => /^study-[0-9a-f]+(_bg\.wasm|\.js)$/.test(name));
  if (files.length !== 2) throw new Error(`${dist} holds ${files.length} files of the study, not 2`);
  const { code } = weigh(files.map((name) => join(dist, name)));
  console.log(`\nThe study, js + wasm on demand: ${code[2].toLocaleString("en-US")} bytes at brotli 11`);
  if (code[2] > LIMIT_STUDY) console.error(`sizes: the study is over the limit of ${LIMIT_STUDY}`);
  return code[2] <= LIMIT_STUDY;
}

/** Prints what a claims board weighs, and whether its own script is within its limit. */
function isSmallBoard(page) {
  const { parts, total } = weigh(firstLoad(join(dist, page)));
  const [, , script] = parts.js;
  console.log(`\n${page}: ${total[2].toLocaleString("en-US")} bytes at brotli 11, its script ${script.toLocaleString("en-US")}`);
  if (script > LIMIT_BOARD_SCRIPT) console.error(`sizes: the script of ${page} is over the limit of ${LIMIT_BOARD_SCRIPT}`);
  return script > 0 && script <= LIMIT_BOARD_SCRIPT;
}

/** Prints what the site as one file weighs, and whether it is within its limit. */
function isSmallFile(lang) {
  const name = ONE_FILE(lang);
  const bytes = readFileSync(join(dist, name));
  console.log(`\n${name}: ${bytes.length.toLocaleString("en-US")} bytes, ${brotli(bytes).length.toLocaleString("en-US")} at brotli 11`);
  if (bytes.length > LIMIT_ONE_FILE) console.error(`sizes: ${name} is over the limit of ${LIMIT_ONE_FILE}`);
  return bytes.length <= LIMIT_ONE_FILE;
}

/** The page and all it names, each once. */
function firstLoad(page) {
  const files = new Set([page]);
  for (const file of files) {
    const text = [".html", ".css", ".js", ".mjs"].includes(extname(file))
      ? readFileSync(file, "utf8")
      : "";
    for (const address of addresses(extname(file), text)) {
      if (/^([a-z]+:|#|\/\/)/i.test(address)) continue;
      const named = join(dirname(file), address.replace(/[?#].*$/, ""));
      if (relative(dist, named).startsWith("..")) throw new Error(`${file} names ${address}, outside ${dist}`);
      if (!existsSync(named)) throw new Error(`${file} names ${address}, which is not in ${dist}`);
      files.add(named);
    }
  }
  return [...files];
}

function addresses(extension, text) {
  const all = (pattern, from = text) => [...from.matchAll(pattern)].map((match) => match[1]);
  switch (extension) {
    case ".html":
      return [
        ...[...text.matchAll(/<link\b[^>]*>/g)]
          .map(([tag]) => tag)
          .filter((tag) => /rel="?(stylesheet|modulepreload|preload|icon)\b/.test(tag))
          .flatMap((tag) => all(/\bhref="([^"]+)"/g, tag)),
        ...all(/<(?:script|img)\b[^>]*?\bsrc="([^"]+)"/g),
      ];
    case ".css":
      return all(/\burl\(\s*["']?([^"')]+)["']?\s*\)/g);
    case ".js":
    case ".mjs":
      return all(/^\s*import\b[^'"(]*['"](\.[^'"]+)['"]/gm);
    default:
      return [];
  }
}

function weigh(files) {
  const parts = Object.fromEntries(PARTS.map((part) => [part, [0, 0, 0]]));
  for (const file of files) {
    const bytes = readFileSync(file);
    const sizes = isPacked(file)
      ? [bytes.length, bytes.length, bytes.length]
      : [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes).length];
    const part = parts[PART_OF[extname(file)] ?? "data"];
    sizes.forEach((size, i) => (part[i] += size));
  }
  const sum = (names) => [0, 1, 2].map((i) => names.reduce((total, name) => total + parts[name][i], 0));
  return { parts, code: sum(["js", "wasm"]), total: sum(PARTS) };
}

/** Formats that are compressed already; hosts send them as they are. */
function isPacked(file) {
  return [".woff2", ".png", ".webp", ".jpg"].includes(extname(file));
}

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function print({ page, parts, code, total }) {
  const row = (name, sizes) =>
    name.padEnd(14) + sizes.map((size) => size.toLocaleString("en-US").padStart(12)).join("");
  console.log(`\nFirst load of ${page}, bytes`);
  console.log("".padEnd(14) + ["raw", "gzip 9", "brotli 11"].map((head) => head.padStart(12)).join(""));
  for (const part of PARTS) if (parts[part][0] > 0) console.log(row(part, parts[part]));
  console.log(row("js + wasm", code));
  console.log(row("all", total));
}

function isWithinLimits({ page, code, total }) {
  const over = [
    ["js + wasm", code[2], LIMIT_CODE],
    ["the first load", total[2], LIMIT_FIRST_LOAD],
  ].filter(([, size, limit]) => size > limit);
  for (const [what, size, limit] of over) {
    console.error(`sizes: ${what} of ${page} is ${size} bytes at brotli 11, over the limit of ${limit}`);
  }
  return over.length === 0;
}
