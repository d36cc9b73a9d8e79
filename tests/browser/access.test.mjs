import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, THEMES } from "./harness.mjs";
import { reading, ROWS, until, words } from "./reader.mjs";

/** CSS pixels that a target must have each way. */
const LEAST_TARGET = 24;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  for (const theme of THEMES) {
    test(`axe finds nothing as the page opens, with all open, nor with a notice, ${lang}, ${theme}`, () =>
      reading(harness, { lang, theme }, async (reader) => {
        const { page, opened } = reader;
        assert.deepEqual(await opened.axe(), [], "as it opens");
        await openAll(reader, ["GTM"]);
        await setBeliefs(reader);
        await reader.dial("aid").type("abc");
        await reader.dial("aid").awaitMessage(/./);
        assert.deepEqual(await opened.axe(), [], "with all open");
        await reader.follow("#v1&aid=9&tariff=3");
        await page.locator(".notices").waitFor();
        assert.deepEqual(await opened.axe(), [], "with a notice");
      }));
  }

  test(`axe finds nothing on a narrow page, ${lang}`, () =>
    reading(harness, { lang, width: 360, theme: lang === "en" ? "dark" : "light", path: "#v1&aid=9" }, async (reader) => {
      await reader.page.locator(".notices").waitFor();
      assert.deepEqual(await reader.opened.axe(), [], "as it opens");
      await openAll(reader, ["GTM"]);
      assert.deepEqual(await reader.opened.axe(), [], "with all open");
    }));
}

