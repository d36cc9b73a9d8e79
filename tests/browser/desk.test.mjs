// The panels below the simulator and the guide beside a lever: one walk a language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

const plain = (text) => text.replaceAll("\u00a0", " ");

/** The table of a panel, opened: cells, head first. */
async function numbers(panel) {
  const details = panel.locator("details.table");
  if (!(await details.evaluate((it) => it.open))) await details.locator("> summary").click();
  await details.locator("table").waitFor();
  return details.locator("table").evaluate((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
}

/** Lines of a panel of strips: name, what is said of it, and its sentence. */
const lines = (panel) =>
  panel.locator(".strips > ul > li").evaluateAll((all) =>
    all.map((li) => [".strip-name", ".strip-said", ".spoken"].map((part) => li.querySelector(part).textContent)),
  );

/** A number of the table as a strip says it, without its direction. */
const size = (text) => plain(text).replace(/^[\u2212+-]/, "").replace(/\s?%$/, "");

for (const lang of LANGUAGES) {
  test(`shares, all scenarios and guides are opened, follow the levers, and fit a phone, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=aid" }, async (reader) => {
      const { page, opened } = reader;
      const shares = page.locator("#desk-wedges");
      await shares.locator("> summary").focus();
      await page.keyboard.press("Enter");
      const before = await until(() => lines(shares), (all) => all.length > 1, "shares", 60_000);
      const table = await numbers(shares);
      assert.deepEqual(table.slice(1).map(([name]) => name), before.map(([name]) => name));
      for (const [i, [name, said]] of before.entries()) {
        const middle = table[i + 1][3];
        if (middle !== "") assert.ok(plain(said).includes(size(middle)) || size(middle) === "0", `${name}: ${said}, ${middle}`);
      }
      // One country, by keys; then a lever more.
      const told = await shares.locator("caption").textContent();
      await page.locator("#wedges-all").focus();
      await page.keyboard.press("ArrowLeft");
      await until(() => shares.locator("caption").textContent(), (text) => text !== told, "the shares of one country");
      const moved = before.length;
      await reader.dial("work_visas").type("50,000");
      const after = await until(() => lines(shares), (all) => all.length === moved + 1, "a share more", 60_000);
      assert.ok(after.some(([name]) => name === reader.words["levers.work_visas.name"]));
      assert.equal((await numbers(shares)).length, after.length + 1, "the table stays open and follows");

      const matrix = page.locator("#desk-matrix");
      await matrix.locator("> summary").click();
      await matrix.locator("li").first().waitFor({ timeout: 60_000 });
      const grid = await numbers(matrix);
      assert.equal(grid.length - 1, await matrix.locator("li").count());
      for (const [i, line] of (await matrix.locator("li").all()).entries()) {
        assert.equal(await line.locator("button").innerText(), grid[i + 1][0]);
        assert.equal(await line.locator("svg.bars").count(), 4);
      }
      const caption = await matrix.locator(".desk-body > p").first().innerText();
      await page.locator("label[for=regime-since-2025]").click();
      await until(() => matrix.locator(".desk-body > p").first().innerText(), (text) => text !== caption, "other border rules", 60_000);
      const pathways = matrix.getByRole("button", { name: reader.words["presets.pathways.name"], exact: true });
      await pathways.focus();
      await page.keyboard.press("Enter");
      await until(() => page.locator("#preset").inputValue(), (preset) => preset === "pathways", "the scenario is open");
      await until(() => pathways.getAttribute("aria-pressed"), (pressed) => pressed === "true", "and marked");

      // The guide stands beside its lever, and both can be used.
      const link = page.locator(".dial[data-key=work_visas] a[data-guide]");
      await link.focus();
      await page.keyboard.press("Enter");
      const guide = page.locator(".guide-panel");
      await guide.locator("article#guide[data-key=work_visas]").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "guide-title");
      assert.ok((await guide.locator("section").count()) > 8);
      for (const way of await guide.locator("article a").evaluateAll((all) => all.map(({ href }) => href))) {
        assert.ok(way.startsWith(harness.url) || !way.startsWith("http://127"), way);
        assert.ok(!new URL(way).pathname.includes("/levers/work_visas/method"), way);
      }
      assert.deepEqual(await opened.axe(), []);
      await page.keyboard.press("Escape");
      await guide.waitFor({ state: "hidden" });
      assert.ok(await link.evaluate((it) => it === document.activeElement), "the focus goes back");

      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        assert.equal(await opened.horizontalOverflow(), 0, `${width} px`);
        await link.click();
        await guide.waitFor();
        assert.equal(await guide.evaluate((it) => Math.max(0, it.scrollWidth - it.clientWidth)), 0, `guide at ${width} px`);
        if (width === 360) assert.deepEqual(await opened.axe(), []);
        await guide.locator(".guide-ways button").click();
        await guide.waitFor({ state: "hidden" });
      }
      assert.deepEqual(opened.errors, []);
      assert.deepEqual(opened.foreign, []);
    }));
}

test("a panel that is shut works no more, and has followed once it is opened again", () =>
  reading(harness, { lang: "en", path: "#v1&p=aid" }, async (reader) => {
    const { page } = reader;
    const panel = page.locator("#desk-share");
    const link = () => page.locator("#share-link").inputValue();
    await panel.locator("> summary").click();
    await until(link, (text) => text.includes("&check="), "a link with its check", 60_000);
    await panel.locator("> summary").click();
    await reader.dial("work_visas").type("50,000");
    // A link without a check is one whose answer has not been worked out.
    const shut = await until(link, (text) => text.includes("work_visas=50000"), "the link of the new state");
    await page.waitForTimeout(1_000);
    assert.ok(!(await link()).includes("&check="), shut);
    await panel.locator("> summary").click();
    await until(link, (text) => text.includes("&check="), "the check of the new state", 60_000);
  }));

for (const lang of LANGUAGES) {
  test(`years are added up and saved, with the reader's names and shares of futures, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&a.p=aid&name=alpha&a.name=omega" }, async (reader) => {
      const { page, opened, words } = reader;
      // The whole sentence leads in every row, with the names that were given.
      for (const row of ["SLV", "GTM", "HND", "all"]) {
        const said = await page.locator(`[data-row=${row}] .row-sentence`).innerText();
        assert.ok(said.includes("alpha") && said.includes("omega"), said);
        assert.match(plain(said), /\d+ (of|de cada) 100/);
      }
      const panel = page.locator("#desk-by-year");
      await panel.locator("> summary").click();
      await panel.locator("canvas").waitFor({ timeout: 60_000 });
      const summary = () => panel.locator(".desk-body > p").nth(1).innerText();
      const each = await summary();
      const table = await numbers(panel);
      assert.equal(table.length, 11);
      assert.equal(table[0].length, 13);
      assert.equal(table[10][0], "2036");
      await panel.locator("label[for=counted-up-to]").click();
      const summed = await until(summary, (text) => text !== each, "the sum is told");
      for (const text of [each, summed]) assert.match(plain(text), /\d+ (of|de cada) 100/);
      // What the last year of the sum says is what the table says.
      const share = /(\d+) (?:of|de cada) 100/.exec(plain(summed))[1];
      assert.equal(table[10].at(-1), share);
      const [file] = await Promise.all([page.waitForEvent("download"), panel.locator("#by-year-all-rows").click()]);
      assert.match(file.suggestedFilename(), /_all_2027-2036_by-year-and-added-up\.csv$/);
      const csv = readFileSync(await file.path(), "utf8").split("\n");
      const lines = csv.filter((line) => line !== "" && !line.startsWith("#"));
      assert.equal(lines.length, 1 + 4 * 10);
      assert.ok(csv.some((line) => line.startsWith("#") && line.includes("alpha") && line.includes("omega")));
      assert.equal(lines.at(-1).split(",").at(-1), share);
      assert.ok(lines.at(-1).includes(words["countries.all"]));
      assert.deepEqual(await opened.axe("#desk-by-year"), []);
      assert.deepEqual(opened.errors, []);
    }));
}

