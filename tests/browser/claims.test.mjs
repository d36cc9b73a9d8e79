// The claims board, and "Who says what" on the main page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, THEMES, WIDTHS } from "./harness.mjs";
import { words } from "./reader.mjs";

const ROWS = 180;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens the board, hands it over, and closes it. */
async function board(options, look) {
  const opened = await harness.openPage({ ...options, path: `claims/${options.path ?? ""}` });
  try {
    await look(opened.page, opened);
    assert.deepEqual(opened.errors, []);
    assert.deepEqual(opened.foreign, []);
  } finally {
    await opened.close();
  }
}

const shown = (page) => page.locator(".claim:not([hidden])").count();
const told = (page) => page.locator("#count").innerText();
const open = (page) => page.locator(".claim[open] .claim-body").evaluateAll((all) => all.map((one) => one.id));

for (const lang of LANGUAGES) {
  const said = words(lang);
  const count = (n) => said["board.count"].replace("{n}", n).replace("{all}", ROWS);

  test(`the board opens at every width, with nothing cut off and nothing for axe, ${lang}`, async () => {
    for (const width of [320, ...WIDTHS]) {
      await board({ width, lang }, async (page, opened) => {
        assert.equal(await page.locator("h1").innerText(), said["board.title"]);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        assert.equal(await shown(page), ROWS);
        assert.equal(await told(page), count(ROWS));
        await page.evaluate(() => document.querySelectorAll("details").forEach((row) => (row.open = true)));
        assert.equal(await opened.horizontalOverflow(), 0, `${width}`);
        if (width === 360) assert.deepEqual(await opened.axe(), []);
      });
    }
  });

  test(`filters, search and counts agree with the rows, and the address opens the same choice, ${lang}`, async () => {
    await board({ lang }, async (page, opened) => {
      for (const name of ["document", "pillar", "country", "kind", "testable"]) {
        const select = page.locator(`select[name=${name}]`);
        const values = await select.locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
        assert.ok(values.length >= 2);
        let sum = 0;
        for (const value of values) {
          await select.selectOption({ value });
          const n = await shown(page);
          const due = await page
            .locator(".claim")
            .evaluateAll((all, [name, value]) => all.filter((row) => row.dataset[name].split(" ").includes(value)).length, [name, value]);
          assert.equal(n, due);
          assert.equal(await told(page), count(n) + (n ? "" : `. ${nothing(said)}`));
          sum += n;
        }
        // A row may name several countries, and has one of everything else.
        assert.ok(name === "country" ? sum > ROWS : sum === ROWS, `${name}: ${sum}`);
        await select.selectOption("");
      }

      await page.locator("select[name=document]").selectOption("op_ed");
      await page.locator("select[name=kind]").selectOption("causal");
      const both = await shown(page);
      assert.ok(both > 0 && both < ROWS);
      await page.locator("input[name=q]").fill(lang === "es" ? "VIOLENCIÁ" : "VIOLENCE");
      const three = await shown(page);
      assert.ok(three > 0 && three < both);
      assert.equal(await told(page), count(three));

      const address = await page.evaluate(() => location.href);
      assert.equal(new URL(address).search, "");
      const elsewhere = await page.context().newPage();
      await elsewhere.goto(address);
      assert.equal(await shown(elsewhere), three);
      assert.equal(await elsewhere.locator("select[name=kind]").inputValue(), "causal");
      await elsewhere.close();

      const other = await page.locator(".masthead [hreflang]").getAttribute("href");
      assert.ok(other.includes("kind=causal"), other);

      await page.getByRole("button", { name: said["board.clear"] }).click();
      await page.waitForFunction((all) => document.querySelectorAll(".claim:not([hidden])").length === all, ROWS);
      assert.equal(await told(page), count(ROWS));
      assert.equal(await page.evaluate(() => location.hash), "");
      assert.deepEqual(opened.foreign, []);
    });
  });

  test(`a word that stands nowhere leaves no row and says so, ${lang}`, async () => {
    await board({ lang }, async (page) => {
      await page.locator("input[name=q]").fill("xyzzy");
      assert.equal(await shown(page), 0);
      assert.equal(await told(page), `${count(0)}. ${nothing(said)}`);
      assert.equal(await page.locator(".board-group:visible").count(), 0);
    });
  });

  test(`what an address asks in vain is named and left out, ${lang}`, async () => {
    await board({ lang, path: "#kind=nonsense&testable=yes&constructor=1" }, async (page) => {
      const n = await shown(page);
      assert.ok(n > 0 && n < ROWS);
      const text = await told(page);
      for (const refused of ["kind=nonsense", "constructor=1"]) {
        assert.ok(text.includes(said["board.refused"].replace("{text}", refused)), text);
      }
      assert.equal(await page.locator("select[name=kind]").inputValue(), "");
    });
  });

  test(`a link to a row opens it, also where filters hide it, ${lang}`, async () => {
    await board({ lang, path: "#OC045" }, async (page) => {
      assert.deepEqual(await open(page), ["OC045"]);
      assert.ok(await page.locator("#OC045").isVisible());
      const top = await page.locator("details:has(> #OC045)").evaluate((row) => row.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 200, `${top}`);
      await page.locator("select[name=document]").selectOption("op_ed");
      await page.evaluate(() => (location.hash = "FS003"));
      await page.waitForFunction(() => document.getElementById("FS003").closest("details").open);
      assert.equal(await shown(page), ROWS);
    });
  });

  test(`the board works by keyboard alone, ${lang}`, async () => {
    await board({ lang }, async (page) => {
      await page.locator("select[name=document]").focus();
      await page.keyboard.press("ArrowDown");
      assert.ok((await shown(page)) < ROWS);
      await page.locator("input[name=q]").focus();
      await page.keyboard.type("visa");
      const n = await shown(page);
      assert.ok(n > 0 && n < 50);
      await page.keyboard.press("Enter");
      assert.equal(await shown(page), n);
      const first = page.locator(".claim:not([hidden])").first();
      await first.locator("summary").focus();
      await page.keyboard.press("Enter");
      assert.ok(await first.evaluate((row) => row.open));
      // On into the row: what can be reached in it is a link or a button.
      await page.keyboard.press("Tab");
      assert.ok(await first.evaluate((row) => row.contains(document.activeElement)));
    });
  });

  test(`the board can be read without a script, and a link still opens its row, ${lang}`, async () => {
    await board({ lang, javaScript: false, path: "#OC045" }, async (page) => {
      assert.equal(await page.locator("#filters:visible").count(), 0);
      assert.equal(await page.locator(".claim:visible").count(), ROWS);
      assert.equal(await told(page), count(ROWS));
      assert.ok(await page.locator("#OC045").isVisible());
      assert.equal(await page.locator(".board-index a").count(), 5);
    });
  });

  test(`every link of the board within the page and to studies leads somewhere, ${lang}`, async () => {
    await board({ lang }, async (page) => {
      const missing = await page.evaluate(() =>
        [...document.querySelectorAll("[href^='#'], [popovertarget]")]
          .map((one) => one.getAttribute("popovertarget") ?? one.getAttribute("href").slice(1))
          .filter((id) => !document.getElementById(id)),
      );
      assert.deepEqual(missing, []);
      const studies = await page.locator("dd a[href*='method/#']").evaluateAll((all) => all.map((one) => one.hash.slice(1)));
      assert.ok(studies.length > 50);
      const method = await page.context().newPage();
      await method.goto(new URL("../method/", page.url()).href);
      const lost = await method.evaluate((ids) => ids.filter((id) => !document.getElementById(id)), studies);
      assert.deepEqual([...new Set(lost)], []);
    });
  });

  test(`a row opens the state of the simulator that speaks to it, ${lang}`, async () => {
    await board({ lang, path: "#OC045" }, async (page, opened) => {
      const links = await page.locator(".claim a[href*='#v1']").evaluateAll((all) => all.map((one) => one.href));
      assert.ok(links.length > 40);
      for (const address of new Set(links)) {
        await page.goto(address);
        await opened.waitForApp();
        assert.equal(await page.locator("[role=alert]:visible").count(), 0, address);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
      }
    });
  });

  test(`a number opens its source by tap and by keyboard, and Escape closes it, ${lang}`, async () => {
    const opened = await harness.openPage({ lang, width: 360, touch: true });
    try {
      const { page } = opened;
      await opened.waitForApp();
      const number = page.locator("#who-says-what .figure").first();
      const note = page.locator(".source-note:popover-open");
      await number.tap();
      assert.ok((await note.innerText()).includes(said["notes.licence"].split("{")[0].trim()));
      assert.equal(await opened.horizontalOverflow(), 0);
      assert.deepEqual(await opened.axe(), []);
      await page.keyboard.press("Escape");
      assert.equal(await note.count(), 0);
      await number.focus();
      await page.keyboard.press("Enter");
      assert.equal(await note.count(), 1);
      await page.keyboard.press("Tab");
      assert.ok(await note.evaluate((open) => open.contains(document.activeElement)));
      await page.keyboard.press("Escape");
      assert.ok(await number.evaluate((one) => one === document.activeElement));
      const term = page.locator("#who-says-what .term").first();
      await term.tap();
      assert.equal(await note.count(), 1);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  });

  test(`both documents stand side by side in order of date, and can be swapped, ${lang}`, async () => {
    for (const [width, axis] of [[1440, "x"], [360, "y"]]) {
      for (const theme of THEMES) {
        const opened = await harness.openPage({ lang, width, theme });
        try {
          const { page } = opened;
          await opened.waitForApp();
          const boxes = () => Promise.all([0, 1].map((i) => page.locator(".two-documents > section").nth(i).boundingBox()));
          const [first, second] = await boxes();
          assert.ok(first[axis] < second[axis], `${width}`);
          assert.equal(Math.round(first.width), Math.round(second.width));
          await page.locator("#sheet-first").check();
          const [moved, ahead] = await boxes();
          assert.ok(moved[axis] > ahead[axis], `${width}`);
          assert.equal(await opened.horizontalOverflow(), 0);
        } finally {
          await opened.close();
        }
      }
    }
  });

  test(`the main page leads to the board and its rows, and the board leads back, ${lang}`, async () => {
    const opened = await harness.openPage({ lang });
    try {
      const { page } = opened;
      await opened.waitForApp();
      await page.locator("#who-says-what a[href*='#OC045']").click();
      await page.locator("#OC045").waitFor();
      assert.equal(await page.locator("h1").innerText(), said["board.title"]);
      assert.deepEqual(await open(page), ["OC045"]);
      await page.getByRole("link", { name: said["board.back"] }).click();
      await opened.waitForApp();
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  });
}

function nothing(said) {
  return said["board.nothing"].replace("{clear}", said["board.clear"]);
}
