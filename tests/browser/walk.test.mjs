// All that a reader does with the simulator and below it, by keyboard alone, in one walk: both
// languages, 360 and 1440 px.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileOf, keepFiles } from "./files.mjs";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, ROWS, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  for (const width of [360, 1440]) {
    test(`everything is done by keyboard alone, ${lang}, ${width} px wide`, () =>
      reading(harness, { lang, width, path: "#v1&p=aid", prepare: keepFiles }, async (reader) => {
        const walk = new Walk(reader);
        await walk.compare();
        await walk.look();
        await walk.read();
        await walk.below();
        await walk.takeAway();
        await walk.goBack();
        // What was opened fits a narrow page, also with large letters.
        await reader.page.setViewportSize({ width: 320, height: 740 });
        assert.equal(await reader.opened.horizontalOverflow(), 0, "320 px");
        assert.deepEqual(reader.opened.errors, []);
        assert.deepEqual(reader.opened.foreign, []);
      }));
  }
}

class Walk {
  constructor(reader) {
    this.reader = reader;
    this.page = reader.page;
  }

  async press(selector, key = "Enter") {
    const place = this.page.locator(selector).first();
    await place.focus();
    assert.ok(await place.evaluate((it) => it === document.activeElement), `${selector} takes the focus`);
    await this.page.keyboard.press(key);
  }

  hash(wanted, what) {
    return until(() => this.reader.fragment(), (hash) => wanted(hash), what);
  }

