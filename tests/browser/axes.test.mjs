import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { LEVERS, reading, saying, until } from "./reader.mjs";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

/** The line of no change in a strip, in pixels from its left edge: where it stands tells the scale. */
async function zeroOf(page, row = "SLV", attribute = "data-row") {
  return page.locator(`section[${attribute}=${row}] canvas.strip`).evaluate((canvas) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    // What moves stands on a canvas of its own.
    const moving = canvas.parentElement.querySelector(".moving");
    if (moving) {
      const [base, part] = [canvas, moving].map((each) => each.getBoundingClientRect());
      const scale = width / base.width;
      copy.drawImage(moving, (part.left - base.left) * scale, (part.top - base.top) * scale);
    }
    const { data } = copy.getImageData(0, 0, width, height);
    // Between the words above the bars and the bars there is nothing but this line.
    let [best, most] = [0, 0];
    for (let x = 0; x < width; x += 1) {
      let dark = 0;
      for (let y = 16; y < 18; y += 1) {
        const at = 4 * (y * width + x);
        dark += (255 - Math.max(...data.slice(at, at + 3))) * data[at + 3];
      }
      if (dark > most) [best, most] = [x, dark];
    }
    return best;
  });
}

/** The place of the lines under amounts in the first picture of an outcome: they tell its scale. */
async function tops(page) {
  return page.locator("section[data-form-row=SLV] canvas.levels").evaluate((canvas) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    // Amounts are written at the left edge.
    const { data } = copy.getImageData(0, 0, 14, height);
    const rows = [];
    for (let y = 0; y < height; y += 1) {
      let written = 0;
      for (let x = 0; x < 14; x += 1) {
        const at = 4 * (y * 14 + x);
        if (data[at + 3] > 0 && Math.max(...data.slice(at, at + 3)) < 160) written += 1;
      }
      if (written > 0) rows.push(y);
    }
    return rows.join();
  });
}

const note = async (page) => (await page.locator(".see > .rescaled").innerText()).trim();

for (const lang of LANGUAGES) {
  test(`axes stand still while a slider is in hand, and the new scale is said once it is let go, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=today" }, async (reader) => {
      const { page } = reader;
      const dial = reader.dial("work_visas");
      await dial.grab();
      const stood = await zeroOf(page);
      for (const value of [30_000, 60_000, 100_000]) {
        const before = await reader.answer();
        await dial.pull(value);
        await until(() => reader.answer(), (answer) => answer !== before, "the answer follows");
        assert.equal(await zeroOf(page), stood);
        assert.equal(await note(page), "");
      }
      await dial.letGo();
      const said = await until(() => note(page), (text) => text !== "", "the new scale is said");
      assert.match(said, new RegExp(`^${saying(reader.words["chart.rescaled_both"]).source}$`, "s"));
      assert.equal(await page.locator(".see > .rescaled").getAttribute("role"), "status");
      assert.notEqual(await zeroOf(page), stood);
      // It stands until the reader does something else.
      await page.keyboard.press("Shift");
      assert.equal(await note(page), "");
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("a key that is held moves no axis until it is let go", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const { page } = reader;
    const dial = reader.dial("work_visas");
    await dial.slider.focus();
    const stood = await zeroOf(page);
    for (let times = 0; times < 10; times += 1) await page.keyboard.down("PageUp");
    await until(() => dial.value(), (value) => value >= 90_000, "the key repeats");
    await reader.awaitAnswer(/\d\d,000 more seasonal work visas/);
    assert.equal(await zeroOf(page), stood);
    await page.keyboard.up("PageUp");
    await until(() => note(page), (text) => text !== "", "the new scale is said");
    assert.notEqual(await zeroOf(page), stood);
  }));

for (const [width, lang] of [[1440, "es"], [360, "en"]]) {
  test(`another reading of the studies moves no axis, and nothing is said of axes, ${lang}, ${width} px`, () =>
    reading(harness, { lang, width, path: "#v1" }, async (reader) => {
      const { page } = reader;
      const row = width < 600 ? "GTM" : "SLV";
      const stood = await zeroOf(page, row);
      for (const pack of ["as-published", "sceptic", "op-ed", "strategy"]) {
        const [before, drawn] = [await reader.answer(), await reader.drawing()];
        await reader.follow(`#v1&pack=${pack}`);
        await until(() => reader.answer(), (answer) => answer !== before, "the answer follows");
        await until(() => reader.drawing(), (now) => now !== drawn, "the picture follows");
        await page.waitForTimeout(500);
        assert.equal(await zeroOf(page, row), stood, pack);
        assert.equal(await note(page), "");
      }
      assert.deepEqual(reader.opened.errors, []);
    }));
}

