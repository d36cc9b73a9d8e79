// The claims board: shows the rows that fit what is chosen and typed, says how many these are,
// and keeps the choice in the address, where #OC045 opens a row. Without it all rows stand.

const form = document.getElementById("filters");
const told = document.getElementById("count");
const other = document.querySelector(".masthead [hreflang]");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const rows = [...document.querySelectorAll(".claim")].map((row) => [row, plain(row.textContent)]);
let refused = [];

function show() {
  const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
  let n = 0;
  for (const [row, text] of rows) {
    row.hidden = !chosen.every(([key, value]) =>
      key === "q"
        ? plain(value).split(/\s+/).every((word) => text.includes(word))
        : row.dataset[key].split(" ").includes(value),
    );
    n += !row.hidden;
  }
  for (const group of document.querySelectorAll(".board-group")) {
    group.hidden = !group.querySelector(".claim:not([hidden])");
  }
  const { count, nothing, refused: refusal } = told.dataset;
  const parts = [count.replace("{n}", n).replace("{all}", rows.length)];
  if (!n) parts.push(nothing);
  for (const text of refused) parts.push(refusal.replace("{text}", text));
  const said = parts.join(". ");
  if (told.textContent !== said) told.textContent = said;
  return new URLSearchParams(chosen).toString();
}

function keep() {
  refused = [];
  const choice = show();
  history.replaceState(null, "", choice ? `#${choice}` : location.pathname + location.search);
  other.hash = choice;
}

function read() {
  const choice = location.hash.slice(1);
  const target = choice && document.getElementById(choice);
  refused = [];
  if (!target || target.closest("[hidden]")) form.reset();
  if (!target) {
    for (const [key, value] of new URLSearchParams(choice)) {
      const field = form.elements.namedItem(key);
      if (field?.name && field.name === key) field.value = value.slice(0, 80);
      if (field?.value !== value) {
        refused.push(`${key}=${value}`.slice(0, 40));
        if (field && !field.value) field.value = "";
      }
    }
  }
  show();
  other.hash = choice;
  const row = target && target.closest("details");
  if (row) {
    row.open = true;
    row.scrollIntoView();
  }
}

form.addEventListener("input", keep);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("button").addEventListener("click", () => setTimeout(keep));
addEventListener("hashchange", read);
form.hidden = false;
form.reset();
read();
