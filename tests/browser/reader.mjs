// What a reader does with the simulator, and what a reader reads there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Levers in page order, as links and number fields write them. */
export const LEVERS = [
  { key: "work_visas", min: 0, max: 100_000, step: 1000, usual: 0, unit: "places" },
  { key: "visa_targeting", min: 0, max: 1, step: 0.05, usual: 0.5, unit: "share" },
  { key: "entry_places", min: 0, max: 100_000, step: 1000, usual: 0, unit: "places" },
  { key: "aid", min: 0, max: 3, step: 0.05, usual: 1, unit: "multiple" },
  { key: "local_share", min: 0.05, max: 0.8, step: 0.01, usual: 0.1, unit: "share" },
  { key: "research", min: 0, max: 0.2, step: 0.01, usual: 0, unit: "share" },
  { key: "violence_prevention", min: 0, max: 0.6, step: 0.05, usual: 0, unit: "share" },
  { key: "anti_corruption", min: 0, max: 1, step: 0.1, usual: 0, unit: "share" },
  { key: "food_security", min: 0, max: 0.8, step: 0.05, usual: 0, unit: "share" },
  { key: "anti_smuggling", min: 1, max: 4, step: 0.25, usual: 1, unit: "multiple" },
].map((lever) => ({ ...lever, section: "levers" }));

/** Shocks in page order. */
export const SHOCKS = [
  { key: "drought", min: 0, max: 3, step: 0.5, usual: 0, unit: "multiple" },
  { key: "storm", min: 0, max: 0.6, step: 0.05, usual: 0, unit: "share" },
  { key: "gun_flow", min: -0.7, max: 0.7, step: 0.1, usual: 0, unit: "multiple" },
  { key: "us_openings", min: 0.3, max: 1.5, step: 0.05, usual: 1, unit: "multiple" },
].map((shock) => ({ ...shock, section: "shocks" }));

/** Rows of results, in page order. */
export const ROWS = ["SLV", "GTM", "HND", "all"];

/** The lever or shock with this key. */
export function control(key) {
  return [...LEVERS, ...SHOCKS].find((known) => known.key === key);
}

/** A value on the nearest step, as the decimal number it is written as. */
export function onStep({ min, max, step }, value) {
  const steps = Math.round((value - min) / step);
  return Number(Math.min(max, Math.max(min, min + steps * step)).toFixed(3));
}

/** What the number field of a control shows: "20,000", "50", "−0.7". */
export function fieldText({ unit }, value) {
  return decimal(unit === "share" ? value * 100 : value, 2);
}

/** What sentences say of a lever's value: "20,000", "50%", "1.5". */
export function saidValue(control, value, lang) {
  const text = fieldText(control, value);
  return control.unit === "share" ? percentSign(text, lang) : text;
}

/** A per cent sign behind a number, as the language sets it. */
export function percentSign(text, lang) {
  return lang === "es" ? `${text}\u{a0}%` : `${text}%`;
}

/** Thousands parted, a true minus, at most `digits` decimals and no trailing zeros. */
export function decimal(value, digits) {
  return Number(value.toFixed(digits))
    .toLocaleString("en-US", { maximumFractionDigits: digits })
    .replace("-", "\u{2212}");
}

/** Waits until what `read` gives satisfies `wanted`, and gives that. */
export async function until(read, wanted, what, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end) assert.fail(`${what}, but there is ${JSON.stringify(value)}`);
    await pause(20);
  }
}

const known = new Map();

/** The message file of a language: `words("en")["levers.aid.name"]`. */
export function words(lang) {
  if (!known.has(lang)) {
    const file = new URL(`../../assets/words/${lang}.toml`, import.meta.url);
    const text = readFileSync(file, "utf8");
    // As pages have it: no line ends there.
    known.set(lang, messages(lang === "es" ? text.replaceAll("EE. UU.", "EE.\u00a0UU.").replaceAll(" %", "\u00a0%") : text));
  }
  return known.get(lang);
}

