// The strategy in figures: its groups fold once the page is here, and open for a filter, for a link
// to one of their rows and for the printer. Without this all stand open.

const sifted = document.getElementById("figures");
const folds = [...sifted.querySelectorAll(".sifted-group")];
const cards = [...sifted.querySelectorAll(".figure-card")];
const number = sifted.querySelector(".sifted-number");
const isSeen = (element) => getComputedStyle(element).display !== "none";
const isChosen = (card) => isSeen(card) && isSeen(card.closest(".sifted-group"));

/** The style sheet can't count what lies in a closed group. */
function count() {
  number.textContent = cards.filter(isChosen).length;
}

function sift() {
  const some = sifted.querySelector(".sift input:checked:not([id$=-any])");
  for (const fold of folds) fold.open = some !== null && cards.some((card) => fold.contains(card) && isChosen(card));
  count();
}

/** Opens the group of the row that the address names, past any filter. */
function reveal() {
  const card = cards.find((card) => `#${card.id}` === location.hash);
  if (!card) return;
  if (!isChosen(card)) {
    for (const any of sifted.querySelectorAll(".sift [id$=-any]")) any.checked = true;
    sift();
  }
  card.closest(".sifted-group").open = true;
  card.scrollIntoView();
}

sift();
reveal();
sifted.addEventListener("input", sift);
addEventListener("hashchange", reveal);
addEventListener("click", (event) => {
  // A link to the row that the address names already changes nothing in it.
  if (event.target.closest("a[href^='#']")) setTimeout(reveal);
});
addEventListener("beforeprint", () => {
  for (const fold of folds) fold.open = true;
});
