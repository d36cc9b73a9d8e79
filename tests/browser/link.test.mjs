import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES, start } from "./harness.mjs";
import { filled, read, reading, saying, until, words } from "./reader.mjs";

const SHARED =
  "#v1&regime=2022-23&pack=sceptic&work_visas=35000&aid=1.5,2,2.5&research=0.05&drought=1.5&storm=0.1,0.2,0.3&seed=7";

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

for (const lang of LANGUAGES) {
  test(`a shared link opens its state, the same on every opening, ${lang}`, async () => {
    const seen = [];
    for (let time = 0; time < 2; time += 1) {
      await reading(harness, { lang, path: SHARED }, async (reader) => {
        const { page } = reader;
        assert.equal(await page.locator(".notices").count(), 0);
        assert.ok(await page.locator("#regime-2022-23").isChecked());
        await reader.dial("work_visas").awaitValue(35_000);
        await reader.dial("aid").awaitValue(2.5);
        await page.locator("details.group > summary").nth(0).click();
        await reader.dial("research").awaitValue(0.05);
        await page.locator("details.group > summary").nth(1).click();
        await reader.dial("drought").awaitValue(1.5);
        await page.locator("details.group > summary").nth(2).click();
        assert.ok(await page.locator("#pack-sceptic").isChecked());
        assert.match(await page.locator(".dial[data-key=aid] .dial-unit").innerText(), saying(reader.words["ui.by_year"]));
        await reader.openTables("SLV");
        await reader.openTables("all");
        seen.push({
          fragment: await reader.fragment(),
          answer: await reader.answer(),
          beside: await reader.beside(),
          tables: [await reader.tables("SLV"), await reader.tables("all")],
          pictures: await reader.pictureWords(),
          drawing: await reader.drawing(),
        });
      });
    }
    assert.equal(seen[0].fragment, SHARED);
    assert.match(seen[0].answer, /35,000/);
    assert.deepEqual(seen[0], seen[1]);
  });

  const told = words(lang);
  const lever = (key) => ({ key });
  const broken = {
    "of an unknown version": ["#v9&aid=2", "refusals.version", { text: "v9" }],
    "that is too long": [`#v1&aid=${"1,".repeat(4500)}`, "refusals.too_long", {}],
    "with an unknown key": ["#v1&tariff=3", "refusals.unknown_key", { key: "tariff" }],
    "with a key twice": ["#v1&aid=2.5&aid=3", "refusals.duplicate", { key: "aid", instead: "2.5" }],
    "with a word for a number": ["#v1&aid=lots", "refusals.not_number", { ...lever("aid"), text: "lots", instead: "2" }],
    "with markup for a value": ["#v1&pack=<img%20src=x%20onerror=alert(1)>", "refusals.malformed", { key: "pack", instead: told["packs.literature.name"], text: "<img src=x onerror=alert(1)>" }],
    "with signs that cannot be read": ["#v1&aid=%00%FF", "refusals.malformed", { key: "aid", instead: "2", text: "??" }],
    "with too many values": [`#v1&aid=${"1,".repeat(10)}1`, "refusals.too_many_values", { key: "aid", most: "10", instead: "2" }],
    "with nothing for a number": ["#v1&research=", "refusals.not_number", { ...lever("research"), text: "", instead: "0.1" }],
    "with an infinite number": ["#v1&work_visas=1e9", "refusals.not_number", { ...lever("work_visas"), text: "1e9", instead: "20,000" }],
    "with a number out of range": ["#v1&aid=9", "refusals.out_of_range", { ...lever("aid"), text: "9", min: "0", max: "3", instead: "2" }],
    "with a shock out of range": ["#v1&us_openings=0.1", "refusals.out_of_range", { ...lever("us_openings"), text: "0.1", min: "0.3", max: "1.5", instead: "1" }],
    "with an unknown preset": ["#v1&p=utopia", "refusals.unknown_name", { key: "p", text: "utopia", instead: told["presets.everything.name"] }],
    "with unknown border rules": ["#v1&regime=2031", "refusals.unknown_name", { key: "regime", text: "2031", instead: told["regimes.late-2024.name"] }],
    "with an unknown reading": ["#v1&pack=wishful", "refusals.unknown_name", { key: "pack", text: "wishful", instead: told["packs.literature.name"] }],
    "with a seed that is none": ["#v1&seed=-1", "refusals.not_number", { key: "seed", text: "-1", instead: "2024" }],
  };
  // In one language ten are opened in pages of their own; in the other all follow one another.
  if (lang === "en") {
    for (const [name, [fragment, message, holes]] of Object.entries(broken).slice(0, 10)) {
      test(`a link ${name} opens, and a notice says what was refused and what stands, ${lang}`, () =>
        reading(harness, { lang, path: fragment }, async (reader) => {
          const { page, opened } = reader;
          const lines = page.locator(".notices li");
          await lines.first().waitFor();
          assert.deepEqual(await lines.allInnerTexts(), [filled(told[message], holes)]);
          assert.equal(await page.locator(".notices p").innerText(), told["refusals.title"]);
          assert.equal(await page.locator(".notices img").count(), 0);
          assert.ok((await reader.pictures()).every(({ drawn }) => drawn > 500));

          // What stands is what the page opens on, and the page works.
          const aid = reader.dial("aid");
          await aid.awaitValue(fragment.startsWith("#v1&aid=2.5") ? 2.5 : 2);
          await aid.press("End");
          await aid.awaitValue(3);
          await until(() => reader.fragment(), (now) => /^#v1&.*aid=3\b/.test(now), "the address follows");
          await page.getByRole("button", { name: told["ui.dismiss"] }).click();
          await until(() => page.locator(".notices").count(), (count) => count === 0, "the notice goes");
          assert.deepEqual(opened.errors, []);
        }));
    }
  }
  test(`broken links followed one after another say what was refused and what stands, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const lines = reader.page.locator(".notices li");
      for (const [fragment, message, holes] of Object.values(broken).slice(lang === "en" ? 10 : 0)) {
        await reader.follow(fragment);
        const line = filled(told[message], holes);
        await until(() => lines.allInnerTexts(), ([only, more]) => only === line && !more, line);
        assert.equal(await reader.page.locator(".notices img").count(), 0);
      }
      assert.deepEqual(reader.opened.errors, []);
    }));

  test(`a link with many faults opens on what is left of it, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&aid=9&p=strategy&regime=since-2025&seed=x&food_security=0.2&local_share=2" }, async (reader) => {
      const lines = reader.page.locator(".notices li");
      await lines.first().waitFor();
      assert.equal(await lines.count(), 3);
      assert.ok(await reader.page.locator("#regime-since-2025").isChecked());
      const aid = reader.dial("aid").field;
      await until(() => aid.inputValue(), (text) => text === "1.58", "aid as the strategy has it");
      await reader.page.locator("details.group > summary").first().click();
      await reader.dial("food_security").awaitValue(0.2);
    }));

  test(`the language link keeps the state, and leads back, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=today" }, async (reader) => {
      const other = lang === "en" ? "es" : "en";
      const { page, opened } = reader;
      await reader.dial("aid").press("End");
      await reader.awaitFragment("#v1&p=today&aid=3");
      const cells = await numbers(reader, "all");
      await page.locator("#other-language").click();
      await page.locator(`html[lang=${other}][data-app=ready]`).waitFor();
      const there = Object.assign(Object.create(Object.getPrototypeOf(reader)), reader, { lang: other, words: words(other) });
      assert.equal(await there.fragment(), "#v1&p=today&aid=3");
      assert.match(page.url(), other === "es" ? /\/es\/#/ : /\d\/#/);
      await there.dial("aid").awaitValue(3);
      assert.equal(await page.title(), words(other)["page.title"]);
      await there.awaitAnswer(saying(words(other)["answer.with"], { changes: filled(words(other)["levers.aid.phrase"], { value: "3" }) }));
      assert.deepEqual(await numbers(there, "all"), cells);
      await page.locator("#other-language").click();
      await page.locator(`html[lang=${lang}][data-app=ready]`).waitFor();
      assert.equal(await reader.fragment(), "#v1&p=today&aid=3");
      assert.deepEqual(opened.errors, []);
    }));

  test(`the link is copied, opens the same state, and says so, ${lang}`, () =>
    reading(harness, { lang, path: "#v1&p=aid" }, async (reader) => {
      const { page, opened } = reader;
      await page.locator("label[for=regime-since-2025]").click();
      await page.getByRole("button", { name: told["ui.copy"], exact: true }).click();
      const said = page.locator(".actions [role=status]");
      await until(() => said.innerText(), (text) => text === told["ui.copied"], "the page says it is copied");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, `${harness.url}${lang === "es" ? "es/" : ""}#v1&p=aid&regime=since-2025`);
      const answer = await reader.awaitWholeAnswer();
      const again = await opened.context.newPage();
      await again.goto(copied);
      await again.locator("html[data-app=ready]").waitFor();
      const read = () => again.locator("#answer .answer-text, #simulator .beside").allInnerTexts();
      await until(read, (texts) => texts.join(" ") === answer, "the same answer");
    }));

  test(`the page says so where the link cannot be copied, ${lang}`, () => {
    const prepare = (page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
      });
    return reading(harness, { lang, prepare }, async ({ page }) => {
      await page.getByRole("button", { name: told["ui.copy"], exact: true }).click();
      const said = page.locator(".actions [role=status]");
      await until(() => said.innerText(), (text) => text === told["ui.copy_failed"], "the page says it failed");
    });
  });

  test(`reset brings back the opening state, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const { page } = reader;
      const opening = { answer: await reader.awaitWholeAnswer(), pictures: await reader.pictureWords() };
      await reader.follow(SHARED);
      await until(() => reader.answer(), (text) => !opening.answer.startsWith(text), "another state");
      await page.getByRole("button", { name: told["ui.reset"], exact: true }).click();
      await reader.awaitFragment("#v1");
      await reader.awaitAnswer(saying(told["answer.with_preset"], { preset: told["presets.everything.name"] }));
      assert.equal(await reader.awaitWholeAnswer(), opening.answer);
      assert.deepEqual(await reader.pictureWords(), opening.pictures);
      assert.equal(await page.locator("#preset").inputValue(), "everything");
      await reader.dial("work_visas").awaitValue(20_000);
    }));

  test(`other border rules rename the pictures and move the numbers, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const { page } = reader;
      await reader.openTables("HND");
      let before = { tables: [], drawing: "" };
      for (const regime of ["since-2025", "2022-23", "late-2024"]) {
        await page.locator(`label[for=regime-${regime}]`).click();
        const name = told[`regimes.${regime}.phrase`];
        await reader.awaitBeside(saying(told["answer.regime"], { regime: name }));
        await until(
          () => reader.pictureWords(),
          (all) => all.length === 8 && all.every((text) => text.includes(filled("{regime}. ", { regime: name }))),
          `titles with ${name}`,
        );
        assert.ok(await page.getByText(told[`regimes.${regime}.explain`]).isVisible());
        const drawing = await until(() => reader.drawing(), (drawing) => drawing !== before.drawing, "other pictures");
        const tables = await reader.tables("HND");
        assert.notDeepEqual(tables, before.tables);
        before = { tables, drawing };
        await reader.awaitFragment(regime === "late-2024" ? "#v1" : `#v1&regime=${regime}`);
      }
    }));

  test(`every preset sets the levers and says its name, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const select = reader.page.locator("#preset");
      const presets = await select.locator("option:not([hidden])").evaluateAll((all) => all.map(({ value }) => value));
      assert.equal(presets.length, 11);
      for (const preset of presets) {
        await select.selectOption(preset);
        const name = told[`presets.${preset}.name`];
        const said =
          preset === "today"
            ? saying(told["answer.still"])
            : saying(told["answer.with_preset"], { preset: name });
        await reader.awaitAnswer(said);
        assert.ok(await reader.page.getByText(told[`presets.${preset}.explain`]).isVisible());
      }
      await reader.awaitFragment("#v1&p=us-recession");
      const note = reader.page.locator(".presets .stacked");
      const room = (await note.boundingBox()).height;
      await reader.dial("aid").press("ArrowRight");
      await until(() => select.inputValue(), (value) => value === "", "no preset is named any more");
      const begun = told["ui.own"].replace("{name}", told["presets.us-recession.name"]);
      assert.equal(await select.locator("option:checked").innerText(), begun);
      // The note is no longer that of the preset, and takes as much room.
      assert.equal(await note.getByText(told["presets.us-recession.explain"]).isVisible(), false);
      assert.ok(await note.getByText(begun).isVisible());
      assert.equal((await note.boundingBox()).height, room);
      await reader.awaitFragment("#v1&p=us-recession&aid=1.05");
    }));

  test(`other readings of the studies move the numbers, ${lang}`, () =>
    reading(harness, { lang }, async (reader) => {
      const { page } = reader;
      const opening = await reader.awaitWholeAnswer();
      const answers = [await reader.answer()];
      await page.locator("details.group > summary").nth(2).click();
      for (const pack of ["as-published", "sceptic"]) {
        await page.locator(`label[for=pack-${pack}]`).click();
        await reader.awaitFragment(`#v1&pack=${pack}`);
        // It ends with the name of the reading; what counts here stands before.
        const name = filled(told["answer.reading"], { reading: told[`packs.${pack}.name`] });
        const whole = await reader.answer();
        assert.ok(whole.endsWith(name), whole);
        const answer = whole.slice(0, -name.length).trim();
        assert.doesNotMatch(await reader.beside(), saying(told["answer.published_fewer"]));
        assert.ok(answers.every((other) => other !== answer));
        answers.push(answer);
      }
      await page.locator("label[for=pack-literature]").click();
      await reader.awaitFragment("#v1");
      assert.equal(await reader.awaitWholeAnswer(), opening);

      const discount = page.locator(".dial[data-key=discount]");
      await discount.getByRole("button", { name: told["beliefs.set"], exact: true }).click();
      await reader.awaitFragment("#v1&discount=0.65");
      await page.locator("#dial-discount").focus();
      await page.keyboard.press("End");
      await reader.awaitFragment("#v1&discount=1");
      // At full size the studies are as they were published.
      await until(() => reader.answer(), (text) => text === answers[1], "the answer of the studies as published");
      await discount.getByRole("button", { name: told["beliefs.unset_action"] }).click();
      await reader.awaitFragment("#v1");
      assert.equal(await reader.awaitWholeAnswer(), opening);
    }));
}

