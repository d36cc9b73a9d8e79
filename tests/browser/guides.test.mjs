// The guides to levers, events and border rules: one sweep through all of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`every ${lang} guide fits a phone, axe finds nothing, and what it says to try opens`, async () => {
    const told = words(lang);
    const opened = await harness.openPage({ lang, path: "levers/", width: 360 });
    try {
      const { page } = opened;
      assert.deepEqual(await opened.axe(), []);
      const guides = await page.locator(".guide-index dt a").evaluateAll((links) => links.map((link) => link.href));
      assert.equal(guides.length, 15);
      for (const guide of guides) {
        await page.goto(guide);
        assert.equal(await page.locator("#guide").getAttribute("data-key"), guide.split("/").at(-2));
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("#guide details")) details.open = true;
        });
        assert.equal(await opened.horizontalOverflow(), 0, guide);
        assert.deepEqual(await opened.axe(), [], guide);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.equal(await opened.horizontalOverflow(), 0, `${guide} at 320 px`);
        await page.setViewportSize({ width: 360, height: 900 });
      }
      // That every state opens whole is held natively; here the ways are walked.
      for (const key of ["local_share", "anti_corruption", "border_rules"]) {
        await page.goto(guides.find((guide) => guide.endsWith(`/${key}/`)));
        const way = page.locator("#try a").last();
        const { hash } = new URL(await way.evaluate((link) => link.href));
        await way.click();
        await opened.waitForApp();
        assert.equal(new URL(page.url()).hash, hash);
        assert.equal(await page.locator(".notices").count(), 0, hash);
      }
      await page.goto(guides[0]);
      await page.getByRole("link", { name: told["guides.back"] }).click();
      await opened.waitForApp();
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.deepEqual(opened.errors, []);
      assert.deepEqual(opened.foreign, []);
    } finally {
      await opened.close();
    }
  });
}
