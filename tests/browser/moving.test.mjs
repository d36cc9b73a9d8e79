import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** The row of a country as it is seen, without the words above, which follow at their own pace. */
async function seen(page, row) {
  const clip = await page.locator(`section[data-row=${row}]`).evaluate((section) => {
    const [strip, levels] = ["strip", "levels"].map((name) => section.querySelector(`canvas.${name}`).getBoundingClientRect());
    return { x: strip.left, y: strip.top, width: strip.width, height: levels.bottom - strip.top };
  });
  return page.screenshot({ clip });
}

/** The page takes a pause of the reader for one only when `pause()` is called. */
const withoutPauses = (page) =>
  page.addInitScript(() => {
    const SETTLED = 350;
    const [set, clear, held] = [setTimeout, clearTimeout, new Map()];
    let next = -1;
    window.setTimeout = (then, delay, ...rest) => {
      if (delay !== SETTLED) return set(then, delay, ...rest);
      held.set(next, then);
      return next--;
    };
    window.clearTimeout = (id) => held.delete(id) || clear(id);
    window.pause = () => {
      const due = [...held.values()];
      held.clear();
      due.forEach((then) => then());
    };
  });

/** The share of pixels that differ by more than a smoothed edge may, which is cut by the edge of a part. */
async function apart(page, ...pictures) {
  return page.evaluate(async (sources) => {
    const read = async (source) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      canvas.drawImage(image, 0, 0);
      return canvas.getImageData(0, 0, image.width, image.height).data;
    };
    const [one, other] = await Promise.all(sources.map(read));
    let count = 0;
    for (let at = 0; at < one.length; at += 4) {
      const most = Math.max(...[0, 1, 2].map((part) => Math.abs(one[at + part] - other[at + part])));
      if (most > 64) count += 1;
    }
    return (4 * count) / one.length;
  }, pictures.map((picture) => picture.toString("base64")));
}

for (const [width, ratio, theme] of [[1440, 2, "light"], [1440, 1, "dark"], [768, 1.5, "light"], [360, 3, "dark"]]) {
  test(`a picture that moves looks as it does once it stands, at ${width} px and ratio ${ratio}, ${theme}`, () =>
    reading(harness, { lang: "en", width, height: 1_200, ratio, theme, path: "#v1", prepare: withoutPauses }, async (reader) => {
      const { page } = reader;
      // The page's own policy lets it read no pictures from data.
      const blank = await reader.opened.context.newPage();
      await page.bringToFront();
      const row = await page.locator("section[data-row]:visible").first().getAttribute("data-row");
      const moving = () => page.locator(`section[data-row=${row}] canvas.moving`).count();
      const dial = reader.dial("work_visas");
      await dial.grab();
      const clear = await seen(page, row);
      for (const value of [24_000, 31_000]) {
        const answer = await reader.answer();
        await dial.pull(value);
        await until(() => reader.answer(), (now) => now !== answer, "the answer follows");
      }
      assert.equal(await moving(), 2, "what moves stands on canvases of its own");
      const parted = await seen(page, row);
      await page.evaluate(() => window.pause());
      await until(moving, (count) => count === 0, "a picture that stands is in one piece");
      const whole = await seen(page, row);
      assert.ok((await apart(blank, whole, clear)) > 1e-3, "the futures moved");
      assert.equal(await apart(blank, parted, whole), 0, "the parts meet");
      await dial.letGo();
      assert.deepEqual(reader.opened.errors, []);
    }));
}