test("a key of a later version stays in the link when the state changes", () =>
  reading(harness, { path: "#v1&tariff=3&aid=2.5" }, async (reader) => {
    await reader.page.locator(".notices").waitFor();
    await reader.dial("local_share").press("ArrowRight");
    await reader.awaitFragment("#v1&aid=2.5&local_share=0.51&tariff=3");
    await reader.page.getByRole("button", { name: reader.words["ui.dismiss"] }).click();
    await reader.dial("local_share").press("ArrowRight");
    await reader.awaitFragment("#v1&aid=2.5&local_share=0.52&tariff=3");
  }));

test("a notice does not claim that a key is kept which the link cannot hold", () =>
  reading(harness, { path: `#v1&tariff=${"3".repeat(500)}` }, async (reader) => {
    const line = reader.page.locator(".notices li");
    await line.waitFor();
    const text = await line.innerText();
    assert.match(text, /tariff/);
    assert.notEqual(text, filled(reader.words["refusals.unknown_key"], { key: "tariff" }));
  }));

test("a notice on a part that cannot be read says which part it was", () =>
  reading(harness, { path: "#v1&aid=%00%FF&r%C3%A9gimen" }, async (reader) => {
    const lines = reader.page.locator(".notices li");
    await lines.first().waitFor();
    const [value, key] = await lines.allInnerTexts();
    assert.match(value, /aid/);
    assert.match(key, /r\?+gimen/);
  }));

