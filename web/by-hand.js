// The record matched by hand: takes the years from the table, draws the reader's line again at each
// change, and says how far off it is. Without it the best line stands in the picture.

const figure = document.getElementById("by-hand");
const part = (id) => document.getElementById(`by-hand-${id}`);
const one = (selector) => figure.querySelector(selector);
const number = (cell) => Number.parseFloat(cell.textContent.replaceAll(",", ""));

// A year: its name, log encounters, log drivers, the name of its border rules, its place.
const years = [...figure.querySelectorAll("tbody tr")]
  .map(({ cells: [year, record, ...more] }) => ({
    year: number(year),
    log: Math.log(number(record)),
    drivers: more.slice(0, 4).map((cell) => Math.log(number(cell))),
    rules: more[4].textContent,
  }))
  .filter(({ drivers }) => drivers.every(Number.isFinite));
const picture = one("[data-low]");
const dots = [...picture.querySelectorAll("circle")];
const names = [...picture.querySelectorAll(".named")];
const [low, high] = [picture.dataset.low, picture.dataset.high].map(Math.log);
years.forEach((year, i) => {
  year.x = Number.parseFloat(dots[i].getAttribute("cx"));
});
const place = (log) => 100 - (100 * (log - low)) / (high - low);

const sliders = [...figure.querySelectorAll("input[type=range]")];
const periods = part("periods");
const common = part("show-common");
const missed = part("missed");
let pause;

function line() {
  const effects = years.map(({ drivers }) => sliders.reduce((sum, slider, k) => sum + slider.valueAsNumber * drivers[k], 0));
  const rest = years.map(({ log }, i) => log - effects[i]);
  const like = (a, b) => !periods.checked || a.rules === b.rules;
  return years.map((year, i) => {
    const alike = rest.filter((_, j) => like(year, years[j]));
    return effects[i] + alike.reduce((sum, value) => sum + value) / alike.length;
  });
}

function draw() {
  const logs = line();
  const left = years.map(({ log }, i) => log - logs[i]);
  const at = logs.map((log) => place(log).toFixed(2));
  one("svg svg .line").setAttribute("d", `M${at.map((y, i) => `${years[i].x} ${y}`).join("L")}`);
  one("svg svg .miss").setAttribute("d", at.map((y, i) => `M${years[i].x} ${place(years[i].log)}V${y}`).join(""));
  const score = Math.exp(Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / left.length));
  part("yours").textContent = score.toFixed(2);
  const best = periods.checked ? "bestByPeriod" : "best";
  part("best").textContent = part("best").dataset[best];
  tellMissed(left);
  for (const slider of sliders) show(slider);
  one(".by-hand-periods-note").hidden = !periods.checked;
  figure.classList.toggle("by-period", periods.checked);
}

/** Draws what the reader has changed, and says so once the reader pauses. */
function answer() {
  draw();
  clearTimeout(pause);
  pause = setTimeout(() => {
    part("said").textContent = `${one(".by-hand-score").innerText} ${missed.textContent}`;
  }, 700);
}

function tellMissed(left) {
  const worst = left.map((_, i) => i).sort((a, b) => Math.abs(left[b]) - Math.abs(left[a])).slice(0, names.length);
  const told = worst.map((i) =>
    missed.dataset[left[i] > 0 ? "low" : "high"]
      .replace("{year}", years[i].year)
      .replace("{factor}", Math.exp(Math.abs(left[i])).toFixed(1)),
  );
  missed.textContent = missed.dataset.list.replace("{list}", told.join(", "));
  const named = [];
  for (const i of worst) if (named.every((j) => Math.abs(i - j) > 2)) named.push(i);
  names.forEach((text, k) => {
    const i = named[k];
    text.textContent = years[i]?.year ?? "";
    if (i === undefined) return;
    text.setAttribute("x", `${years[i].x}%`);
    text.setAttribute("y", `${place(years[i].log)}%`);
    text.setAttribute("dy", left[i] > 0 ? -9 : 18);
  });
}

function show(slider) {
  const { min, max, valueAsNumber: value } = slider;
  const share = (at) => (at - min) / (max - min);
  const doubled = `× ${(2 ** value).toFixed(2)}`;
  slider.setAttribute("aria-valuetext", slider.dataset.said.replace("{factor}", doubled));
  slider.closest(".dial").querySelector("output").textContent = doubled;
  slider.parentElement.style.setProperty("--at", share(value));
  slider.parentElement.style.setProperty("--default", share(0));
  for (const button of slider.closest(".dial").querySelectorAll("button")) {
    button.setAttribute("aria-disabled", value === Number(button.dataset.way < 0 ? min : max));
  }
}

function set(value) {
  for (const slider of sliders) slider.value = value(slider);
}

function showCommon(shown) {
  common.setAttribute("aria-pressed", shown);
  figure.classList.toggle("without-common", !shown);
}

function clear() {
  periods.checked = false;
  showCommon(false);
  set(() => 0);
}

figure.addEventListener("input", answer);
figure.addEventListener("click", ({ target }) => {
  const { way } = target.dataset;
  if (!way) return;
  const slider = target.parentElement.querySelector("input");
  slider.value = slider.valueAsNumber + way / 10;
  answer();
});
part("show-best").addEventListener("click", () => {
  set(({ dataset }) => dataset[periods.checked ? "bestByPeriod" : "best"]);
  answer();
});
common.addEventListener("click", () => showCommon(common.getAttribute("aria-pressed") !== "true"));
part("reset").addEventListener("click", () => {
  clear();
  answer();
});
one(".by-hand-controls").hidden = one(".by-hand-live").hidden = false;
one(".by-hand-still").hidden = true;
clear();
draw();
