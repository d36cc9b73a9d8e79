// The page for newsrooms: what is chosen becomes the address of a frame, the frame is
// shown at the width of a column, and what other pages take is put together as text.
// Nothing is sent or kept.

const form = document.getElementById("builder");
const preview = document.getElementById("preview");
const copies = document.querySelector(".builder-copy");
/** What is handed out of each scenario and guided step, by language; the states on which steps open. */
const pictures = JSON.parse(document.getElementById("pictures").textContent);
const site = new URL(document.documentElement.lang === "es" ? "../../../" : "../../", location.href);
/** Height written into snippets until the frame has told its own; that of one which scrolls inside. */
const HEIGHT = 1500;
const SCROLLS = 700;

const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const at = (path) => new URL(path, site).href;

/** The state in a pasted link; null where there is none, undefined where it can't be used. */
function stateOf(text) {
  if (text.trim() === "") return null;
  return /(?:^|#)(v1(?:&[^#\s]*)?)$/.exec(text.trim())?.[1];
}

/** What is chosen: its language, its guided step, its scenario or, in place of that, a state. */
function choice() {
  const chosen = new FormData(form);
  const part = chosen.get("part");
  const step = part.startsWith("step:") ? part.slice(5) : null;
  const pasted = step ? null : stateOf(form.elements.state.value);
  // A link that holds a scenario and nothing else is that scenario.
  const named = /^v1(?:&p=([\w-]+))?$/.exec(pasted ?? "");
  const ofLink = named && [...form.elements.preset.options].find(({ value }) => value === (named[1] ?? "everything"))?.value;
  const state = pasted && !ofLink ? pasted : null;
  const preset = step || state ? null : (ofLink ?? form.elements.preset.value);
  return { chosen, part, step, state, preset, isBad: pasted === undefined, lang: chosen.get("lang") };
}

/** What of the record stands beside the futures, where it is not the usual. */
function shownBeside(chosen) {
  const layers = chosen.getAll("show").join(",") || "none";
  return layers === form.dataset.show ? null : layers;
}

/** The address of the frame that is chosen. */
function address({ chosen, part, step, state, preset, lang }) {
  const asked = new URLSearchParams();
  const levers = chosen.getAll("levers");
  const put = (name, value) => value && asked.set(name, value);
  if (part === "chart") put("part", part);
  put("state", state);
  put("preset", preset);
  put("country", chosen.get("country"));
  put("levers", levers.includes("none") ? "none" : levers.join(","));
  put("show", shownBeside(chosen));
  for (const name of ["outcome", "form", "theme", "accent", "font", "height"]) put(name, chosen.get(name));
  const version = chosen.get("numbers") === "frozen" ? form.dataset.version : "";
  const folder = `${version}${pictures[lang].folder}embed/${step ? `steps/${step}/` : ""}`;
  const query = asked.toString().replaceAll("%2C", ",");
  return at(folder + (query && `?${query}`));
}

/** The whole page on what is chosen; countries, outcome, form and what is shown go with it. */
function pageOf({ chosen, step, state, preset, lang }) {
  const more = [["outcome", chosen.get("outcome")], ["form", chosen.get("form")], ["row", chosen.get("country")], ["show", shownBeside(chosen)]]
    .filter(([name, value]) => value && !state?.includes(`&${name}=`))
    .map(([name, value]) => `&${name}=${value}`)
    .join("");
  const { folder, subjects } = pictures[lang];
  if (step) return at(subjects[`step-${step}`].page) + (more && `${pictures.stages[step]}${more}`);
  return at(folder) + (state ? `#${state}` : `#v1&p=${preset}`) + more;
}

function show() {
  const now = choice();
  const { chosen, step, state, preset, lang } = now;
  const shown = (id, isShown) => (document.getElementById(id).hidden = !isShown);
  shown("state-bad", now.isBad);
  shown("of-a-step", step);
  form.elements.state.disabled = Boolean(step);
  form.elements.preset.disabled = !preset || preset !== form.elements.preset.value;
  const frame = address(now);
  if (preview.src !== frame) {
    preview.height = chosen.get("height") === "scroll" ? SCROLLS : HEIGHT;
    preview.style.height = "";
    preview.src = frame;
  }
  const { title, subjects } = pictures[lang];
  const subject = state ? undefined : subjects[step ? `step-${step}` : preset];
  putSnippet(frame, subject?.title ?? title);
  // Pictures, pages and answers are made for scenarios and steps, in encounters and bands, beside the record.
  const hasPicture = Boolean(subject) && !chosen.get("outcome") && !chosen.get("form") && !shownBeside(chosen);
  shown("no-picture", !hasPicture);
  for (const id of ["page", "oembed", "image"]) {
    shown(`of-${id}`, hasPicture);
    if (!hasPicture) put(id, "");
  }
  if (hasPicture) {
    const { caption, alt, card, page, oembed } = subject;
    put("page", at(page));
    put("oembed", at(oembed));
    put("image", [
      `<figure lang="${lang}">`,
      `  <a href="${attribute(at(page))}"><img src="${at(card)}" alt="${attribute(alt)}" width="1200" height="630" style="max-width:100%;height:auto"></a>`,
      `  <figcaption>${attribute(caption)}</figcaption>`,
      `</figure>`,
    ].join("\n"));
  }
  put("plain", pageOf(now));
}

function putSnippet(frame, title) {
  put("snippet", [
    `<iframe data-root-causes src="${attribute(frame)}" title="${attribute(title)}" width="100%" height="${preview.height}" loading="lazy" style="border:0"></iframe>`,
    `<script src="${at("embed/loader.js")}" async></script>`,
  ].join("\n"));
}

/** The height that the frame tells at this width, for pages that don't listen. */
function follow({ source, data }) {
  if (source !== preview.contentWindow || data?.sentinel !== "amp" || data.type !== "embed-size") return;
  const { height } = data;
  if (typeof height !== "number" || !(height >= 50 && height <= 20000)) return;
  preview.height = 10 * Math.ceil(height / 10);
  show();
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

addEventListener("message", follow);
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
for (const width of document.getElementsByName("width")) {
  width.addEventListener("change", () => (preview.width = width.value));
}
for (const button of document.querySelectorAll("[data-copies]")) button.addEventListener("click", () => copy(button));
show();
