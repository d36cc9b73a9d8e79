// Keeps what frozen frames of this version load, below v/<model>-<data>/: the pages of
// frames and the files that they name. What the pages command wrote there, check.json,
// holds the links of the presets with the check of their numbers.
//
// Versions published before are handed in as a folder that holds `v/`, in OLD: a site built
// earlier. They stay as they are; one with this version's name must hold the same checks.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { filesIn } from "./headers.mjs";

const CHECK = "check.json";
/** Folders of pages of frames: the simulator, and each guided step. */
const IS_FRAME = /^(es\/)?embed(\/steps\/[^/]+)?$/;
/** Files that scripts and style sheets of frames load by name. */
const ALSO = [/^study-.*\.(js|wasm)$/];

/** Folder of a version in which its files lie, beside its pages: hosts keep it for ever. */
const FILES = "files";

/** Publishes this build's version, and those of `old`. */
export function freeze(dist, old) {
  const [version] = readdirSync(join(dist, "v"));
  const kept = join(dist, "v", version);
  const names = readdirSync(dist);
  const needed = new Set(names.filter((name) => ALSO.some((pattern) => pattern.test(name))));
  const pages = ["embed", "es/embed"]
    .flatMap((folder) => filesIn(join(dist, folder)).map((path) => `${folder}/${path}`))
    .filter((path) => IS_FRAME.test(posix.dirname(path)) && path.endsWith("/index.html"))
    .map((path) => [path, readFileSync(join(dist, path), "utf8")]);
  for (const [, html] of pages) {
    for (const name of names) if (html.includes(name) && /-[0-9a-f]{16}(_bg)?\./.test(name)) needed.add(name);
  }
  for (const name of needed) cpSync(join(dist, name), join(kept, FILES, name));
  cpSync(join(dist, "assets/fonts"), join(kept, FILES, "assets/fonts"), { recursive: true });
  for (const [path, html] of pages) {
    mkdirSync(dirname(join(kept, path)), { recursive: true });
    writeFileSync(join(kept, path), ledBack(path, html, needed));
  }
  if (old) keepOld(dist, old, version);
}

/** Files are in a folder of the version; addresses of what isn't kept lead to the site of the day. */
function ledBack(path, html, needed) {
  return html.replaceAll(/(href|src|data-root)="((?:\.\.\/)+)([^"]*)"/g, (whole, name, up, rest) => {
    const target = posix.join(posix.dirname(path), up, rest);
    if (needed.has(target)) return `${name}="${up}${FILES}/${rest}"`;
    return IS_FRAME.test(target.replace(/\/$/, "")) ? whole : `${name}="../../${up}${rest}"`;
  });
}

function keepOld(dist, old, version) {
  const folder = join(old, "v");
  if (!existsSync(folder)) throw new Error(`OLD: ${folder} is not there`);
  for (const name of readdirSync(folder)) {
    const check = join(folder, name, CHECK);
    if (!existsSync(check)) throw new Error(`OLD: ${check} is missing`);
    if (name === version) {
      const same = readFileSync(check, "utf8") === readFileSync(join(dist, "v", name, CHECK), "utf8");
      if (!same) throw new Error(`${name} was published with other numbers: give the model or the data a new version`);
    }
    // Files of the same version that an earlier build named differently stay valid. Compressed
    // copies are made anew.
    for (const path of filesIn(join(folder, name))) {
      const file = join(dist, "v", name, path);
      if (name === version && existsSync(file)) continue;
      mkdirSync(dirname(file), { recursive: true });
      cpSync(join(folder, name, path), file);
    }
  }
}
