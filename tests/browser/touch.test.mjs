import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FLAGS, LANGUAGES, start } from "./harness.mjs";
import { reading, until } from "./reader.mjs";

let harness, large;
before(async () => {
  harness = await start();
  // A reader who has set twice the usual size of text in the browser.
  FLAGS.push("--blink-settings=defaultFontSize=32");
  large = await start(harness.server);
  FLAGS.pop();
});
after(async () => {
  await large?.browser.close();
  await harness?.close();
});

const PHONE = { width: 360, height: 740, touch: true };

/** A finger on the screen. */
async function finger(reader) {
  const session = await reader.opened.context.newCDPSession(reader.page);
  const send = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  return {
    down: (x, y) => send("touchStart", [{ x, y }]),
    move: (x, y) => send("touchMove", [{ x, y }]),
    up: () => send("touchEnd", []),
  };
}

/** Where things stand in the window, in CSS pixels. */
async function stands(reader, selector) {
  return reader.page.locator(selector).evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return { top, bottom, left, right, scrolled: window.scrollY, height: window.innerHeight };
  });
}

for (const lang of LANGUAGES) {
  test(`a thumb drags each lever with the chart in view, and the page stays where it is, ${lang}`, () =>
    reading(harness, { ...PHONE, lang, path: "#v1&p=today" }, async (reader) => {
      const touch = await finger(reader);
      for (const key of ["work_visas", "aid", "anti_corruption"]) {
        const dial = reader.dial(key);
        const usual = await dial.value();
        const { min, max } = dial.control;
        await dial.slider.scrollIntoViewIfNeeded();
        const { x, y } = await dial.place(usual);
        const to = (await dial.place(min + 0.8 * (max - min))).x;
        const start = await stands(reader, "section.row-shown canvas.levels");
        const slider = await stands(reader, `#dial-${key}`);
        assert.ok(start.top >= 0 && start.bottom <= slider.top, `${key}: the chart is above the slider`);
        assert.ok(start.bottom <= 0.62 * start.height, `the chart leaves room: ${JSON.stringify(start)}`);
        const drawn = await reader.drawing();
        await touch.down(x, y);
        for (const share of [0.25, 0.5, 0.75, 1]) await touch.move(x + share * (to - x), y + 6 * share);
        await until(() => dial.value(), (value) => value > usual + 0.4 * (max - usual), `${key} follows the thumb`);
        await until(() => reader.drawing(), (now) => now !== drawn, "the chart follows while the thumb is down");
        const now = await stands(reader, "section.row-shown canvas.levels");
        assert.ok(now.top >= 0 && now.bottom <= 0.62 * now.height, `the chart stays in view: ${JSON.stringify(now)}`);
        // Words above may need another line: what is under the thumb stays there all the same.
        const held = await stands(reader, `#dial-${key}`);
        assert.ok(Math.abs(held.top - slider.top) <= 1, `${key}: the slider stays under the thumb`);
        await touch.up();
        await until(() => reader.fragment(), (fragment) => fragment.includes(key), "the address follows");
        await reader.follow("#v1&p=today");
        await dial.awaitValue(usual);
      }
      assert.deepEqual(reader.opened.errors, []);
    }));
}

test("buttons and switches of the levers are as large as a thumb needs or stand apart", () =>
  reading(harness, { ...PHONE, path: "#v1&p=today&aid=2" }, async (reader) => {
    await reader.openGroups();
    const small = await reader.page.locator(".change :is(button, summary, input:not(.choices input), select)").evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility({ visibilityProperty: true }))
        .map((control) => {
          // A switch is pressed by its words too.
          const target = control.type === "checkbox" ? control.closest("label") : control;
          const { width, height } = target.getBoundingClientRect();
          return { what: control.id || control.className || control.textContent, width, height };
        })
        .filter(({ width, height }) => width < 24 || height < 24),
    );
    assert.deepEqual(small, []);
  }));

for (const [width, height, size] of [[320, 640, 16], [360, 740, 32], [180, 370, 16]]) {
  test(`nothing is lost in a window of ${width} by ${height} with text of ${size} px`, () =>
    reading(size === 16 ? harness : large, { ...PHONE, width, height, path: "#v1&p=today&aid=2" }, async (reader) => {
      const { page } = reader;
      const set = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      assert.equal(set, size);
      await reader.openGroups();
      await until(() => reader.opened.horizontalOverflow(), (over) => over === 0, "nothing stands beside the window");
      const cut = await page.locator(".change :is(label, p, summary, button, legend)").evaluateAll((parts) =>
        parts
          .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest(".spoken"))
          .filter((part) => {
            const { left, right } = part.getBoundingClientRect();
            return left < -1 || right > window.innerWidth + 1 || part.scrollWidth > part.clientWidth + 1;
          })
          .filter((part) => getComputedStyle(part).display !== "inline")
          .map((part) => `${part.className}: ${part.textContent}`),
      );
      assert.deepEqual(cut, []);
      // A lever is still reached by finger, and its button to reset it too.
      const dial = reader.dial("aid");
      await dial.more.tap();
      await dial.awaitValue(2.05);
      await page.locator(".dial[data-key=aid] .reset-one").tap();
      await dial.awaitValue(1);
    }));
}
