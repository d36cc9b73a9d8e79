// Makes the released app small: wasm-opt, and what neither it nor the compiler can do
// in the seam between the WebAssembly and the JavaScript that wasm-bindgen wrote for it.
//
// - Classes that some library offers to other scripts, though ours uses none, go with
//   all code that only they reach.
// - Imports and exports get names of one or two letters in place of long ones that end
//   in hashes; JavaScript loses its comments, indents and needless words.
// - Paths of the libraries' sources, kept for messages of panics, name folders of the
//   machine that built the page: they are overwritten, byte for byte.
//
// Each step stops the build where the files do not look as expected.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Comments on lines of their own, in JavaScript. */
export const COMMENTS = /^ *(\/\/.*|\/\*\*[\s\S]*?\*\/)\n/gm;
const SECTION = { import: 2, export: 7, data: 11 };
const FEATURES = [
  "simd",
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((name) => `--enable-${name}`);
/** Where cargo keeps the libraries on this machine. */
const CARGO = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
const STRIP = ["debug", "producers", "target-features"].map((part) => `--strip-${part}`);

/**
 * What wasm-opt does, for size. Laid flat, loops and branches are built anew, and each pass finds
 * what the one before has laid bare: a hundredth of the whole. Nothing of ours lies below address
 * 1,024, where the stack would end: offsets may be folded.
 */
const PASSES = ["-Oz", "--flatten", "--rereloop", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused"];

/** Read anew, with its functions numbered anew, the module gives a little more. */
const ONCE_MORE = ["--code-folding", "--dae-optimizing", "-Oz"];

export function optimise(from, to) {
  const run = (passes, from) => execFileSync("wasm-opt", [...passes, ...FEATURES, ...STRIP, from, "-o", to], { stdio: "inherit" });
  run(PASSES, from);
  run(ONCE_MORE, to);
}

/** Shrinks the module and the JavaScript that goes with it, in place. */
export function shrink(wasmFile, jsFile) {
  let js = withoutClasses(readFileSync(jsFile, "utf8"));
  let wasm = readFileSync(wasmFile);
  const used = new Set(js.match(/(?<=\bwasm\.)\w+/g));
  wasm = rewritten(wasm, {
    export: (all) => all.filter(({ name }) => used.has(name)),
    data: withoutPaths,
  });
  writeFileSync(wasmFile, wasm);
  optimise(wasmFile, wasmFile);

  const short = shortNames();
  const renamed = new Map();
  const rename = (entry) => {
    if (!renamed.has(entry.name)) renamed.set(entry.name, short());
    return { ...entry, name: renamed.get(entry.name) };
  };
  const imported = new Set();
  const { length } = wasm;
  wasm = rewritten(readFileSync(wasmFile), {
    import: (all) => {
      all.forEach(({ name }) => imported.add(name));
      return all.map(rename);
    },
    export: (all) => all.map(rename),
  });
  for (const folder of [CARGO, process.cwd()]) {
    if (wasm.includes(`${folder}/`)) throw new Error(`the app names ${folder}, a folder of this machine`);
  }
  if (wasm.length >= length) throw new Error("shrink.mjs made nothing smaller");
  writeFileSync(wasmFile, wasm);

  js = withImports(js, imported);
  for (const [name, letters] of renamed) {
    if (!new RegExp(`\\b${name}\\b`).test(js)) throw new Error(`the app's JavaScript does not name ${name}`);
    js = js.replaceAll(new RegExp(`(?<=\\bwasm\\.)${name}\\b|\\b${name}\\b(?=: )`, "g"), letters);
  }
  js = js
    .replaceAll(COMMENTS, "")
    .replaceAll(/^ +|\n(?=\n)/gm, "")
    .replaceAll(/const ret = (.*);\nreturn ret;/g, "return $1;")
    .replaceAll(/\barg(\d)\b/g, "a$1")
    .replaceAll(/^(\w+): function\(/gm, "$1(");
  writeFileSync(jsFile, js);
}

/** The JavaScript without the classes it exports. */
function withoutClasses(js) {
  for (const [, name] of js.matchAll(/^export class (\w+) \{$/gm)) {
    js = js
      .replace(new RegExp(`^export class ${name} \\{\\n[\\s\\S]*?^\\}\\n(if \\(Symbol\\.dispose\\).*\\n)?`, "m"), "")
      .replace(new RegExp(`^const ${name}Finalization = [\\s\\S]*?;\\n`, "m"), "");
    if (new RegExp(`\\b${name}`).test(js)) throw new Error(`the app's JavaScript uses the class ${name}`);
  }
  return js;
}

/** The JavaScript with the functions that the module still imports, and no other. */
function withImports(js, wanted) {
  const entry = /^ {8}(\w+): function\(.*\) \{[\s\S]*?^ {8}\}(?:, arguments\); \})?,\n/gm;
  const kept = new Set();
  const pruned = js.replace(entry, (text, name) => {
    if (!wanted.has(name)) return "";
    kept.add(name);
    return text;
  });
  for (const name of wanted) {
    if (!kept.has(name) && !new RegExp(`\\b${name}: `).test(pruned)) throw new Error(`nothing gives the app ${name}`);
  }
  return pruned;
}

/** Texts of libraries for what a page never does: reading files, opening sockets, being built for a server. */
const IDLE = [/entity not found[ -~]{600,900}?uncategorized error/g, /Value is None because the `ssr` feature is active\.[ -~]{300,600}?to identify the source\./g];

/** Data with the paths of source files, and texts that nobody can come to read, overwritten at the same length. */
function withoutPaths(data) {
  const here = Buffer.from(CARGO).toString("latin1").replace(/[^\w/]/g, "\\$&");
  const path = new RegExp(`(?:${here}|/rustc/[0-9a-f]+/library)/[\\w./+-]+?\\.rs`, "g");
  let text = data.toString("latin1").replace(path, (found) => "a library".padEnd(found.length));
  for (const idle of IDLE) text = text.replace(idle, (found) => " ".repeat(found.length));
  return Buffer.from(text, "latin1");
}

/** The module with some of its sections changed. */
function rewritten(wasm, { import: imports = (all) => all, export: exports = (all) => all, data = (all) => all }) {
  const parts = [wasm.subarray(0, 8)];
  const reader = new Reader(wasm, 8);
  while (reader.at < wasm.length) {
    const id = reader.byte();
    let body = reader.bytes(reader.number());
    if (id === SECTION.import) body = encoded(imports(readImports(body)));
    if (id === SECTION.export) body = encoded(exports(readExports(body)));
    if (id === SECTION.data) body = data(body);
    parts.push(Buffer.from([id]), leb(body.length), body);
  }
  return Buffer.concat(parts);
}

function readExports(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.number() }, () => {
    const name = reader.text();
    const start = reader.at;
    reader.byte();
    reader.number();
    return { module: Buffer.alloc(0), name, rest: body.subarray(start, reader.at) };
  });
}

/** Imports of functions: wasm-bindgen's modules have no other. */
function readImports(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at;
    reader.text();
    const module = body.subarray(start, reader.at);
    const name = reader.text();
    const kind = reader.at;
    if (reader.byte() !== 0) throw new Error(`the app imports ${name}, which is no function`);
    reader.number();
    return { module, name, rest: body.subarray(kind, reader.at) };
  });
}

function encoded(entries) {
  const parts = entries.map(({ module, name, rest }) => Buffer.concat([module, leb(name.length), Buffer.from(name), rest]));
  return Buffer.concat([leb(entries.length), ...parts]);
}

class Reader {
  constructor(bytes, at = 0) {
    this.all = bytes;
    this.at = at;
  }
  byte() {
    return this.all[this.at++];
  }
  bytes(length) {
    this.at += length;
    return this.all.subarray(this.at - length, this.at);
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
  text() {
    return this.bytes(this.number()).toString("utf8");
  }
}

/** A whole number as WebAssembly writes it. */
function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** a, b, ..., z, aa, ab, ... */
function shortNames() {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  let count = 0;
  return () => {
    const [high, low] = [Math.floor(count / 26), count % 26];
    count += 1;
    return (high > 0 ? letters[high - 1] : "") + letters[low];
  };
}
