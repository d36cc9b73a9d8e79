import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

const TODAY = "#v1&p=today";

/** The buttons of the way. */
function way(reader) {
  const button = (key) => reader.page.locator(".way").getByRole("button", { name: reader.words[`way.${key}`], exact: true });
  return { undo: button("undo"), redo: button("redo"), replay: button("replay") };
}

const isOff = async (button) => (await button.getAttribute("aria-disabled")) === "true";

/** Three gestures one after another; gives the fragments they led to. */
async function walk(reader) {
  await reader.dial("aid").press("ArrowRight");
  await reader.awaitFragment(`${TODAY}&aid=1.05`);
  await reader.dial("work_visas").more.click();
  await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
  await reader.page.locator("label[for=regime-since-2025]").click();
  await reader.awaitFragment(`#v1&p=today&regime=since-2025&work_visas=1000&aid=1.05`);
}

for (const lang of LANGUAGES) {
  test(`undo and redo walk the settled states, and a change after undo starts anew, ${lang}`, () =>
    reading(harness, { lang, path: TODAY }, async (reader) => {
      const { undo, redo, replay } = way(reader);
      for (const button of [undo, redo, replay]) assert.ok(await isOff(button));
      await walk(reader);
      assert.ok(await isOff(redo));
      await undo.click();
      await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
      await undo.click();
      await reader.awaitFragment(`${TODAY}&aid=1.05`);
      await reader.dial("work_visas").awaitValue(0);
      await redo.click();
      await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
      await undo.click();
      await undo.click();
      await reader.awaitFragment(TODAY);
      assert.ok(await isOff(undo));
      // A press of a button that leads nowhere changes nothing.
      await undo.focus();
      await reader.page.keyboard.press("Enter");
      assert.equal(await reader.fragment(), TODAY);
      await reader.dial("local_share").press("ArrowRight");
      await reader.awaitFragment(`${TODAY}&local_share=0.11`);
      assert.ok(await isOff(redo));
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("the way is walked by keyboard, and back and forward of the browser keep step with it", () =>
  reading(harness, { path: TODAY }, async (reader) => {
    const { undo, redo } = way(reader);
    await walk(reader);
    await reader.page.goBack();
    await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
    await until(() => isOff(redo), (off) => !off, "the state that was left can be reached again");
    await redo.focus();
    await reader.page.keyboard.press("Enter");
    await reader.awaitFragment("#v1&p=today&regime=since-2025&work_visas=1000&aid=1.05");
    await undo.focus();
    await reader.page.keyboard.press("Space");
    await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
  }));

/** Values that a slider shows while something goes on, each once, and what the address says meanwhile. */
async function watched(reader, key, press, end) {
  await reader.page.evaluate((key) => {
    const slider = document.getElementById(`dial-${key}`);
    globalThis.seen = [];
    const look = () => {
      const value = Number(slider.value);
      if (globalThis.seen.at(-1) !== value) globalThis.seen.push(value);
      globalThis.looking = requestAnimationFrame(look);
    };
    look();
  }, key);
  await press();
  await until(() => reader.page.evaluate(() => globalThis.seen), (seen) => seen.length > 2 && seen.at(-1) === end, "it ends");
  return reader.page.evaluate(() => {
    cancelAnimationFrame(globalThis.looking);
    return globalThis.seen;
  });
}

for (const reducedMotion of ["no-preference", "reduce"]) {
  test(`a replay goes from the state before to the present one, once, with motion ${reducedMotion}`, () =>
    reading(harness, { path: TODAY, reducedMotion }, async (reader) => {
      const { replay } = way(reader);
      await reader.dial("work_visas").type("40000");
      await reader.awaitFragment(`${TODAY}&work_visas=40000`);
      const entries = await reader.entries();
      const seen = await watched(reader, "work_visas", () => replay.click(), 40_000);
      const [first, ...shown] = seen;
      assert.equal(first, 40_000);
      assert.equal(shown[0], 0);
      assert.deepEqual(shown, [...shown].sort((a, b) => a - b), "it moves one way");
      if (reducedMotion === "reduce") assert.deepEqual(shown, [0, 40_000]);
      else assert.ok(shown.length > 8, `${shown}`);
      // It is no state to keep.
      await reader.awaitFragment(`${TODAY}&work_visas=40000`);
      assert.equal(await reader.entries(), entries);
      await way(reader).undo.click();
      await reader.awaitFragment(TODAY);
    }));
}

test("a lever that is moved during a replay goes on from there", () =>
  reading(harness, { path: TODAY, reducedMotion: "no-preference" }, async (reader) => {
    await reader.dial("work_visas").type("40000");
    await reader.awaitFragment(`${TODAY}&work_visas=40000`);
    await way(reader).replay.click();
    await reader.dial("aid").press("End");
    await until(() => reader.fragment(), (fragment) => fragment.endsWith("&aid=3"), "the reader's change holds");
    const fragment = await reader.fragment();
    await until(() => reader.spoken(), (text) => text !== "", "all has settled");
    assert.equal(await reader.fragment(), fragment);
  }));

for (const lang of LANGUAGES) {
  test(`one lever is reset by itself and all of them together, ${lang}`, () =>
    reading(harness, { lang, path: `${TODAY}&work_visas=5000&aid=2` }, async (reader) => {
      const { page, words } = reader;
      const reset = (key) => page.locator(`.dial[data-key=${key}] .reset-one`);
      assert.ok(await reset("aid").isVisible());
      assert.ok(await reset("work_visas").isVisible());
      assert.ok(!(await reset("anti_corruption").isVisible()));
      assert.equal(await reset("aid").getAttribute("aria-label"), words["ui.reset_of"].replace("{name}", words["levers.aid.name"]));
      const entries = await reader.entries();
      await reset("aid").focus();
      await page.keyboard.press("Enter");
      await reader.awaitFragment(`${TODAY}&work_visas=5000`);
      assert.equal(await reader.entries(), entries + 1);
      await reader.dial("aid").awaitValue(1);
      await until(() => reset("aid").isVisible(), (is) => !is, "nothing is left to reset");
      // The keyboard keeps its place.
      await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "dial-aid", "the slider has the focus");
      await way(reader).undo.click();
      await reader.awaitFragment(`${TODAY}&work_visas=5000&aid=2`);
      await page.getByRole("button", { name: words["ui.reset"], exact: true }).click();
      await reader.awaitFragment("#v1");
      assert.equal(await page.locator("#preset").inputValue(), "everything");
      await way(reader).undo.click();
      await reader.awaitFragment(`${TODAY}&work_visas=5000&aid=2`);
    }));
}

test("the way survives a reload", () =>
  reading(harness, { path: TODAY }, async (reader) => {
    await walk(reader);
    const fragment = await reader.fragment();
    await reader.page.reload();
    await reader.opened.waitForApp();
    assert.equal(await reader.fragment(), fragment);
    await way(reader).undo.click();
    await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
    await way(reader).undo.click();
    await reader.awaitFragment(`${TODAY}&aid=1.05`);
  }));

test("what was kept never overrides a link that is opened", () =>
  reading(harness, { path: TODAY }, async (reader) => {
    await walk(reader);
    await reader.page.goto(`${harness.url}?again#v1&p=aid`);
    await reader.opened.waitForApp();
    await reader.dial("aid").awaitValue(2);
    assert.equal(await reader.fragment(), "#v1&p=aid");
    assert.ok(await isOff(way(reader).undo));
  }));

test("a page that is denied storage walks the way as long as it stands", () =>
  reading(
    harness,
    {
      path: TODAY,
      prepare: (page) =>
        page.addInitScript(() => {
          for (const name of ["sessionStorage", "localStorage"]) {
            Object.defineProperty(window, name, {
              get() {
                throw new DOMException("denied", "SecurityError");
              },
            });
          }
        }),
    },
    async (reader) => {
      await walk(reader);
      await way(reader).undo.click();
      await reader.awaitFragment(`${TODAY}&work_visas=1000&aid=1.05`);
      assert.deepEqual(
        reader.opened.errors.filter((error) => !error.includes("denied")),
        [],
      );
    },
  ));
