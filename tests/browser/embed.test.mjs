// Frames in the pages of others: across origins, without an origin, under a strict policy.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DIST, start, WIDTHS } from "./harness.mjs";
import { startNginx } from "./nginx.mjs";
import { until, words } from "./reader.mjs";

const PAGE_WIDTHS = [180, 360, 650, 900];
/** Browsers let frames of other sites rest while they are out of sight. */
const TALL = 7000;
const LISTEN = `<script>
  globalThis.told = [];
  addEventListener("message", ({ data }) => told.push(data));
</script>`;

let hosts;
let harness;
/** The site under its own rules, and from a host that says nothing: no leave for other origins. */
let ruled;
let silent;
/** Pages of another site, by path: body, and headers beside it. */
const pages = new Map();
let others;
let site;
before(async () => {
  hosts = await startNginx([
    DIST,
    (listen) => `server {
    listen ${listen};
    root ${DIST};
    index index.html;
    types { text/html html; text/css css; text/javascript js; image/svg+xml svg; application/json json; application/wasm wasm; }
}`,
  ]);
  [ruled, silent] = hosts.urls;
  others = createServer(({ url }, response) => {
    const { html, headers } = pages.get(url) ?? { html: "", headers: {} };
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers });
    response.end(`<!doctype html><html lang="en"><title>Another site</title><link rel="icon" href="data:,"><body>${html}`);
  });
  await new Promise((resolve) => others.listen(0, "127.0.0.1", resolve));
  // Another name of this machine: another site, not only another port.
  site = `http://localhost:${others.address().port}/`;
  harness = await start({ url: ruled, close: () => hosts.close() });
});
after(async () => {
  others?.close();
  others?.closeAllConnections();
  await harness?.close();
});

