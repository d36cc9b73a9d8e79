// Uses the page for a long time, and reads how much memory it holds.

/** For `prepare` of openPage: keeps a hold of the app's memory, which the page itself doesn't give away. */
export async function holdMemory(page) {
  await page.addInitScript(() => {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...words) => {
        const made = await instantiate.apply(WebAssembly, words);
        // A released app's exports have short names of no meaning.
        const exported = Object.values((made.instance ?? made).exports);
        globalThis.appMemory = exported.find((one) => one instanceof WebAssembly.Memory);
        return made;
      };
    }
  });
}

/** Pages of 64 KiB that the app's WebAssembly has taken. */
export function memoryPages(page) {
  return page.evaluate(() => globalThis.appMemory.buffer.byteLength / 65_536);
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