  /** Keep as A, name both, change B, swap, copy, stop. */
  async compare() {
    const { page } = this;
    await this.press("#pin");
    await this.hash((hash) => hash.includes("&a."), "A is in the address");
    await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "unpin", "the focus goes on");
    for (const [at, name] of ["Uno", "Dos"].entries()) {
      await page.locator(".names input").nth(at).focus();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await this.hash((hash) => hash.includes(`name=${name}`), `it is called ${name}`);
    }
    await until(() => this.reader.answer(), (text) => text.includes("Uno") && text.includes("Dos"), "the answer names both");
    // A mark on a lever, by keys.
    const visas = this.reader.dial("work_visas");
    const before = await visas.value();
    await visas.marks.last().focus();
    await page.keyboard.press("Enter");
    const marked = await until(() => visas.value(), (value) => value !== before, "a mark is taken");
    await this.press("#swap");
    await until(() => visas.value(), (value) => value === before, "A and B are swapped");
    await this.press("#swap");
    await until(() => visas.value(), (value) => value === marked, "and back");
    await this.press("#copy-a");
    await until(() => visas.value(), (value) => value === before, "B is as A");
    await visas.marks.last().focus();
    await page.keyboard.press("Enter");
    await until(() => visas.value(), (value) => value === marked, "B is another one again");
    await this.press("#unpin");
    // The name stays, for the next scenario that is held.
    await this.hash((hash) => !/&a\.(?!name)/.test(hash), "one alone");
    await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "pin", "the focus goes back");
    await this.press("#pin");
    await visas.press("End");
    await this.hash((hash) => /&a\.(?!name)/.test(hash), "two again");
  }

  /** Outcome, form and countries. */
  async look() {
    const { page } = this;
    await this.press(".view > summary");
    for (const form of ["lines", "dots", "sentence"]) {
      await this.choose("#view-form", form);
      await this.hash((hash) => hash.includes(`form=${form}`), `drawn as ${form}`);
      await page.locator("#forms section:visible").first().waitFor({ timeout: 30_000 });
    }
    await this.choose("#view-outcome", "homicides");
    await this.hash((hash) => hash.includes("outcome=homicides"), "another outcome");
    await this.choose("#view-row", "HND");
    await this.hash((hash) => hash.includes("row=HND"), "one country");
    await this.choose("#view-form", "fan");
    await this.choose("#view-outcome", "encounters");
    await this.choose("#view-row", "");
    await this.hash((hash) => !/form=|outcome=|row=/.test(hash), "all as before");
  }

  /** A choice among options, by keys from its first on. */
  async choose(selector, value) {
    await this.page.locator(selector).waitFor();
    const options = await this.page.locator(`${selector} option`).evaluateAll((all) => all.map((option) => option.value));
    // Each step is seen before the next key, as a reader would.
    const now = (wanted) => until(() => this.page.locator(selector).inputValue(), (value) => value === wanted, `${wanted} is chosen`);
    await this.press(selector, "Home");
    await now(options[0]);
    for (let at = 1; at <= options.indexOf(value); at += 1) {
      await this.page.keyboard.press("ArrowDown");
      await now(options[at]);
    }
  }

  /** A chart number by number, by arrow keys; Escape puts the words away. */
  async read() {
    const { page, reader } = this;
    const [row] = await reader.shownRows();
    const section = page.locator(`section[data-row=${row}]:visible`).first();
    await section.locator("canvas.levels").focus();
    await page.keyboard.press("End");
    const reading = section.locator(".reading").last();
    const last = await until(() => reading.innerText(), (text) => text.includes("2036"), "the last year is read");
    await page.keyboard.press("ArrowLeft");
    const sooner = await until(() => reading.innerText(), (text) => text.includes("2035"), "the year before");
    assert.notEqual(sooner, last);
    assert.match(sooner, /\d/);
    await page.keyboard.press("Escape");
    await until(() => reading.innerText(), (text) => text.trim() === "", "the words are put away");
  }

  /** What differs, difference by year, shares, all scenarios, the past. */
  async below() {
    const { page, reader } = this;
    await this.press("#desk-changed > summary");
    const changed = page.locator("#desk-changed table");
    await changed.waitFor({ timeout: 30_000 });
    assert.ok((await changed.innerText()).includes(reader.words["levers.work_visas.name"]));
    await this.press("#desk-by-year > summary");
    await page.locator("#desk-by-year canvas").waitFor({ timeout: 30_000 });
    const said = () => page.locator("#desk-by-year .desk-body > p").nth(1).innerText();
    const all = await said();
    await this.press("#by-year-all", "ArrowLeft");
    await until(said, (text) => text !== all && text.length > 20, "one country by year");
    await this.press("#desk-by-year canvas", "Home");
    await until(() => page.locator("#desk-by-year .reading").innerText(), (text) => text.includes("2027"), "its first year is read");
    await this.press("#desk-by-year details.table > summary");
    await page.locator("#desk-by-year table").waitFor();
    for (const panel of ["wedges", "matrix"]) {
      await this.press(`#desk-${panel} > summary`);
      await page.locator(`#desk-${panel} .strips li`).first().waitFor({ timeout: 60_000 });
    }
    await this.press("#past .reveal");
    await until(() => page.locator("#past .reveal").innerText(), (text) => text === reader.words["past.hide"], "what came is shown");
  }

  /** The whole panel: row, chart, files, texts, print. */
  async takeAway() {
    const { page, reader } = this;
    await this.press("#desk-take > summary");
    await page.locator("#take-png").waitFor({ timeout: 30_000 });
    await this.press("#take-all", "ArrowLeft");
    await until(() => page.locator("#take-HND").isChecked(), Boolean, "Honduras");
    await this.choose("#take-chart", "difference");
    const file = async (id) => (await fileOf(page, () => this.press(`#${id}`))).name;
    for (const [id, name] of [
      ["take-png", /_HND_2027-2036_difference\.png$/],
      ["take-svg", /_HND_2027-2036_difference\.svg$/],
      ["take-table", /_HND_2027-2036_difference\.csv$/],
      ["take-draws", /_all-futures\.csv$/],
    ]) {
      assert.match(await file(id), name);
    }
    for (const id of ["take-sentence", "take-citation", "take-bibtex"]) {
      const text = await page.locator(`#${id}`).inputValue();
      await this.press(`#${id}-copy`);
      await until(() => page.evaluate(() => navigator.clipboard.readText()), (copied) => copied.replaceAll("\r", "") === text, `${id} is copied`);
      assert.ok(text.includes("#v1") && text.includes(id === "take-bibtex" ? "Dos" : reader.words["regimes.late-2024.name"]), text);
    }
    await this.press("#take-print");
    assert.equal(await page.evaluate(() => globalThis.printed), 1);
    await this.press("#desk-share > summary");
    await page.locator("#share-command").waitFor();
    assert.match(await page.locator("#share-command").inputValue(), /run --scenario '#v1&/);
    assert.match(await file("share-scenario"), /_scenario\.json$/);
    await this.press("#desk-tray > summary");
    await page.locator("#tray-name").focus();
    await page.keyboard.type("!");
    await page.keyboard.press("Enter");
    await until(() => page.locator(".kept li").count(), (count) => count === 1, "it is kept");
  }

  /** Undo and redo, also at once after a change. */
  async goBack() {
    const visas = this.reader.dial("work_visas");
    const before = await visas.value();
    await visas.press("Home");
    const changed = await until(() => visas.value(), (value) => value !== before, "it is changed");
    await this.press(".way button:nth-of-type(1)");
    await until(() => visas.value(), (value) => value === before, "it is undone");
    await this.press(".way button:nth-of-type(2)");
    await until(() => visas.value(), (value) => value === changed, "it is done again");
  }
}
