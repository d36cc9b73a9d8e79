import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start, WIDTHS } from "./harness.mjs";
import { fieldText, LEVERS, link, onStep, reading, saidValue, saying, SHOCKS, until } from "./reader.mjs";

/** Nothing but visas is changed, so that who gets them matters too. */
const START = { work_visas: 20_000 };
const PRESET = "today";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const [index, width] of WIDTHS.entries()) {
  // Each width is tried in both languages, one by keyboard and the other by pointer.
  {
    const lang = LANGUAGES[index % LANGUAGES.length];
    test(`every lever and shock answers to the keyboard, ${lang}, ${width} px wide`, () =>
      reading(harness, { width, lang, path: link(PRESET, START) }, async (reader) => {
        await reader.openGroups();
        if (width === 1440) await reader.openTables("GTM");
        for (const control of [...LEVERS, ...SHOCKS]) {
          const { min, max, step } = control;
          const before = await atStart(reader);
          const dial = reader.dial(control.key);
          await dial.press("Home");
          await dial.awaitValue(min);
          await dial.press("ArrowRight");
          await dial.awaitValue(onStep(control, min + step));
          await dial.press("PageUp");
          const far = await until(() => dial.value(), (value) => value > min + 1.5 * step, "PageUp goes further");
          await dial.press("PageDown");
          await until(() => dial.value(), (value) => value < far, "PageDown goes back");
          await dial.press("End");
          await dial.awaitValue(max);
          await dial.press("ArrowLeft");
          const value = onStep(control, max - step);
          await dial.awaitValue(value);
          await followed(reader, control, value, before);
        }
        assert.deepEqual(reader.opened.errors, []);
      }));
  }
  {
    const lang = LANGUAGES[(index + 1) % LANGUAGES.length];
    test(`every lever and shock answers to the pointer, ${lang}, ${width} px wide`, () =>
      reading(harness, { width, lang, path: link(PRESET, START) }, async (reader) => {
        await reader.openGroups();
        if (width === 1440) await reader.openTables("GTM");
        for (const control of [...LEVERS, ...SHOCKS]) {
          const { min, max, step } = control;
          const before = await atStart(reader);
          const dial = reader.dial(control.key);
          const usual = await dial.value();
          await dial.more.click();
          await dial.awaitValue(onStep(control, usual + step));
          await dial.less.click();
          await dial.awaitValue(usual);
          await dial.click(min + 0.7 * (max - min));
          await until(() => dial.value(), near(control, 0.7), `a click moves ${control.key}`);
          await dial.grab();
          await dial.pull(min + 0.9 * (max - min));
          await dial.letGo();
          const value = await until(() => dial.value(), near(control, 0.9), `a pull moves ${control.key}`);
          await followed(reader, control, onStep(control, value), before);
        }
        assert.deepEqual(reader.opened.errors, []);
      }));
  }
}