for (const [outcome, lang] of [["homicides", "en"], ["entries", "es"]]) {
  test(`another reading moves no axis of another outcome: ${outcome}, ${lang}`, () =>
    reading(harness, { lang, path: `#v1&outcome=${outcome}` }, async (reader) => {
      const { page } = reader;
      const row = page.locator("#forms section[data-form-row=SLV]");
      await row.waitFor({ timeout: 30_000 });
      const sentence = () => row.locator(".row-sentence").innerText();
      const axis = async () => [await zeroOf(page, "SLV", "data-form-row"), await tops(page)];
      await page.waitForTimeout(500);
      const stood = await axis();
      for (const pack of ["as-published", "sceptic", "op-ed", "strategy"]) {
        const before = await sentence();
        await reader.follow(`#v1&pack=${pack}&outcome=${outcome}`);
        await until(sentence, (said) => said !== before, "the sentence follows");
        await page.waitForTimeout(500);
        assert.deepEqual(await axis(), stood, pack);
        assert.equal((await page.locator("#forms .rescaled").innerText()).trim(), "");
      }
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("of pictures that give way to sentences no new scale is said", () =>
  reading(harness, { path: "#v1&p=strategy&pack=strategy&form=dots" }, async (reader) => {
    const { page } = reader;
    await page.locator("#forms section[data-form-row=SLV] canvas.strip").waitFor({ timeout: 30_000 });
    await page.waitForTimeout(500);
    await reader.follow("#v1&p=strategy&pack=strategy&form=sentence");
    await page.locator("#forms .rows-said").waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.locator("#forms .rescaled:visible").count(), 0);
    assert.equal(await note(page), "");
  }));

test("what changes no scale says nothing", () =>
  reading(harness, { path: "#v1&p=today" }, async (reader) => {
    const dial = reader.dial("work_visas");
    await dial.press("ArrowRight");
    await reader.awaitFragment("#v1&p=today&work_visas=1000");
    await until(() => reader.spoken(), (text) => text !== "", "the change has settled");
    assert.equal(await note(reader.page), "");
  }));

for (const [width, lang] of [[1440, "en"], [360, "es"]]) {
  test(`history, breaks and events are switched, kept in the link, and told below the chart, ${lang}, ${width} px`, () =>
    reading(harness, { width, lang, path: "#v1&p=today" }, async (reader) => {
      const { page, words } = reader;
      await page.locator("details.view > summary").click();
      const drawn = await reader.drawing();
      await page.locator("#show-breaks").click();
      await reader.awaitFragment("#v1&p=today&show=history");
      await until(() => reader.drawing(), (now) => now !== drawn, "the notches go");
      await page.locator("#show-history").click();
      await reader.awaitFragment("#v1&p=today&show=none");
      const futures = await reader.drawing();
      assert.notEqual(futures, drawn);
      for (const layer of ["history", "breaks", "events"]) await page.locator(`#show-${layer}`).click();
      await reader.awaitFragment("#v1&p=today&show=history,breaks,events");

      const row = page.locator("#forms section[data-form-row=GTM]");
      await row.waitFor({ timeout: 30_000 });
      const list = row.locator("details.events");
      await list.waitFor();
      assert.equal(await list.locator("summary").innerText(), words["view.letters"]);
      if (width < 600) await list.locator("summary").click();
      const lines = await list.locator("li").allInnerTexts();
      assert.equal(lines.length, 8);
      lines.forEach((line, place) => assert.match(line, new RegExp(`^${"abcdefgh"[place]} (19|20)\\d\\d: .+`)));
      assert.ok(lines.some((line) => line.includes("CICIG")));
      // Sources and breaks of the row stand below the chart that is shown.
      assert.equal(await row.locator("details.sources").count(), 1);
      assert.deepEqual(await reader.opened.axe("#simulator"), []);

      await page.reload();
      await reader.opened.waitForApp();
      await page.locator("details.view > summary").click();
      for (const layer of ["history", "breaks", "events"]) assert.ok(await page.locator(`#show-${layer}`).isChecked());
      await page.locator("#show-events").click();
      await reader.awaitFragment("#v1&p=today");
      await until(() => page.locator("#forms section").count(), (count) => count === 0, "the page's own rows again");
      const own = page.locator("section[data-row=GTM] details.sources");
      await until(() => own.count(), (count) => count === 1, "the note is back in its place");
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("a link that asks to show what there is not is told so, and shows what is usual", () =>
  reading(harness, { path: "#v1&show=history,ufos" }, async (reader) => {
    const told = await reader.page.locator(".notices").innerText();
    const holes = { key: "show", text: "history,ufos", instead: reader.words["refusals.default_value"] };
    assert.match(told, saying(reader.words["refusals.unknown_name"], holes));
    await reader.page.locator("details.view > summary").click();
    assert.ok(await reader.page.locator("#show-history").isChecked());
    assert.ok(!(await reader.page.locator("#show-events").isChecked()));
  }));

for (const lang of LANGUAGES) {
  test(`every lever says how far the evidence on it goes, by keyboard, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=today" }, async (reader) => {
      const { page, words } = reader;
      await reader.openGroups();
      const shaded = [];
      for (const { key } of LEVERS) {
        const dial = page.locator(`.dial[data-key=${key}]`);
        const question = dial.locator("summary", { hasText: words["guides.reach"] });
        await question.focus();
        await page.keyboard.press("Enter");
        const reason = await dial.locator("details[open] p").first().innerText();
        assert.match(reason, saying(words[`reach.${key}`]));
        const has = (await dial.locator(".beyond").count()) > 0;
        const first = words["reach.work_visas"].split(" ")[0];
        assert.equal(reason.startsWith(first), has, `${key}: ${reason}`);
        if (has) shaded.push(key);
      }
      assert.deepEqual(shaded, ["work_visas", "entry_places", "aid"]);
    }));
}

test("a folded group says how many of its levers are changed", () =>
  reading(harness, { path: "#v1&p=today&research=0.1&food_security=0.2" }, async (reader) => {
    const first = reader.page.locator("details.group > summary").first();
    const said = reader.words["ui.changed"].replace("{n}", "2");
    await until(() => first.innerText(), (text) => text.includes(said), "two are changed");
    await reader.follow("#v1&p=today&research=0.1");
    await until(() => first.innerText(), (text) => text.includes(reader.words["ui.changed"].replace("{n}", "1")), "one is");
  }));