/** Sections and one-line texts are all that the tests need of a message file. */
function messages(toml) {
  const found = {};
  let section = "";
  for (const line of toml.split("\n")) {
    const heading = /^\[(.+)\]$/.exec(line);
    if (heading) section = heading[1].replaceAll('"', "");
    const message = /^([\w-]+) = (".*")$/.exec(line);
    if (message) found[`${section}.${message[1]}`] = JSON.parse(message[2]);
  }
  return found;
}

/** A message with its holes filled and its stars gone. */
export function filled(template, holes) {
  return template.replaceAll("*", "").replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
}

/** Matches a message whatever stands in its holes; `holes` pins some of them. */
export function saying(template, holes = {}) {
  const parts = template.replaceAll("*", "").split(/(\{\w+\})/);
  const source = parts.map((part) => {
    const hole = /^\{(\w+)\}$/.exec(part);
    if (!hole) return quoted(part);
    return hole[1] in holes ? quoted(holes[hole[1]]) : ".+?";
  });
  return new RegExp(source.join(""), "s");
}

function quoted(text) {
  return String(text).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Opens the page of a language and waits until it can be used. */
export async function read(harness, options = {}) {
  const opened = await harness.openPage(options);
  try {
    await opened.waitForApp();
  } catch (error) {
    await opened.close();
    throw error;
  }
  return new Reader(opened, options.lang ?? "en");
}

/** Runs `story` with a reader of an open page, and closes the page after it. */
export async function reading(harness, options, story) {
  const reader = await read(harness, options);
  try {
    await story(reader);
  } finally {
    await reader.opened.close();
  }
}

export class Reader {
  constructor(opened, lang) {
    this.opened = opened;
    this.page = opened.page;
    this.lang = lang;
    this.words = words(lang);
  }

  /** The answer on top, as it stands now. */
  async answer() {
    return this.page.locator("#answer .answer-text").innerText();
  }

  /** What stands beside the answer: border rules, other readings, entries in all. */
  async beside() {
    return this.page.locator("#simulator .beside").innerText();
  }

  /** Waits until something is said beside the answer. */
  async awaitBeside(pattern) {
    return until(() => this.beside(), (text) => pattern.test(text), `beside the answer, something like ${pattern}`);
  }

  /** Waits for an answer that says something. */
  async awaitAnswer(pattern) {
    return until(() => this.answer(), (text) => pattern.test(text), `an answer like ${pattern}`);
  }

  /** Waits until the slower sentence, on the studies as published, is there too. Gives all that is said. */
  async awaitWholeAnswer() {
    const published = ["fewer", "more", "unknown"].map((kind) => saying(this.words[`answer.published_${kind}`]));
    const beside = await until(
      () => this.beside(),
      (text) => published.some((pattern) => pattern.test(text)),
      "the studies as published are spoken of",
    );
    return `${await this.answer()} ${beside}`;
  }

  /** What screen readers were told last. */
  async spoken() {
    return this.page.locator("#answer [role=status]").innerText();
  }

  async fragment() {
    return this.page.evaluate(() => location.hash);
  }

  /** Waits until the address holds exactly this fragment. */
  async awaitFragment(wanted) {
    return until(() => this.fragment(), (fragment) => fragment === wanted, `the address ends in ${wanted}`);
  }

  /** Puts another fragment into the address, as a link on the page would. */
  async follow(fragment) {
    await this.page.evaluate((fragment) => {
      location.hash = fragment;
    }, fragment);
  }

  /** Entries of the history. */
  async entries() {
    return this.page.evaluate(() => history.length);
  }

  /** Opens the groups of controls. */
  async openGroups() {
    for (const group of await this.page.locator(".change details.group").all()) {
      await group.locator("> summary").click();
      await group.locator(".dial, select").first().waitFor();
    }
  }

  dial(key) {
    return new DialInUse(this, key);
  }

  /** Cells of a row's tables, head first: the paired difference, then the levels. */
  async tables(row) {
    return this.page.locator(`section[data-row=${row}] .table-frame table`).evaluateAll((tables) =>
      tables.map((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))),
    );
  }

  /** Opens the tables of a row. */
  async openTables(row) {
    await this.page.locator(`section[data-row=${row}] details.table > summary`).click();
    await this.page.locator(`section[data-row=${row}] .table-frame`).first().waitFor();
  }

  /** The rows that stand on the screen. */
  async shownRows() {
    return this.page.locator("section.row").evaluateAll((rows) =>
      rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.row),
    );
  }

  /** Titles and sentences of the pictures on the screen, for those who cannot see them. */
  async pictureWords() {
    return this.page.locator("#simulator canvas").evaluateAll((canvases) =>
      canvases.filter((canvas) => canvas.checkVisibility()).map((canvas) => canvas.ariaLabel),
    );
  }

  /** For each picture on the screen: its row, drawn pixels, colours, and a digest of all pixels. */
  async pictures() {
    return this.page.locator("#simulator canvas").evaluateAll((canvases) =>
      canvases
        .filter((canvas) => canvas.checkVisibility())
        .map((canvas) => {
          const { width, height } = canvas;
          // A copy is read, so that the page's own canvas stays as fast as it is.
          const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
          let digest = 0;
          let drawn = 0;
          const colours = new Set();
          for (const pixel of pixels) {
            digest = (Math.imul(digest, 31) + pixel) | 0;
            if (pixel !== pixels[0]) drawn += 1;
            colours.add(pixel);
          }
          const row = canvas.closest("[data-row]").dataset.row;
          return { row, kind: canvas.className, drawn, colours: colours.size, digest, width, height };
        }),
    );
  }

  /** Digest of all pictures on the screen. */
  async drawing() {
    return (await this.pictures()).map(({ digest }) => digest).join();
  }
}