test("single futures move only on request, can be stopped, and stay still for readers who want no motion", async () => {
  const path = "#v1&form=lines";
  await reading(harness, { lang: "en", path, reducedMotion: "no-preference" }, async ({ page, words, opened }) => {
    const which = page.locator(".futures span");
    await page.locator(".futures .play").waitFor({ timeout: 60_000 });
    assert.ok((await page.locator(".futures").innerText()).startsWith(words["compare.lines"]));
    await page.waitForTimeout(1_500);
    assert.equal(await which.innerText(), "", "nothing moves by itself");
    const play = page.locator(".futures .play");
    await play.focus();
    await page.keyboard.press("Enter");
    const first = await until(() => which.innerText(), (text) => text !== "", "the first future");
    await until(() => which.innerText(), (text) => text !== first, "the next one follows");
    assert.equal(await play.innerText(), words["view.pause"]);
    await page.keyboard.press("Enter");
    const stopped = await which.innerText();
    await page.waitForTimeout(1_500);
    assert.equal(await which.innerText(), stopped);
    await page.locator(".futures .next").click();
    await until(() => which.innerText(), (text) => text !== stopped, "one more by hand");
    assert.deepEqual(opened.errors, []);
  });
  await reading(harness, { lang: "en", path, reducedMotion: "reduce" }, async ({ page }) => {
    await page.locator(".futures .next").waitFor({ timeout: 60_000 });
    assert.equal(await page.locator(".futures .play").count(), 0);
  });
});

for (const lang of LANGUAGES) {
  test(`where the settings of a scenario come from opens beside the levers, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=op-ed" }, async (reader) => {
      const { page, opened, words } = reader;
      await opened.openStudy();
      const link = page.locator(".presets a[data-guide]:visible");
      assert.equal(await link.innerText(), words["ui.origins"]);
      await link.focus();
      await page.keyboard.press("Enter");
      const article = page.locator(".guide-panel article#guide[data-key=op-ed]");
      await article.waitFor();
      assert.deepEqual(await article.locator("dt").allInnerTexts().then((all) => all.slice(0, 4)), [
        words["levers.work_visas.name"],
        words["levers.local_share.name"],
        words["levers.research.name"],
        words["levers.anti_smuggling.name"],
      ]);
      // A number opens its source within the panel.
      await article.locator("button.figure").first().click();
      await page.locator(".guide-panel .source-note:popover-open").waitFor();
      await page.keyboard.press("Escape");
      assert.deepEqual(await opened.axe(".guide-panel"), []);
      await page.keyboard.press("Escape");
      await page.locator(".guide-panel").waitFor({ state: "hidden" });
      await page.locator("#preset").selectOption("today");
      await until(() => link.count(), (count) => count === 0, "nothing is set, so nothing has an origin");
      assert.deepEqual(opened.errors, []);
    }));
}
