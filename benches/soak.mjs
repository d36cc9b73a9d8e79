// Uses the page 10,000 times in headless Chromium, and what is loaded on demand 2,000 times, and prints
// the memory that it holds meanwhile.
import { start } from "../tests/browser/harness.mjs";
import { reading } from "../tests/browser/reader.mjs";
import { heapBytes, holdMemory, interact, memoryPages, study, STUDY } from "../tests/browser/soak.mjs";

const INTERACTIONS = 10_000;
const WARM = 100;
const STEP = 1_000;
const STUDIED = 2_000;

const harness = await start();
try {
  await reading(harness, { prepare: holdMemory }, async (reader) => {
    await reader.openGroups();
    console.log(`\nMemory over ${INTERACTIONS} interactions, MiB`);
    console.log(`${"interactions".padEnd(16)}${"WebAssembly".padStart(14)}${"JavaScript".padStart(14)}`);
    const tell = async (done) => {
      const wasm = (await memoryPages(reader.page)) / 16;
      const heap = (await heapBytes(reader.opened)) / 2 ** 20;
      console.log(String(done).padEnd(16) + wasm.toFixed(2).padStart(14) + heap.toFixed(2).padStart(14));
    };
    await tell(0);
    for (let turn = 0; turn < WARM; turn += 10) await interact(reader.page, turn, turn + 10);
    await tell(WARM);
    let done = WARM;
    for (let next = STEP; next <= INTERACTIONS; next += STEP) {
      await interact(reader.page, done, next);
      done = next;
      await tell(done);
    }
    console.log(`\nThe study on top of it, ${STUDIED} interactions, MiB`);
    await reader.opened.openStudy();
    await reader.page.locator(".view > summary").click();
    for (let done = 0; done < STUDIED; done += STUDIED / 4) {
      await study(reader.page, done, done + STUDIED / 4);
      const wasm = (await memoryPages(reader.page, STUDY)) / 16;
      const heap = (await heapBytes(reader.opened)) / 2 ** 20;
      console.log(String(done + STUDIED / 4).padEnd(16) + wasm.toFixed(2).padStart(14) + heap.toFixed(2).padStart(14));
    }
    if (reader.opened.errors.length > 0) throw new Error(reader.opened.errors.join("\n"));
  });
} finally {
  await harness.close();
}
