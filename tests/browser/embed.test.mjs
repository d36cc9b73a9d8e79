// Frames in the pages of others: across origins, without an origin, under a strict policy.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freeze } from "../../tools/freeze.mjs";
import { serve } from "../../tools/serve.mjs";
import { DIST, start, WIDTHS } from "./harness.mjs";
import { startNginx } from "./nginx.mjs";
import { filled, until, words } from "./reader.mjs";

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
      await page.evaluate(() => {
        globalThis.told = [];
        const { contentWindow } = document.querySelector("iframe");
        // None of these is a request of this frame's: another child's, another form's, no text.
        for (const data of ["pymxPYMxpym-2xPYMxwidthxPYMx600", { type: "frames-init" }, "700", 700, null]) contentWindow.postMessage(data, "*");
        contentWindow.postMessage("pymxPYMxpym-1xPYMxwidthxPYMx600", "*");
      });
      await page.waitForFunction(() => globalThis.told.length >= 4);
      assert.equal(await page.evaluate(() => globalThis.told.length), 4, "Pym is answered once, and nothing else is");

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

test("where even that fails, the frame keeps its still chart, says so, and leads to what it was made for", () =>
  around(
    "failed",
    frame(`${silent}embed/`, 'sandbox="allow-scripts"') +
      frame(`${silent}es/embed/?preset=aid`, 'sandbox="allow-scripts"') +
      frame(`${silent}embed/?state=${encodeURIComponent("v1&p=aid&aid=0.5")}`, 'sandbox="allow-scripts"') +
      frame(`${silent}embed/steps/legal-pathways/`, 'sandbox="allow-scripts"'),
    async ({ page, frames: [plain, preset, state, step] }) => {
      for (const inner of [plain, preset, state, step]) {
        await inner.locator('html[data-app="failed"]').waitFor({ state: "attached" });
        assert.ok(await inner.locator(".still svg:visible").first().isVisible());
      }
      const told = words("en");
      const line = told["embed.no_start"].replace("{preset}", told["presets.everything.name"]);
      assert.deepEqual(await plain.locator(".failure:visible").allInnerTexts(), [line]);
      const ways = (inner) => inner.locator("#frame-instead a:visible").evaluateAll((all) => all.map(({ href, textContent }) => [href, textContent]));
      const es = words("es");
      assert.deepEqual(await ways(preset), [
        [`${silent}es/s/aid/`, es["embed.instead_page"].replace("{name}", es["presets.aid.name"])],
        [`${silent}cards/s-aid-es.png`, es["embed.instead_picture"]],
      ]);
      for (const [address] of await ways(preset)) assert.equal((await page.request.get(address)).status(), 200, address);
      assert.deepEqual(await ways(state), [[`${silent}#v1&p=aid&aid=0.5`, told["embed.whole"]]]);
      // A step's still pictures are its own.
      assert.deepEqual(await ways(step), []);
      await picture(page, "embed-failed");
    },
    { prepare: (page) => page.route(/classic-/, (route) => route.abort()) },
  ));

test("where the frame's own script does not come, it says so and keeps its charts", () =>
  around(
    "unscripted",
    frame(`${ruled}embed/?preset=aid&theme=dark`),
    async ({ page, frames: [inner] }) => {
      const line = inner.locator("#frame-plain");
      await line.waitFor();
      assert.match(await line.innerText(), /JavaScript/);
      assert.equal(await line.locator("a").evaluate(({ href }) => href), `${ruled}s/`);
      assert.deepEqual(await inner.locator(".failure:visible").count(), 1);
      assert.ok(await inner.locator(".still svg:visible").first().isVisible());
      await picture(page, "embed-unscripted");
    },
    { prepare: (page) => page.route(/embed-[0-9a-f]+\.js/, (route) => route.abort()) },
  ));

