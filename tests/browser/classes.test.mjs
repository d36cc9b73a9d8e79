// The page for classes: on phones and screens, and on paper, where each worksheet is one sheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, THEMES } from "./harness.mjs";
import { words } from "./reader.mjs";

const SHEETS = ["sheet-guess", "sheet-plans", "sheet-sure"];
const KEYS = ["key-guess", "key-plans", "key-sure"];

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens the page for classes and closes it behind the work. */
async function inClass(view, work) {
  const opened = await harness.openPage({ path: "classes/", ...view });
  try {
    await work(opened, opened.page);
    assert.deepEqual(opened.errors, []);
    assert.deepEqual(opened.foreign, []);
  } finally {
    await opened.close();
  }
}

const openKeys = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });

/** Sheets of paper that the page takes. */
async function sheetsOf(page, format) {
  const raw = (await page.pdf({ format })).toString("latin1");
  return (raw.match(/\/Type\s*\/Page\b/g) ?? []).length;
}

for (const lang of LANGUAGES) {
  for (const width of [320, 360, 1440]) {
    test(`nothing of the ${lang} page for classes is cut off ${width} px wide, and every target can be hit`, () =>
      inClass({ lang, width }, async (opened, page) => {
        assert.equal(await opened.horizontalOverflow(), 0, "keys folded");
        await openKeys(page);
        assert.equal(await opened.horizontalOverflow(), 0, "keys open");
        const low = await page.locator("main summary, main .key > summary, .masthead button").evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.textContent),
        );
        assert.deepEqual(low, []);
      }));
  }

  for (const theme of THEMES) {
    test(`axe finds nothing on the ${lang} page for classes, with keys folded and open, ${theme}`, () =>
      inClass({ lang, theme }, async (opened, page) => {
        assert.deepEqual(await opened.axe(), []);
        await openKeys(page);
        assert.deepEqual(await opened.axe(), []);
      }));
  }

  test(`each ${lang} worksheet is one sheet of A4 and of Letter when it is printed alone`, async () => {
    for (const sheet of SHEETS) {
      await inClass({ lang, width: 800, path: `classes/#${sheet}` }, async (_, page) => {
        for (const format of ["A4", "Letter"]) assert.equal(await sheetsOf(page, format), 1, `${sheet}, ${format}`);
      });
    }
  });

  test(`a ${lang} key reaches paper only where it was opened, and begins a sheet of its own`, () =>
    inClass({ lang, width: 800 }, async (_, page) => {
      const without = await sheetsOf(page, "A4");
      await page.emulateMedia({ media: "print" });
      for (const key of KEYS) assert.ok(await page.locator(`#${key}`).isHidden(), key);
      for (const sheet of SHEETS) assert.ok(await page.locator(`#${sheet}`).isVisible(), sheet);
      await page.emulateMedia({ media: null });
      await page.locator("#key-plans > summary").click();
      assert.equal(await sheetsOf(page, "A4"), without + 1);
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("#key-plans h2").isVisible());
      assert.ok(await page.locator("#key-sure").isHidden());
    }));

  test(`a prepared ${lang} state opens as its name says`, () =>
    inClass({ lang, width: 1440 }, async (opened, page) => {
      const name = await page.locator(".states a").nth(1).innerText();
      await page.locator(".states a").nth(1).click();
      await opened.waitForApp();
      assert.equal(name.toLowerCase(), words(lang)["presets.op-ed.name"]);
      assert.equal(await page.locator("#preset").inputValue(), "op-ed");
      assert.equal(await page.locator(".notices").count(), 0);
    }));
}