for (const lang of LANGUAGES) {
  test(`every number field takes what is typed, and says what it cannot take, ${lang}`, () =>
    reading(harness, { lang, path: link(PRESET, START) }, async (reader) => {
      await reader.openGroups();
      for (const control of [...LEVERS, ...SHOCKS]) {
        const { max, step, unit } = control;
        const before = await atStart(reader);
        const dial = reader.dial(control.key);
        const value = onStep(control, max - step);
        await dial.type(fieldText(control, value));
        await dial.awaitValue(value);
        assert.equal(await dial.message.innerText(), "");
        await followed(reader, control, value, before);

        const sign = (text) => (unit === "share" ? `${text}${lang === "es" ? "\u00a0" : ""}%` : text);
        const bads = control === LEVERS[0] ? ["abc", "1.2.3", "∞", "  ", "<b>7</b>"] : ["abc"];
        for (const bad of bads) {
          await dial.type(bad);
          const shown = sign(fieldText(control, value));
          await dial.awaitMessage(saying(reader.words["ui.not_number"], { value: shown }));
          await dial.awaitValue(value);
        }

        await dial.type("999999");
        await dial.awaitValue(max);
        const shown = sign(fieldText(control, max));
        await dial.awaitMessage(saying(reader.words["ui.clipped"], { max: shown, value: shown }));
        await dial.press("ArrowLeft");
        await until(() => dial.message.innerText(), (text) => text === "", "the message goes with the next change");
      }
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("a named value on a track is taken exactly", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const dial = reader.dial("aid");
    const named = [["0.56", 0.56], ["1.58", 1.58]];
    for (const [text, value] of named) {
      await dial.marks.filter({ hasText: text }).click();
      await until(() => dial.field.inputValue(), (shown) => shown === text, `the field shows ${text}`);
      // The mark of aid in 2025 alone is a preset by itself.
      const same = await reader.page.locator("#preset").inputValue();
      await reader.awaitFragment(`#v1&p=today&aid=${value}`);
      assert.equal(same, value === 0.56 ? "aid-2025" : "");
    }
  }));

test("a step button at the end of a track keeps the keyboard's place", () =>
  reading(harness, { path: "#v1&p=today&aid=2.95" }, async (reader) => {
    const dial = reader.dial("aid");
    await dial.more.focus();
    await reader.page.keyboard.press("Enter");
    await dial.awaitValue(3);
    const place = await reader.page.evaluate(() => document.activeElement.closest(".dial")?.dataset.key);
    assert.equal(place, "aid");
  }));

test("groups make their controls when they are first opened", () =>
  reading(harness, {}, async ({ page }) => {
    assert.equal(await page.locator("#simulator .dial").count(), 4);
    for (const [index, controls] of [[0, 10], [1, 14], [2, 16]]) {
      await page.locator("details.group > summary").nth(index).click();
      await until(() => page.locator("#simulator .dial").count(), (count) => count === controls, `${controls} controls`);
    }
    assert.deepEqual(
      await page.locator("details.group .dial").evaluateAll((dials) => dials.map((dial) => dial.dataset.key)),
      [
        ...LEVERS.map(({ key }) => key).filter((key) => !["work_visas", "aid", "local_share", "anti_corruption"].includes(key)),
        ...SHOCKS.map(({ key }) => key),
        "discount",
        "trust",
      ],
    );
  }));

test("a group says that something in it is changed", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const marks = () => reader.page.locator("details.group > summary").allInnerTexts();
    const changed = reader.words["ui.changed"].replace("{n}", "1");
    const mark = changed.split(":")[0];
    assert.ok((await marks()).every((text) => !text.includes(`${mark}:`)));
    await reader.follow("#v1&p=today&research=0.1");
    await until(marks, ([first, second]) => first.includes(changed) && !second.includes(changed), "the first is marked");
    await reader.follow("#v1&p=today&drought=1");
    await until(marks, ([first, second]) => !first.includes(changed) && second.includes(changed), "the second is marked");
  }));

test("a drag is answered while it goes on, not only at its end", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const dial = reader.dial("work_visas");
    await dial.grab();
    await dial.pull(30_000);
    const first = await reader.awaitAnswer(/\d\d,000 more seasonal work visas/);
    await dial.pull(80_000);
    await until(() => reader.answer(), (text) => text !== first && /\d\d,000 more seasonal/.test(text), "a new answer");
    await dial.letGo();
  }));

/** Back to where every lever is tried from. Gives what the page shows there. */
async function atStart(reader) {
  const fragment = link(PRESET, START);
  await reader.follow(fragment);
  await reader.awaitAnswer(saying(reader.words["answer.with"], { changes: await phrase(reader, LEVERS[0], 20_000) }));
  await until(() => reader.dial("work_visas").value(), (value) => value === 20_000, "the start");
  return { answer: await reader.answer(), drawing: await reader.drawing(), tables: await reader.tables("GTM") };
}

/** Answer, pictures, open tables, address and spoken line have followed a change. */
async function followed(reader, control, value, before) {
  const wanted = link(PRESET, { ...START, [control.key]: value });
  await reader.awaitAnswer(saying("{said}", { said: await phrase(reader, control, value) }));
  await until(() => reader.drawing(), (drawing) => drawing !== before.drawing, `${control.key} moves the pictures`);
  if (before.tables.length > 0) assert.notDeepEqual(await reader.tables("GTM"), before.tables);
  assert.notEqual(await reader.answer(), before.answer);
  await reader.awaitFragment(wanted);
  const answer = await reader.answer();
  const told = await until(() => reader.spoken(), (text) => text !== "" && answer.startsWith(text), "the answer is spoken");
  assert.match(told, saying("{said}", { said: await phrase(reader, control, value) }));
}

async function phrase(reader, control, value) {
  const said = saidValue(control, value, reader.lang);
  return reader.words[`${control.section}.${control.key}.phrase`].replace("{value}", said);
}

function near(control, share) {
  const { min, max, step } = control;
  const wanted = min + share * (max - min);
  return (value) => Math.abs(value - wanted) <= Math.max(1.01 * step, 0.02 * (max - min));
}
