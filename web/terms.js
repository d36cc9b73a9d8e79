// The meaning of a word shows under the pointer too. It stays while the pointer is on it, Escape
// hides it, and a press on the word keeps it. Without this, or by keyboard and touch, a press opens it.

let shown = null;
let timer = 0;

/** Not at once: a pointer that passes opens nothing, and one on its way to the note keeps it. */
function soon(act) {
  clearTimeout(timer);
  timer = setTimeout(act, 300);
}

function hide() {
  if (shown && !shown.contains(document.activeElement)) shown.hidePopover();
}

function noteOf(target) {
  const term = target.closest("button.term");
  return [term, term && document.getElementById(term.getAttribute("popovertarget"))];
}

addEventListener("pointerover", (event) => {
  const [term, note] = noteOf(event.target);
  if (event.pointerType !== "mouse") return;
  clearTimeout(timer);
  if (note && note !== shown) {
    soon(() => {
      // What the reader has pressed open stays.
      if (!shown && document.querySelector(".source-note:popover-open")) return;
      note.showPopover({ source: term });
      shown = note;
    });
  } else if (!note && shown && !shown.contains(event.target)) soon(hide);
});

addEventListener("click", (event) => {
  clearTimeout(timer);
  if (!shown || noteOf(event.target)[1] !== shown) return;
  event.preventDefault();
  shown = null;
});

addEventListener("keydown", () => clearTimeout(timer));

addEventListener(
  "toggle",
  (event) => {
    if (event.target === shown && event.newState === "closed") shown = null;
  },
  true,
);
