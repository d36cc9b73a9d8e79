import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, THEMES, WIDTHS } from "./harness.mjs";
import { reading, ROWS, saying, until, words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  const told = words(lang);

  for (const width of [320, ...WIDTHS]) {
    test(`the ${lang} page opens ${width} px wide on its question, an answer and the pictures`, () =>
      reading(harness, { width, lang }, async (reader) => {
        const { opened, page } = reader;
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        assert.equal(await page.title(), told["page.title"]);
        assert.equal(await page.locator("h1").innerText(), told["page.title"]);
        assert.ok(await page.locator("h1").isVisible());

        const answer = await reader.answer();
        await reader.awaitWholeAnswer();
        assert.match(answer, saying(told["answer.fewer"], { with: await preset(reader, "everything") }));
        assert.match(answer, lang === "en" ? /\b\d{1,2} of 100\b/ : /\b\d{1,2} de cada 100\b/);
        assert.match(answer, lang === "en" ? /between \d+% more and \d+% fewer/ : /entre \d+\s% más y \d+\s% menos/);

        const wide = await page.evaluate(() => matchMedia("(min-width: 54.01rem)").matches);
        assert.deepEqual(await reader.shownRows(), wide ? ROWS : ["GTM"]);
        const pictures = await until(
          () => reader.pictures(),
          (all) => all.length === (wide ? 8 : 2) && all.every(({ drawn }) => drawn > 500),
          "every picture is drawn",
        );
        for (const { row, kind, colours } of pictures) {
          assert.ok(colours > 5, `${kind} of ${row} has ${colours} colours`);
        }
        for (const name of await reader.pictureWords()) {
          assert.match(name, new RegExp(`${told["regimes.late-2024.name"]}.*\\d`, "s"));
        }

        assert.deepEqual(opened.foreign, []);
        assert.deepEqual(opened.errors, []);
      }));

    test(`nothing of the ${lang} page is cut off ${width} px wide, with all that opens open`, () =>
      reading(harness, { width, lang, path: "#v1&aid=9&discount=0.5" }, async (reader) => {
        await reader.page.locator(".notices").waitFor();
        assert.equal(await reader.opened.horizontalOverflow(), 0, "as it opens");
        await openAll(reader);
        assert.equal(await reader.opened.horizontalOverflow(), 0, "with all open");
        assert.deepEqual(await cutOff(reader.page), []);
      }));

    // Spanish words are the longer ones: the narrowest page speaks for the others.
    if (lang === "es" && width > 320) continue;
    test(`every row shows its numbers as tables and its sources on the ${lang} page ${width} px wide`, () =>
      reading(harness, { width, lang }, async (reader) => {
        for (const row of ROWS) {
          const tab = reader.page.locator(`label[for=tab-${row}]`);
          if (await tab.isVisible()) await tab.click();
          assert.ok((await reader.shownRows()).includes(row));
          const section = reader.page.locator(`section[data-row=${row}]`);
          await section.locator("details.table > summary").click({ timeout: 2000 });
          const [difference, levels] = await until(
            () => reader.tables(row),
            (tables) => tables.length === 2,
            `two tables of ${row}`,
          );
          assert.equal(difference.length, 1 + 5);
          assert.match(difference.at(-1)[1], /\d/);
          assert.equal(levels.at(1)[0], "2000");
          assert.equal(levels.at(-1)[0], "2036");
          assert.match(levels.at(-1)[2], /^\d/);
          await section.locator("details.sources > summary").click({ timeout: 2000 });
          assert.ok(await section.locator("details.sources li").first().isVisible());
        }
        assert.equal(await reader.opened.horizontalOverflow(), 0);
      }));
  }

  test(`the ${lang} page has a content security policy and keeps to it`, () =>
    reading(harness, { lang }, async ({ opened, page }) => {
      const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
      await openAll({ page });
      assert.deepEqual(opened.errors, []);
      // The policy is in force: a script that is not ours does not run.
      const refused = page.evaluate(
        () =>
          new Promise((resolve) => {
            addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "globalThis.slipped = true";
            document.head.append(script);
          }),
      );
      assert.match(await refused, /^script-src/);
      assert.equal(await page.evaluate(() => globalThis.slipped), undefined);
    }));

  test(`the ${lang} page can be read without scripts`, async () => {
    const opened = await harness.openPage({ lang, javaScript: false });
    try {
      assert.equal(await opened.page.locator("h1").innerText(), told["page.title"]);
      assert.equal(await opened.page.locator("noscript p:visible").innerText(), told["page.no_script"]);
      assert.ok(await opened.page.locator("#failure-start").isHidden());
      assert.match(await opened.page.locator("#answer").innerText(), saying(told["answer.fewer"]));
      await stillPicturesStand(opened.page);
      assert.deepEqual(opened.foreign, []);
    } finally {
      await opened.close();
    }
  });

  test(`the ${lang} page says so where WebAssembly is missing, and keeps its still pictures`, async () => {
    const prepare = (page) => page.addInitScript(() => delete globalThis.WebAssembly);
    const opened = await harness.openPage({ lang, prepare });
    try {
      await opened.page.locator('html[data-app="failed"] #failure-no-wasm').waitFor({ state: "visible" });
      assert.equal(await opened.page.locator("#failure-no-wasm").innerText(), told["page.no_wasm"]);
      assert.ok(await opened.page.locator("#failure-start").isHidden());
      assert.match(await opened.page.locator("#answer").innerText(), saying(told["answer.fewer"]));
      await stillPicturesStand(opened.page);
      assert.equal(await opened.horizontalOverflow(), 0);
      assert.deepEqual(await opened.axe(), []);
    } finally {
      await opened.close();
    }
  });

  const failures = {
    "cannot be fetched": (route) => route.abort(),
    "is not there": (route) => route.fulfill({ status: 404, body: "gone" }),
    "is broken": (route) => route.fulfill({ status: 200, contentType: "application/wasm", body: "\0asm?" }),
  };
  for (const [failure, fail] of Object.entries(failures).slice(0, lang === "en" ? 3 : 1)) {
    test(`the ${lang} page says so where the app ${failure}, and keeps its still pictures`, async () => {
      const prepare = (page) => page.route("**/*.wasm", fail);
      const opened = await harness.openPage({ lang, prepare });
      try {
        const failed = opened.page.locator('html[data-app="failed"]');
        await failed.waitFor({ state: "attached" });
        const message = failure === "is broken" ? "#failure-no-wasm" : "#failure-start";
        assert.ok(await opened.page.locator(message).isVisible());
        assert.equal(await opened.page.locator(".failure:visible").count(), 1);
        await stillPicturesStand(opened.page);
      } finally {
        await opened.close();
      }
    });
  }

  test(`the ${lang} page says so where its words are those of another build, and keeps its still pictures`, async () => {
    const prepare = (page) =>
      page.route(/\/(\?.*)?$/, async (route) => {
        const response = await route.fetch();
        const html = await response.text();
        const other = html.replace(/(<template id="words">)\w+/, "$1other");
        assert.notEqual(other, html);
        await route.fulfill({ response, body: other });
      });
    const opened = await harness.openPage({ lang, prepare });
    try {
      await opened.page.locator('html[data-app="failed"] #failure-start').waitFor({ state: "visible" });
      assert.equal(await opened.page.locator(".failure:visible").count(), 1);
      assert.match(await opened.page.locator("#answer").innerText(), saying(told["answer.fewer"]));
      await stillPicturesStand(opened.page);
      assert.match(opened.errors.join(), /words of the page are those of another build/);
    } finally {
      await opened.close();
    }
  });

  for (const theme of THEMES) {
    test(`the ${lang} page draws itself in ${theme} colours, and again when they change`, () =>
      reading(harness, { lang, theme, width: 768 }, async (reader) => {
        const ground = () => reader.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const before = { ground: await ground(), drawing: await drawn(reader) };
        const other = theme === "light" ? "dark" : "light";
        await reader.page.emulateMedia({ colorScheme: other });
        await until(() => reader.drawing(), (drawing) => drawing !== before.drawing, "other pictures");
        assert.notEqual(await ground(), before.ground);
        await reader.page.emulateMedia({ colorScheme: theme });
        await until(() => reader.drawing(), (drawing) => drawing === before.drawing, "the first pictures again");
        assert.deepEqual(reader.opened.errors, []);
      }));
  }
}

