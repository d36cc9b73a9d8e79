// Puts the styles of the front page and the presets' pages into these pages: a reader who comes
// for the first time waits for one file less before anything is seen. Each page's own policy names
// its styles by their hash, so that no others hold.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { POLICY } from "./headers.mjs";

const SHEETS = /(?:  <link rel="stylesheet" href="[^"]+"\/>\n)+/;

export function inlineStyles(dist) {
  for (const language of ["", "es"]) {
    const entries = readdirSync(join(dist, language, "s"), { withFileTypes: true });
    const presets = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dist, language, "s", name));
    for (const folder of [join(dist, language), ...presets]) {
      const page = join(folder, "index.html");
      writeFileSync(page, inlined(readFileSync(page, "utf8"), folder));
    }
  }
}

function inlined(html, folder) {
  const [sheets] = SHEETS.exec(html) ?? [];
  if (!sheets || !html.includes(POLICY)) throw new Error(`${folder} has no sheets of styles, or no policy`);
  const addresses = [...sheets.matchAll(/href="([^"]+)"/g)].map(([, address]) => address);
  const styles = addresses.map((address) => bare(readFileSync(join(folder, address), "utf8"), address)).join("");
  if (styles.includes("</")) throw new Error("a style could be read as the end of its element");
  const hash = createHash("sha256").update(styles).digest("base64");
  return html
    .replace(sheets, () => `  <style>${styles}</style>\n`)
    .replace(POLICY, POLICY.replace("style-src 'self'", `style-src 'self' 'sha256-${hash}'`));
}

/** Without comments and indents, and with the addresses that its own named seen from the page. */
export function bare(css, address) {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\n\s*/g, "\n")
    .trim()
    .replaceAll(/url\("(?!data:)/g, `url("${folder}`);
}
