// The steps and the page for classes on a projector, by the keys that clickers send.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { DIST, LANGUAGES, start, THEMES } from "./harness.mjs";
import { until, words } from "./reader.mjs";

const WALLS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
const FIRST = "steps/why-people-leave/";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

async function onWall(view, work) {
  const opened = await harness.openPage({ path: FIRST, ...WALLS[0], ...view });
  try {
    await work(opened, opened.page);
    assert.deepEqual(opened.errors, []);
    assert.deepEqual(opened.foreign, []);
  } finally {
    await opened.close();
  }
}

/** What is on the wall: the page, the part and how many there are, and what is seen of main. */
function seen(page) {
  return page.evaluate(() => {
    const bar = document.querySelector(".present-bar p");
    const [n, count] = (bar?.textContent ?? "").match(/\d+/g)?.slice(-2).map(Number) ?? [];
    const text = document.querySelector("main").innerText.trim();
    return { path: location.pathname, n, count, text, y: scrollY, line: bar?.textContent ?? "" };
  });
}

/** Presses a key once the page is there, and waits until that has moved something. */
async function turn(page, key) {
  await page.locator(".present-bar").waitFor();
  const before = await seen(page);
  await page.keyboard.press(key);
  const moved = (now) => now.n !== undefined && (now.path !== before.path || now.n !== before.n || now.y !== before.y || now.line !== before.line);
  const look = () => seen(page).catch(() => ({}));
  return until(look, moved, `${key} moves on from ${before.line} of ${before.path}`);
}

for (const lang of LANGUAGES) {
  test(`all ${lang} steps are walked by PageDown alone, and back by PageUp; Escape leaves`, () =>
    onWall({ lang }, async (_, page) => {
      await page.keyboard.press("p");
      let now = await seen(page);
      assert.equal(now.n, 1);
      const paths = [];
      const parts = [];
      for (let turns = 0; !now.line.includes(words(lang)["present.end"]); turns += 1) {
        assert.ok(turns < 400, "the walk has an end");
        assert.ok(now.text.length > 20, `${now.line} of ${now.path} is empty`);
        if (paths.at(-1) !== now.path) paths.push(now.path);
        const part = `${now.path} ${now.n}`;
        if (parts.at(-1) !== part) parts.push(part);
        assert.ok(now.n <= now.count, now.line);
        now = await turn(page, "PageDown");
      }
      assert.equal(paths.length, 6, `${paths}`);
      assert.equal(new Set(parts).size, parts.length, "no part is shown twice");
      const back = [];
      for (let turns = 0; ; turns += 1) {
        assert.ok(turns < 400, "the way back has an end");
        const part = `${now.path} ${now.n}`;
        if (back.at(-1) !== part) back.push(part);
        if (now.path === paths[0] && now.n === 1) break;
        now = await turn(page, "PageUp");
      }
      assert.deepEqual(back, parts.toReversed());
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("html").getAttribute("data-present"), null);
      assert.equal(await page.locator("[data-off], .present-bar").count(), 0);
      assert.equal(new URL(page.url()).search, "");
    }));

  for (const theme of THEMES) {
    test(`axe finds nothing in any part of a ${lang} step and of the page for classes, ${theme}`, async () => {
      for (const path of ["steps/what-no-lever-explains/?present=1", "classes/?present=1"]) {
        await onWall({ lang, theme, path }, async (opened, page) => {
          if (path.startsWith("steps")) await opened.waitForApp();
          const { count } = await seen(page);
          for (let n = 1; n <= count; n += 1) {
            assert.deepEqual(await opened.axe(), [], `${path}, part ${n}`);
            while (n < count && (await turn(page, "PageDown")).n === n);
          }
        });
      }
    });
  }
}

for (const wall of WALLS) {
  test(`type is half as large again or more, and nothing is cut off, ${wall.width} by ${wall.height}`, async () => {
    for (const path of ["steps/what-no-lever-explains/", "steps/money-and-who-gets-it/", "classes/"]) {
      await onWall({ ...wall, path }, async (opened, page) => {
        const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
        if (path.startsWith("steps")) await opened.waitForApp();
        const before = await size();
        await page.locator(".present-start button").click();
        assert.ok((await size()) >= 1.5 * before, `${await size()}`);
        for (let now = await seen(page); now.n < now.count; now = await turn(page, "ArrowRight")) {
          assert.equal(await opened.horizontalOverflow(), 0, `${path} ${now.line}`);
        }
      });
    }
  });
}

