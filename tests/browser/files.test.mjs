// Every picture and table that can be taken away: asked for by keyboard, opened, and read.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileOf, keepFiles, sizeOfPng } from "./files.mjs";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

const STATE = "#v1&p=aid-local&work_visas=30000&a.p=aid&name=Visas&a.name=Aid";
const [FIRST_YEAR, LAST_YEAR] = [2027, 2036];
/** Folder for looking at what was made. */
const KEEP = process.env.KEEP_FILES;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`every picture and table is handed out with all that must go with it, ${lang}`, () =>
    reading(harness, { lang, path: STATE, prepare: keepFiles }, async (reader) => {
      const { page, opened } = reader;
      await reader.opened.openStudy();
      const taken = (id) => take(page, lang, id);

      await open(page, "take");
      const today = new Date().toISOString().slice(0, 10);
      const said = { rules: reader.words["regimes.late-2024.name"], date: today, model: /(Model|Modelo) \d+\.\d+/ };
      const of = (name, scenario = true) => ({ ...said, name, scenario });
      for (const chart of ["levels", "difference", "by-year"]) {
        await page.locator("#take-chart").selectOption(chart);
        const ending = chart === "levels" ? "" : `_${chart}`;
        await all(page, taken, "take", of(new RegExp(`^root-causes_visas-against-aid_late-2024_encounters_all_2027-2036${ending}\\.`)));
      }
      const draws = await taken("take-draws");
      assert.match(draws.name, /_all-outcomes_all_2027-2036_all-futures\.csv$/);
      assertEveryYear(draws, reader);

      for (const [panel, name, scenario] of [
        ["by-year", /_by-year\./, true],
        ["wedges", /_encounters_all_2027-2036_levers\./, true],
        ["matrix", /^root-causes_all-scenarios_late-2024_/, false],
      ]) {
        await open(page, panel);
        await page.locator(`#${panel}-svg`).waitFor({ timeout: 60_000 });
        await all(page, taken, panel, of(name, scenario));
      }

      await page.locator("#spread-take").scrollIntoViewIfNeeded();
      await page.locator("#spread-svg, #spread-prepare").first().waitFor({ timeout: 60_000 });
      // The report may come by itself meanwhile: the button is looked for and pressed at once.
      await page.evaluate(() => document.getElementById("spread-prepare")?.click());
      await page.locator("#spread-svg").waitFor({ timeout: 120_000 });
      await all(page, taken, "spread", of(/_what-decides\./));
      const past = { ...of(/^root-causes_model-against-record_[A-Za-z]+_up-to-2018\./, false), rules: "", link: "#past" };
      await all(page, taken, "past", past);

      await open(page, "changed");
      const changed = await taken("changed-table");
      assert.match(changed.name, /_changes\.csv$/);
      assert.ok(text(changed).includes(reader.words["levers.work_visas.name"]));

      await open(page, "share");
      const scenario = await taken("share-scenario");
      assert.match(scenario.name, /_scenario\.json$/);
      const given = JSON.parse(text(scenario));
      assert.deepEqual([given.version, given.draws], [1, 4000]);
      assert.match(given.link, /^#v1&.*work_visas=30000/);
      assert.ok((await page.locator("#share-command").inputValue()).includes(`'${given.link}'`));
      assert.deepEqual(opened.errors, []);
      assert.deepEqual(opened.foreign, []);
    }));

  test(`figures of written pages are handed out with source, versions, day and address, ${lang}`, async () => {
    const opened = await harness.openPage({ lang, path: "steps/why-people-leave/", prepare: keepFiles });
    const { page } = opened;
    try {
      const figures = page.locator("main figure:has(> p.actions)");
      await figures.first().waitFor();
      const count = await figures.count();
      assert.ok(count >= 3, `${count} figures`);
      const figure = page.locator("main figure:has(svg[role=img]):has(table):has(> p.actions)").first();
      const caption = (await figure.locator("figcaption").innerText()).trim();
      const source = (await figure.locator(".yearly-source").textContent()).trim();
      const buttons = figure.locator("> p.actions button");
      const [png, svg, csv] = [
        await fileOf(page, () => buttons.nth(0).press("Enter")),
        await fileOf(page, () => buttons.nth(1).press("Enter")),
        await fileOf(page, () => buttons.nth(2).press("Enter")),
      ];
      for (const file of [png, svg, csv]) {
        assert.match(file.name, /^root-causes_why-people-leave_[a-z0-9-]{10,}\.(png|svg|csv)$/);
        await keep(lang, file);
      }
      const { width, height } = sizeOfPng(png.bytes);
      assert.ok(width >= 640 && height >= 300, `${width} × ${height}`);
      assert.equal(await parses(page, text(svg)), true);
      const flat = (words) => words.replace(/\s+/g, "");
      for (const words of [caption, source]) assert.ok(flat(told(text(svg))).includes(flat(words)), words);
      assert.ok(text(csv).includes(source));
      for (const file of [svg, csv]) {
        assert.match(told(text(file)), /(Model|Modelo) \d+\.\d+/);
        assert.ok(flat(told(text(file))).includes("/why-people-leave/"));
      }
      const numbers = rows(csv).slice(1).flatMap((row) => row.split(",").slice(1)).filter((cell) => cell !== "");
      assert.ok(numbers.length > 10 && numbers.filter((cell) => /^-?\d+(\.\d+)?$/.test(cell)).length > 0.9 * numbers.length);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  });
}

