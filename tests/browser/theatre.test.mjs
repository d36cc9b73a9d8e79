// The model held against the past: a cut-off year to move, a guess, and what happened.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { filled, reading, saying, until } from "./reader.mjs";

const FANS = readFileSync(new URL("../../assets/model/backtest_fans.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map(([model, origin, horizon, row, ...numbers]) => {
    const [p05, p25, p50, p75, p95, recorded, crps] = numbers.map(Number);
    return { model, year: +origin + +horizon, origin: +origin, row, p05, p25, p50, p75, p95, recorded, crps };
  });
const POINTS = ["p50", "p05", "p25", "p75", "p95"];

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`the past is tried by keyboard alone, and its numbers are the committed ones, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      await reader.opened.openStudy();
      const { page } = reader;
      const told = reader.words;
      await page.locator("#past-all").focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      const slider = page.locator("#dial-cut_off");
      assert.equal(await page.evaluate(() => document.activeElement.id), "dial-cut_off");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await slider.inputValue(), "2016");
      assert.equal(await page.locator("#past .dial-number").inputValue(), "2016");
      const sentence = () => page.locator("#past .past-sentence").innerText();
      await until(sentence, (text) => saying(told["past.guess"], { year: "2016", last: "2019" }).test(text), "a guess is asked for");

      const button = page.locator("#past .reveal");
      assert.equal(await button.innerText(), told["past.show"]);
      await button.focus();
      await page.keyboard.press("Enter");
      await until(sentence, (text) => text === result(reader, "HND", 2016), `“${result(reader, "HND", 2016)}” is said`);
      assert.equal(await button.innerText(), told["past.hide"]);
      await until(
        () => page.locator("#past .spoken[role=status]").innerText(),
        (text) => text === result(reader, "HND", 2016),
        "it is spoken once the change has settled",
      );
      await until(
        () => page.locator("#past canvas").getAttribute("aria-label"),
        (name) => name.includes(result(reader, "HND", 2016)),
        "the picture says it too",
      );

      await page.locator("#past details.table > summary").first().focus();
      await page.keyboard.press("Enter");
      await page.locator("#past .table-frame").waitFor();
      assert.deepEqual((await rows(page)).slice(-3), wanted("HND", 2016, lang));

      await slider.focus();
      await page.keyboard.press("ArrowRight");
      await until(sentence, (text) => saying(told["past.guess"], { year: "2017", last: "2020" }).test(text), "what came is hidden again");
      assert.equal(await button.innerText(), told["past.show"]);
      for (const [, recorded] of (await rows(page)).slice(-3)) assert.equal(recorded, "");
      assert.deepEqual(reader.opened.errors, []);
      assert.equal(await reader.fragment(), "", "the round is not in the address");
    }));

  test(`a range is given, held against what came, and counted, by keyboard alone, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      await reader.opened.openStudy();
      const { page, words } = reader;
      const said = () => page.locator("#past .guess-said").innerText();
      const told = () => page.locator("#past .guess-told").innerText();
      const field = (end) => page.locator(`#past [data-key=guess_${end}] .dial-number`);
      const type = async (end, text) => {
        await field(end).fill(text);
        await page.keyboard.press("Enter");
      };
      const given = (low, high) => filled(words["guess.given"], { year: 2021, low, high });
      const reveal = page.locator("#past .reveal");

      await page.locator("#past-guess").press("Enter");
      await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "dial-guess_low", "the range has the focus");
      await page.keyboard.press("ArrowRight");
      await type("high", "700000");
      await type("low", "500,000");
      await until(said, (text) => text === given("500,000", "700,000"), "the range is told");
      const refused = (end) => page.locator(`#past [data-key=guess_${end}] .dial-refused`).innerText();
      await type("low", "-5");
      assert.match(await refused("low"), saying(words["ui.clipped"], { value: "0" }));
      await type("low", "many");
      assert.match(await refused("low"), saying(words["ui.not_number"], { text: "many", value: "0" }));
      await type("low", "900000");
      const both = filled(words["guess.both"], { value: "900,000" });
      await until(() => page.locator("#past .guess .said").innerText(), (text) => text === both, "both ends are said");
      assert.equal(await field("high").inputValue(), "900,000");
      await type("low", "500000");
      await type("high", "700000");
      assert.equal(await page.locator("#past .guess .said").innerText(), "");

      await reveal.press("Enter");
      const line = (model) => of(model, "all", 2018).find(({ year }) => year === 2021);
      const came = line("naive").recorded;
      const score = (low, high) => rounded(high - low + 20 * (Math.max(low - came, 0) + Math.max(came - high, 0)), lang);
      const band = (model) => [line(model).p05, line(model).p95].map(digits);
      const result = (kind, low, high) =>
        [
          filled(words[`guess.${kind}`], { year: 2021, low: count(low), high: count(high), came: count(came) }),
          filled(words["guess.scores"], {
            score: score(low, high),
            model: score(...band("no_drivers")),
            naive: score(...band("naive")),
          }),
        ].join(" ");
      await until(said, (text) => text === result("held", 500_000, 700_000), `“${result("held", 500_000, 700_000)}” is said`);
      const tally = (held, n) => filled(words["guess.tally"], { held, n });
      assert.equal(await told(), `${filled(words["guess.meaning"], { times: 20 })} ${tally(1, 1)}`);
      await until(
        () => page.locator("#past .spoken[role=status]").innerText(),
        (text) => text.endsWith(result("held", 500_000, 700_000)),
        "it is spoken once the change has settled",
      );
      await page.locator("#past details.table > summary").first().press("Enter");
      await page.locator("#past .table-frame").waitFor();
      assert.deepEqual((await rows(page)).at(-1).slice(-2), ["500,000", "700,000"]);
      assert.deepEqual(await reader.opened.axe("#past"), []);

      await reveal.press("Enter");
      await type("high", "600000");
      await reveal.press("Enter");
      await until(said, (text) => text === result("missed", 500_000, 600_000), "another range is told as missed");
      assert.match(await told(), saying(tally(1, 1)), "a round that was seen counts no more");

      await page.locator("#dial-cut_off").press("ArrowLeft");
      await until(said, (text) => text === "", "another year clears the range");
      await page.locator("#past-guess").press("Enter");
      await type("low", "0");
      await type("high", "1");
      await reveal.press("Enter");
      await until(told, (text) => text.endsWith(tally(1, 2)), "two rounds are counted");
      assert.equal(await reader.fragment(), "", "no range is in the address");
      assert.deepEqual(reader.opened.errors, []);
    }));

  test(`the fall of 2025 is shown as the miss it is, ${lang}`, () =>
    reading(harness, { lang, width: 360 }, async (reader) => {
      await reader.opened.openStudy();
      const { page } = reader;
      await page.locator("#past .mark").last().click();
      await page.locator("#past .reveal").click();
      const sentence = await page.locator("#past .past-sentence").innerText();
      assert.equal(sentence, `${result(reader, "all", 2024)} ${reader.words["past.new_rules"]}`);
      await page.locator("#past details.table > summary").first().click();
      const last = async () => (await rows(page)).at(-1)?.[0].slice(0, 4);
      await until(last, (year) => year === "2026", "the table ends with the last year");
    }));

  for (const width of [320, 360]) {
    test(`the past fits ${width} px, and axe finds nothing before and after it is shown, ${lang}`, () =>
      reading(harness, { lang, width, theme: width === 320 ? "dark" : "light" }, async ({ opened, page }) => {
        await opened.openStudy();
        assert.deepEqual(await opened.axe(), [], "before");
        await page.locator("#past .reveal").click();
        for (const summary of await page.locator("#sure summary").all()) await summary.click();
        await page.locator("#past .table-frame").waitFor();
        assert.equal(await opened.horizontalOverflow(), 0);
        assert.deepEqual(await opened.axe(), [], "after");
      }));
  }

  test(`without scripts one round and all marks can be read, ${lang}`, async () => {
    const opened = await harness.openPage({ lang, javaScript: false, path: "#sure" });
    try {
      const reader = { words: (await import("./reader.mjs")).words(lang) };
      const { page } = opened;
      assert.equal(await page.locator("#past .past-sentence").innerText(), result(reader, "all", 2018));
      assert.ok(await page.locator("#past svg").first().isVisible());
      await page.locator("#past ~ details > summary").first().click();
      const tables = page.locator("#past ~ details table");
      assert.equal(await tables.count(), 4);
      const cells = await tables.first().locator("tbody tr").last().locator("th, td").allInnerTexts();
      const { factor, score, held } = marks("all", 2024);
      assert.deepEqual(cells, [
        "2024",
        "2025–2026",
        ...factor,
        filled(reader.words["past_page.held_of"], { held, years: 2 }),
        ...score,
      ]);
    } finally {
      await opened.close();
    }
  });
}