test("a frame on another site does what its address asks, and nothing to the page around", () =>
  around(
    "frame",
    LISTEN + frame(`${ruled}embed/?preset=aid&country=GTM&levers=aid,research&theme=dark&accent=plum&font=system&childId=pym-1`),
    async ({ page, opened, frames: [inner] }) => {
      const length = await page.evaluate(() => history.length);
      await ready(inner);
      await inner.locator(".dial[data-key=research]").waitFor();
      assert.deepEqual(await shown(inner, ".dial"), ["aid", "research"]);
      assert.deepEqual(await shown(inner, ".row"), ["GTM"]);
      assert.equal(await inner.locator("#dial-aid").inputValue(), "2");
      const looks = await inner.locator("html").evaluate((html) => {
        const style = getComputedStyle(html);
        return [style.backgroundColor, style.getPropertyValue("--accent"), style.getPropertyValue("--sans")];
      });
      assert.deepEqual(looks, ["rgb(21, 23, 26)", "#dfa2c3", "system-ui, sans-serif"]);
      assert.ok(await inner.locator("#frame-refused").isHidden());

      const height = () => inner.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
      const all = await until(
        async () => formsOf(await page.evaluate(() => globalThis.told)),
        async (told) => {
          const now = await height();
          return Object.values(told).every((heights) => heights.at(-1) === now);
        },
        "four forms tell the height",
      );
      assert.deepEqual(Object.keys(all), ["amp", "pym", "medium", "guardian"]);
      await page.evaluate(() => {
        globalThis.told = [];
        document.querySelector("iframe").contentWindow.postMessage({ sentinel: "amp", type: "frames-init" }, "*");
      });
      await page.waitForFunction(() => globalThis.told.length === 4);

      assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY", "the frame takes no focus");
      const before = await inner.locator("#answer").innerText();
      await inner.locator(".dial[data-key=aid] .step").last().click();
      await until(() => inner.locator("#answer").innerText(), (now) => now !== before, "another answer");
      // The app hands its state to the link between the languages; it writes the address, if at all, then.
      await until(() => inner.locator("#other-language").getAttribute("href"), (to) => to.endsWith("&aid=2.05"), "the link follows");
      await inner.locator("#whole-page").focus();
      assert.match(await inner.locator("#whole-page").getAttribute("href"), /#v1&p=aid&aid=2\.05$/);
      assert.equal(new URL(inner.url()).hash, "");
      assert.equal(page.url(), `${site}frame`);
      assert.equal(await page.evaluate(() => history.length), length);
      assert.equal(await page.evaluate(() => scrollY), 0);
      assert.deepEqual(opened.errors, []);
    },
  ));

test("without an origin, and from a host that allows nothing, the frame works from one script", () =>
  around("sandbox", frame(`${silent}es/embed/?part=chart&levers=aid`, 'sandbox="allow-scripts"'), async ({ page, opened, frames: [inner] }) => {
    await ready(inner);
    assert.equal(await inner.evaluate(() => self.origin), "null");
    const before = await inner.locator("#answer").innerText();
    await inner.locator(".dial[data-key=aid] .step").last().click();
    await until(() => inner.locator("#answer").innerText(), (now) => now !== before, "another answer");
    await picture(page, "embed-sandbox");
    // Fonts always need the host's leave; others stand in.
    assert.deepEqual(opened.errors.filter((error) => !error.includes(".woff2")), []);
  }));

test("where even that fails, the frame keeps its still chart and says so in a line", () =>
  around(
    "failed",
    frame(`${silent}embed/`, 'sandbox="allow-scripts"'),
    async ({ page, frames: [inner] }) => {
      await inner.locator('html[data-app="failed"]').waitFor({ state: "attached" });
      const told = words("en");
      const line = told["embed.no_start"].replace("{preset}", told["presets.everything.name"]);
      assert.equal(await inner.locator(".failure:visible").innerText(), line);
      assert.ok(await inner.locator(".still svg:visible").first().isVisible());
      await picture(page, "embed-failed");
    },
    { prepare: (page) => page.route(/classic-/, (route) => route.abort()) },
  ));

test("many frames under a strict policy share a page, and the loader gives each its height", () => {
  const policy = `default-src 'none'; script-src ${new URL(ruled).origin}; frame-src ${new URL(ruled).origin}`;
  const html = `<h1>A page of news</h1><p>Some words above.</p>
    ${frame(`${ruled}embed/?part=chart&levers=none&country=all`, "data-root-causes")}
    ${frame(`${ruled}es/embed/?part=step:legal-pathways&theme=light`, "data-root-causes")}
    ${frame(`${ruled}embed/?state=${encodeURIComponent("v1&p=aid&regime=since-2025")}&part=chart&country=HND`, 'data-root-causes sandbox="allow-scripts"')}
    ${frame(`${ruled}embed/?height=scroll&part=chart`, "data-root-causes")}
    <script src="${ruled}embed/loader.js"></script>`;
  return around(
    "many",
    html,
    async ({ page, frames }) => {
      await Promise.all(frames.map(ready));
      const heights = () => page.locator("iframe").evaluateAll((all) => all.map((one) => one.clientHeight));
      for (const [i, inner] of frames.slice(0, 3).entries()) {
        const content = () => inner.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
        await until(async () => [(await heights())[i], await content()], ([outer, own]) => outer === own, "as high as its content");
        assert.ok(await inner.evaluate(() => document.documentElement.scrollHeight <= innerHeight), "nothing to scroll");
      }
      assert.equal((await heights())[3], 400, "one that scrolls inside keeps its own");
      const [chart, step, state] = frames;
      assert.deepEqual(await shown(chart, ".row"), ["all"]);
      assert.deepEqual(await shown(chart, ".dial"), []);
      assert.equal(await step.locator("#frame-title").innerText(), await titleOfStep("legal-pathways"));
      assert.equal(await state.locator("#dial-aid").inputValue(), "2");
      const answers = () => Promise.all(frames.map((inner) => inner.locator("#answer").innerText()));
      const before = await answers();
      await state.locator(".dial[data-key=aid] .step").last().click();
      await until(answers, (now) => now[2] !== before[2], "another answer");
      assert.deepEqual((await answers()).toSpliced(2, 1), before.toSpliced(2, 1), "the others stay");
      await picture(page, "embed-strict");

      // Only a number in range from a marked frame moves anything.
      const kept = await heights();
      for (const height of [10, 1e9, "700", null]) {
        await chart.evaluate((height) => parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*"), height);
      }
      await page.evaluate(() => postMessage({ sentinel: "amp", type: "embed-size", height: 77 }, "*"));
      await chart.evaluate(() => parent.postMessage({ sentinel: "amp", type: "embed-size", height: 333 }, "*"));
      await until(heights, (now) => now[0] === 333, "a number in range is taken");
      assert.deepEqual((await heights()).slice(1), kept.slice(1));
    },
    { headers: { "Content-Security-Policy": policy } },
  );
});

test("what an address asks for in vain is told in one line, and the rest holds", async () => {
  const bad = "preset=nope&country=USA&levers=aid,foo&theme=pink&accent=red&font=x&height=3&part=step:nope&colour=1&state=zzz";
  const opened = await harness.openPage({ path: `embed/?${bad}&country=GTM` });
  try {
    await opened.waitForApp();
    const line = await opened.page.locator("#frame-refused").innerText();
    assert.ok(line.startsWith(words("en")["embed.refused"]));
    for (const name of ["preset=nope", "country=USA,GTM", "levers=aid,foo", "theme=pink", "accent=red", "font=x", "height=3", "part=step:nope", "colour", "state=zzz"]) {
      assert.ok(line.includes(name), `${name} in: ${line}`);
    }
    assert.equal((await shown(opened.page, ".row")).length, 4);
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
  // What is wrong within a state, the app tells.
  const state = await harness.openPage({ path: `embed/?state=${encodeURIComponent("v1&aid=9")}` });
  try {
    await state.waitForApp();
    assert.match(await state.page.locator(".notices li").innerText(), /aid.*9/i);
  } finally {
    await state.close();
  }
});

test("a frozen frame gives the numbers that its version was published with", async () => {
  for (const version of readdirSync(join(DIST, "v"))) {
    const { links } = JSON.parse(readFileSync(join(DIST, "v", version, "check.json"), "utf8"));
    const state = encodeURIComponent(links.aid.replace("#", ""));
    const opened = await harness.openPage({ path: `v/${version}/embed/?state=${state}` });
    try {
      await opened.waitForApp();
      const said = opened.page.locator("#checked .checked");
      await until(() => said.allInnerTexts(), ([text]) => text === words("en")["share.same"], "the numbers hold");
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  }
});

test("other outcomes and forms are shown where the study can be loaded, and refused in one script", async () => {
  const asked = "embed/?preset=aid&outcome=homicides&form=dots&country=GTM";
  const opened = await harness.openPage({ path: asked });
  try {
    await opened.waitForApp();
    await opened.page.locator("[data-form-row=GTM]").waitFor();
    assert.equal(await opened.page.locator(".row:visible").count(), 1);
    assert.ok(await opened.page.locator("#frame-refused").isHidden());
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
  await around("plain", frame(`${ruled}${asked}`, 'sandbox="allow-scripts"'), async ({ frames: [inner] }) => {
    await ready(inner);
    const line = await inner.locator("#frame-refused").innerText();
    assert.ok(line.endsWith("outcome=homicides, form=dots"), line);
    assert.deepEqual(await shown(inner, ".row"), ["GTM"]);
  });
});

for (const lang of ["en", "es"]) {
  test(`the ${lang} frame fits every column, in each of its parts`, async () => {
    for (const part of ["part=simulator", "part=chart&country=SLV", "part=chart&levers=none", "part=step:why-people-leave"]) {
      const opened = await harness.openPage({ lang, path: `embed/?${part}` });
      try {
        await opened.waitForApp();
        for (const width of PAGE_WIDTHS) {
          await opened.page.setViewportSize({ width, height: 600 });
          const fits = async () => [await opened.horizontalOverflow(), await shown(opened.page, "canvas.levels")];
          await until(fits, ([over, charts]) => over === 0 && charts.length > 0, `${part} at ${width}`);
          await opened.screenshot(`embed-${lang}-${part.replaceAll(/\W+/g, "-")}-${width}`, { fullPage: true });
        }
        assert.deepEqual(await opened.axe(), []);
        assert.deepEqual(opened.errors, []);
      } finally {
        await opened.close();
      }
    }
  });

  test(`the ${lang} page for newsrooms puts together what other pages take`, async () => {
    const opened = await harness.openPage({ lang, path: "embed/builder/", width: 360 });
    const { page } = opened;
    try {
      const inner = () => page.frame({ url: /\/embed\/(\?|$)/ });
      await until(inner, Boolean, "a preview");
      await ready(inner());
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await opened.horizontalOverflow(), 0, `${width} px`);
        await opened.screenshot(`builder-${lang}-${width}`, { fullPage: true });
      }
      assert.deepEqual(await opened.axe(), []);
      await page.locator("[name=preset]").selectOption("cut-2019");
      await page.locator("[name=part]").selectOption("chart");
      await page.locator("[name=country]").selectOption("HND");
      await page.locator("[name=levers][value=aid]").check();
      await page.locator("[name=theme]").selectOption("dark");
      await page.locator("[name=lang]").selectOption("es");
      const value = (id) => page.locator(`#${id}`).inputValue();
      assert.match(await value("snippet"), /src="[^"]+\/es\/embed\/\?part=chart&amp;preset=cut-2019&amp;country=HND&amp;levers=aid&amp;theme=dark"/);
      assert.ok((await value("plain")).endsWith("es/#v1&p=cut-2019"));
      await until(async () => inner()?.url(), (url) => url?.includes("theme=dark"), "the preview follows");
      await ready(inner());
      assert.deepEqual(await shown(inner(), ".dial"), ["aid"]);
      await page.locator("[name=width][value='650']").check();
      await page.waitForFunction(() => document.getElementById("preview").clientWidth === 650);
      await page.locator("[name=state]").fill("https://x.example/#v1&p=aid&aid=0.5");
      assert.match(await value("snippet"), /state=v1%26p%3Daid%26aid%3D0.5/);
      await page.locator("[name=numbers]").selectOption("frozen");
      assert.match(await value("snippet"), /\/v\/[^/"]+\/es\/embed\/\?/);
      await page.locator("[name=state]").fill("something");
      assert.ok(await page.locator("#state-bad").isVisible());

      const oembed = await (await page.request.get(await value("oembed"))).json();
      assert.deepEqual([oembed.version, oembed.type, typeof oembed.width, typeof oembed.height], ["1.0", "rich", "number", "number"]);
      assert.match(oembed.html, /^<iframe src="[^"]+\/es\/embed\/\?preset=cut-2019" title="[^"]+" width="\d+" height="\d+" loading="lazy"><\/iframe>$/);
      const image = /src="([^"]+)" alt="([^"]+)"/.exec(await value("image"));
      assert.equal((await page.request.get(image[1])).headers()["content-type"], "image/png");
      assert.match(image[2], /\d/);
      assert.deepEqual([opened.errors, opened.foreign], [[], []]);
    } finally {
      await opened.close();
    }
  });
}

function frame(src, attributes = "") {
  return `<iframe src="${src.replaceAll("&", "&amp;")}" title="frame" width="600" height="400" ${attributes}></iframe>`;
}

/** Opens a page of another site with frames in it. */
async function around(path, html, use, { headers = {}, prepare } = {}) {
  pages.set(`/${path}`, { html, headers });
  const opened = await harness.openPage({ at: `${site}${path}`, width: 700, height: TALL, prepare });
  try {
    await use({ page: opened.page, opened, frames: opened.page.frames().slice(1) });
  } finally {
    await opened.close();
  }
}

async function ready(inner) {
  const told = inner.locator('html[data-app="ready"], html[data-app="failed"]');
  await told.waitFor({ state: "attached", timeout: 30_000 });
  assert.equal(await told.getAttribute("data-app"), "ready");
}

/** What names the visible elements that match. */
function shown(inner, selector) {
  return inner
    .locator(selector)
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.key ?? one.dataset.row ?? one.className));
}

/** Heights told, by the form of the message. */
function formsOf(told) {
  const texts = told.filter((data) => typeof data === "string");
  const parsed = texts.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text));
  return {
    amp: told.filter((data) => data?.sentinel === "amp" && data.type === "embed-size").map(({ height }) => height),
    pym: texts.filter((text) => text.startsWith("pymxPYMxpym-1xPYMxheightxPYMx")).map((text) => Number(text.split("xPYMx")[3])),
    medium: parsed.filter(({ context }) => context === "iframe.resize").map(({ height }) => height),
    guardian: parsed.filter(({ type }) => type === "set-height").map(({ value }) => value),
  };
}

async function titleOfStep(key) {
  const opened = await harness.openPage({ lang: "es", path: `steps/${key}/`, javaScript: false });
  try {
    return await opened.page.locator("h1").innerText();
  } finally {
    await opened.close();
  }
}

async function picture(page, name) {
  await page.screenshot({ path: new URL(`./out/${name}.png`, import.meta.url).pathname, fullPage: true });
}
