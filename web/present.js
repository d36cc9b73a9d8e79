// The page on a projector: large type, and one part of it at a time. A button starts it, the key P
// too; PageDown and PageUp, which clickers send, and the arrows go from part to part and on to the
// page behind or before; Escape leaves. A part that is higher than the window is first scrolled.
//
// The address holds the part, ?present=3, so that it stays on from page to page, also where a browser
// keeps nothing. No module: from a file, browsers run none.
(() => {
  "use strict";

  // In the site as one file this is no element of its own.
  const words = (document.currentScript ?? document.getElementById("present-words")).dataset;
  const root = document.documentElement;
  const NAME = "present";
  /** Where a reader's wish not to use the key P is kept. */
  const KEPT = "root-causes.present-key";
  /** What is not shown: ways on, and notes of levers. */
  const ASIDE = "nav, details.notes";
  /** What is one part, however much is in it. */
  const WHOLE = ".step-try, .sheet, .key";
  /** What begins a part of its own, unless it stands right below its heading. */
  const FIGURES = "figure, section, .by-hand, .timeline, .locator, .aid-check";
  /** Where letters are typed; where arrows have a meaning of their own. */
  const FIELDS = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]";
  const ARROWS = "input, select, textarea, [contenteditable], [role=tab], [tabindex]";

  let blocks = [];
  let parts = [];
  let at = 0;
  let bar = null;
  const button = document.querySelector(".present-start button");

  const isOn = () => root.hasAttribute("data-present");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function element(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  function press(words, attributes, act) {
    const made = element("button", { type: "button", ...attributes }, words);
    made.addEventListener("click", act);
    return made;
  }

  /** The page's parts in order, each a list of elements that are shown together. */
  function read() {
    // What a press opens stands above the page, whatever part is shown.
    blocks = [...document.querySelector("main").children]
      .filter((child) => !child.hasAttribute("popover"))
      .flatMap((child) => (child.matches(".step-story, .roles") ? [...child.children] : [child]));
    parts = [];
    for (const block of blocks) {
      if (block.matches(ASIDE)) continue;
      if (block.matches(WHOLE)) parts.push([block]);
      else parts.push(...within(block));
    }
  }

  /** A heading with what follows it; each further figure with what follows that. */
  function within(block) {
    const found = [];
    for (const child of block.children) {
      const part = found.at(-1);
      const isBelowHeading = part?.length === 1 && part[0].matches("h2");
      if (!part || child.matches("h2") || (child.matches(FIGURES) && !isBelowHeading)) found.push([child]);
      else part.push(child);
    }
    return found;
  }

  /** Shows a part, by its number or as near as there is one. */
  function show(number) {
    at = Math.max(0, Math.min(number, parts.length - 1));
    const shown = new Set(parts[at]);
    for (const part of parts.flat()) part.toggleAttribute("data-off", !shown.has(part));
    for (const block of blocks) {
      const isSeen = shown.has(block) || [...block.children].some((child) => shown.has(child));
      block.toggleAttribute("data-off", !isSeen);
    }
    root.dataset.present = at === 0 ? "first" : "on";
    scrollTo(0, 0);
    tell();
    keep(String(at + 1));
  }

  /** The small line: the step, the part, and how many there are. */
  function tell(more = "") {
    const step = document.querySelector("header .step-place")?.textContent;
    const place = fill(words.place, { n: at + 1, count: parts.length });
    bar.querySelector("p").textContent = [[step, place].filter(Boolean).join(" · "), more].filter(Boolean).join(". ");
  }

  /** Writes the part into the address, or takes it out. */
  function keep(part) {
    try {
      history.replaceState(history.state, "", addressed(location.href, part));
    } catch (error) {
      // Some browsers keep the address of a file as it is: a reload then begins anew.
      console.warn(error);
    }
  }

  function addressed(address, part) {
    const url = new URL(address, document.baseURI);
    // No host is there to find the page of a folder.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    if (part === null) url.searchParams.delete(NAME);
    else url.searchParams.set(NAME, part);
    return url.href;
  }

  function forward() {
    const below = root.scrollHeight - innerHeight - scrollY;
    if (below > 8) scrollBy({ top: innerHeight * 0.75, behavior: "instant" });
    else if (at + 1 < parts.length) show(at + 1);
    else if (words.behind) location.href = addressed(words.behind, "1");
    else tell(words.end);
  }

  function backward() {
    if (scrollY > 8) scrollBy({ top: -innerHeight * 0.75, behavior: "instant" });
    else if (at > 0) show(at - 1);
    else if (words.before) location.href = addressed(words.before, "last");
  }

  function start(number) {
    bar = element(
      "nav",
      { class: "present-bar", "aria-label": words.name },
      press("‹", { "aria-label": words.back }, backward),
      press("›", { "aria-label": words.on }, forward),
      element("p", { role: "status" }),
      keyChoice(),
      press(words.leave, { "aria-keyshortcuts": "Escape" }, leave),
    );
    document.body.append(bar);
    show(number);
  }

  function leave() {
    const [shown] = parts[at];
    for (const hidden of document.querySelectorAll("[data-off]")) hidden.removeAttribute("data-off");
    root.removeAttribute("data-present");
    bar.remove();
    keep(null);
    button.focus({ preventScroll: true });
    if (at > 0) shown.scrollIntoView();
  }

  /** The part at the top of the window. */
  function inView() {
    const isSeen = (part) => part.some((piece) => piece.getBoundingClientRect().bottom > 0);
    return scrollY < 8 ? 0 : Math.max(0, parts.findIndex(isSeen));
  }

  function toggle() {
    if (isOn()) return leave();
    read();
    start(inView());
  }

  /** A letter alone can be struck by accident, or spoken: it can be switched off. */
  function usesKey() {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      // Nothing is kept where storage is denied.
      return true;
    }
  }

  let isKeyUsed = usesKey();

  function keyChoice() {
    const box = element("input", { type: "checkbox" });
    box.checked = isKeyUsed;
    box.addEventListener("change", () => {
      isKeyUsed = box.checked;
      try {
        localStorage.setItem(KEPT, isKeyUsed ? "on" : "off");
      } catch {
        // Then the choice holds until the page is left.
      }
    });
    return element("label", {}, box, ` ${words.key}`);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    const isIn = (selector) => target instanceof Element && target.closest(selector) !== null;
    if (key.toLowerCase() === "p") {
      if (!isKeyUsed || isIn(FIELDS)) return;
      toggle();
    } else if (!isOn()) {
      return;
    } else if (key === "PageDown" || (key === "ArrowRight" && !isIn(ARROWS))) {
      forward();
    } else if (key === "PageUp" || (key === "ArrowLeft" && !isIn(ARROWS))) {
      backward();
    } else if (key === "Escape" && !document.querySelector(":popover-open, dialog[open]")) {
      leave();
    } else {
      return;
    }
    event.preventDefault();
  }

  button.addEventListener("click", toggle);
  button.parentElement.dataset.ready = "";
  addEventListener("keydown", onKey);
  const asked = new URLSearchParams(location.search).get(NAME);
  if (asked !== null) {
    read();
    start(asked === "last" ? parts.length : (Number.parseInt(asked, 10) || 1) - 1);
  }
})();