for (const width of [360, 1440]) {
  test(`the Tab key reaches every control in order, each seen and marked, ${width} px wide`, () =>
    reading(harness, { width, path: "#v1&p=today&aid=2&tariff=3" }, async (reader) => {
      const { page } = reader;
      await openAll(reader);
      await setBeliefs(reader);
      // What decides the answer is worked out when it is first seen.
      await page.locator("#spread").scrollIntoViewIfNeeded();
      const decides = words("en")["parameter_names.aid_hope"];
      await until(() => page.locator("#spread").innerText(), (text) => text.includes(decides), "the answer leans on aid");
      const wanted = await page.evaluate(controls);
      assert.ok(wanted.length > 60, `${wanted.length} controls`);
      const reached = [];
      const faults = [];
      // The walk begins on the first stop of the page.
      await page.locator("#other-language").focus();
      for (let key = "Shift+Tab"; ; key = "Tab") {
        await page.keyboard.press(key);
        const stop = await page.evaluate(focused);
        if (stop === null || reached.length > wanted.length + 5) break;
        reached.push(stop.name);
        if (!stop.marked) faults.push(`${stop.name}: focus cannot be seen`);
        if (!stop.seen) faults.push(`${stop.name}: hidden behind something while focused`);
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(reached, wanted);
    }));

  test(`every target is at least ${LEAST_TARGET} px each way, ${width} px wide`, () =>
    reading(harness, { width, path: "#v1&p=today&tariff=3" }, async (reader) => {
      await openAll(reader);
      assert.deepEqual(await reader.page.evaluate(tooSmall, LEAST_TARGET), []);
    }));
}

test("the page is worked by keyboard alone: groups, choices, tables and tabs", () =>
  reading(harness, { width: 1440, path: "#v1&p=today" }, async (reader) => {
    const { page } = reader;
    await page.locator("#regime-late-2024").focus();
    await page.keyboard.press("ArrowRight");
    await reader.awaitFragment("#v1&p=today&regime=since-2025");
    await page.locator("details.group > summary").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("#dial-research").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("100");
    await page.keyboard.press("Tab");
    await until(() => page.evaluate(() => document.querySelector("#dial-visa_targeting").value), (value) => value === "1", "all visas");
    await page.locator("section[data-row=HND] details.table > summary").focus();
    await page.keyboard.press("Space");
    await until(() => reader.tables("HND"), (tables) => tables.length === 2, "tables");
    await page.locator("#preset").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await reader.awaitFragment("#v1&regime=since-2025");

    await page.setViewportSize({ width: 360, height: 900 });
    await page.locator("#tab-GTM").focus();
    for (const row of ["HND", "all"]) {
      await page.keyboard.press("ArrowRight");
      await until(() => reader.shownRows(), ([only, more]) => only === row && !more, `${row} is shown`);
    }
    await until(() => reader.pictures(), (all) => all.length === 2 && all.every(({ drawn }) => drawn > 500), "it is drawn");
  }));

test("a belief that is set, or left uncertain again, keeps the keyboard's place", () =>
  reading(harness, {}, async (reader) => {
    const { page } = reader;
    const discount = page.locator(".dial[data-key=discount]");
    const place = () => page.evaluate(() => document.activeElement.closest("[data-key]")?.dataset.key ?? "lost");
    await page.locator("details.group > summary").nth(2).click();
    await discount.locator("button.word").focus();
    await page.keyboard.press("Enter");
    await page.locator("#dial-discount").waitFor();
    await until(place, (key) => key === "discount", "the focus is on the slider");
    await discount.locator("button.word").focus();
    await page.keyboard.press("Enter");
    await page.locator(".dial-unset[data-key=discount]").waitFor();
    await until(place, (key) => key === "discount", "the focus is on the button");
  }));

test("screen readers are told once a change has settled, not while it goes on", () =>
  reading(harness, { path: "#v1&p=aid-local&aid=1" }, async (reader) => {
    const { page } = reader;
    await reader.awaitWholeAnswer();
    assert.equal(await reader.spoken(), "");
    await page.evaluate(() => {
      globalThis.told = [];
      const region = document.querySelector("#answer [role=status]");
      new MutationObserver(() => told.push(region.textContent)).observe(region, {
        characterData: true,
        childList: true,
        subtree: true,
      });
      // One drag: many values in quick succession.
      const slider = document.querySelector("#dial-aid");
      let steps = 0;
      globalThis.dragging = setInterval(() => {
        slider.stepUp();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        steps += 1;
        if (steps === 12) clearInterval(dragging);
      }, 40);
    });
    await reader.dial("aid").awaitValue(1.6);
    const told = await until(() => page.evaluate(() => globalThis.told), (all) => all.length > 0, "something is told");
    assert.equal(told.length, 1);
    assert.match(told[0], /1\.6 times the aid/);
    assert.doesNotMatch(told[0], /[*{}]/);
    assert.ok((await reader.answer()).startsWith(told[0]));
  }));

test("screen readers are told of a change made as soon as the page opens", () => {
  const hurry = () =>
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset.app !== "ready") return;
      observer.disconnect();
      // Sooner than a first answer counts as settled.
      setTimeout(() => {
        const slider = document.querySelector("#dial-aid");
        slider.value = "3";
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }, 50);
    }).observe(document, { attributeFilter: ["data-app"], subtree: true });
  return reading(
    harness,
    { path: "#v1&p=today", prepare: (page) => page.addInitScript(hurry) },
    async (reader) => {
      await reader.dial("aid").awaitValue(3);
      await reader.awaitFragment("#v1&p=today&aid=3");
      await until(() => reader.spoken(), (text) => text.includes("3 times the aid"), "the change is told", 3000);
    },
  );
});

for (const lang of LANGUAGES) {
  for (const width of [640, 1440]) {
    test(`text of twice the size loses nothing ${width} px wide, ${lang}`, () =>
      reading(harness, { lang, width, path: "#v1&p=today&tariff=3" }, async (reader) => {
        await reader.page.evaluate(() => {
          document.documentElement.style.fontSize = "200%";
        });
        await openAll(reader);
        await until(() => reader.pictures(), (all) => all.every(({ drawn }) => drawn > 500), "pictures are drawn");
        assert.equal(await reader.opened.horizontalOverflow(), 0);
        assert.deepEqual(await reader.page.evaluate(overlapping), []);
      }));
  }
}

test("forced colours keep controls and pictures to be seen", () =>
  reading(harness, { forcedColors: "active" }, async (reader) => {
    const { opened, page } = reader;
    await openAll(reader);
    await until(() => reader.pictures(), (all) => all.every(({ drawn, colours }) => drawn > 300 && colours > 2), "drawn");
    const chosen = await page.locator("label[for=regime-late-2024]").evaluate((label) => getComputedStyle(label).backgroundColor);
    const other = await page.locator("label[for=regime-since-2025]").evaluate((label) => getComputedStyle(label).backgroundColor);
    assert.notEqual(chosen, other);
    await opened.screenshot("forced-colors", { fullPage: true });
    assert.deepEqual(opened.errors, []);
  }));

