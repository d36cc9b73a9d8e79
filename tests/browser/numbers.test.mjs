import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { LANGUAGES, start } from "./harness.mjs";
import { percentSign, reading, ROWS, until } from "./reader.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const POINTS = ["p50", "p05", "p25", "p75", "p95"];

/** Links whose numbers the page and the program must share. */
const SCENARIOS = [
  "#v1",
  "#v1&p=today",
  "#v1&p=pathways&regime=since-2025",
  "#v1&p=cut-2019&pack=sceptic&seed=7",
  "#v1&p=storms-2020&regime=2022-23&pack=as-published&aid=0.5&local_share=0.33",
];

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const [index, scenario] of SCENARIOS.entries()) {
  const lang = LANGUAGES[index % LANGUAGES.length];
  test(`page and program give the same numbers for ${scenario}, ${lang}`, () =>
    reading(harness, { lang, path: scenario }, async (reader) => {
      const run = program(scenario);
      for (const row of ROWS) await reader.openTables(row);
      for (const [i, row] of ROWS.entries()) {
        const { years, sum } = run.series[i];
        const [difference, levels] = await until(() => reader.tables(row), (tables) => tables.length === 2, "two tables");
        const shown = levels.slice(-10).map((cells) => [cells[0], ...cells.slice(2, 12)]);
        const wanted = years.map(({ year, scenario, baseline }) => [
          String(year),
          ...POINTS.map((point) => said(scenario[point], lang)),
          ...POINTS.map((point) => said(baseline[point], lang)),
        ]);
        assert.deepEqual(shown, wanted, `levels of ${row}`);
        const change = difference.slice(1).map(([, cell]) => cell).filter((cell) => cell !== "");
        if (change.length > 0) {
          const points = change.length === 5 ? ["p05", "p25", "p50", "p75", "p95"] : ["p05", "p25", "p75", "p95"];
          const percent = points.map((point) => signedPercent(sum.difference_percent[point], lang));
          assert.deepEqual(change, percent, `difference of ${row}`);
        } else {
          assert.equal(points(sum.difference).every((value) => value === 0), true, `no difference of ${row}`);
        }
      }

      const answer = await reader.answer();
      const total = run.series.at(-1);
      const [, futures] = /\b(\d+)\s(?:of|de cada)\s100\b/.exec(answer) ?? [];
      if (futures !== undefined) {
        const { share_fewer: fewer } = total.sum;
        const shares = [fewer, 1 - fewer].map((share) => String(Math.min(99, Math.max(1, Math.round(share * 100)))));
        const more = /there are more|hay más/.test(answer);
        assert.equal(futures, shares[more ? 1 : 0]);
        for (const end of [total.sum.difference_percent.p05, total.sum.difference_percent.p95]) {
          const text = percentSign(Math.abs(Math.round(Math.fround(end))).toString(), lang);
          if (!text.startsWith("0")) assert.ok(answer.includes(text), `${text} in: ${answer}`);
        }
        const { p50 } = total.sum.difference_percent;
        const middle = percentSign(Math.abs(Math.round(Math.fround(p50))).toString(), lang);
        const strong = await reader.page.locator("#answer .figure").allInnerTexts();
        const sizes = strong.filter((text) => text.includes("%"));
        if (sizes.length > 0) assert.ok(sizes[0].startsWith(middle), `${middle} in ${strong}`);
      }
    }));
}

/** What the command-line program says of a scenario. */
function program(scenario) {
  const words = ["run", "--quiet", "--locked", "--release", "--features", "cli", "--"];
  const text = execFileSync("cargo", [...words, "run", "--scenario", scenario, "--format", "json"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  return JSON.parse(text);
}

function points(of) {
  return ["p05", "p25", "p50", "p75", "p95"].map((point) => of[point]);
}

/** A simulated count as tables write it: two digits, three where it begins with a one. */
function said(number, lang) {
  const value = Math.fround(number);
  const size = Math.abs(value);
  let unit = 1;
  while (size / unit >= 200) unit *= 10;
  if (unit === 1 && size >= 100) unit = 10;
  const rounded = Math.round(value / unit) * unit;
  if (Math.abs(rounded) < 1e6) return rounded.toLocaleString("en-US");
  const millions = (rounded / 1e6).toLocaleString("en-US", { maximumFractionDigits: 1 });
  const word = lang === "en" ? "million" : millions === "1" ? "millón" : "millones";
  return `${millions}\u{a0}${word}`;
}

/** A change as tables write it: its sign and one decimal. */
function signedPercent(number, lang) {
  const value = Math.fround(number);
  const tenths = Math.sign(value) * Math.round(Math.abs(value) * 10);
  const text = (Math.abs(tenths) / 10).toFixed(1);
  const sign = tenths > 0 ? "+" : tenths < 0 ? "\u{2212}" : "";
  return percentSign(sign + text, lang);
}
