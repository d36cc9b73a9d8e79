import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens a page of the site and closes it behind the work. */
async function onPage(view, work) {
  const opened = await harness.openPage(view);
  try {
    await work(opened, opened.page);
    // Without scripts Chromium counts the app's preload as refused, or as broken off by the next page.
    const real = (problem) => view.javaScript !== false || !/: (csp|net::ERR_ABORTED)$/.test(problem);
    assert.deepEqual(opened.foreign.filter(real), []);
    assert.deepEqual(opened.errors.filter(real), []);
  } finally {
    await opened.close();
  }
}

/** Addresses of the steps, from the root of the language, as the main page lists them. */
async function steps(lang) {
  let paths = [];
  await onPage({ lang, javaScript: false }, async (_, page) => {
    const links = await page.locator("#steps .steps a").evaluateAll((all) => all.map((link) => link.href));
    paths = links.map((link) => link.slice(page.url().length));
  });
  assert.ok(paths.length >= 3, `${paths}`);
  return paths;
}

for (const lang of LANGUAGES) {
  test(`every ${lang} step opens its stage, and axe finds nothing`, async () => {
    for (const path of await steps(lang)) {
      await onPage({ lang, path }, async (opened, page) => {
        const still = await page.evaluate(async () => {
          const text = await (await fetch(location.href)).text();
          const told = new DOMParser().parseFromString(text, "text/html");
          return told.querySelector("#answer .answer-text").textContent;
        });
        await opened.waitForApp();
        assert.equal(new URL(page.url()).hash, "", "the stage is no part of the address");
        const live = await page.locator("#answer .answer-text").innerText();
        assert.equal(live.replaceAll("\u00a0", " "), still.replaceAll("\u00a0", " "), path);
        assert.deepEqual(await opened.axe(), [], path);
      });
    }
  });

  for (const width of [320, 360]) {
    test(`nothing of a ${lang} step is cut off ${width} px wide, with all that opens open`, async () => {
      for (const path of await steps(lang)) {
        await onPage({ lang, path, width }, async (opened, page) => {
          await opened.waitForApp();
          await page.evaluate(() => {
            for (const details of document.querySelectorAll("main details")) details.open = true;
          });
          assert.equal(await opened.horizontalOverflow(), 0, path);
          if (width === 360) assert.deepEqual(await smallWords(page), [], path);
        });
      }
    });
  }

  test(`assumptions open below a ${lang} step's own simulator, which keeps its state`, async () => {
    const [path] = await steps(lang);
    await onPage({ lang, path: `${path}#v1&aid=1.5`, width: 360 }, async (opened, page) => {
      await opened.waitForApp();
      await page.locator("summary", { hasText: words(lang)["ui.beliefs"] }).click();
      await page.locator('.change a[data-belief=""]').click();
      await page.locator("#assumptions-panel .belief").first().waitFor();
      assert.equal(new URL(page.url()).hash, "#v1&aid=1.5");
      assert.equal(await opened.horizontalOverflow(), 0);
      // Readings stand above the assumptions, and have nothing to set.
      const card = page.locator(".belief[data-key]").first();
      if ((await card.getAttribute("open")) === null) await card.locator("summary").click();
      await card.locator("fieldset label").nth(1).click();
      await page.waitForFunction(() => location.hash.includes("&own="));
      assert.deepEqual(await opened.axe(), []);
    });
  });

  test(`back and next walk through the ${lang} steps and out at both ends`, async () => {
    const paths = await steps(lang);
    await onPage({ lang, path: paths[0], javaScript: false }, async (_, page) => {
      const root = page.url().slice(0, -paths[0].length);
      for (const path of paths) {
        assert.equal(page.url(), root + path);
        assert.equal(
          await page.locator(".step-ways [aria-current=page]").textContent(),
          await page.locator("h1").textContent(),
        );
        await page.locator(".step-ways [rel=next]").click();
      }
      assert.equal(page.url(), `${root}#simulator`);
      await page.goto(root + paths.at(-1));
      for (const path of paths.toReversed()) {
        assert.equal(page.url(), root + path);
        await page.locator(".step-ways [rel=prev]").click();
      }
      assert.equal(page.url(), `${root}#steps`);
    });
  });

  test(`a ${lang} step can be read without scripts`, async () => {
    for (const path of await steps(lang)) {
      await onPage({ lang, path, width: 768, javaScript: false }, async (_, page) => {
        assert.equal(await page.locator("noscript p:visible").innerText(), words(lang)["page.no_script"]);
        assert.ok((await page.locator(".step-story p:visible").count()) > 5, path);
        assert.ok((await page.locator("#answer").innerText()).length > 80, path);
        assert.ok(await page.locator("#simulator .still svg:visible").first().isVisible(), path);
        for (const more of await page.locator("details.one-more").all()) await more.locator("> summary").click();
        for (const figure of await page.locator("figure.yearly").all()) {
          assert.ok(await figure.locator(".plane svg:visible").first().isVisible(), path);
          await figure.locator("details.table > summary").click();
          assert.ok(await figure.locator("table").isVisible(), path);
        }
      });
    }
  });
}

test("a link to a step opens its own state; what the reader changes goes on to the other language", async () => {
  await onPage({ path: "steps/why-people-leave/#v1&p=aid", lang: "en" }, async (opened, page) => {
    await opened.waitForApp();
    assert.equal(await page.locator("#simulator select").first().inputValue(), "aid");
    await page.locator("#other-language").click();
    await page.waitForURL(/\/es\/steps\/why-people-leave\/#v1&p=aid$/);
  });
});

test("back to the first state of a step is its stage", async () => {
  await onPage({ path: "steps/what-no-lever-explains/" }, async (opened, page) => {
    await opened.waitForApp();
    const preset = page.locator("#simulator select").first();
    assert.equal(await preset.inputValue(), "us-recession");
    await preset.selectOption("aid");
    await page.waitForURL(/#v1&p=aid$/);
    await page.goBack();
    await assert.doesNotReject(page.waitForFunction(() => document.querySelector("#simulator select").value === "us-recession"));
  });
});

/** Words in pictures that are shown smaller than 12 px. */
function smallWords(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll(".plane svg text")]
      .filter((text) => text.getClientRects().length > 0)
      .map((text) => {
        const scale = text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width;
        return [text.textContent, Number(text.getAttribute("font-size")) * scale];
      })
      .filter(([, size]) => !(size > 11.95)),
  );
}
