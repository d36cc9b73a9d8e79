import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, WIDTHS } from "./harness.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  for (const width of WIDTHS) {
    test(`the ${lang} page opens ${width} px wide: no errors, no other origin, nothing cut off, axe content`, async () => {
      const opened = await harness.openPage({ width, lang });
      try {
        await opened.waitForApp();
        assert.equal(await opened.page.locator("html").getAttribute("lang"), lang);
        assert.equal(await opened.horizontalOverflow(), 0);
        assert.deepEqual(await opened.axe(), []);
        assert.deepEqual(opened.foreign, []);
        assert.deepEqual(opened.errors, []);
      } finally {
        await opened.close();
      }
    });
  }

  test(`the ${lang} page can be read without scripts`, async () => {
    const opened = await harness.openPage({ lang, javaScript: false });
    try {
      assert.ok((await opened.page.locator("h1").innerText()).length > 0);
      assert.deepEqual(opened.foreign, []);
    } finally {
      await opened.close();
    }
  });

  test(`the ${lang} page says so where WebAssembly is missing`, async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const opened = await harness.openPage({ lang, prepare });
    try {
      await opened.page.locator('html[data-app="failed"] #failure-no-wasm').waitFor({ state: "visible" });
      assert.ok(await opened.page.locator("#failure-start").isHidden());
    } finally {
      await opened.close();
    }
  });

  test(`the ${lang} page says so where the app cannot be fetched`, async () => {
    const prepare = (page) => page.route("**/*.wasm", (route) => route.abort());
    const opened = await harness.openPage({ lang, prepare });
    try {
      await opened.page.locator('html[data-app="failed"] #failure-start').waitFor({ state: "visible" });
      assert.ok(await opened.page.locator("#failure-no-wasm").isHidden());
    } finally {
      await opened.close();
    }
  });
}
