// The comparison on paper: A4 and Letter, charts as vectors, nothing cut off, however printing is asked for.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keepFiles } from "./files.mjs";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until, words } from "./reader.mjs";

/** Width of the sheets within margins of 14 mm, in CSS pixels. */
const SHEETS = { A4: Math.floor(((210 - 28) / 25.4) * 96), Letter: Math.floor(((215.9 - 28) / 25.4) * 96) };
const STATES = {
  levels: "#v1&p=everything",
  pair: "#v1&p=aid-local&work_visas=30000&a.p=aid&name=Visas&a.name=Aid",
  lines: "#v1&p=everything&form=lines&outcome=homicides",
};

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`the report fits A4 and Letter, with charts as vectors and no picture of pixels, ${lang}`, () =>
    reading(harness, { lang, path: STATES.pair }, async (reader) => {
      const { page, opened } = reader;
      await opened.openStudy();
      for (const [name, state] of Object.entries(STATES)) {
        await reader.follow(state);
        const is = name === "lines" ? "form=lines" : "";
        await until(() => page.evaluate(() => document.documentElement.dataset.state ?? ""), (now) => now.includes(is), "the state is there");
        await page.waitForTimeout(600);
        for (const [sheet, width] of Object.entries(SHEETS)) {
          const faults = await onPaper(page, width);
          assert.deepEqual(faults, [], `${name}, ${sheet}`);
        }
        const pdf = await page.pdf({ format: "A4", path: process.env.KEEP_FILES && `${process.env.KEEP_FILES}/${lang}-${name}.pdf` });
        const raw = pdf.toString("latin1");
        assert.match(raw, /^%PDF-/);
        assert.equal((raw.match(/\/Subtype\s*\/Image\b/g) ?? []).length, 0, `${name}: a picture of pixels`);
        const pages = (raw.match(/\/Type\s*\/Page\b/g) ?? []).length;
        assert.ok(pages >= 2 && pages <= 12, `${name}: ${pages} pages`);
      }
      assert.equal(await page.locator("#report").count(), 0, "it is gone after");
      assert.deepEqual(opened.errors, []);
    }));
}

test("events are named on paper under the chart that marks them with letters", () =>
  reading(harness, { path: "#v1&p=today&show=history,breaks,events" }, async ({ page, opened }) => {
    await opened.openStudy();
    const onPage = page.locator("details.events li");
    await until(() => onPage.count(), (count) => count > 0, "the events are listed");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const lists = await page.locator("#report .report-events").allTextContents();
    assert.equal(lists.length, 4);
    for (const list of lists) assert.match(list, /^a \d{4}: .+ · b \d{4}: /);
    const letters = await page.locator("#report .report-chart svg").nth(1).locator("text", { hasText: /^[a-z]$/ }).allTextContents();
    assert.ok(letters.length > 0 && letters.every((letter) => ` ${lists[0]}`.includes(` ${letter} `)), `${letters}: ${lists[0]}`);
  }));

test("the keys that print wait for the report, and a menu that can't wait says what to do", () =>
  reading(harness, { path: STATES.pair, prepare: keepFiles }, async (reader) => {
    const { page } = reader;
    assert.equal(await page.locator("html").getAttribute("data-study"), null);
    const hint = page.locator(".print-hint");
    assert.ok(await hint.isHidden(), "on the screen nothing is said");
    await page.emulateMedia({ media: "print" });
    assert.equal(await hint.innerText(), words("en")["page.print_hint"]);
    await page.emulateMedia({ media: "screen" });
    await page.keyboard.press("Control+p");
    await until(() => page.evaluate(() => globalThis.printed), (times) => times === 1, "it prints once", 30_000);
    assert.equal(await page.locator("html").getAttribute("data-study"), "ready");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("#report .report-chart svg").count(), 8);
    await page.emulateMedia({ media: "print" });
    assert.ok(await hint.isHidden(), "the report says nothing of it");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  }));

test("printing by the menu alone brings the report for the next print", () =>
  reading(harness, { prepare: keepFiles }, async (reader) => {
    const { page } = reader;
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.locator("html[data-study=ready]").waitFor({ state: "attached", timeout: 30_000 });
    assert.equal(await page.locator("#report").count(), 0);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("#report").count(), 1);
  }));

test("a guided step is printed as the page that it is", () =>
  reading(harness, { path: "steps/why-people-leave/" }, async (reader) => {
    const { page, opened } = reader;
    const keys = await page.evaluate(() => dispatchEvent(new KeyboardEvent("keydown", { key: "p", ctrlKey: true, cancelable: true, bubbles: true })));
    assert.ok(keys, "the keys are left to the browser");
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: SHEETS.A4, height: 1000 });
    assert.ok(await page.locator("h1").isVisible());
    assert.equal(await opened.horizontalOverflow(), 0);
  }));

/** What is cut off, hidden or drawn in pixels on a sheet so wide. */
async function onPaper(page, width) {
  const screen = page.viewportSize();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width, height: 1000 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const faults = await page.evaluate(() => {
    const report = document.getElementById("report");
    if (!report) return ["there is no report"];
    const faults = [];
    const right = document.documentElement.clientWidth + 1;
    for (const element of document.body.children) {
      if (element !== report && element.checkVisibility() && element.getBoundingClientRect().height > 0) faults.push(`${element.tagName} is printed too`);
    }
    for (const element of report.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      const name = `${element.tagName}.${element.className.baseVal ?? element.className} ${element.textContent.trim().slice(0, 40)}`;
      if (!element.closest("svg svg, svg *") && (box.right > right || box.left < -1)) faults.push(`${name} leaves the sheet by ${Math.round(box.right - right)} px`);
      const { overflowY } = getComputedStyle(element);
      if (!element.closest("svg") && overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1) faults.push(`${name} is cut`);
      if (element.matches(".table-frame") && element.firstElementChild.getBoundingClientRect().bottom > box.bottom + 1) faults.push(`${name} runs over what follows`);
    }
    if (report.querySelector("canvas, img")) faults.push("pixels in the report");
    const charts = [...report.querySelectorAll(".report-chart")];
    if (charts.length !== 8 || charts.some((chart) => !chart.querySelector("svg text, svg polyline, svg rect"))) faults.push("charts are missing");
    for (const cell of report.querySelectorAll(".table-frame:not(.changes) td")) {
      const line = parseFloat(getComputedStyle(cell).lineHeight);
      const { textContent, firstChild } = cell;
      const range = document.createRange();
      range.selectNodeContents(cell);
      if (firstChild && range.getBoundingClientRect().height > 1.6 * line) faults.push(`${textContent} is parted`);
    }
    for (const text of report.querySelectorAll(".report-chart svg text")) {
      const [own, whole] = [text, text.closest("svg")].map((it) => it.getBoundingClientRect());
      if (own.right > whole.right + 1 || own.left < whole.left - 1) faults.push(`“${text.textContent}” leaves its chart`);
    }
    for (const svg of report.querySelectorAll(".report-chart svg")) {
      const { width, height } = svg.getBoundingClientRect();
      if (width < 500 || height < 60) faults.push(`a chart is ${width} × ${height}`);
    }
    return faults;
  });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  // Emulating the screen would hold for the PDF too.
  await page.emulateMedia({ media: null });
  await page.setViewportSize(screen);
  return faults;
}