test("the simulator of a step stays at work: its slider keeps the arrows, and a clicker still turns", () =>
  onWall({ path: `${FIRST}?present=1` }, async (opened, page) => {
    await opened.waitForApp();
    while (!(await page.locator("#simulator").isVisible())) await turn(page, "PageDown");
    const slider = page.locator("#simulator input[type=range]:visible").first();
    const drawn = () =>
      page.locator("#simulator canvas").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().width > 200).length);
    await until(drawn, (count) => count >= 4, "pictures have a size");
    const { n } = await seen(page);
    const value = await slider.inputValue();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await slider.inputValue(), value);
    assert.equal((await seen(page)).n, n);
    await page.waitForFunction(() => location.hash.startsWith("#v1"));
    assert.equal(new URL(page.url()).searchParams.get("present"), String(n), "the state leaves the part in the address");
    const set = await slider.inputValue();
    await turn(page, "PageDown");
    assert.equal(await slider.inputValue(), set, "a clicker moves no slider");
  }));

test("the key P can be switched off, is no key in a field, and the button works where nothing is kept", () =>
  onWall({ path: `${FIRST}#v1&p=today` }, async (opened, page) => {
    await opened.waitForApp();
    const isOn = () => page.locator("html").evaluate((html) => html.hasAttribute("data-present"));
    await page.locator("#simulator input:not([type=range], [type=radio], [type=checkbox])").first().focus();
    await page.keyboard.press("p");
    assert.equal(await isOn(), false, "a letter in a field is a letter");
    await page.locator(".present-start button").click();
    assert.equal(await isOn(), true);
    await page.locator(".present-bar input").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    assert.equal(await isOn(), false, "it is switched off");
    await page.reload();
    await page.keyboard.press("p");
    assert.equal(await isOn(), false, "and stays so");
    await page.locator(".present-start button").click();
    await page.locator(".present-bar input").check();
    await page.keyboard.press("p");
    assert.equal(await isOn(), false, "it leaves as it starts");
  }));

test("storage that is denied, and an address that asks for no part there is, change nothing", () => {
  const denied = () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  };
  return onWall(
    { path: "classes/?present=999", prepare: (page) => page.addInitScript(denied) },
    async (_, page) => {
      const last = await seen(page);
      assert.equal(last.n, last.count);
      await page.goto(page.url().replace(/present=.*/, "present=-3"));
      assert.equal((await seen(page)).n, 1);
      await page.goto(page.url().replace(/present=.*/, "present=%3Cb%3E"));
      assert.equal((await seen(page)).n, 1);
      await turn(page, "PageDown");
    },
  );
});

test("screen readers are told the part politely, and an open note is closed before the presentation", () =>
  onWall({ path: "steps/what-no-lever-explains/?present=1" }, async (opened, page) => {
    await opened.waitForApp();
    assert.equal(await page.locator(".present-bar p").getAttribute("role"), "status");
    assert.match((await seen(page)).line, /^Step 5 of 6 · Part 1 of \d+$/);
    await page.locator("main button.term:visible").first().click();
    await page.locator(".source-note:popover-open").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".source-note:popover-open").count(), 0);
    assert.equal((await seen(page)).n, 1, "it stays on");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".present-bar").count(), 0);
  }));

test("paper shows the whole page while it is presented", () =>
  onWall({ path: "classes/?present=2" }, async (_, page) => {
    await page.locator(".present-bar").waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#sheet-sure").isVisible());
    assert.ok(await page.locator(".present-bar").isHidden());
  }));

test("from a file the parts are turned as well, on to the next step", async () => {
  const context = await harness.browser.newContext({ viewport: WALLS[0] });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(DIST, FIRST, "index.html")).href);
    await page.locator(".present-start button").click();
    let now = await seen(page);
    const { path } = now;
    assert.equal(now.n, 1);
    for (let turns = 0; now.path === path && turns < 60; turns += 1) now = await turn(page, "PageDown");
    assert.match(now.path, /\/steps\/what-was-tried\/index\.html$/);
    assert.equal(now.n, 1);
    assert.ok(now.text.length > 20);
    assert.equal((await turn(page, "PageUp")).path, path);
  } finally {
    await context.close();
  }
});
