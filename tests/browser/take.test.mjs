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

for (const lang of LANGUAGES) {
  for (const width of [360, 1440]) {
    test(`a result is shared and kept by keyboard, ${lang}, ${width} px wide`, async () => {
      const opened = await harness.openPage({ lang, width, path: STATE });
      const { page } = opened;
      try {
        await opened.waitForApp();
        await sharing(page, opened, lang);
        await keeping(page, lang);
        assert.equal(await opened.horizontalOverflow(), 0);
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

test("a link with a check that is followed on the open page is checked, and the next one again", async () => {
  const opened = await harness.openPage({ path: STATE });
  const { page } = opened;
  try {
    await opened.waitForApp();
    await openPanel(page, "share");
    const link = await until(() => value(page, "#share-link"), (text) => text.includes("&check="), "a link with a check");
    const follow = (hash) => page.evaluate((hash) => void (location.hash = hash), hash);
    const told = () => page.locator("#checked").innerText();
    assert.equal(await told(), "");
    await follow("#v1&p=today");
    await follow(new URL(link).hash);
    await until(told, (text) => text === words("en")["share.same"], "the numbers are the same");
    // The same check on another state: the link was changed on its way.
    await follow(new URL(link).hash.replace("work_visas=30000", "work_visas=90000"));
    await until(told, (text) => text !== "" && text !== words("en")["share.same"], "they are not");
    await follow("#v1&p=today");
    await until(told, (text) => text === "", "nothing is said of a link without a check");

    // Where the study was never needed, such a link brings it.
    const other = await opened.context.newPage();
    await other.goto(harness.url);
    await other.locator("html[data-app=ready]").waitFor({ state: "attached" });
    assert.equal(await other.locator("html").getAttribute("data-study"), null);
    await other.evaluate((hash) => void (location.hash = hash), new URL(link).hash);
    await until(() => other.locator("#checked").innerText(), (text) => text === words("en")["share.same"], "it is checked there too", 30_000);
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
});
