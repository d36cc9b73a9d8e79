import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import { reading, saying, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

const gestures = {
  "a key on a slider": {
    make: ({ dial }) => dial("aid").press("ArrowRight"),
    leads: "#v1&p=today&aid=1.05",
  },
  "a click on a track": {
    make: ({ dial }) => dial("aid").click(2.4),
    leads: /^#v1&p=today&aid=2\.[345]\d?$/,
  },
  "a click on a step button": {
    make: ({ dial }) => dial("work_visas").more.click(),
    leads: "#v1&p=today&work_visas=1000",
  },
  "a step button by keyboard": {
    make: async ({ page, dial }) => {
      await dial("work_visas").more.focus();
      await page.keyboard.press("Enter");
    },
    leads: "#v1&p=today&work_visas=1000",
  },
  "a named value by keyboard": {
    make: async ({ page, dial }) => {
      await dial("local_share").marks.last().focus();
      await page.keyboard.press("Enter");
    },
    leads: "#v1&p=today&local_share=0.5",
  },
  "a typed number": {
    make: ({ dial }) => dial("anti_corruption").type("40"),
    leads: "#v1&p=today&anti_corruption=0.4",
  },
  "a preset": {
    make: ({ page }) => page.locator("#preset").selectOption("strategy"),
    leads: "#v1&p=strategy",
  },
  "a choice of border rules": {
    make: ({ page }) => page.locator("label[for=regime-since-2025]").click(),
    leads: "#v1&p=today&regime=since-2025",
  },
  "a reset by keyboard": {
    make: async ({ page, words }) => {
      await page.getByRole("button", { name: words["ui.reset"], exact: true }).focus();
      await page.keyboard.press("Enter");
    },
    leads: "#v1",
  },
};

for (const [name, { make, leads }] of Object.entries(gestures)) {
  test(`${name} makes one entry of the history; back and forward walk it`, () =>
    reading(harness, { path: "#v1&p=today" }, async (reader) => {
      const started = { answer: await reader.answer(), entries: await reader.entries() };
      await make(actions(reader));
      const fragment = await led(reader, leads);
      const made = await reader.awaitAnswer(/./);
      assert.equal(await reader.entries(), started.entries + 1);

      await reader.page.goBack();
      await reader.awaitFragment("#v1&p=today");
      await until(() => reader.answer(), (answer) => answer === started.answer, "the first answer again");
      await reader.page.goForward();
      await reader.awaitFragment(fragment);
      await until(() => reader.answer(), (answer) => answer.startsWith(made.split(". ")[0]), "the second answer again");
      assert.equal(await reader.entries(), started.entries + 1);

      // The next gesture, of whatever kind, is an entry of its own.
      await actions(reader).dial("aid").press("PageUp");
      await until(() => reader.fragment(), (now) => now !== fragment, "the next change is in the address");
      assert.equal(await reader.entries(), started.entries + 2);
      await reader.page.goBack();
      await reader.awaitFragment(fragment);
    }));
}

test("gestures one after another by keyboard alone are as many entries", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const { page, dial } = actions(reader);
    const before = await reader.entries();
    const walk = [
      ["work_visas", "#v1&p=today&work_visas=1000"],
      ["aid", "#v1&p=today&work_visas=1000&aid=1.05"],
      ["local_share", "#v1&p=today&work_visas=1000&aid=1.05&local_share=0.11"],
    ];
    for (const [key, fragment] of walk) {
      await dial(key).more.focus();
      await page.keyboard.press("Space");
      await reader.awaitFragment(fragment);
    }
    assert.equal(await reader.entries(), before + 3);
    await page.goBack();
    await reader.awaitFragment(walk[1][1]);
    await page.goBack();
    await reader.awaitFragment(walk[0][1]);
  }));

test("a slow drag is one entry, also after a click that changed nothing", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const { page, dial } = actions(reader);
    const before = await reader.entries();
    await page.locator("h1").click();
    const aid = dial("aid");
    await aid.grab();
    for (const value of [1.5, 2, 2.5]) {
      await aid.pull(value);
      await led(reader, new RegExp(`aid=${value}`));
    }
    await aid.letGo();
    assert.equal(await reader.entries(), before + 1);
    await page.goBack();
    await reader.awaitFragment("#v1&p=today");
    await aid.awaitValue(1);
  }));

