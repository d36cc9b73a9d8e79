// Uses the page for a long time, and reads how much memory it holds.

/** The page's own program. */
export const APP = 0;
/** The program that is loaded on demand. */
export const STUDY = 1;

/** For `prepare` of openPage: keeps a hold of the programs' memories, which the page itself doesn't give away. */
export async function holdMemory(page) {
  await page.addInitScript(() => {
    // In the order in which they are started: the app, then the study.
    globalThis.memories = [];
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...words) => {
        const made = await instantiate.apply(WebAssembly, words);
        // A released app's exports have short names of no meaning.
        const exported = Object.values((made.instance ?? made).exports);
        globalThis.memories.push(exported.find((one) => one instanceof WebAssembly.Memory));
        return made;
      };
    }
  });
}

/** Pages of 64 KiB that the WebAssembly of a program has taken: of the app, or of the study. */
export function memoryPages(page, program = APP) {
  return page.evaluate((program) => (globalThis.memories[program]?.buffer.byteLength ?? 0) / 65_536, program);
}

/** Bytes of JavaScript objects, after what can be thrown away has been. */
export async function heapBytes(opened) {
  const session = await opened.context.newCDPSession(opened.page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/**
 * Interactions `from` to `to`, one a frame: in every ten a preset, border rules and a reading of the
 * studies, which in time meet in every combination, the others sliders. At the end the reader rests,
 * so that what waits for that is done. The order is always the same. `slidersOnly` leaves the rest out.
 */
export function interact(page, from, to, slidersOnly = false) {
  return page.evaluate(
    async ([from, to, slidersOnly]) => {
      const tell = (element, type) => element.dispatchEvent(new Event(type, { bubbles: true }));
      const choose = (radio) => {
        radio.checked = true;
        tell(radio, "change");
      };
      for (let turn = from; turn < to; turn++) {
        const all = (selector) => [...document.querySelectorAll(selector)];
        const round = Math.floor(turn / 10);
        const one = (list, late) => list[(round + late) % list.length];
        const kind = slidersOnly ? 0 : turn % 10;
        if (kind === 1) {
          const preset = document.getElementById("preset");
          preset.selectedIndex = round % preset.options.length;
          tell(preset, "change");
        } else if (kind === 4) choose(one(all('input[name="regime"]'), 0));
        else if (kind === 7) choose(one(all('input[name="pack"]'), Math.floor(round / 3)));
        else {
          const dials = all('input[type="range"]');
          const dial = dials[turn % dials.length];
          const [min, max, step] = [dial.min, dial.max, dial.step].map(Number);
          dial.valueAsNumber = min + step * ((turn * 7) % Math.round((max - min) / step));
          tell(dial, "input");
        }
        await new Promise(requestAnimationFrame);
      }
      await new Promise((rested) => setTimeout(rested, 500));
    },
    [from, to, slidersOnly],
  );
}

/**
 * Interactions `from` to `to` with what the study shows, one a frame: forms, outcomes and rows, the
 * cut-off year and what came after it, panels that are opened and closed, and levers between.
 */
export function study(page, from, to) {
  return page.evaluate(
    async ([from, to]) => {
      const tell = (element, type) => element.dispatchEvent(new Event(type, { bubbles: true }));
      const choose = (id, turn) => {
        const select = document.getElementById(id);
        select.selectedIndex = turn % select.options.length;
        tell(select, "change");
      };
      const set = (id, turn) => {
        const dial = document.getElementById(id);
        const [min, max, step] = [dial.min, dial.max, dial.step].map(Number);
        dial.valueAsNumber = min + step * ((turn * 7) % Math.round((max - min) / step));
        tell(dial, "input");
      };
      for (let turn = from; turn < to; turn++) {
        const round = Math.floor(turn / 8);
        if (turn % 8 === 0) choose("view-form", round);
        else if (turn % 8 === 1) choose("view-outcome", Math.floor(round / 4));
        else if (turn % 8 === 2) choose("view-row", round);
        else if (turn % 8 === 3) document.querySelector("#past .reveal").click();
        else if (turn % 8 === 4) {
          const panel = document.querySelector(["#desk-by-year", "#desk-changed", "#desk-share"][round % 3]);
          panel.open = !panel.open;
        } else if (turn % 8 === 5) set("dial-cut_off", turn);
        else set(turn % 2 === 0 ? "dial-work_visas" : "dial-aid", turn);
        await new Promise(requestAnimationFrame);
      }
      await new Promise((rested) => setTimeout(rested, 500));
    },
    [from, to],
  );
}
