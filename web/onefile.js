// Stands in the page that is one file: turns to the page that the address names behind "?page=",
// starts programs from the bytes that lie in the file, and keeps links within it. Pages and programs
// are packed, each in a block of data. Links, QR codes and files that a reader takes away lead to
// the site. tools/onefile.mjs writes the file, puts the other scripts before this one as functions
// of `rootCauses`, and lets the file's own policy run these scripts alone.

const root = document.documentElement;
/** The main page of this language on the site. */
const SITE = root.dataset.root;
const HERE = location.href.split(/[?#]/)[0];

const pageOf = (key) => document.getElementById(`page-${key}`);
const asked = () => new URLSearchParams(location.search).get("page") ?? "";

function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed.textContent), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

/** Starts one of the two programs: web/boot.js names it by an address that ends in its name. */
rootCauses.run = async (address) => {
  const name = new URL(address).hash.slice(1);
  await rootCauses.programs[name](await unpacked(document.getElementById(`program-${name}`)).arrayBuffer());
};

/** The key of the page at an address, of the site or of this file; undefined if the file doesn't hold it. */
function keyOf(address) {
  const url = new URL(address, location.href);
  const place = url.href.split(/[?#]/)[0];
  let key;
  if (place === HERE) key = url.searchParams.get("page") ?? "";
  else if (place.startsWith(SITE)) key = place.slice(SITE.length).replace(/(^|\/)(index\.html)?$/, "");
  return key === "" || (key && pageOf(key)) ? key : undefined;
}

/** The address within the file of what stands at one of the site; undefined if it isn't here. */
function within(address) {
  const { hash } = new URL(address);
  const key = keyOf(address);
  // A scenario's page is the main page on its state; the file holds where its settings come from.
  const scenario = /^s\/([\w-]+)\/$/.exec(address.slice(SITE.length))?.[1];
  if (key === undefined && !scenario) return undefined;
  if (key && !scenario) return `?page=${key}${hash}`;
  const fragment = scenario ? `#v1&p=${scenario}` : hash;
  return asked() === "" ? fragment || "#" : `?${fragment}`;
}

/** Programs make links as long as they run, so each is seen to when it is reached for. */
function keepWithin({ target }) {
  const link = target.closest?.("a[href]");
  if (!link?.href.startsWith?.(SITE) || link.rel.includes("external")) return;
  const inside = within(link.href);
  if (inside !== undefined) link.setAttribute("href", inside);
}
for (const reached of ["pointerover", "pointerdown", "focusin", "click"]) addEventListener(reached, keepWithin, true);

// Guides and assumptions are asked for as pages of the site.
const ask = globalThis.fetch;
globalThis.fetch = async (address, ...more) => {
  const key = keyOf(address);
  return key ? unpacked(pageOf(key)) : ask(address, ...more);
};

// Nobody else can open an address of this file.
const clipboard = navigator.clipboard;
Object.defineProperty(navigator, "clipboard", {
  value: {
    writeText: async (text) => clipboard.writeText(text.startsWith(HERE) ? root.dataset.address + new URL(text).hash : text),
    write: async (items) => clipboard.write(items),
  },
});

/** Puts a page of the file in the place of the main page; the line that tells of the file stays. */
async function turnTo(packed) {
  const page = new DOMParser().parseFromString(await unpacked(packed).text(), "text/html");
  const { title, stage, address, sheets } = packed.dataset;
  document.title = title;
  root.dataset.address = address;
  if (stage) root.dataset.stage = stage;
  for (const sheet of document.querySelectorAll("style[data-sheet]")) {
    if (sheets.split(" ").includes(sheet.dataset.sheet)) sheet.media = "all";
  }
  const line = document.querySelector(".one-file");
  for (const element of [...document.body.children]) if (!element.matches("script, template")) element.remove();
  document.body.prepend(...page.body.children);
  document.querySelector("main").prepend(line);
}

async function begin() {
  let scripts = root.dataset.scripts;
  const key = asked();
  const packed = key && pageOf(key);
  if (packed) {
    await turnTo(packed);
    ({ scripts } = packed.dataset);
  } else if (key) {
    const line = document.getElementById("failure-page");
    line.textContent = line.textContent.replace("{page}", key.slice(0, 60));
    line.hidden = false;
  }
  delete root.dataset.turning;
  // The browser looked for this place before the page was here.
  if (packed && document.getElementById(decodeURIComponent(location.hash.slice(1)))) location.replace(location.href);
  for (const name of scripts.split(" ").filter(Boolean)) rootCauses.scripts[name]();
}

begin().catch((error) => {
  console.error(error);
  delete root.dataset.turning;
  document.getElementById("failure-start").hidden = false;
});
