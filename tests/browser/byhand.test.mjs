import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens the step with the match by hand and closes it behind the work. */
async function onStep(view, work) {
  const opened = await harness.openPage({ path: "steps/what-no-lever-explains/", ...view });
  try {
    await work(opened, opened.page);
    if (view.javaScript !== false) assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
}

const line = (page) => page.locator("#by-hand svg svg .line").getAttribute("d");
const score = (page) => page.locator("#by-hand-yours").innerText().then(Number);
const best = (page) => page.locator("#by-hand-best").innerText().then(Number);
const slider = (page, key) => page.locator(`#by-hand-${key}`);

/** The least score over a coarse grid of all sliders, as the page itself shows it. */
function leastOfGrid(page) {
  return page.evaluate(() => {
    const sliders = [...document.querySelectorAll("#by-hand input[type=range]")];
    const shown = document.getElementById("by-hand-yours");
    let least = Infinity;
    for (let n = 0; n < 5 ** sliders.length; n += 1) {
      sliders.forEach((slider, k) => {
        const share = (Math.floor(n / 5 ** k) % 5) / 4;
        slider.value = Number(slider.min) + share * (slider.max - slider.min);
      });
      sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
      least = Math.min(least, Number(shown.textContent));
    }
    return least;
  });
}

for (const lang of LANGUAGES) {
  test(`the ${lang} record can be matched by hand, by keyboard alone`, async () => {
    const w = words(lang);
    await onStep({ lang, width: 320, height: 720 }, async (opened, page) => {
      await opened.waitForApp();
      assert.equal(await opened.horizontalOverflow(), 0);
      assert.equal(await page.locator("#by-hand-said").innerText(), "", "nothing is said before it is asked");
      const flat = [await line(page), await score(page)];

      await slider(page, "openings").focus();
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowLeft");
      assert.match(await slider(page, "openings").getAttribute("aria-valuetext"), /× 2\.81/);
      const moved = [await line(page), await score(page)];
      assert.notEqual(moved[0], flat[0], "the line is another");
      assert.ok(moved[1] < flat[1], `${moved[1]} is nearer than ${flat[1]}`);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await slider(page, "openings").inputValue(), "1.5", "the button goes to the end and no further");
      const said = page.locator("#by-hand-said");
      await page.waitForFunction(() => document.getElementById("by-hand-said").textContent !== "");
      assert.ok((await said.textContent()).includes(`${await score(page)}`), "what is said is what is shown");

      await page.locator("#by-hand-show-best").press("Enter");
      const one = await best(page);
      assert.equal(await score(page), one, "the button reaches the best");
      await page.locator("#by-hand-periods").press("Space");
      assert.ok(await page.locator(".by-hand-periods-note").isVisible());
      assert.doesNotMatch(await page.locator("#by-hand-missed").innerText(), /202[45]/);
      assert.ok((await best(page)) < one, "four levels come nearer than one");
      await page.locator("#by-hand-show-best").press("Enter");
      assert.equal(await score(page), await best(page));

      const common = page.locator("#by-hand svg svg .common");
      assert.equal(await common.isVisible(), false);
      await page.locator("#by-hand-show-common").press("Enter");
      assert.equal(await common.isVisible(), true);
      assert.equal(await page.locator("#by-hand-show-common").getAttribute("aria-pressed"), "true");
      assert.deepEqual(await opened.axe(), []);
      assert.equal(await opened.horizontalOverflow(), 0);

      assert.ok((await leastOfGrid(page)) >= (await best(page)), "no position beats the best");
      await page.locator("#by-hand-reset").press("Enter");
      assert.deepEqual([await line(page), await score(page)], flat);
      assert.equal(await common.isVisible(), false);
      assert.ok((await leastOfGrid(page)) >= one, "no position beats the best");
      assert.equal(await page.locator(".by-hand-buttons button").first().innerText(), w["by_hand.show_best"]);
    });
  });

  test(`the ${lang} match can be read without scripts`, async () => {
    await onStep({ lang, width: 360, javaScript: false }, async (_, page) => {
      assert.ok(await page.locator("#by-hand .by-hand-still").isVisible());
      assert.ok(await page.locator("#by-hand svg svg .common").isVisible());
      assert.equal(await page.locator("#by-hand .by-hand-controls").isVisible(), false);
      assert.equal(await page.locator("#by-hand .by-hand-live").isVisible(), false);
      await page.locator("#by-hand details.table > summary").click();
      assert.equal(await page.locator("#by-hand tbody tr:visible").count(), 26);
    });
  });
}
