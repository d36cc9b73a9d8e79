import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import { reading } from "./reader.mjs";
import { holdMemory, interact, memoryPages, study, STUDY } from "./soak.mjs";

/** By then border rules and readings have met in every combination, with a rest after each. */
const WARM = 100;
/** From there on sliders alone: other border rules and readings make large tables anew, in whatever room is free. */
const LATER = 600;

let harness;
before(async () => {
  harness = await start();
});
after(() => harness?.close());

test("the app's memory stays as it is, however long it is used", () =>
  reading(harness, { prepare: holdMemory }, async (reader) => {
    await reader.openGroups();
    const first = await reader.answer();
    for (let turn = 0; turn < WARM; turn += 10) await interact(reader.page, turn, turn + 10);
    const warm = await memoryPages(reader.page);
    assert.notEqual(await reader.answer(), first, "nothing was changed");
    await interact(reader.page, WARM, LATER, true);
    assert.equal(await memoryPages(reader.page), warm);
    assert.deepEqual(reader.opened.errors, []);
  }));

/** In this many turns every form meets every outcome, and each panel is opened. */
const STUDIED = 4 * 6 * 8;

test("the study's memory stays as it is, whatever is looked at", () =>
  reading(harness, { prepare: holdMemory }, async (reader) => {
    const { page, opened } = reader;
    await opened.openStudy();
    await page.locator(".view > summary").click();
    await page.locator("#view-form").waitFor();
    // The first round over everything leaves gaps that the second may not all fit into.
    await study(page, 0, 2 * STUDIED);
    const warm = await memoryPages(page, STUDY);
    assert.ok(warm > 100, `${warm} pages: the study holds a model`);
    await study(page, 2 * STUDIED, 3 * STUDIED);
    assert.equal(await memoryPages(page, STUDY), warm);
    assert.deepEqual(opened.errors, []);
  }));
