import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { until, words } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** Opens a page of the site and closes it behind the work. */
async function onPage(view, work) {
  const opened = await harness.openPage(view);
  try {
    await work(opened, opened.page);
    // Without scripts Chromium counts the app's preload as refused.
    const real = (problem) => view.javaScript !== false || !/: (csp|net::ERR_ABORTED)$/.test(problem);
    assert.deepEqual(opened.foreign.filter(real), []);
    assert.deepEqual(opened.errors.filter(real), []);
  } finally {
    await opened.close();
  }
}

const plain = (text) => text.replaceAll("\u00a0", " ");

for (const lang of LANGUAGES) {
  test(`the ${lang} page of a preset reads whole without scripts, and the app takes over with the same sentence`, async () => {
    let told = "";
    await onPage({ lang, width: 768, javaScript: false }, async (_, page) => {
      await page.locator("#steps a[href$='/s/']").click();
      await page.locator(".scenarios a[href$='/s/pathways/']").click();
      const name = words(lang)["presets.pathways.name"];
      assert.match(await page.title(), new RegExp(name));
      assert.match(await page.locator("h1").innerText(), new RegExp(name));
      told = await page.locator("#answer .answer-text").innerText();
      assert.match(told, new RegExp(name));
      for (const row of await page.locator(".still .row").all()) {
        assert.equal(await row.locator("svg:visible").count(), 2);
        await row.locator("details.table > summary").click();
        assert.equal(await row.locator("table:visible").count(), 2);
        const [wide, room] = await row.evaluate((row) => [row.querySelector("svg").clientWidth, innerWidth]);
        assert.ok(wide < room, `a picture ${wide} px wide beside an open table`);
      }
      assert.ok((await page.locator("#who-says-what p:visible").count()) > 3);
    });
    await onPage({ lang, path: "s/pathways/" }, async (opened, page) => {
      await opened.waitForApp();
      assert.equal(plain(await page.locator("#answer .answer-text").innerText()), plain(told));
      assert.equal(await page.locator("#simulator select").first().inputValue(), "pathways");
      assert.equal(new URL(page.url()).hash, "", "the preset is no part of the address");
      assert.deepEqual(await opened.axe(), []);
    });
    await onPage({ lang, path: "s/pathways/#v1&p=aid" }, async (opened, page) => {
      await opened.waitForApp();
      assert.equal(await page.locator("#simulator select").first().inputValue(), "aid", "a state in the address wins");
      await page.locator("#other-language").click();
      await page.waitForURL(new RegExp(`${lang === "en" ? "/es" : ""}/s/pathways/#v1&p=aid$`));
    });
  });
}

for (const [path, width] of [
  ["", 1440],
  ["", 360],
  ["es/", 1440],
  ["es/", 360],
  ["s/aid/", 1440],
  ["s/aid/", 360],
  ["steps/legal-pathways/", 1440],
  ["es/steps/legal-pathways/", 360],
  ["embed/", 650],
  ["embed/", 360],
  ["es/embed/?part=chart", 360],
  ["embed/steps/legal-pathways/", 650],
]) {
  test(`nothing jumps when the app takes over /${path} at ${width} px`, async () => {
    let letGo;
    const held = new Promise((resolve) => {
      letGo = resolve;
    });
    const prepare = async (page) => {
      await page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) {
            const moved = shift.sources.map(({ node }) => `${node?.nodeName} ${node?.className}`);
            globalThis.shifts.push({ value: shift.value, moved });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.route("**/*.wasm", async (route) => {
        await held;
        await route.continue();
      });
    };
    await onPage({ path, width, height: 900, prepare }, async (opened, page) => {
      await page.evaluate(() => document.fonts.ready);
      const still = await places(page);
      const before = await page.screenshot();
      letGo();
      await opened.waitForApp();
      const live = await until(
        () => places(page),
        ({ canvases }) => canvases > 0,
        "the first drawing",
      );
      assert.deepEqual(live, { ...still, canvases: live.canvases }, "heading and answer stay where they are");
      const [, y, , high] = still.answer;
      const above = await changed(page, before, await page.screenshot(), Math.floor(Math.min(y + high, 900)));
      assert.equal(above.upper, 0, "share of the pixels of heading and answer that changed");
      const shifts = await page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((all, { value }) => all + value, 0);
      const share = (100 * above.all).toFixed(1);
      console.log(`/${path} at ${width} px: shift ${sum.toFixed(4)}, ${share}% of the first screen drawn otherwise`);
      assert.ok(sum <= 0.02, JSON.stringify(shifts));
    });
  });
}

for (const [path, width] of [
  ["", 360],
  ["", 1440],
  ["embed/", 650],
]) {
  test(`a reader sees one simulator in every frame, its charts drawn, while the app takes over /${path} at ${width} px`, async () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        globalThis.framesSeen = [];
        const { port1, port2 } = new MessageChannel();
        // A task right after a frame finds what that frame showed.
        port1.onmessage = () => {
          const seen = [...document.querySelectorAll("#simulator")].filter((part) => getComputedStyle(part).opacity !== "0");
          const canvases = seen.flatMap((part) => [...part.querySelectorAll("canvas[role=img]")]);
          const shown = canvases.filter((canvas) => canvas.getBoundingClientRect().width > 0);
          // What was never drawn on has the size that browsers give a canvas.
          const blank = shown.filter(({ width, height }) => width === 300 && height === 150).length;
          globalThis.framesSeen.push({ seen: seen.length, blank });
          requestAnimationFrame(() => port2.postMessage(null));
        };
        addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => port2.postMessage(null)));
      });
    await onPage({ path, width, height: 900, prepare }, async (opened, page) => {
      await opened.waitForApp();
      const frames = await page.evaluate(() => globalThis.framesSeen);
      assert.deepEqual(frames.filter(({ seen, blank }) => seen !== 1 || blank > 0), []);
      assert.ok(frames.length > 0);
      assert.equal(await page.locator("#simulator").count(), 1);
      assert.equal(await page.locator(".unseen").count(), 0);
    });
  });
}

/** Shares of pixels that differ clearly between two pictures of the window: above a height, and of all. */
async function changed(page, before, after, height) {
  const pictures = [before, after].map((png) => `data:image/png;base64,${png.toString("base64")}`);
  return page.evaluate(
    async ([pictures, height]) => {
      const [a, b] = await Promise.all(
        pictures.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
          canvas.drawImage(image, 0, 0);
          return canvas.getImageData(0, 0, image.width, image.height);
        }),
      );
      const differ = (from, to) => {
        let count = 0;
        for (let i = from; i < to; i += 4) {
          if ([0, 1, 2].some((part) => Math.abs(a.data[i + part] - b.data[i + part]) > 32)) count += 1;
        }
        return (4 * count) / (to - from);
      };
      return { upper: differ(0, height * a.width * 4), all: differ(0, a.data.length) };
    },
    [pictures, height],
  );
}

/** Where heading and answer stand, and how many pictures the app has drawn. */
async function places(page) {
  return page.evaluate(() => {
    const box = (selector) => {
      const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
      return [x, y, width, height];
    };
    return {
      heading: box("h1"),
      answer: box("#answer .answer-text"),
      canvases: document.querySelectorAll("#simulator canvas").length,
    };
  });
}