test("a frame that nobody follows scrolls inside, and so does one that is opened by itself", async () => {
  const rolled = async (page, inner, root) => {
    await page.mouse.move(200, 150);
    await until(
      async () => {
        await page.mouse.wheel(0, 200);
        return inner.evaluate(() => scrollY);
      },
      (now) => now > 100,
      `${root} scrolls`,
    );
    assert.notEqual(await inner.evaluate(() => getComputedStyle(document.documentElement).overflowY), "hidden");
  };
  for (const path of ["embed/", "embed/?part=chart&preset=aid", "embed/steps/legal-pathways/"]) {
    await around("fixed", frame(ruled + path), async ({ page, frames: [inner] }) => {
      await ready(inner);
      // Longer than a host has to follow.
      await page.waitForTimeout(700);
      await rolled(page, inner, path);
    });
    const opened = await harness.openPage({ path, width: 500, height: 400 });
    try {
      await opened.waitForApp();
      await rolled(opened.page, opened.page, path);
    } finally {
      await opened.close();
    }
  }
});

test("oEmbed gives each frame room for what stands in it as it opens", async () => {
  for (const file of readdirSync(join(DIST, "oembed/en")).filter((name) => name.endsWith(".json"))) {
    const { html, width, height } = JSON.parse(readFileSync(join(DIST, "oembed/en", file), "utf8"));
    const path = /src="https:\/\/root-causes\.example\/([^"]*)"/.exec(html)[1].replaceAll("&amp;", "&");
    if (!/preset=(everything|today|op-ed|aid|strategy)$|steps/.test(path)) continue;
    for (const lang of ["en", "es"]) {
      const opened = await harness.openPage({ lang, path, width, height });
      try {
        await opened.waitForApp();
        const high = await opened.page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
        console.log(`${lang} ${path}: ${high} of ${height}`);
        assert.ok(high <= 1.15 * height && height <= 1.35 * high, `${lang} ${path} is ${high} px high, and oEmbed says ${height}`);
      } finally {
        await opened.close();
      }
    }
  }
});

test("a chart shows the levers that its scenario or state moves, and four where it moves none or nearly all", async () => {
  const four = ["work_visas", "aid", "local_share", "anti_corruption"];
  const state = (link) => `state=${encodeURIComponent(link)}`;
  for (const [asked, expected] of [
    ["preset=pathways", ["work_visas", "entry_places"]],
    ["preset=aid", ["aid"]],
    ["preset=strategy", ["aid", "anti_corruption", "violence_prevention", "food_security", "anti_smuggling"]],
    ["preset=today", four],
    ["", four],
    [state("v1&p=aid&research=0.1"), ["aid", "research"]],
    ["preset=pathways&levers=aid", ["aid"]],
  ]) {
    const opened = await harness.openPage({ path: `embed/?part=chart&${asked}` });
    try {
      await opened.waitForApp();
      await until(async () => new Set(await shown(opened.page, ".dial")), (now) => now.size === expected.length && expected.every((key) => now.has(key)), asked);
    } finally {
      await opened.close();
    }
  }
});

