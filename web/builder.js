// The page for newsrooms: what is chosen becomes the address of a frame, the frame is
// shown at the width of a column, and what other pages take is put together as text.
// Nothing is sent or kept.

const form = document.getElementById("builder");
const preview = document.getElementById("preview");
const copies = document.querySelector(".builder-copy");
const site = new URL(document.documentElement.lang === "es" ? "../../../" : "../../", location.href);
/** Height written into snippets, for pages that don't listen. */
const HEIGHT = { simulator: 1500, chart: 1100 };

const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** The state in a pasted link; null where there is none, undefined where it can't be used. */
function stateOf(text) {
  if (text.trim() === "") return null;
  return /(?:^|#)(v1(?:&[^#\s]*)?)$/.exec(text.trim())?.[1];
}

/** The address of the frame that is chosen. */
function address(chosen, state) {
  const asked = new URLSearchParams();
  const levers = chosen.getAll("levers");
  const put = (name, value) => value && asked.set(name, value);
  if (chosen.get("part") !== "simulator") put("part", chosen.get("part"));
  if (state) put("state", state);
  else if (!chosen.get("part").startsWith("step:")) put("preset", chosen.get("preset"));
  put("country", chosen.get("country"));
  put("levers", levers.includes("none") ? "none" : levers.join(","));
  for (const name of ["outcome", "form", "theme", "accent", "font", "height"]) put(name, chosen.get(name));
  const version = chosen.get("numbers") === "frozen" ? form.dataset.version : "";
  const folder = version + (chosen.get("lang") === "es" ? "es/embed/" : "embed/");
  const query = asked.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return new URL(folder + (query && `?${query}`), site).href;
}

function show() {
  const chosen = new FormData(form);
  const state = stateOf(chosen.get("state"));
  document.getElementById("state-bad").hidden = state !== undefined;
  form.elements.preset.disabled = Boolean(state) || chosen.get("part").startsWith("step:");
  const frame = address(chosen, state);
  if (preview.src !== frame) {
    preview.height = HEIGHT[chosen.get("part")] ?? HEIGHT.simulator;
    preview.style.height = "";
    preview.src = frame;
  }
  const lang = chosen.get("lang");
  const key = form.elements.preset.value;
  const { caption, alt, card } = form.elements.preset.selectedOptions[0].dataset;
  const fragment = state ? `#${state}` : `#v1&p=${key}`;
  const whole = new URL((lang === "es" ? "es/" : "") + fragment, site).href;
  const title = caption;
  put("snippet", [
    `<iframe data-root-causes src="${attribute(frame)}" title="${attribute(title)}" width="100%" height="${preview.height}" loading="lazy" style="border:0"></iframe>`,
    `<script src="${new URL("embed/loader.js", site).href}" async></script>`,
  ].join("\n"));
  put("oembed", new URL(`oembed/${lang}/${key}.json`, site).href);
  put("image", [
    `<figure>`,
    `  <a href="${attribute(whole)}"><img src="${new URL(card, site).href}" alt="${attribute(alt)}" width="1200" height="630" style="max-width:100%;height:auto"></a>`,
    `  <figcaption>${attribute(`${caption} ${copies.dataset.caption}`)}</figcaption>`,
    `</figure>`,
  ].join("\n"));
  put("plain", whole);
}

function put(id, text) {
  document.getElementById(id).value = text;
}

async function copy(button) {
  const from = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(from.value);
    said.textContent = copies.dataset.copied;
  } catch {
    // Some browsers and frames keep the clipboard to themselves.
    from.select();
    said.textContent = copies.dataset.select;
  }
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
for (const width of document.getElementsByName("width")) {
  width.addEventListener("change", () => (preview.width = width.value));
}
for (const button of document.querySelectorAll("[data-copies]")) button.addEventListener("click", () => copy(button));
show();
