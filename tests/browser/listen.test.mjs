// Charts as sound: nothing sounds unasked, a press plays, another press or Escape stops.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

/** Years shown up to the cut-off, a tick, and both ends with the middle of three years. */
const NOTES = 10 + 1 + 3 * 3;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`a chart is heard by keyboard alone, once it is asked for, until it is stopped, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const { page, opened } = reader;
      await page.evaluate(watch);
      await opened.openStudy();
      const button = page.locator("#past-listen");
      await button.waitFor();
      await page.locator("#dial-cut_off").press("ArrowLeft");
      await page.locator("#past .reveal").press("Enter");
      await page.locator("#past .reveal").press("Enter");
      assert.deepEqual(await heard(page), { contexts: 0, pitches: [], closed: 0 }, "nothing sounds unasked");
      assert.equal(await button.innerText(), reader.words["listen.start"]);
      const described = await button.getAttribute("aria-describedby");
      assert.match(await page.locator(`#${described}`).innerText(), new RegExp(reader.words["listen.recorded"]));

      await button.press("Enter");
      const { contexts, pitches } = await heard(page);
      assert.equal(contexts, 1);
      assert.equal(pitches.length, NOTES);
      assert.equal(await button.innerText(), reader.words["listen.stop"]);
      const recorded = await tableOfRecorded(page);
      const order = (numbers) => numbers.map((_, i) => i).sort((a, b) => numbers[a] - numbers[b]);
      assert.deepEqual(order(pitches.slice(0, 10)), order(recorded), "the higher the value, the higher the pitch");

      await button.press("Enter");
      await until(() => heard(page), ({ closed }) => closed === 1, "a second press stops it");
      assert.equal(await button.innerText(), reader.words["listen.start"]);
      await button.press("Enter");
      await page.keyboard.press("Escape");
      await until(() => heard(page), ({ closed }) => closed === 2, "Escape stops it");
      assert.equal(await button.innerText(), reader.words["listen.start"]);
      await button.press("Enter");
      await until(() => heard(page), ({ closed }) => closed === 3, "it ends by itself", 15_000);
      assert.equal(await button.innerText(), reader.words["listen.start"]);
      assert.deepEqual(opened.errors, []);
    }));

  test(`charts with years can be heard in the panels, one at a time, and others can't, ${lang}`, () =>
    reading(harness, { lang, width: 360 }, async ({ page, opened, words }) => {
      await page.evaluate(watch);
      await opened.openStudy();
      for (const panel of ["by-year", "take"]) {
        await page.locator(`#desk-${panel} > summary`).click();
        await page.locator(`#${panel}-listen`).waitFor({ timeout: 30_000 });
      }
      await page.locator("#by-year-listen").click();
      await page.locator("#take-listen").click();
      await until(() => heard(page), ({ closed }) => closed === 1, "the first gives way");
      assert.equal(await page.locator("#by-year-listen").innerText(), words["listen.start"]);
      assert.equal(await page.locator("#take-listen").innerText(), words["listen.stop"]);
      await page.locator("#take-chart").selectOption("difference");
      await until(() => page.locator("#take-listen").count(), (count) => count === 0, "bars have no sound");
      assert.equal(await opened.horizontalOverflow(), 0);
      assert.deepEqual(opened.errors, []);
    }));
}

test("where the browser has no sound there is no button, and all else works", () =>
  reading(harness, {}, async ({ page, opened }) => {
    await page.evaluate(() => delete window.AudioContext);
    await opened.openStudy();
    await page.locator("#past-svg").waitFor();
    assert.equal(await page.locator("#past-listen").count(), 0);
    assert.deepEqual(opened.errors, []);
  }));

/** Counts what is made to sound; the sounds are the browser's own. */
function watch() {
  const heard = { contexts: 0, pitches: [], closed: 0 };
  window.heard = heard;
  window.AudioContext = class extends AudioContext {
    constructor() {
      super();
      heard.contexts += 1;
    }
    close() {
      heard.closed += 1;
      return super.close();
    }
  };
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (...when) {
    heard.pitches.push(this.frequency.value);
    return start.apply(this, when);
  };
}

function heard(page) {
  return page.evaluate(() => window.heard);
}

/** The recorded years of the chart, from its table. */
async function tableOfRecorded(page) {
  const details = page.locator("#past details.table");
  if (!(await details.getAttribute("open"))) await details.locator("summary").first().click();
  await page.locator("#past .table-frame").waitFor();
  const cells = await page.locator("#past .table-frame tbody tr td:nth-child(2)").allTextContents();
  return cells.filter(Boolean).map((text) => Number(text.replaceAll(",", "")));
}