test("a picture is copied, and handed to another app, where the browser has that", () => {
  const prepare = async (page) => {
    await keepFiles(page);
    await page.addInitScript(() => {
      navigator.share = async (given) => {
        globalThis.handed = given;
      };
    });
  };
  return reading(harness, { path: STATE, prepare }, async (reader) => {
    const { page } = reader;
    await reader.opened.openStudy();
    await open(page, "take");
    await page.locator("#take-copy").press("Enter");
    await until(() => page.locator("#desk-take .said").first().innerText(), (said) => said === reader.words["take.copied"], "it is copied", 20_000);
    const kinds = await page.evaluate(async () => (await navigator.clipboard.read())[0].types);
    assert.deepEqual([...kinds], ["image/png"]);
    await open(page, "share");
    await page.locator("#share-app").press("Enter");
    const handed = await until(() => page.evaluate(() => globalThis.handed), Boolean, "it is handed on");
    assert.match(handed.url, /#v1&.*&check=/);
    assert.match(handed.text, /100/);
  });
});

/** Picture and table of one thing. */
async function all(page, taken, stem, { name, scenario, rules, date, model, link = "#v1&" }) {
  const [png, svg, csv] = [await taken(`${stem}-png`), await taken(`${stem}-svg`), await taken(`${stem}-table`)];
  for (const file of [png, svg, csv]) assert.match(file.name, name);
  const { width, height } = sizeOfPng(png.bytes);
  assert.ok(width >= 1400 && width <= 2200 && height > 300, `${png.name}: ${width} × ${height}`);
  for (const file of [svg, csv]) {
    const flat = told(text(file)).replace(/\s+/g, "");
    for (const part of [rules, date, link, ...(scenario ? ["Visas", "Aid"] : [])]) {
      assert.ok(flat.includes(part.replace(/\s+/g, "")), `${file.name} does not say ${part}`);
    }
    assert.match(told(text(file)), model);
    assert.match(text(file), /\d/);
  }
  assert.match(text(svg), /<title>[^<]{10,}<\/title>\s*<desc>[^<]*\d[^<]*<\/desc>/);
  assert.ok(!text(svg).includes("style="));
  assert.deepEqual(await cut(page, text(svg)), [], svg.name);
  assert.ok(rows(csv).length > 2, csv.name);
}

async function take(page, lang, id) {
  const file = await fileOf(page, () => page.locator(`#${id}`).press("Enter"));
  if (file.name.endsWith(".svg")) assert.equal(await parses(page, text(file)), true, file.name);
  await keep(lang, file);
  return file;
}

async function keep(lang, { name, bytes }) {
  if (!KEEP) return;
  await mkdir(`${KEEP}/${lang}`, { recursive: true });
  await writeFile(`${KEEP}/${lang}/${name}`, bytes);
}

async function open(page, panel) {
  const details = page.locator(`#desk-${panel}`);
  if (!(await details.evaluate((it) => it.open))) await details.locator("> summary").press("Enter");
  await details.locator(".desk-body > *").first().waitFor({ timeout: 30_000 });
}

const text = ({ bytes }) => bytes.toString("utf8");
/** The words of a picture, or of a table as they stand. */
const told = (file) =>
  file.replace(/<[^>]*>/g, " ").replaceAll("&amp;", "&").replaceAll("&apos;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<");
const rows = (file) => text(file).trim().split("\n").filter((line) => !line.startsWith("#"));

/**
 * Of a file of all futures: each outcome in each place has all three quantities in every year, the
 * difference added up to every year after the first, and in per cent, if at all, over all years.
 */
function assertEveryYear(file, { words }) {
  const [heads, ...lines] = rows(file).map(cells);
  assert.deepEqual(heads, cells(words["share.draws_heads"]));
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);
  const column = (name) => words[`share.${name}`];
  const [before, after, difference] = ["held_against", "scenario_column", "difference_column"].map(column);
  const expected = [
    ...years.flatMap((year) => [before, after, difference].map((quantity) => `${year} ${quantity}`)),
    ...years.slice(1).map((year) => `${FIRST_YEAR}-${year} ${difference}`),
  ];
  const percent = `${FIRST_YEAR}-${LAST_YEAR} ${column("percent_column")}`;
  const told = new Map();
  for (const line of lines) {
    const [place, , outcome] = line;
    const pair = `${outcome} ${place}`;
    told.set(pair, [...(told.get(pair) ?? []), line]);
  }
  const outcomes = Object.keys(words).filter((key) => key.startsWith("share.outcomes."));
  const places = ["SLV", "GTM", "HND", "total"];
  const pairs = outcomes.flatMap((key) => places.map((place) => `${words[key]} ${place}`));
  assert.deepEqual([...told.keys()].sort(), pairs.sort());
  for (const [pair, its] of told) {
    const all = its.map(([, year, , quantity]) => `${year} ${quantity}`);
    assert.deepEqual(all.filter((one) => one !== percent), expected, pair);
    assert.ok(all.length - expected.length <= 1, `${pair}: in per cent once at most`);
    for (const line of its) {
      const points = line.slice(5, 10).map(Number);
      assert.ok(points.every((point, at) => at === 0 || points[at - 1] <= point), line.join());
    }
  }
}

/** Cells of a line of CSV. */
function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

/** Words of a picture that leave it, drawn by itself in the faces at hand. */
function cut(page, svg) {
  return page.evaluate((svg) => {
    const place = document.createElement("div");
    place.innerHTML = svg.replaceAll("&quot;Source Serif 4&quot;, ", "");
    document.body.append(place);
    const whole = place.firstElementChild.getBoundingClientRect();
    const words = [...place.querySelectorAll("text")];
    const leaving = words.filter((word) => {
      const { left, right } = word.getBoundingClientRect();
      return left < whole.left - 0.5 || right > whole.right + 0.5;
    });
    place.remove();
    return leaving.map((word) => word.textContent);
  }, svg);
}

/** Whether a text is SVG for the browser's own reader. */
function parses(page, svg) {
  return page.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    return parsed.documentElement.localName === "svg" && parsed.querySelector("parsererror") === null;
  }, svg);
}