function of(model, row, origin) {
  return FANS.filter((line) => line.model === model && line.row === row && line.origin === origin);
}

/** What model and rival are told by: mean factor, mean score, and years inside the model's band. */
function marks(row, origin) {
  const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const each = (mark) => ["no_drivers", "naive"].map((model) => mark(of(model, row, origin)));
  return {
    factor: each((lines) => mean(lines.map(({ p50, recorded }) => Math.max(p50 / recorded, recorded / p50))).toFixed(1)),
    score: each((lines) => mean(lines.map(({ crps }) => crps)).toFixed(2)),
    held: of("no_drivers", row, origin).filter(({ p05, p95, recorded }) => p05 <= recorded && recorded <= p95).length,
  };
}

/** The sentence on what happened. */
function result({ words }, row, origin) {
  const { factor, score, held } = marks(row, origin);
  const closer = ["model_closer", "tie", "naive_closer"][1 + Math.sign(score[0] - score[1])];
  const years = of("naive", row, origin).length;
  return filled(words["past.result"], {
    name: words[`countries.${row}`],
    first: origin + 1,
    last: origin + years,
    factor: factor[0],
    naive_factor: factor[1],
    held,
    years,
    score: score[0],
    naive_score: score[1],
    closer: words[`past.${closer}`],
  });
}

/** The table under the picture, without its head. */
async function rows(page) {
  return page.locator("#past .table-frame tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
}

function wanted(row, origin, lang) {
  return of("no_drivers", row, origin).map((model, n) => {
    const naive = of("naive", row, origin)[n];
    const said = [model, naive].flatMap((line) => POINTS.map((point) => rounded(line[point], lang)));
    return [String(model.year), model.recorded.toLocaleString("en-US"), ...said];
  });
}

/** A count in full. */
function count(value) {
  return value.toLocaleString("en-US");
}

/** A number to the digits that the page says. */
function digits(value) {
  let unit = 1;
  while (value / unit >= 200) unit *= 10;
  return Math.round(value / unit) * unit;
}

/** A count to two digits, three where it begins with a one. */
function rounded(value, lang) {
  let unit = 1;
  while (value / unit >= 200) unit *= 10;
  if (unit === 1 && value >= 100) unit = 10;
  const count = Math.round(value / unit) * unit;
  if (count < 1e6) return count.toLocaleString("en-US");
  const millions = (count / 1e6).toLocaleString("en-US", { maximumFractionDigits: 1 });
  return `${millions}\u{a0}${lang === "en" ? "million" : millions === "1" ? "millón" : "millones"}`;
}
