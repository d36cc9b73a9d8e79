// The strategy in figures: its filters and folding groups, and the meanings of words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";

const CARDS = 84;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens the page, hands it over, and closes it. */
async function strategy(options, look) {
  const { path = "", ...rest } = options;
  const opened = await harness.openPage({ ...rest, path: `strategy/${path}` });
  try {
    await look(opened.page, opened);
    assert.deepEqual(opened.errors, []);
    assert.deepEqual(opened.foreign, []);
  } finally {
    await opened.close();
  }
}

/** Figures that a choice leaves, also in a closed group: by data, by style, and as the page tells. */
const left = (page) =>
  page.evaluate(() => {
    const isSeen = (element) => getComputedStyle(element).display !== "none";
    const cards = [...document.querySelectorAll(".figure-card")];
    return {
      seen: cards.filter((card) => isSeen(card) && isSeen(card.closest(".sifted-group"))).length,
      told: Number(document.querySelector(".sifted-number").textContent),
      open: [...document.querySelectorAll(".sifted-group[open]")].filter(isSeen).length,
      empty: [...document.querySelectorAll(".sifted-group[open]")].filter((group) => isSeen(group) && ![...group.querySelectorAll(".figure-card")].some(isSeen)).length,
    };
  });

for (const lang of LANGUAGES) {
  test(`every filter of the strategy leaves as many figures as it tells, and opens their groups, ${lang}`, async () => {
    await strategy({ lang }, async (page) => {
      assert.deepEqual(await left(page), { seen: CARDS, told: CARDS, open: 0, empty: 0 });
      for (const name of ["pillar", "number", "status", "country"]) {
        const choices = page.locator(`.sift input[name=${name}]`);
        const ids = await choices.evaluateAll((all) => all.map((one) => one.id));
        assert.ok(ids.length > 3, name);
        for (const id of ids.filter((id) => !id.endsWith("-any"))) {
          const label = page.locator(`label:has(#${id})`);
          await label.click();
          const due = Number(/\((\d+)\)/.exec(await label.innerText())[1]);
          const { seen, told, open, empty } = await left(page);
          assert.deepEqual([seen, told], [due, due], id);
          assert.ok(open > 0 && empty === 0, `${id}: ${open} groups open, ${empty} of them empty`);
        }
        await page.locator(`label:has(#${name}-any)`).click();
      }
      assert.deepEqual(await left(page), { seen: CARDS, told: CARDS, open: 0, empty: 0 });
    });
  });

  test(`filters and groups of the strategy work by keyboard alone, ${lang}`, async () => {
    await strategy({ lang }, async (page) => {
      await page.locator("#status-any").focus();
      await page.keyboard.press("ArrowDown");
      assert.ok(await page.locator("#status-done").isChecked());
      const { seen, told } = await left(page);
      assert.ok(seen > 0 && seen < CARDS);
      assert.equal(told, seen);
      await page.keyboard.press("ArrowUp");
      const fold = page.locator(".sifted-group").first();
      await fold.locator("summary").focus();
      await page.keyboard.press("Enter");
      assert.equal((await left(page)).open, 1);
      await page.keyboard.press("Tab");
      assert.ok(await fold.evaluate((group) => group.querySelector(".cards").contains(document.activeElement)));
    });
  });

  test(`a link to a figure of the strategy opens its group, past any filter, ${lang}`, async () => {
    await strategy({ lang, path: "#OE017" }, async (page) => {
      await page.locator("#OE017").waitFor({ state: "visible" });
      assert.equal((await left(page)).open, 1);
      await page.locator("label:has(#status-planned)").click();
      await page.evaluate(() => (location.hash = "#FS001"));
      await page.locator("#FS001").waitFor({ state: "visible" });
      assert.ok(await page.locator("#status-any").isChecked());
      assert.equal((await left(page)).told, CARDS);
    });
  });

  test(`the strategy is whole in print and without a script, fits and has nothing for axe, ${lang}`, async () => {
    await strategy({ lang, javaScript: false }, async (page) => {
      assert.equal(await page.locator(".figure-card:visible").count(), CARDS);
      await page.locator("label:has(#number-money)").click();
      const some = await page.locator(".figure-card:visible").count();
      assert.ok(some > 0 && some < CARDS);
    });
    await strategy({ lang, width: 360 }, async (page, opened) => {
      assert.deepEqual(await opened.axe(), []);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.equal(await page.locator(".figure-card:visible").count(), CARDS);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      assert.deepEqual(await opened.axe(), []);
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 700 });
        assert.equal(await opened.horizontalOverflow(), 0, `${width}`);
      }
    });
  });

  test(`a word's meaning shows under the pointer, stays under it, and a press keeps it, ${lang}`, async () => {
    const opened = await harness.openPage({ lang, path: "steps/why-people-leave/" });
    try {
      const { page } = opened;
      const term = page.locator("button.term").first();
      const note = page.locator(".source-note:popover-open");
      const away = () => page.mouse.move(2, 2);
      // A pointer that passes opens nothing: the page's own clock, which stands still until it is
      // told to run, says when a wait is over.
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await term.hover();
      await page.clock.runFor(250);
      assert.equal(await note.count(), 0);
      await page.clock.runFor(100);
      assert.equal(await note.count(), 1);
      await note.hover();
      await page.clock.runFor(1000);
      assert.equal(await note.count(), 1, "the pointer is on the note");
      await away();
      await page.clock.runFor(350);
      assert.equal(await note.count(), 0, "the pointer has left");

      await term.hover();
      await page.clock.runFor(350);
      await page.keyboard.press("Escape");
      assert.equal(await note.count(), 0);
      await away();
      await page.clock.runFor(350);

      await term.hover();
      await page.clock.runFor(350);
      await term.click();
      await away();
      await page.clock.runFor(1000);
      assert.equal(await note.count(), 1, "a press keeps it");
      await page.keyboard.press("Escape");
      assert.equal(await note.count(), 0);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  });
}
