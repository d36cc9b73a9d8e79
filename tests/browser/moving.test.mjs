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

for (const [width, ratio, theme] of [[1440, 2, "light"], [1440, 1, "dark"], [768, 1.5, "light"], [360, 3, "dark"]]) {
  test(`a picture that moves looks as it does once it stands, at ${width} px and ratio ${ratio}, ${theme}`, () =>
    reading(harness, { lang: "en", width, height: 1_200, ratio, theme, path: "#v1", prepare: withoutPauses }, async (reader) => {
      const { page } = reader;
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
      assert.ok(!whole.equals(clear), "the futures moved");
      assert.ok(parted.equals(whole), "the parts meet");
      await dial.letGo();
      assert.deepEqual(reader.opened.errors, []);
    }));
}
