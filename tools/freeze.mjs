// Keeps what frozen frames of this version load, below v/<model>-<data>/: the pages of
// frames and the files that they name. What the pages command wrote there, check.json,
// holds the links of the presets with the check of their numbers.
//
// Versions published before are handed in as a folder that holds `v/`, in OLD: a site built
// earlier. They stay as they are; one with this version's name must hold the same checks.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const CHECK = "check.json";
/** Files that scripts and style sheets of frames load by name. */
const ALSO = [/^study-.*\.(js|wasm)$/];

/** Publishes this build's version, and those of `old`. */
export function freeze(dist, old) {
  const [version] = readdirSync(join(dist, "v"));
  const kept = join(dist, "v", version);
  const names = readdirSync(dist);
  const needed = new Set(names.filter((name) => ALSO.some((pattern) => pattern.test(name))));
  const pages = ["embed/index.html", "es/embed/index.html"].map((path) => [path, readFileSync(join(dist, path), "utf8")]);
  for (const [, html] of pages) {
    for (const name of names) if (html.includes(name) && /-[0-9a-f]{16}(_bg)?\./.test(name)) needed.add(name);
  }
  for (const name of needed) cpSync(join(dist, name), join(kept, name));
  cpSync(join(dist, "assets/fonts"), join(kept, "assets/fonts"), { recursive: true });
  for (const [path, html] of pages) {
    mkdirSync(dirname(join(kept, path)), { recursive: true });
    writeFileSync(join(kept, path), ledBack(path, html, needed));
  }
  if (old) keepOld(dist, old, version);
}

/** Addresses of what isn't kept lead to the site of the day, two folders up. */
function ledBack(path, html, needed) {
  return html.replaceAll(/(href|src)="((?:\.\.\/)+)([^"]*)"/g, (whole, name, up, rest) => {
    const target = posix.join(posix.dirname(path), up, rest);
    const isKept = needed.has(target) || /^(es\/)?embed\/$/.test(target) || target.startsWith("assets/fonts/");
    return isKept ? whole : `${name}="../../${up}${rest}"`;
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
    // Files of the same version that an earlier build named differently stay valid.
    cpSync(join(folder, name), join(dist, "v", name), { recursive: true, force: name !== version });
  }
}