test("every link in a frame leads somewhere, and opens outside it", async () => {
  for (const [lang, path] of [["en", "embed/"], ["es", "embed/"], ["en", "embed/steps/legal-pathways/"], ["es", "embed/?preset=aid&state="]]) {
    const opened = await harness.openPage({ lang, path });
    const { page } = opened;
    try {
      await opened.waitForApp();
      // Groups that the app makes when they open hold links too.
      for (const group of await page.locator("details").all()) {
        await group.evaluate((one) => (one.open = true));
      }
      await page.waitForTimeout(300);
      const links = await page.locator("a[href]").evaluateAll((all) =>
        all.map((link) => [link.href, link.target || document.querySelector("base").target, link.id]),
      );
      assert.ok(links.length > 20, `${links.length} links`);
      assert.ok(links.some(([href]) => href.includes("/assumptions/")));
      for (const [, target, id] of links) assert.equal(target, id === "other-language" ? "_self" : "_blank");
      const own = new Set(links.map(([href]) => href.replace(/#.*/, "")).filter((href) => href.startsWith(ruled)));
      for (const href of own) assert.equal((await page.request.get(href)).status(), 200, href);
      // What opens has no hold on the frame.
      const [outside] = await Promise.all([page.context().waitForEvent("page"), page.locator("#whole-page").click()]);
      await outside.waitForLoadState("domcontentloaded");
      assert.equal(await outside.evaluate(() => opener), null);
    } finally {
      await opened.close();
    }
  }
});

test("where the page around opens no links and lets nothing be copied, the address can be selected", () =>
  around("shut", frame(`${ruled}embed/?part=simulator&preset=aid`, 'sandbox="allow-scripts"'), async ({ frames: [inner], opened }) => {
    await ready(inner);
    const field = inner.locator("#frame-address input");
    assert.ok(await field.isHidden());
    await inner.locator("#whole-page").click();
    assert.match(await field.inputValue(), new RegExp(`^${ruled}#v1&p=aid`));
    const chosen = () => field.evaluate((one) => one.value.slice(one.selectionStart, one.selectionEnd));
    assert.equal(await chosen(), await field.inputValue());
    await inner.locator(".dial[data-key=aid] .step").last().click();
    await inner.getByRole("button", { name: words("en")["ui.copy"], exact: true }).click();
    await until(() => field.inputValue(), (now) => now.endsWith("&aid=2.05"), "the present state");
    assert.ok((await field.inputValue()).startsWith(`${ruled}#`), "of the whole page");
    const said = inner.locator(".actions [role=status]");
    await until(() => said.evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent).join("")), (text) => text === "", "no advice that does not hold here");
    assert.deepEqual(opened.errors.filter((error) => !/sandbox|popup|clipboard|Blocked opening/i.test(error)), []);
  }));

test("the language of a frame may be asked for in its address", async () => {
  const opened = await harness.openPage({ path: "embed/?preset=aid&lang=es&country=GTM" });
  const { page } = opened;
  try {
    await page.waitForURL(`${ruled}es/embed/?preset=aid&country=GTM`);
    await opened.waitForApp();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    assert.ok(await page.locator("#frame-refused").isHidden());
    await page.goto(`${ruled}es/embed/?lang=es&country=GTM`);
    await opened.waitForApp();
    assert.ok(await page.locator("#frame-refused").isHidden());
    assert.match(await page.locator("#other-language").evaluate(({ href }) => href), /\/embed\/\?country=GTM(#|$)/);
    await page.goto(`${ruled}embed/?lang=fr`);
    await opened.waitForApp();
    assert.match(await page.locator("#frame-refused").innerText(), /lang=fr$/);
  } finally {
    await opened.close();
  }
});

test("a preset beside a state, and either beside a step, is told and not used", async () => {
  const told = async (path, expected) => {
    const opened = await harness.openPage({ path });
    try {
      await opened.waitForApp();
      const line = opened.page.locator("#frame-refused");
      const text = (await line.isVisible()) ? (await line.innerText()).replace(words("en")["embed.refused"], "").trim() : "";
      assert.equal(text, expected, path);
      return await opened.page.locator("#dial-work_visas").inputValue();
    } finally {
      await opened.close();
    }
  };
  const state = encodeURIComponent("v1&p=pathways");
  const visas = await told(`embed/?preset=aid&state=${state}`, "preset=aid");
  assert.equal(await told(`embed/steps/legal-pathways/?preset=aid&state=${state}`, "state=v1&p=pathways, preset=aid"), visas, "the stage of the step");
  assert.equal(await told("embed/?part=step:legal-pathways&preset=aid", "preset=aid"), visas);
  // Where the state can't be used, the preset stands.
  assert.notEqual(await told("embed/?preset=aid&state=zzz", "state=zzz"), visas);
});

test("the line on sources is that of the outcome that is shown", async () => {
  const shownSource = (page) => page.locator(".frame-foot [data-outcome]:visible").allInnerTexts();
  for (const lang of ["en", "es"]) {
    const w = words(lang);
    const opened = await harness.openPage({ lang, path: "embed/?preset=aid&outcome=homicides" });
    const { page } = opened;
    try {
      await opened.waitForApp();
      const [line, ...more] = await shownSource(page);
      assert.deepEqual(more, []);
      assert.ok(line.startsWith(`${w["embed.simulated"]} ${w["outcomes.homicides.name"]}: ${w["outcomes.homicides.note"]}`), line);
      await page.locator(".view > summary").click();
      await page.locator("#view-outcome").selectOption("encounters");
      await until(() => shownSource(page), ([now]) => now.includes("U.S. Border Patrol") || now.includes("Patrulla Fronteriza"), "the source of encounters");
    } finally {
      await opened.close();
    }
  }
});

test("a step in a frame says its claim, shows its chart and tells what it leaves out", async () => {
  for (const lang of ["en", "es"]) {
    const whole = await harness.openPage({ lang, path: "steps/legal-pathways/", javaScript: false });
    const [claim, lead] = [
      await whole.page.locator("h1").innerText(),
      await whole.page.locator(".step-story p").first().innerText(),
    ];
    await whole.close();
    const opened = await harness.openPage({ lang, path: "embed/?part=step:legal-pathways&theme=light" });
    const { page } = opened;
    try {
      await page.waitForURL(/\/embed\/steps\/legal-pathways\/\?theme=light$/);
      await opened.waitForApp();
      assert.equal(await page.locator("h1").innerText(), claim);
      assert.equal(await page.locator(".lead").innerText(), lead);
      assert.ok((await page.locator("main > figure svg:visible").count()) > 0);
      assert.ok((await page.locator(".left-out li:visible").count()) >= 3);
      await page.locator(".lead button.figure").first().click();
      assert.ok(await page.locator(".source-note:popover-open").isVisible());
      assert.match(await page.locator("#whole-page").evaluate(({ href }) => href), /\/steps\/legal-pathways\/#v1/);
      assert.equal(await page.locator("#whole-page").innerText(), words(lang)["embed.whole_step"]);
      assert.deepEqual(opened.errors, []);
    } finally {
      await opened.close();
    }
  }
});

test("a frame tells no height out of range, and in WordPress's form where it is asked", () =>
  around(
    "range",
    LISTEN + frame(`${ruled}embed/?part=chart&levers=none&country=all#?secret=aB3dE5fG7h`, 'class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="aB3dE5fG7h"'),
    async ({ page, frames: [inner] }) => {
      await ready(inner);
      const heights = () => page.evaluate(() => globalThis.told.filter(({ message, secret }) => message === "height" && secret === "aB3dE5fG7h").map(({ value }) => value));
      await until(heights, (all) => all.length > 0, "WordPress is told");
      for (const [style, isTold] of [["30000px", false], ["600px", true], ["20px", false]]) {
        await page.evaluate(() => (globalThis.told = []));
        await inner.evaluate((height) => {
          document.body.style.setProperty("max-height", height, "important");
          document.body.style.minHeight = height;
          document.body.style.overflow = "hidden";
        }, style);
        await page.waitForTimeout(300);
        const told = await page.evaluate(() => globalThis.told.length);
        assert.equal(told > 0, isTold, `${style}: ${told} messages`);
      }
    },
  ));

test("in WordPress the frame of an oEmbed answer works as it is wrapped there, with all of it within reach", async () => {
  for (const [lang, name] of [["en", "aid"], ["es", "step-legal-pathways"]]) {
    const { html } = JSON.parse(readFileSync(join(DIST, "oembed", lang, `${name}.json`), "utf8"));
    await around(`wordpress-${name}`, inWordPress(html.replace("https://root-causes.example/", ruled), "aB3dE5fG7h"), async ({ page, opened, frames: [inner] }) => {
      await ready(inner);
      assert.equal(await inner.evaluate(() => self.origin), "null");
      const content = () => inner.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      const high = () => page.locator("iframe").evaluate((one) => one.clientHeight);
      // WordPress gives no frame more than this.
      await until(async () => [await high(), await content()], ([outer, own]) => outer === Math.min(own, 1000), "the height that is told");
      await picture(page, `embed-wordpress-${name}`);
      await inner.locator("#whole-page").scrollIntoViewIfNeeded();
      const foot = await inner.locator("#whole-page").boundingBox();
      const own = await page.locator("iframe").boundingBox();
      assert.ok(foot.y >= own.y && foot.y + foot.height <= own.y + own.height, "the foot can be scrolled to");
      assert.equal(await inner.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      const before = await inner.locator("#answer").innerText();
      await inner.locator(".dial:visible .step").last().click();
      await until(() => inner.locator("#answer").innerText(), (now) => now !== before, "another answer");
      assert.deepEqual(opened.errors, []);
    });
  }
});

test("many frames ask for each file once, and the wheel over one scrolls the page around", async () => {
  const asked = new Map();
  const counting = createServer(({ url, headers }, response) => {
    asked.set(url, (asked.get(url) ?? 0) + 1);
    get(new URL(url, ruled), { headers: { accept: headers.accept ?? "*/*" }, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
  });
  await new Promise((resolve) => counting.listen(0, "127.0.0.1", resolve));
  const counted = `http://127.0.0.1:${counting.address().port}/`;
  const html = `<h1>A page of news</h1>
    ${["embed/?part=chart&preset=aid", "embed/?preset=pathways&country=GTM", "es/embed/?part=chart"].map((path) => frame(counted + path, "data-root-causes")).join("<p>Words between.</p>")}
    <div style="height: 9000px"></div>
    <script src="${counted}embed/loader.js"></script>`;
  try {
    await around("shared", html, async ({ page, frames }) => {
      await Promise.all(frames.map(ready));
      const twice = [...asked].filter(([path, count]) => count > 1 && !path.includes("?"));
      assert.deepEqual(twice, []);
      assert.equal([...asked.keys()].filter((path) => /app-.*\.wasm$/.test(path)).length, 1);
      const [first] = frames;
      await until(() => first.evaluate(() => document.documentElement.hasAttribute("data-adopted")), Boolean, "the height is followed");
      const slider = first.locator("#levers input[type=range]:visible").first();
      const before = await slider.inputValue();
      for (const target of [slider, first.locator("canvas.levels:visible").first(), first.locator("#levers input[type=text]:visible").first()]) {
        const start = await page.evaluate(() => scrollTo(0, 0) ?? scrollY);
        await target.hover();
        const from = await page.evaluate(() => scrollY);
        await page.mouse.wheel(0, 300);
        await until(() => page.evaluate(() => scrollY), (now) => now > from, `the page moves from ${start}`);
        assert.equal(await first.evaluate(() => scrollY), 0);
      }
      assert.equal(await slider.inputValue(), before);
    });
  } finally {
    counting.close();
    counting.closeAllConnections();
  }
});

test("many frames under a strict policy share a page, and the loader gives each its height", async () => {
  let alone;
  await around("alone", "<p>No frame here.</p>", async ({ page }) => (alone = await page.evaluate(() => history.length)));
  const policy = `default-src 'none'; script-src ${new URL(ruled).origin}; frame-src ${new URL(ruled).origin}`;
  const html = `<h1>A page of news</h1><p>Some words above.</p>
    ${frame(`${ruled}embed/?part=chart&levers=none&country=all`, "data-root-causes")}
    ${frame(`${ruled}es/embed/?part=step:legal-pathways&theme=light`, "data-root-causes")}
    ${frame(`${ruled}embed/?state=${encodeURIComponent("v1&p=aid&regime=since-2025")}&part=chart&country=HND`, 'data-root-causes sandbox="allow-scripts"')}
    ${frame(`${ruled}embed/?height=scroll&part=chart`, "data-root-causes")}
    <script src="${ruled}embed/loader.js"></script>`;
  await around(
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
      assert.deepEqual(
        await page.evaluate(() => [document.activeElement.tagName, location.href, history.length, scrollY]),
        ["BODY", `${site}many`, alone, 0],
        "no frame takes the focus, writes the address or scrolls",
      );
      const [chart, step, state] = frames;
      assert.deepEqual(await shown(chart, ".row"), ["all"]);
      assert.deepEqual(await shown(chart, ".dial"), []);
      assert.equal(await step.locator("#frame-title").innerText(), await titleOfStep("legal-pathways"));
      assert.ok((await step.locator(".lead").innerText()).length > 80);
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
  const bad = "preset=nope&country=USA&levers=aid,foo&theme=pink&show=history,ufos&accent=red&font=x&height=3&part=step:nope&colour=1&state=zzz";
  const opened = await harness.openPage({ path: `embed/?${bad}&country=GTM` });
  try {
    await opened.waitForApp();
    const line = await opened.page.locator("#frame-refused").innerText();
    assert.ok(line.startsWith(words("en")["embed.refused"]));
    for (const name of ["preset=nope", "country=USA,GTM", "levers=aid,foo", "theme=pink", "show=history,ufos", "accent=red", "font=x", "height=3", "part=step:nope", "colour", "state=zzz"]) {
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

test("an old version's frames go on to give their numbers from their own files", async () => {
  const place = mkdtempSync(join(tmpdir(), "root-causes-old-"));
  const [version] = readdirSync(join(DIST, "v"));
  const name = "0.9-000000000000";
  cpSync(join(DIST, "v", version), join(place, "old/v", name), { recursive: true });
  const site = join(place, "site");
  cpSync(DIST, site, { recursive: true, filter: (path) => !/\.(br|gz|png)$/.test(path) });
  freeze(site, join(place, "old"));
  // The site of the day has gone on: none of its programs are those of the old version.
  for (const file of readdirSync(site)) if (/^(app|study|classic|embed)-/.test(file)) rmSync(join(site, file));
  const { links } = JSON.parse(readFileSync(join(site, "v", name, "check.json"), "utf8"));
  const server = await serve({ dir: site, port: 0 });
  try {
    for (const [key, link] of Object.entries(links).slice(0, 3)) {
      const opened = await harness.openPage({ at: `${server.url}v/${name}/es/embed/?state=${encodeURIComponent(link.replace("#", ""))}` });
      try {
        await opened.waitForApp();
        const said = opened.page.locator("#checked .checked");
        await until(() => said.allInnerTexts(), ([text]) => text === words("es")["share.same"], `the numbers of ${key} hold`);
        assert.deepEqual(opened.errors, []);
        assert.equal(await opened.page.locator("#whole-page").evaluate(({ href }) => href.split("#")[0]), `${server.url}es/`);
        const belief = opened.page.locator("html").getAttribute("data-root");
        assert.equal(new URL(await belief, opened.page.url()).href, `${server.url}es/`);
      } finally {
        await opened.close();
      }
    }
  } finally {
    await server.close();
    rmSync(place, { recursive: true });
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

test("other outcomes and forms are shown wherever the study can be loaded, and refused in one script", async () => {
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
  // Without an origin too, from a host that allows it.
  await around("allowed", frame(`${ruled}${asked}`, 'sandbox="allow-scripts"'), async ({ frames: [inner], opened }) => {
    await ready(inner);
    await inner.locator("[data-form-row=GTM]").waitFor();
    assert.ok(await inner.locator("#frame-refused").isHidden());
    assert.deepEqual(opened.errors, []);
  });
  await around("plain", frame(`${silent}${asked}`, 'sandbox="allow-scripts"'), async ({ frames: [inner] }) => {
    await ready(inner);
    const line = await inner.locator("#frame-refused").innerText();
    assert.ok(line.endsWith("outcome=homicides, form=dots"), line);
    assert.deepEqual(await shown(inner, ".row"), ["GTM"]);
  });
});

test("a frame shows of the record what its address asks for; events take the study", async () => {
  const opened = await harness.openPage({ path: "embed/?part=chart&preset=aid&country=GTM&show=none" });
  try {
    await opened.waitForApp();
    const { page } = opened;
    // Without the record the axis of years begins with the futures: so does the table.
    await page.locator("section[data-row=GTM] details.table summary").click();
    const years = page.locator("section[data-row=GTM] table").last().locator("tbody th");
    assert.equal(await years.first().innerText(), "2027");
    assert.match(await page.locator("#other-language").getAttribute("href"), /show=none/);
    await page.locator("#whole-page").focus();
    assert.match(await page.locator("#whole-page").getAttribute("href"), /#v1&p=aid&.*show=none/);
    assert.ok(await page.locator("#frame-refused").isHidden());
    assert.deepEqual(opened.errors, []);
  } finally {
    await opened.close();
  }
  const asked = "embed/?part=chart&preset=aid&country=HND&show=history,events";
  const events = await harness.openPage({ lang: "es", path: asked });
  try {
    await events.waitForApp();
    await events.page.locator("[data-form-row=HND] details.events li").first().waitFor({ state: "attached" });
    assert.ok(await events.page.locator("#frame-refused").isHidden());
    assert.deepEqual(events.errors, []);
  } finally {
    await events.close();
  }
  await around("plain", frame(`${silent}${asked}`, 'sandbox="allow-scripts"'), async ({ frames: [inner] }) => {
    await ready(inner);
    const line = await inner.locator("#frame-refused").innerText();
    assert.ok(line.endsWith("show=history,events"), line);
    assert.deepEqual(await shown(inner, ".row"), ["HND"]);
  });
});

for (const lang of ["en", "es"]) {
  test(`the ${lang} frame fits every column, in each of its parts`, async () => {
    for (const part of ["part=simulator", "part=chart&country=SLV", "part=chart&levers=none", "part=step:why-people-leave", "part=step:what-was-tried"]) {
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
      const es = words("es");
      const name = es["scenarios.page"].replace("{name}", es["presets.cut-2019.name"]);
      const [, src, title] = /src="([^"]+)" title="([^"]+)"/.exec(await value("snippet"));
      assert.equal(src, `${ruled}es/embed/?part=chart&amp;preset=cut-2019&amp;country=HND&amp;levers=aid&amp;theme=dark`);
      assert.equal(title, name);
      assert.equal(await value("plain"), `${ruled}es/#v1&p=cut-2019&row=HND`);
      await until(async () => inner()?.url(), (url) => url?.includes("theme=dark"), "the preview follows");
      await ready(inner());
      assert.deepEqual(await shown(inner(), ".dial"), ["aid"]);
      await page.locator("[name=width][value='650']").check();
      await page.waitForFunction(() => document.getElementById("preview").clientWidth === 650);
      // The height in the text is that of the frame at this width.
      const high = () => inner().evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      await until(
        async () => [Number(/height="(\d+)"/.exec(await value("snippet"))[1]), await high()],
        ([told, own]) => told >= own && told < own + 10,
        "the height is that of the content",
      );

      // What is handed out is of the language chosen, whatever this page's is.
      const page_ = await value("page");
      assert.equal(page_, `${ruled}es/s/cut-2019/`);
      const html = await (await page.request.get(page_)).text();
      assert.match(html, /<html lang="es"/);
      const oembed = await (await page.request.get(await value("oembed"))).json();
      assert.deepEqual([oembed.version, oembed.type, oembed.title], ["1.0", "rich", name]);
      assert.match(oembed.html, /^<iframe src="[^"]+\/es\/embed\/\?part=chart&amp;preset=cut-2019" title="[^"]+" width="\d+" height="\d+" loading="lazy"><\/iframe>$/);
      // Whoever gets the page's address finds this answer, early in it.
      const found = html.indexOf(`type="application/json+oembed" href="https://root-causes.example/oembed/es/cut-2019.json"`);
      assert.ok(found > 0 && found < 3000, String(found));
      const image = /<a href="([^"]+)"><img src="([^"]+)" alt="([^"]+)"[^]*<figcaption>([^<]+)</.exec(await value("image"));
      assert.equal(image[1], page_, "the picture links to what it shows");
      assert.equal(image[2], `${ruled}cards/s-cut-2019-es.png`);
      assert.equal((await page.request.get(image[2])).headers()["content-type"], "image/png");
      const answer = plain(/<p class="answer-text">(.*?)<\/p>/.exec(html)[1].replaceAll(/<[^>]+>/g, ""));
      for (const text of [image[3], image[4]]) {
        assert.ok(text.includes(name), text);
        assert.ok(plain(text).includes(answer), `${text}\n${answer}`);
      }
      assert.ok(image[4].includes(filled(es["embed.checked"], { site: es["page.kicker"] })), image[4]);

      // A link that holds a scenario is that scenario.
      await page.locator("[name=state]").fill("https://x.example/es/#v1&p=pathways");
      assert.match(await value("image"), /s-pathways-es\.png/);
      assert.match(await value("snippet"), /preset=pathways/);

      // A state has no picture of its own, nor have other outcomes and forms: none is handed out.
      const handedOut = () => Promise.all(["page", "oembed", "image"].map(async (id) => [await page.locator(`#of-${id}`).isVisible(), await value(id)]));
      const nothing = [[false, ""], [false, ""], [false, ""]];
      // Nor has a chart without the record, or with events.
      await page.locator("[name=state]").fill("");
      await page.locator("[name=show][value=events]").check();
      assert.match(await value("snippet"), /show=history,breaks,events/);
      assert.match(await value("plain"), /&show=history,breaks,events$/);
      assert.deepEqual(await handedOut(), nothing);
      for (const layer of ["history", "breaks", "events"]) await page.locator(`[name=show][value=${layer}]`).uncheck();
      assert.match(await value("snippet"), /show=none/);
      for (const layer of ["history", "breaks"]) await page.locator(`[name=show][value=${layer}]`).check();
      assert.doesNotMatch(await value("snippet"), /show=/);
      await page.locator("[name=state]").fill("https://x.example/#v1&p=aid&aid=0.5");
      assert.match(await value("snippet"), /state=v1%26p%3Daid%26aid%3D0.5/);
      assert.ok((await value("snippet")).includes(`title="${es["page.title"]}"`), await value("snippet"));
      assert.ok(await page.locator("[name=preset]").isDisabled());
      assert.deepEqual(await handedOut(), nothing);
      assert.equal(await page.locator("#no-picture").innerText(), words(lang)["embed.no_picture"]);
      assert.equal(await value("plain"), `${ruled}es/#v1&p=aid&aid=0.5&row=HND`);
      await page.locator("[name=numbers]").selectOption("frozen");
      assert.match(await value("snippet"), /\/v\/[^/"]+\/es\/embed\/\?/);
      assert.equal((await page.request.get(/src="([^"]+)"/.exec(await value("snippet"))[1].replaceAll("&amp;", "&"))).status(), 200);
      await page.locator("[name=state]").fill("something");
      assert.ok(await page.locator("#state-bad").isVisible());
      assert.match(await value("image"), /s-cut-2019-es\.png/, "the scenario above is used");
      await page.locator("[name=outcome]").selectOption("homicides");
      assert.deepEqual(await handedOut(), nothing);
      assert.match(await value("plain"), /&outcome=homicides/);
      await page.locator("[name=outcome]").selectOption("");

      // A step has a page, a picture and an answer of its own.
      await page.locator("[name=part]").selectOption("step:legal-pathways");
      const claim = await titleOfStep("legal-pathways");
      assert.ok(await page.locator("[name=state]").isDisabled());
      assert.equal(await page.locator("#of-a-step").innerText(), words(lang)["embed.of_a_step"]);
      assert.match(await value("snippet"), /\/es\/embed\/steps\/legal-pathways\/\?/);
      assert.ok((await value("snippet")).includes(claim.replaceAll('"', "&quot;")));
      assert.equal(await value("page"), `${ruled}es/steps/legal-pathways/`);
      assert.match(await value("image"), /cards\/steps-legal-pathways-es\.png/);
      const ofStep = await (await page.request.get(await value("oembed"))).json();
      assert.equal(ofStep.title, claim);
      assert.match(ofStep.html, /es\/embed\/steps\/legal-pathways\//);
      assert.deepEqual([opened.errors, opened.foreign], [[], []]);
    } finally {
      await opened.close();
    }
  });
}

const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("&amp;", "&").replaceAll("&quot;", '"');

function frame(src, attributes = "") {
  return `<iframe src="${src.replaceAll("&", "&amp;")}" title="frame" width="600" height="400" ${attributes}></iframe>`;
}

/**
 * A frame as WordPress wraps that of an answer it found by itself, in a post of its usual width, with
 * what its script does: a height between 200 and 1000 from the frame that knows the word.
 */
function inWordPress(html, secret) {
  const taken = ["src", "width", "height", "title"].map((name) => [name, new RegExp(` ${name}="([^"]*)"`).exec(html)[1]]);
  const attributes = taken.map(([name, value]) => `${name}="${value}${name === "src" ? `#?secret=${secret}` : ""}"`);
  return `<style>.entry { margin: 2rem auto; max-width: 645px; font: 20px/1.6 serif } iframe { max-width: 100% }</style>
    <article class="entry"><h1>A post</h1><p>Words above the frame, as long as a paragraph of a post is in a column of this width.</p>
    <figure class="wp-block-embed" style="margin: 0"><iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="${secret}" ${attributes.join(" ")}></iframe></figure>
    <p>Words below it.</p></article>
    <script>
      addEventListener("message", ({ data, source }) => {
        if (!data?.secret || !data.message || !data.value || /[^a-zA-Z0-9]/.test(data.secret)) return;
        for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
          if (source !== frame.contentWindow || data.message !== "height") continue;
          frame.height = Math.max(200, Math.min(1000, parseInt(data.value, 10)));
        }
      });
      for (const frame of document.querySelectorAll("iframe")) {
        frame.addEventListener("load", () => frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*"));
      }
    </script>`;
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
