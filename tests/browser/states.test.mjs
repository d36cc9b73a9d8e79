// Each state of the page: what screen readers are given of it, held by a committed snapshot, and
// what axe finds in it, light and dark. One page a language goes through all of them.
//
//   UPDATE_SNAPSHOTS=1 node --test tests/browser/states.test.mjs     writes the snapshots anew
//
// Read the difference before it is committed. Numbers are masked and long texts cut, so that
// the snapshots hold still when the model moves.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

const FOLDER = new URL("./snapshots/", import.meta.url);
const UPDATE = Boolean(process.env.UPDATE_SNAPSHOTS);
/** Letters of a text that a snapshot holds. */
const LONGEST = 60;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`every state gives screen readers what it did, and axe finds nothing in any, ${lang}`, { timeout: 300_000 }, () =>
    reading(harness, { lang, width: lang === "en" ? 1440 : 1000, path: "#v1&p=aid-local" }, async (reader) => {
      const states = new States(reader, lang);
      await states.hold("opening", "#simulator", { all: true });
      await reader.openGroups();
      await states.hold("groups", "#levers", { all: true });
      const { page } = reader;
      await page.locator("#pin").click();
      await reader.dial("work_visas").press("End");
      await reader.awaitFragment(await until(() => reader.fragment(), (hash) => hash.includes("work_visas="), "B is another"));
      await states.hold("pinned", "#answer");
      await states.hold("pinned-row", "section[data-row=all]");

      for (const form of ["lines", "dots", "sentence"]) {
        await page.locator("#view-form").selectOption(form);
        await page.locator("#forms section[data-form-row=GTM]").waitFor({ timeout: 30_000 });
        await states.hold(`form-${form}`, "#forms section[data-form-row=GTM]", { axe: "#simulator" });
      }
      await page.locator("#view-form").selectOption("fan");
      await page.locator("#view-outcome").selectOption("homicides");
      await until(() => page.locator("#forms section[data-form-row=GTM]").innerText(), (text) => /\d/.test(text), "homicides are told");
      await states.hold("outcome-homicides", "#forms section[data-form-row=GTM]", { axe: "#simulator" });
      await page.locator("#view-outcome").selectOption("encounters");

      for (const panel of ["changed", "by-year", "wedges", "matrix", "share", "tray", "take"]) {
        await page.locator(`#desk-${panel} > summary`).click();
        await page.locator(`#desk-${panel} .desk-body > *`).first().waitFor({ timeout: 30_000 });
        if (panel === "wedges" || panel === "matrix") {
          await page.locator(`#${panel}-svg`).waitFor({ timeout: 60_000 });
          await page.locator(`#desk-${panel} .at-work`).waitFor({ state: "hidden", timeout: 60_000 });
        }
        if (panel === "by-year") await page.locator("#by-year-svg").waitFor({ timeout: 30_000 });
        await states.hold(panel, `#desk-${panel}`);
      }
      await page.locator("#past .reveal").click();
      await until(() => page.locator("#past .reveal").innerText(), (text) => text === reader.words["past.hide"], "it is shown");
      await states.hold("past-shown", "#past");
      await reader.follow("#v1&aid=9&tariff=3");
      await page.locator(".notices").waitFor();
      await states.hold("notice", ".notices", { all: true });

      // With all of this open: the narrowest page, and letters of twice the size.
      await page.setViewportSize({ width: 320, height: 740 });
      assert.equal(await reader.opened.horizontalOverflow(), 0, "320 px");
      assert.deepEqual(await page.evaluate(leaving), [], "320 px");
      await page.setViewportSize({ width: 640, height: 900 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
      assert.equal(await reader.opened.horizontalOverflow(), 0, "letters of twice the size");
      assert.deepEqual(await page.evaluate(leaving), [], "letters of twice the size");
      assert.deepEqual(states.faults, []);
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("forced colours tell bars from the ground, and the middle from the bars", () =>
  reading(harness, { forcedColors: "active", path: "#v1&p=aid-local" }, async (reader) => {
    const { page, opened } = reader;
    for (const panel of ["wedges", "matrix"]) {
      await page.locator(`#desk-${panel} > summary`).click();
      await page.locator(`#desk-${panel} .bars .ninety`).first().waitFor({ timeout: 60_000 });
      const looks = await page.locator(`#desk-${panel} .bars`).first().evaluate((bars) =>
        ["ninety", "fifty", "middle", "zero"].map((part) => {
          const shape = bars.querySelector(`.${part}`);
          return shape && getComputedStyle(shape).stroke;
        }),
      );
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [ninety, fifty, , zero] = looks;
      for (const edge of [ninety, fifty, zero]) assert.ok(edge !== "none" && edge !== ground, `${panel}: ${looks}`);
      await page.locator(`#desk-${panel}`).scrollIntoViewIfNeeded();
      await opened.screenshot(`forced-${panel}`);
    }
    assert.deepEqual(opened.errors, []);
  }));

class States {
  constructor(reader, lang) {
    this.reader = reader;
    this.lang = lang;
    this.faults = [];
  }

  /**
   * Holds the present state under a name: the snapshot of `region`, and axe on it or on `axe`, on
   * the whole page with `all`.
   */
  async hold(name, region, { all = false, axe = region } = {}) {
    const { page, opened } = this.reader;
    // Words follow when the reader pauses.
    await page.waitForTimeout(500);
    const found = masked(await page.locator(region).first().ariaSnapshot());
    const file = new URL(`${this.lang}/${name}.txt`, FOLDER);
    if (UPDATE) {
      await mkdir(new URL(".", file), { recursive: true });
      await writeFile(file, found);
    }
    const kept = await readFile(file, "utf8").catch(() => "");
    if (found !== kept) this.faults.push(`${name}: ${difference(kept, found)}`);
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      for (const fault of await opened.axe(all ? undefined : axe)) this.faults.push(`${name}, ${theme}: ${fault}`);
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
}

/** Without numbers, which move with the model, and without the ends of long texts. */
function masked(snapshot) {
  const lines = snapshot.split("\n").map((line) => {
    const plain = line.replace(/[\d][\d.,\u2212–]*/g, "#").replaceAll("\u00a0", " ");
    const indent = /^ */.exec(plain)[0].length;
    return plain.length > indent + LONGEST ? `${plain.slice(0, indent + LONGEST)}…` : plain;
  });
  return `${lines.join("\n")}\n`;
}

/** The first line that differs. */
function difference(kept, found) {
  const [before, now] = [kept, found].map((text) => text.split("\n"));
  const at = now.findIndex((line, place) => line !== before[place]);
  return kept === "" ? "there is no snapshot" : `line ${at + 1} was “${before[at]}” and is “${now[at]}”`;
}

/** Words that leave the page, or are cut by their own box. Runs in the page. */
function leaving() {
  const right = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("#answer *, #simulator *, #desk *, #past *, #spread-take *")]
    .filter((element) => element.matches("button, label, summary, p, h2, h3, a, legend, select, input, textarea, td, th"))
    .filter((element) => element.checkVisibility({ opacityProperty: true }) && !element.closest(".spoken, .skip, .table-frame"))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const cut = !element.matches("textarea, input") && getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      return box.left < -1 || box.right > right || cut;
    })
    .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`);
}
