import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, WIDTHS } from "./harness.mjs";
import { words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  const told = words(lang);

  test(`the method page opens at every width, with nothing cut off and nothing for axe, ${lang}`, async () => {
    for (const width of WIDTHS) {
      const opened = await harness.openPage({ width, lang, path: "method/" });
      try {
        assert.equal(await opened.page.locator("h1").innerText(), told["method.title"]);
        assert.equal(await opened.page.locator("html").getAttribute("lang"), lang);
        assert.equal(await opened.horizontalOverflow(), 0);
        assert.deepEqual(await opened.axe(), []);
        assert.deepEqual(opened.errors, []);
        assert.deepEqual(opened.foreign, []);
      } finally {
        await opened.close();
      }
    }
  });

  test(`the page leads to the method page, its ids lead to studies, and it leads back, ${lang}`, async () => {
    const opened = await harness.openPage({ lang });
    try {
      const { page } = opened;
      await opened.waitForApp();
      await page.locator("#sure").getByRole("link", { name: told["method.link"] }).click();
      assert.equal(await page.locator("h1").innerText(), told["method.title"]);

      const ids = await page.locator("td a[href^='#']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      assert.ok(ids.length > 100);
      const missing = await page.evaluate((ids) => ids.filter((id) => !document.getElementById(id.slice(1))), ids);
      assert.deepEqual(missing, []);

      await page.getByRole("link", { name: told["method.back"] }).click();
      await opened.waitForApp();
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  });
}
