// What a reader shares, keeps, takes away and prints, by keyboard alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { until, words } from "./reader.mjs";

const STATE = "#v1&work_visas=30000&a.p=aid&name=Visas&a.name=Aid";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

async function press(page, selector, key = "Enter") {
  await page.locator(selector).focus();
  await page.keyboard.press(key);
}

async function openPanel(page, name) {
  await page.locator("html[data-app=ready]").waitFor({ state: "attached", timeout: 30_000 });
  await press(page, `#desk-${name} > summary`);
  await page.locator(`#desk-${name} .desk-body > *`).first().waitFor({ timeout: 30_000 });
}

/** The file that a press hands out. */
async function saved(page, selector) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, selector)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const value = (page, selector) => page.locator(selector).inputValue();
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Cells of a CSV file below its remarks. */
function table(text) {
  const lines = text.trimEnd().split("\n").filter((line) => !line.startsWith("# "));
  return lines.map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => cell));
}

for (const lang of LANGUAGES) {
  for (const width of [360, 1440]) {
    test(`a result is shared, kept, taken away and printed by keyboard, ${lang}, ${width} px wide`, async () => {
      const opened = await harness.openPage({ lang, width, path: STATE });
      const { page } = opened;
      try {
        await opened.waitForApp();
        await sharing(page, opened, lang);
        await keeping(page, lang);
        await taking(page, lang);
        assert.deepEqual(await opened.axe(), []);
        assert.equal(await opened.horizontalOverflow(), 0);
        await onPaper(page);
        assert.deepEqual(opened.errors, []);
        assert.deepEqual(opened.foreign, []);
      } finally {
        await opened.close();
      }
    });
  }
}

async function sharing(page, opened, lang) {
  await openPanel(page, "share");
  const link = await until(() => value(page, "#share-link"), (text) => text.includes("&check="), "a link with a check");
  await press(page, "#share-link-copy");
  await until(() => clipboard(page), (text) => text === link, "the link is copied");
  const other = await opened.context.newPage();
  await other.goto(link);
  await until(() => other.locator("#checked").innerText(), (text) => text === words(lang)["share.same"], "the numbers are the same");
  await other.close();

  const code = await value(page, "#share-code");
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/);
  const wrong = code.replace(/.$/, (letter) => (letter === "A" ? "B" : "A"));
  await page.locator("#share-typed").fill(wrong);
  await page.keyboard.press("Enter");
  await until(() => page.locator("#share-wrong").innerText(), (text) => text.length > 20, "a slip is told");
  await page.locator("#share-typed").fill(code.toLowerCase());
  await page.keyboard.press("Enter");
  await until(() => page.locator("#share-wrong").innerText(), (text) => text === "", "nothing is wrong");
  await until(() => value(page, "#share-code"), (text) => text === code, "the code leads back to itself");
  await until(() => new URL(page.url()).hash, (hash) => hash.includes("work_visas=30000") && !hash.includes("name="), "names are not in a code");

  assert.ok(await page.locator("svg.qr[role=img]").getAttribute("aria-label"));
  const qr = await saved(page, "#share-qr");
  assert.match(qr.name, /_qr\.svg$/);
  assert.match(String(qr.bytes), /^<svg[\s\S]*<\/svg>\s*$/);
  const file = await saved(page, "#share-file");
  assert.match(file.name, /_link\.txt$/);
  assert.match(String(file.bytes), /#v1&work_visas=30000/);
}

async function keeping(page, lang) {
  await openPanel(page, "tray");
  await page.locator("#tray-name").fill("One");
  await page.keyboard.press("Enter");
  const kept = page.locator(".kept li");
  await until(() => kept.count(), (count) => count === 1, "one is kept");
  await page.reload();
  await openPanel(page, "tray");
  await until(() => kept.count(), (count) => count === 1, "it is still kept");
  assert.equal(await kept.locator("input").inputValue(), "One");
  await kept.locator("input").fill("Two");
  await page.keyboard.press("Enter");
  await press(page, ".kept li button >> nth=1");
  await until(() => new URL(page.url()).hash, (hash) => hash.includes("a.name=Two"), "it is A");
  await press(page, ".kept li button >> nth=2");
  await until(() => kept.count(), (count) => count === 0, "it is deleted");
  await press(page, "#tray-undo");
  await until(() => kept.count(), (count) => count === 1, "it is back");
  const file = await saved(page, "#tray-save");
  assert.match(String(file.bytes), /name=Two/);
  await page.locator("#tray-read").setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("no link\n2026-01-01 #v1&p=aid\n") });
  await until(() => kept.count(), (count) => count === 2, "the good line is taken");
  assert.match(await page.locator("#desk-tray ul.wrong").innerText(), new RegExp(words(lang)["share.tray_no_link"]));
  const whole = await saved(page, "#tray-save");
  assert.match(String(whole.bytes), /no link/, "nothing is lost");
}

async function taking(page) {
  await openPanel(page, "take");
  await until(() => value(page, "#take-sentence"), (text) => text.includes("&check="), "a sentence with its link");
  for (const chart of ["levels", "difference", "by-year"]) {
    await page.locator("#take-chart").selectOption(chart);
    const svg = await saved(page, "#take-svg");
    const parsed = await page.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      return { name: root.nodeName, width: +root.getAttribute("width"), height: +root.getAttribute("height"), texts: root.querySelectorAll("text").length };
    }, String(svg.bytes));
    assert.equal(parsed.name, "svg");
    assert.ok(parsed.texts > 8);
    const png = await saved(page, "#take-png");
    const dark = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let dark = 0;
      for (let i = 0; i < data.length; i += 4) dark += data[i] < 128 ? 1 : 0;
      return { width: image.width, height: image.height, dark };
    }, png.bytes.toString("base64"));
    assert.ok(dark.width === 2 * parsed.width && Math.abs(dark.height - 2 * parsed.height) <= 2, JSON.stringify([dark, parsed]));
    assert.ok(dark.dark > 1000, "the picture is not blank");
    const csv = await saved(page, "#take-table");
    const rows = table(String(csv.bytes));
    assert.ok(rows.length > 1 && rows.every((row) => row.length === rows[0].length), csv.name);
  }
  const draws = table(String((await saved(page, "#take-draws")).bytes));
  assert.ok(draws.length > 80 && draws.every((row) => row.length === 10));
  await press(page, "#take-bibtex-copy");
  await until(() => clipboard(page), (text) => text.startsWith("@misc{"), "BibTeX is copied");
}

async function onPaper(page) {
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format });
    assert.ok(pdf.length > 20_000, format);
  }
  // What stands on paper stands in the page only while that is printed.
  assert.equal(await page.locator("#report").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#report .report-chart svg").count(), 8);
  assert.equal(await page.locator("#report table").count(), 8);
  assert.equal(await page.locator("button:visible, input:visible, textarea:visible, canvas:visible").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  assert.equal(await page.locator("#report").count(), 0);
}

test("a page that is denied storage keeps scenarios as long as it stands, and says so", async () => {
  const prepare = (page) =>
    page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
  const opened = await harness.openPage({ prepare });
  const { page } = opened;
  try {
    await opened.waitForApp();
    await openPanel(page, "tray");
    await page.locator("#tray-name").fill("One");
    await page.keyboard.press("Enter");
    await until(() => page.locator(".kept li").count(), (count) => count === 1, "one is kept");
    const told = await page.locator("#desk-tray .desk-body").innerText();
    assert.ok(told.includes(words("en")["take.not_stored"]));
  } finally {
    await opened.close();
  }
});