test("nothing moves for readers who ask for less motion", () =>
  reading(harness, { reducedMotion: "reduce" }, async (reader) => {
    const moving = await reader.page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const style = getComputedStyle(element);
          const times = `${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat);
          return times.some((seconds) => seconds > 0.01) || style.scrollBehavior === "smooth";
        })
        .map((element) => `${element.tagName} ${element.className}`),
    );
    assert.deepEqual(moving, []);
    await reader.dial("aid").press("End");
    await reader.dial("aid").awaitValue(3);
    await reader.opened.screenshot("reduced-motion");
    assert.deepEqual(reader.opened.errors, []);
  }));

/** Opens every group and explanation that can be seen, and tables and sources of these rows. */
async function openAll(reader, rows = ROWS) {
  await reader.openGroups();
  for (const about of await reader.page.locator(".dial details.more > summary").all()) await about.click();
  for (const row of rows) {
    const section = reader.page.locator(`section[data-row=${row}]`);
    for (const kind of ["table", "sources"]) {
      const summary = section.locator(`details.${kind} > summary`);
      if (await summary.isVisible()) await summary.click();
    }
    if (await section.locator("details.table[open]").isVisible()) await section.locator(".table-frame").first().waitFor();
  }
}

/** Turns uncertain beliefs into values, each with its own slider. */
async function setBeliefs(reader) {
  const unset = reader.page.locator(".dial-unset .word");
  for (let left = await unset.count(); left > 0; left -= 1) {
    await unset.first().click();
    await until(() => unset.count(), (count) => count === left - 1, "the belief is set");
  }
}

/* The functions below run in the page. */

/** Names of all that can be focused, in the order of the page: one for each group of radio buttons. */
function controls() {
  const name = (element) => {
    const stem = element.id || element.getAttribute("aria-label") || element.textContent.trim().slice(0, 40);
    const row = element.closest("[data-row]")?.dataset.row ?? "";
    return `${element.tagName} ${row} ${element.closest("[data-key]")?.dataset.key ?? ""} ${stem}`;
  };
  return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
    .filter((element) => element.type !== "radio" || element.checked)
    .map(name);
}

/** What has the focus, whether a mark shows it, and whether anything hides it; null at the end of the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const stem = element.id || element.getAttribute("aria-label") || element.textContent.trim().slice(0, 40);
  const row = element.closest("[data-row]")?.dataset.row ?? "";
  const shown = element.type === "radio" && getComputedStyle(element).opacity === "0" ? element.labels[0] : element;
  const style = getComputedStyle(shown);
  // A link that goes on in the next line is seen where its first part stands.
  const [box = shown.getBoundingClientRect()] = shown.getClientRects();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 40)];
  const top = document.elementFromPoint(x, y);
  return {
    name: `${element.tagName} ${row} ${element.closest("[data-key]")?.dataset.key ?? ""} ${stem}`,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    seen: top !== null && (shown.contains(top) || top.contains(shown)) && !(top.contains(shown) && top === document.documentElement),
  };
}

/** Targets that are too small, links within a sentence excepted. */
function tooSmall(least) {
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip"))
    // What stands in a sentence is as high as its line and as wide as its words.
    .filter((element) => element.tagName !== "A" || getComputedStyle(element).display !== "inline")
    .filter((element) => !element.matches("p > .figure, p > .term, li > .figure, li > .term"))
    // A radio button is also chosen by its label, which is the larger of the two.
    .map((element) => (element.type === "radio" ? element.labels[0] : element))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < least - 0.01 || height < least - 0.01)
    .map(([element, { width, height }]) => {
      const text = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40);
      return `${element.tagName}.${element.className} ${text}: ${width.toFixed(1)} × ${height.toFixed(1)}`;
    });
}

/** Words that leave the page or are hidden by their own box. */
function overlapping() {
  const right = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("button, label, summary, p, h1, h2, h3, a, legend, select, input")]
    .filter((element) => element.checkVisibility({ opacityProperty: true }))
    .filter((element) => !element.closest(".spoken, .skip, .table-frame"))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const clipped = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      return box.left < -1 || box.right > right || clipped;
    })
    .map((element) => `${element.tagName}.${element.className} ${element.value ?? element.textContent.trim().slice(0, 40)}`);
}