test("a gesture after a drag that came to rest before it ended is an entry of its own", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const { page, dial } = actions(reader);
    const before = await reader.entries();
    const aid = dial("aid");
    await aid.grab();
    await aid.pull(2);
    // The address follows while the thumb is held still.
    await led(reader, /aid=2$/);
    await aid.letGo();
    await dial("local_share").press("ArrowRight");
    await led(reader, /aid=2&local_share=0\.11$/);
    assert.equal(await reader.entries(), before + 2);
    await page.goBack();
    await led(reader, /aid=2$/);
  }));

test("a change made after going back starts anew from there", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const { page, dial } = actions(reader);
    const before = await reader.entries();
    await dial("aid").press("ArrowRight");
    await reader.awaitFragment("#v1&p=today&aid=1.05");
    await dial("local_share").press("ArrowRight");
    await reader.awaitFragment("#v1&p=today&aid=1.05&local_share=0.11");
    await page.goBack();
    await reader.awaitFragment("#v1&p=today&aid=1.05");
    await dial("local_share").awaitValue(0.1);
    // The page looks at the address once more before the state counts as settled.
    const local = saying(reader.words["levers.local_share.phrase"]);
    await until(() => reader.spoken(), (text) => text !== "" && !local.test(text), "the state has settled");
    await dial("work_visas").press("ArrowRight");
    await reader.awaitFragment("#v1&p=today&work_visas=1000&aid=1.05");
    assert.equal(await reader.entries(), before + 2);
    await page.goBack();
    await reader.awaitFragment("#v1&p=today&aid=1.05");
    await page.goBack();
    await reader.awaitFragment("#v1&p=today");
  }));

test("several gestures are walked back to the first and forward to the last", () =>
  reading(harness, {}, async (reader) => {
    const { page, dial } = actions(reader);
    const states = [{ fragment: "", headline: await firstSentence(reader) }];
    const steps = [
      () => dial("aid").press("Home"),
      () => page.locator("label[for=regime-2022-23]").click(),
      () => dial("work_visas").type("50000"),
      () => page.locator("#preset").selectOption("pathways"),
    ];
    for (const step of steps) {
      const { fragment } = states.at(-1);
      await step();
      await until(() => reader.fragment(), (now) => now !== fragment, "the address follows");
      states.push({ fragment: await reader.fragment(), headline: await firstSentence(reader) });
    }
    assert.equal(new Set(states.map(({ fragment }) => fragment)).size, 5);
    for (const { fragment, headline } of states.slice(0, -1).reverse()) {
      await page.goBack();
      await reader.awaitFragment(fragment);
      await until(() => firstSentence(reader), (now) => now === headline, headline);
    }
    for (const { fragment, headline } of states.slice(1)) {
      await page.goForward();
      await reader.awaitFragment(fragment);
      await until(() => firstSentence(reader), (now) => now === headline, headline);
    }
    assert.equal(await page.locator("#preset").inputValue(), "pathways");
    assert.ok(await page.locator("#regime-2022-23").isChecked());
  }));

test("the skip link moves on to the levers and leaves the state alone", () =>
  reading(harness, { path: "#v1&p=today&aid=2.5" }, async (reader) => {
    const headline = await firstSentence(reader);
    await reader.page.keyboard.press("Tab");
    assert.equal(await reader.page.evaluate(() => document.activeElement.className), "skip");
    await reader.page.keyboard.press("Enter");
    // The jump leaves the address to the state, so that a reload keeps it.
    await reader.awaitFragment("#v1&p=today&aid=2.5");
    assert.equal(await firstSentence(reader), headline);
    await reader.dial("aid").press("ArrowLeft");
    await reader.awaitFragment("#v1&p=today&aid=2.45");
    await reader.page.goBack();
    await reader.page.goBack();
    await reader.awaitFragment("#v1&p=today&aid=2.5");
    await reader.dial("aid").awaitValue(2.5);
  }));

function actions(reader) {
  return { page: reader.page, words: reader.words, dial: (key) => reader.dial(key) };
}

async function led(reader, leads) {
  if (typeof leads === "string") return reader.awaitFragment(leads);
  return until(() => reader.fragment(), (fragment) => leads.test(fragment), `the address is like ${leads}`);
}

async function firstSentence(reader) {
  return (await reader.answer()).split(/(?<=\.) /)[0];
}