test("pictures are drawn anew for another width and as sharp as the screen", () =>
  reading(harness, { width: 1440, ratio: 2 }, async (reader) => {
    const fits = async () => {
      const [canvas] = await reader.page.locator("section[data-row=GTM] canvas.levels").evaluateAll((all) =>
        all.map((canvas) => [canvas.width / canvas.clientWidth, canvas.clientWidth]),
      );
      return canvas;
    };
    const [ratio, wide] = await fits();
    assert.equal(ratio, 2);
    await reader.page.setViewportSize({ width: 360, height: 900 });
    await until(fits, ([ratio, narrow]) => narrow < wide && Math.abs(ratio - 2) < 0.01, "a narrow picture as sharp");
    await until(() => reader.pictures(), (all) => all.every(({ drawn }) => drawn > 500), "all pictures drawn");
  }));

async function preset(reader, key) {
  const name = reader.words[`presets.${key}.name`];
  return reader.words["answer.with_preset"].replace("{preset}", name);
}

async function drawn(reader) {
  let last;
  return until(
    () => reader.drawing(),
    (drawing) => {
      const same = drawing === last;
      last = drawing;
      return same;
    },
    "pictures that stand still",
  );
}

/** Opens every group, table, list of sources and explanation that can be seen. */
async function openAll({ page }) {
  for (const group of await page.locator("details.group > summary").all()) await group.click();
  await page.locator("details.group .dial").last().waitFor();
  for (const more of await page.locator("details.more:not([open]) > summary").all()) {
    if (await more.isVisible()) await more.click();
  }
}

/** Words that their own box hides. */
async function cutOff(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, label, summary, p, h1, h2, h3, a, legend, th, td, select")]
      .filter((element) => element.checkVisibility() && !element.closest(".spoken, .skip, .table-frame"))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.left < -1 || box.right > document.documentElement.clientWidth + 1) return true;
        return getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 60)}`),
  );
}

async function stillPicturesStand(page) {
  for (const row of ROWS) {
    const pictures = page.locator(`.still [data-row=${row}] svg:visible`);
    assert.equal(await pictures.count(), 2, `pictures of ${row}`);
    const { width, height } = await pictures.last().boundingBox();
    assert.ok(width > 200 && height > 100, `${row} is ${width} × ${height}`);
  }
}