/** One control: slider, number field, buttons and message. */
class DialInUse {
  constructor(reader, key) {
    this.reader = reader;
    this.page = reader.page;
    this.control = control(key);
    const dial = this.page.locator(`.dial[data-key=${key}]`);
    this.slider = this.page.locator(`#dial-${key}`);
    this.field = dial.locator(".dial-number");
    this.less = dial.locator(".step").first();
    this.more = dial.locator(".step").last();
    this.marks = dial.locator(".mark");
    this.message = dial.locator(".dial-refused");
  }

  async value() {
    return Number(await this.slider.inputValue());
  }

  /** Waits until slider and number field both show the value. */
  async awaitValue(wanted) {
    const near = (value) => Math.abs(value - wanted) < this.control.step / 100;
    await until(() => this.value(), near, `${this.control.key} is ${wanted}`);
    const text = fieldText(this.control, wanted);
    await until(() => this.field.inputValue(), (shown) => shown === text, `the field shows ${text}`);
  }

  /** Waits until a message under the slider says something. */
  async awaitMessage(pattern) {
    return until(() => this.message.innerText(), (text) => pattern.test(text), `a message like ${pattern}`);
  }

  async press(key) {
    await this.slider.focus();
    await this.page.keyboard.press(key);
  }

  /** Types into the number field and presses Enter. */
  async type(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** The screen position of the thumb's centre at a value. */
  async place(value) {
    await this.slider.evaluate((slider) => slider.scrollIntoView({ block: "center", behavior: "instant" }));
    const box = await this.slider.boundingBox();
    const thumb = await this.slider.evaluate((slider) =>
      parseFloat(getComputedStyle(slider).getPropertyValue("--thumb")),
    );
    const { min, max } = this.control;
    const share = (value - min) / (max - min);
    return { x: box.x + thumb / 2 + share * (box.width - thumb), y: box.y + box.height / 2 };
  }

  async click(value) {
    const { x, y } = await this.place(value);
    await this.page.mouse.click(x, y);
  }

  async grab() {
    const { x, y } = await this.place(await this.value());
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
  }

  async pull(value) {
    const { x, y } = await this.place(value);
    await this.page.mouse.move(x, y, { steps: 4 });
  }

  async letGo() {
    await this.page.mouse.up();
  }
}

/** The link of a departure from a preset: controls in page order, only what is given. */
export function link(preset, values) {
  const parts = [...LEVERS, ...SHOCKS]
    .filter(({ key }) => key in values)
    .map(({ key }) => `&${key}=${values[key]}`);
  return `#v1${preset === "everything" ? "" : `&p=${preset}`}${parts.join("")}`;
}