test("a link that is opened in a page already open is taken over, with its notices", () =>
  reading(harness, {}, async (reader) => {
    await reader.follow("#v1&p=today&aid=2.5&work_visas=999999999");
    await reader.dial("aid").awaitValue(2.5);
    await until(() => reader.page.locator(".notices li").count(), (count) => count === 1, "a notice");
    await reader.follow("#v1&p=today&aid=1.5");
    await reader.dial("aid").awaitValue(1.5);
    await until(() => reader.page.locator(".notices").count(), (count) => count === 0, "no notice");
    await reader.follow("#sources");
    await reader.page.locator("#sources").waitFor();
    await reader.dial("aid").awaitValue(1.5);
  }));

test("a reader of Spanish who comes to the front page is sent to the Spanish one, once", async () => {
  const reader = await read(harness, { lang: "en", locale: "es-GT", path: "#v1&p=today&aid=2.5" });
  const { page, opened } = reader;
  try {
    assert.equal(page.url(), `${harness.url}es/#v1&p=today&aid=2.5`);
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    await reader.dial("aid").awaitValue(2.5);

    await page.locator("#other-language").click();
    await page.locator("html[lang=en][data-app=ready]").waitFor();
    assert.equal(page.url(), `${harness.url}#v1&p=today&aid=2.5`);
    await page.reload();
    await page.locator("html[lang=en][data-app=ready]").waitFor();

    // The choice holds on the next visit too.
    const later = await opened.context.newPage();
    await later.goto(harness.url);
    await later.locator("html[data-app=ready]").waitFor();
    assert.equal(await later.locator("html").getAttribute("lang"), "en");
  } finally {
    await opened.close();
  }
});

test("a reader of English stays on the page that was asked for", async () => {
  for (const [lang, path] of [["en", ""], ["es", "es/"]]) {
    await reading(harness, { lang, locale: "en-US" }, async ({ page }) => {
      assert.equal(page.url(), harness.url + path);
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
    });
  }
});

/** The numbers of a row's tables, without their words. */
async function numbers(reader, row) {
  await reader.openTables(row);
  const tables = await reader.tables(row);
  return tables.map((rows) => rows.slice(1).map((cells) => cells.slice(1).map((cell) => cell.replace(/[^\d.,−+]/g, ""))));
}
