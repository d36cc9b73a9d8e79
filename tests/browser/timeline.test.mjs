import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens "what was tried" without scripts and closes it behind the work. */
async function onStep(lang, work) {
  const opened = await harness.openPage({ lang, width: 360, path: "steps/what-was-tried/", javaScript: false });
  try {
    await opened.page.locator(".tl-more summary").first().click();
    await work(opened.page);
  } finally {
    await opened.close();
  }
}

const events = (page, more = "") => page.locator(`.tl-event${more}`);
const seen = (page, more = "") => events(page, `${more}:visible`).count();
const counted = (page, id) => page.locator(`label:has(#${id}) .tl-count`).innerText().then(Number);

for (const lang of LANGUAGES) {
  test(`${lang} events are chosen by kind and country without a script`, async () => {
    await onStep(lang, async (page) => {
      const all = await counted(page, "tl-all");
      assert.equal(await seen(page), all, "nothing is chosen, all are shown");
      await page.locator("#tl-mission").check();
      assert.equal(await seen(page), await counted(page, "tl-mission"));
      assert.equal(await seen(page, '[data-kind="mission"]'), await seen(page));
      await page.locator("#tl-aid").check();
      assert.equal(await seen(page), (await counted(page, "tl-mission")) + (await counted(page, "tl-aid")));
      const rows = page.locator(".tl-picture:visible .tl-row:visible");
      assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.dataset.kind)), ["aid", "mission"]);
      await page.locator("#tl-HND").check();
      const both = await seen(page);
      assert.ok(both > 0 && both === (await seen(page, '[data-places~="HND"]')));
      await page.locator(".tl-filters button").click();
      assert.equal(await seen(page), all, "the button shows all again");
    });
  });
}
