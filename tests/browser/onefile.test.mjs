// The site as one file: opened from a folder, with no server and no network.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ONE_FILE } from "../../tools/headers.mjs";
import { fileOf, keepFiles, sizeOfPng } from "./files.mjs";
import { DIST, LANGUAGES, start, THEMES, WIDTHS } from "./harness.mjs";
import { until, words } from "./reader.mjs";

const PATHS = { en: "", es: "es/" };
const STEP = "steps/legal-pathways";
const STATE = "#v1&work_visas=30000";

let harness;
/** A folder as on a stick: both files, and nothing else. */
let stick;
before(async () => {
  harness = await start();
  stick = await mkdtemp(join(tmpdir(), "root-causes-stick-"));
  for (const lang of LANGUAGES) await copyFile(join(DIST, ONE_FILE(lang)), join(stick, ONE_FILE(lang)));
});
after(async () => {
  await harness?.close();
  if (stick) await rm(stick, { recursive: true });
});

const addressOf = (lang, path = "") => pathToFileURL(join(stick, ONE_FILE(lang))).href + path;
const text = (page, selector) => page.locator(selector).innerText();
const answerOf = (page) => text(page, "#answer .answer-text");

/** Opens a file without a network, tells `story`, and holds that nothing was asked for and nothing went wrong. */
async function fromStick({ lang = "en", path = "", prepare = async () => {}, ...options }, story) {
  const asked = [];
  const opened = await harness.openPage({
    ...options,
    lang,
    at: addressOf(lang, path),
    prepare: async (page) => {
      page.on("request", (request) => asked.push(request.url()));
      await page.context().route(/^(https?|wss?):/, (route) => route.abort("internetdisconnected"));
      await page.context().setOffline(true);
      await prepare(page);
    },
  });
  try {
    await story(opened.page, opened);
    const files = LANGUAGES.map((lang) => addressOf(lang));
    assert.deepEqual(asked.filter((url) => !/^(data|blob):/.test(url) && !files.includes(url.split(/[?#]/)[0])), []);
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
}

/** What the page on the host answers in the same state. */
async function hosted(lang, path, read = answerOf) {
  const opened = await harness.openPage({ lang, path });
  try {
    await opened.waitForApp();
    return await read(opened.page, opened);
  } finally {
    await opened.close();
  }
}

async function openPanel(page, name) {
  await page.locator(`#desk-${name} > summary`).click();
  await page.locator(`#desk-${name} .desk-body > *`).first().waitFor({ timeout: 30_000 });
}

for (const lang of LANGUAGES) {
  test(`the ${lang} file answers without a network as the page on a host does, and its study works`, async () => {
    const expected = [await hosted(lang, ""), await hosted(lang, STATE), await hosted(lang, `${STATE}&local_share=0.3`)];
    assert.equal(new Set(expected).size, 3);
    await fromStick({ lang }, async (page, opened) => {
      await opened.waitForApp();
      assert.equal(await answerOf(page), expected[0]);
      await page.evaluate((state) => (location.hash = state), STATE);
      await until(() => answerOf(page), (now) => now === expected[1], "the answer of the link");
      await page.locator("#dial-local_share").fill("0.3");
      await until(() => answerOf(page), (now) => now === expected[2], "the answer follows a lever");
      await until(() => page.evaluate(() => location.hash), (hash) => hash === `${STATE}&local_share=0.3`, "the address follows");
      await page.goBack();
      await until(() => answerOf(page), (now) => now === expected[1], "the step back");

      await openPanel(page, "wedges");
      await until(() => page.locator("#desk-wedges li").count(), (count) => count > 1, "what each lever contributed", 60_000);
      const faces = await page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter(({ family }) => family.includes("Source Serif")).map(({ status }) => status);
      });
      assert.deepEqual(faces, ["loaded", "loaded"]);
    });
  });

  test(`links and files from the ${lang} file lead to the site, and nothing needs a server`, async () => {
    const checked = await hosted(lang, STATE, async (page) => {
      await openPanel(page, "share");
      return until(() => page.locator("#share-link").inputValue(), (link) => link.includes("&check="), "a link with a check");
    });
    await fromStick({ lang, path: STATE, prepare: keepFiles }, async (page, opened) => {
      await opened.waitForApp();
      const site = await page.locator("link[rel=canonical]").getAttribute("href");
      await page.getByRole("button", { name: words(lang)["ui.copy"], exact: true }).click();
      await page.getByText(words(lang)["ui.copied"], { exact: true }).waitFor();
      assert.equal(await pasted(page), site + STATE);
      await openPanel(page, "share");
      const link = await until(() => page.locator("#share-link").inputValue(), (link) => link.includes("&check="), "a link with a check");
      assert.equal(link, site + new URL(checked).hash);
      assert.match(await page.locator("#share-code").inputValue(), /^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/);
      assert.equal(await page.locator("svg.qr[role=img]").count(), 1);
      await openPanel(page, "take");
      const taken = async (id) => (await fileOf(page, () => page.locator(`#take-${id}`).click())).bytes;
      assert.ok(sizeOfPng(await taken("png")).width > 600);
      for (const id of ["svg", "table"]) assert.ok(String(await taken(id)).includes(site), `${id} names the site`);
      await openPanel(page, "tray");
      await page.locator("#tray-name").fill("One");
      await page.keyboard.press("Enter");
      await until(() => page.locator(".kept li").count(), (count) => count === 1, "one is kept");
      await page.locator("#take-print").click();
      await until(() => page.evaluate(() => globalThis.printed), (printed) => printed === 1, "the page is printed");
    });
  });

  test(`steps, guides and registers are in the ${lang} file, each with all it does on the site`, async () => {
    const expected = await hosted(lang, `${STEP}/`);
    await fromStick({ lang }, async (page, opened) => {
      await opened.waitForApp();
      await page.locator("#steps a").nth(2).click();
      await page.waitForURL(/\?page=steps\//);
      await opened.waitForApp();
      assert.ok(page.url().endsWith(`?page=${STEP}`));
      assert.equal(await answerOf(page), expected);
      assert.ok(await page.locator(".one-file").isVisible());
      // Its guide opens beside the lever; its pictures can be saved.
      for (const key of ["", "work_visas"]) {
        await page.locator(`a[data-guide="${key}"]:visible`).first().click();
        await page.locator(`dialog.guide-panel[open] #guide[data-key="${key || "pathways"}"]`).waitFor({ timeout: 30_000 });
        await page.locator("dialog.guide-panel .guide-ways button").click();
      }
      assert.ok((await page.locator("main figure .actions button").count()) > 0);
      // A lever moves the state, which goes along to the other language.
      await page.locator("#dial-aid").fill("2");
      await until(() => page.evaluate(() => location.hash), (hash) => hash.endsWith("&aid=2"), "the address follows");
      const state = await page.evaluate(() => location.hash);
      await page.locator("#other-language").click();
      const other = lang === "en" ? "es" : "en";
      await page.waitForURL((url) => url.href === addressOf(other, `?page=${STEP}${state}`));
      await opened.waitForApp();
      assert.equal(await page.locator("html").getAttribute("lang"), other);
      await page.goBack();
      await opened.waitForApp();
      await page.locator(".masthead a").first().click();
      await page.waitForURL((url) => url.search === "");
      await opened.waitForApp();

      await page.locator("#who-says-what .to-board a").click();
      await page.waitForURL(/\?page=claims/);
      const all = page.locator(".claim");
      const count = await until(() => all.count(), (count) => count > 50, "the claims");
      await page.locator("#filters [name=q]").fill("visa");
      await until(() => page.locator(".claim:visible, .claim:not([hidden])").count(), (shown) => shown > 0 && shown < count, "some of the claims");
      await until(() => page.url(), (url) => url.endsWith("?page=claims#q=visa"), "the choice is in the address");

      for (const [key, selector] of Object.entries({ strategy: ".figure-card", "method#limits": "#limits:target", levers: ".guide-index dt", assumptions: ".belief", s: "main a" })) {
        await page.goto("about:blank");
        await page.goto(addressOf(lang, `?page=${key}`));
        await page.locator(selector).first().waitFor({ state: "attached" });
      }
      // A scenario's page is the main page on its state.
      await page.locator("main a[href*='/s/aid/']").first().click();
      await page.waitForURL(/#v1&p=aid$/);
      await opened.waitForApp();
      assert.equal(await page.locator("#dial-aid").inputValue(), "2");
    });
  });
}

/** What was copied: the file's own clipboard only writes, so it is pasted. */
async function pasted(page) {
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    field.id = "pasted";
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press("Control+v");
  const value = await page.locator("#pasted").inputValue();
  await page.evaluate(() => document.getElementById("pasted").remove());
  return value;
}

test("the cards of the assumptions open on the main page of the file", () =>
  fromStick({}, async (page, opened) => {
    await opened.waitForApp();
    await page.locator("#assumptions-panel a").click();
    await until(() => page.locator("#assumptions-panel .belief").count(), (count) => count > 10, "the cards", 30_000);
  }));

test("a page that the file doesn't hold is told, and the file stays in its language", () =>
  fromStick({ path: "?page=nowhere", locale: "es-GT" }, async (page, opened) => {
    await opened.waitForApp();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await text(page, "#failure-page"), words("en")["one_file.no_page"].replace("{page}", "nowhere"));
  }));

test("a browser that keeps nothing for files runs the page all the same", () => {
  const prepare = (page) =>
    page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(globalThis, name, {
          get() {
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    });
  return fromStick({ prepare }, async (page, opened) => {
    await opened.waitForApp();
    const before = await answerOf(page);
    await page.locator("#dial-aid").fill("3");
    await until(() => answerOf(page), (now) => now !== before, "another answer");
    // The choice of language can't be kept: that is told to the console, and to nobody else.
    opened.errors = opened.errors.filter((error) => !error.includes("denied"));
  });
});

test("the file's policy lets no other script run, and names what it allows by hash", async () => {
  const html = await readFile(join(stick, ONE_FILE("en")), "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-hashes|'self'|https?:|\*/);
  assert.match(policy, /script-src ('sha256-[\w+/=]{44}' )+'wasm-unsafe-eval';/);
  assert.doesNotMatch(html, /<[^>]+ (?:style|on\w+)=/);
  const other = join(stick, "other.html");
  await writeFile(other, html.replace("<body>", '<body><script>globalThis.slipped = 1</script><img src="x" onerror="globalThis.slipped = 2">'));
  const opened = await harness.openPage({ at: pathToFileURL(other).href });
  try {
    await opened.waitForApp();
    assert.equal(await opened.page.evaluate(() => globalThis.slipped), undefined);
    assert.ok(opened.errors.some((error) => error.includes("Content Security Policy")));
  } finally {
    await opened.close();
  }
});

test("a step in the file can be presented, and leads on to the next one", async () => {
  await fromStick({ path: "?page=steps/why-people-leave&present=last" }, async (page, opened) => {
    await opened.waitForApp();
    await page.locator("html[data-present]").waitFor();
    for (let presses = 0; presses < 20 && page.url().includes("why-people-leave"); presses += 1) {
      await page.keyboard.press("PageDown");
      await page.waitForTimeout(100);
    }
    await page.waitForURL(/\?page=steps(\/|%2F)what-was-tried/);
    await opened.waitForApp();
    await page.locator("html[data-present]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("html:not([data-present])").waitFor();
  });
});

test("axe finds nothing in the file, and it fits every width in both themes", async () => {
  for (const lang of LANGUAGES) {
    for (const path of ["", `?page=${STEP}`, "?page=nowhere"]) {
      await fromStick({ lang, path, theme: THEMES[1] }, async (page, opened) => {
        await opened.waitForApp();
        for (const width of [320, ...WIDTHS]) {
          await page.setViewportSize({ width, height: 900 });
          assert.equal(await opened.horizontalOverflow(), 0, `${lang} ${path} at ${width}`);
        }
        assert.deepEqual(await opened.axe(), []);
      });
    }
  }
});

test("the main page offers the file with its size, and a host has it saved", async () => {
  for (const lang of LANGUAGES) {
    const { size } = await stat(join(DIST, ONE_FILE(lang)));
    const opened = await harness.openPage({ lang });
    try {
      const { page } = opened;
      const name = words(lang)["one_file.link"].replace("{size}", (size / 1e6).toFixed(1));
      const link = page.getByRole("link", { name, exact: true });
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      assert.equal(download.suggestedFilename(), ONE_FILE(lang));
      assert.equal((await stat(await download.path())).size, size);
      const { headers } = await fetch(harness.url + ONE_FILE(lang)).then((answer) => answer);
      assert.equal(headers.get("content-disposition"), "attachment");
      const sitemap = await fetch(`${harness.url}sitemap.xml`).then((answer) => answer.text());
      assert.ok(!sitemap.includes(ONE_FILE(lang)));
      const html = await readFile(join(DIST, ONE_FILE(lang)), "utf8");
      const [canonical] = /<link rel="canonical" href="[^"]*">/.exec(html);
      assert.ok((await readFile(join(DIST, PATHS[lang], "index.html"), "utf8")).includes(canonical));
    } finally {
      await opened.close();
    }
  }
});
