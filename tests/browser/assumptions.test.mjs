// Assumptions in the reader's hands, what decides the answer, and readings side by side.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { saying, until, words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

const hash = (page) => page.evaluate(() => location.hash);
const headline = (page) => page.locator("#answer .answer-text").innerText();

async function opened(options, story) {
  const opened = await harness.openPage(options);
  try {
    await opened.waitForApp();
    await story(opened.page, opened);
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.page.context().close();
  }
}

/** Opens the panel from its link and the card with a key. */
async function card(page, key) {
  await page.locator("#assumptions-panel a[data-belief], #beliefs").first().waitFor();
  const asking = page.locator("#assumptions-panel > p > a[data-belief]");
  if (await asking.count()) await asking.click();
  const card = page.locator(`#belief-${key}`);
  await card.waitFor();
  if (!(await card.evaluate((card) => card.open))) await card.locator("summary").click();
  await card.locator(".belief-own fieldset").waitFor();
  return card;
}

for (const [index, lang] of LANGUAGES.entries()) {
  const width = [360, 1440][index];
  test(`an assumption is pinned, moved, switched off and put back, ${lang}, ${width} px wide`, () =>
    opened({ width, lang }, async (page, opened) => {
      const own = (key) => words(lang)[`own.${key}`];
      const before = await headline(page);
      const food = await card(page, "food_level");

      await food.getByText(own("pin"), { exact: true }).click();
      await until(() => hash(page), (hash) => hash.includes("own=food_level:p0"), "a pin stands in the link");
      await page.locator("#dial-value-food_level").fill("0.2");
      await until(() => hash(page), (hash) => hash.includes("own=food_level:p0.2"), "its value too");
      const pinned = await until(() => headline(page), (text) => text !== before, "the answer follows");
      assert.notEqual(await food.locator(".belief-mine").getAttribute("d"), "", "the picture shows it");
      const name = words(lang)["parameter_names.food_level"];
      const beside = page.locator(".beside");
      const said = saying(own("changed"), { names: name });
      await until(() => beside.innerText(), (text) => said.test(text), "the result says it leans on it");

      await food.getByText(own("spread"), { exact: true }).click();
      await page.locator("#dial-widen-food_level").fill("2");
      await until(() => hash(page), (hash) => hash.includes("own=food_level:w2"), "a wider range stands in the link");
      await until(() => headline(page), (text) => text !== pinned, "and changes the answer");

      await food.getByText(own("off"), { exact: true }).click();
      await until(() => hash(page), (hash) => hash.includes("own=food_level:p0") && !hash.includes("p0."), "off is nought");
      assert.equal(await opened.horizontalOverflow(), 0);

      await food.getByText(own("reset"), { exact: true }).click();
      await until(() => hash(page), (hash) => !hash.includes("own="), "put back, nothing is left of it");
      await until(() => headline(page), (text) => text === before, "nor in the answer");
      assert.deepEqual(await opened.axe(), []);
    }));

  test(`the turning point is found, and is forgotten when the scenario changes, ${lang}`, () =>
    opened({ width, lang }, async (page) => {
      const own = (key) => words(lang)[`own.${key}`];
      const food = await card(page, "food_level");
      await food.locator("select").selectOption("2");
      await food.locator(".turning button").click();
      const said = food.locator(".turning [role=status]");
      const turned = saying(own("turn_above"), {});
      const text = await until(() => said.innerText(), (text) => turned.test(text), "it turns above a value");
      const value = Number(text.replace("\u2212", "-").match(/-?\d+\.\d+/)[0]);
      // Under our reading food support changes nothing in the middle; a tenth fewer needs more than that.
      assert.ok(value > 0 && value < 0.3, text);
      assert.notEqual(await food.locator(".belief-turn").getAttribute("d"), "");
      await page.locator("#preset").selectOption("aid");
      await until(() => said.innerText(), (text) => text.trim() === "", "another scenario is another question");
      // Twice the aid has no food programme: the answer can't lean on it.
      await food.locator(".turning button").click();
      const never = saying(own("never"), {});
      await until(() => said.innerText(), (text) => never.test(text), "no value brings it about");
    }));

  test(`what decides the answer follows the scenario, ${lang}`, () =>
    opened({ width, lang, path: "#v1&p=aid" }, async (page) => {
      const block = page.locator("#spread");
      await block.scrollIntoViewIfNeeded();
      const first = block.locator(".influence-name").first();
      await until(() => first.innerText(), (text) => text.includes(words(lang)["parameter_names.aid_hope"]), "aid leans on hope most");
      const table = await readFile(new URL("../../assets/model/sensitivity.csv", import.meta.url), "utf8");
      const row = table.split("\n").find((line) => line.startsWith("aid,aid_hope,")).split(",");
      const share = Math.round(100 * Number(row[4]));
      assert.match(await block.locator(".influence-line").first().innerText(), new RegExp(`^${share}\\s?%`));
      await page.locator("#preset").selectOption("today");
      await until(() => block.innerText(), (text) => text.includes(words(lang)["spread.nothing"]), "nothing moved, nothing spread");
    }));

  test(`two readings stand side by side on one axis, ${lang}, ${width} px wide`, () =>
    opened({ width, lang }, async (page, opened) => {
      const own = (key) => words(lang)[`own.${key}`];
      await page.locator("details.group", { has: page.locator("summary", { hasText: words(lang)["ui.beliefs"] }) }).locator("summary").click();
      await page.locator("#beside").selectOption("op-ed");
      const said = saying(own("beside_row"), { reading: words(lang)["packs.op-ed.name"] });
      const row = page.locator(".row-beside:visible").first();
      await until(() => row.innerText(), (text) => said.test(text), "the other reading has its row");
      assert.equal(await opened.horizontalOverflow(), 0);
      assert.deepEqual(await opened.axe(), []);
      await page.locator("#beside").selectOption("");
      await until(() => page.locator(".row-beside").count(), (count) => count === 0, "and goes again");
    }));

  test(`a belief never carries a count of futures, ${lang}`, () =>
    opened({ lang }, async (page) => {
      await page.locator("details.group", { has: page.locator("summary", { hasText: words(lang)["ui.beliefs"] }) }).locator("summary").click();
      const before = await headline(page);
      for (const pack of ["op-ed", "strategy"]) {
        await page.locator(`#pack-${pack}`).check();
        const text = await until(() => headline(page), (text) => text !== before, `${pack} changes the answer`);
        assert.doesNotMatch(text, /\d+ (of|in) (every )?100|\d+ de (cada )?100/);
      }
    }));

  test(`a link opens the reader's own assumptions, and the list puts all back, ${lang}`, () =>
    opened({ lang, path: "#v1&own=food_level:p0.2,aid_hope:s-0.5w2" }, async (page) => {
      const own = (key) => words(lang)[`own.${key}`];
      await page.locator("details.group", { has: page.locator("summary", { hasText: words(lang)["ui.beliefs"] }) }).locator("summary").click();
      const list = page.locator("ul.own a");
      await until(() => list.count(), (count) => count === 2, "both are listed");
      await list.first().click();
      const opened = page.locator(".belief[open]");
      await opened.waitFor();
      await page.getByText(own("reset_all"), { exact: true }).click();
      await until(() => hash(page), (hash) => !hash.includes("own="), "all are put back");
    }));
}

test("without the app the assumptions stand on a page of their own", async () => {
  const opened = await harness.openPage({ javaScript: false });
  try {
    await opened.page.locator("#assumptions-panel a").click();
    await opened.page.locator("#belief-food_level summary").waitFor();
    assert.equal(await opened.page.locator(".belief").count(), 48);
  } finally {
    await opened.page.context().close();
  }
});

test("where the cards can't be fetched, the page says so and leads to them", () =>
  opened({ prepare: (page) => page.route("**/assumptions/**", (route) => route.fulfill({ status: 503, body: "" })) }, async (page, opened) => {
    await page.locator("#assumptions-panel a").click();
    await page.locator("#assumptions-panel [role=alert]").waitFor();
    assert.ok(opened.errors.some((error) => error.includes("503")), "it is told on the console too");
    opened.errors.length = 0;
  }));

test("a card that stands in a link of another page opens there", async () => {
  const opened = await harness.openPage({ path: "assumptions/" });
  try {
    const count = await opened.page.locator(".belief").count();
    assert.equal(count, 48);
    assert.deepEqual(await opened.axe(), []);
  } finally {
    await opened.page.context().close();
  }
});
