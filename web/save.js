// Pictures and tables of written pages as files. Each figure gets buttons: what it shows as SVG and
// PNG, its tables as CSV. All of them carry caption, source, versions, day and address. Without this
// script pictures and tables stand there all the same.

const words = document.getElementById("save-words").dataset;
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 20;
const RATIO = 2;
/** What a style sheet says of a shape or a word; a file has no style sheet. */
const SAID = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "visibility", "color"];

/** Where the page stands: a copy of it in a file says so itself. */
const ADDRESS = document.documentElement.dataset.address ?? location.href.split("#")[0];

const clean = (text) => text.replace(/\s+/g, " ").trim();
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/** What a reader must know of it wherever it turns up. */
function facts(figure) {
  const source = figure.querySelector(".yearly-source");
  const made = words.made.replace("{date}", today());
  return [source && clean(source.textContent), made, ADDRESS].filter(Boolean);
}

/** A name for the file: the page, and the beginning of what the figure says. */
function nameOf(title, ending) {
  const slug = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const page = new URL(ADDRESS).pathname.replace(/index\.html$/, "").split("/").filter(Boolean).at(-1) ?? "";
  return `root-causes_${slug(page)}_${slug(title).slice(0, 60).replace(/-$/, "")}.${ending}`;
}

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A cell as it stands in a file: numbers without commas, nothing that a spreadsheet works out. */
function cell(text) {
  const plain = clean(text);
  const bare = plain.replaceAll(",", "").replace("\u2212", "-").replace(/\s?%$/, "");
  if (plain !== "" && /^-?\d+(\.\d+)?$/.test(bare)) return bare;
  const safe = /^[=+\-@\u2212]/.test(plain) ? `'${plain}` : plain;
  return /[",;#\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(table, figure) {
  const caption = clean(table.caption?.textContent ?? "");
  const head = [words.title, caption, ...facts(figure)].map((line) => `# ${line}\n`);
  const rows = [...table.rows].map((row) => `${[...row.cells].map((one) => cell(one.textContent)).join(",")}\n`);
  return head.concat(rows).join("");
}

/** A copy of a picture that looks the same without the page's style sheets. */
function standing(picture) {
  const copy = picture.cloneNode(true);
  const own = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, at) => {
    const style = getComputedStyle(own[at]);
    if (style.display === "none") element.setAttribute("display", "none");
    for (const property of SAID) element.setAttribute(property, style.getPropertyValue(property));
    for (const name of ["class", "style", "id", "tabindex"]) element.removeAttribute(name);
  });
  return copy;
}

function write(svg, words, x, y, style) {
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("x", x);
  text.setAttribute("y", y);
  text.setAttribute("fill", style.color);
  text.setAttribute("font-family", style.family);
  text.setAttribute("font-size", style.size);
  if (style.weight) text.setAttribute("font-weight", style.weight);
  text.textContent = words;
  svg.append(text);
}

const ruler = document.createElement("canvas").getContext("2d");

/** Words in lines no wider than `width`. */
function lines(text, width, style) {
  ruler.font = `${style.weight ?? 400} ${style.size}px ${style.family}`;
  const all = [];
  for (const word of text.split(" ")) {
    const longer = all.length > 0 ? `${all.at(-1)} ${word}` : word;
    if (all.length > 0 && ruler.measureText(longer).width <= width) all[all.length - 1] = longer;
    else all.push(word);
  }
  return all;
}

/** All pictures of a figure where they stand on the page, under its caption and over its facts. */
function whole(figure, pictures, title) {
  const body = getComputedStyle(document.body);
  const sans = getComputedStyle(document.documentElement).getPropertyValue("--sans") || "sans-serif";
  const boxes = pictures.map((picture) => picture.getBoundingClientRect());
  const names = [...figure.querySelectorAll(".plane-name")].filter((name) => name.checkVisibility());
  const nameBoxes = names.map((name) => name.getBoundingClientRect());
  const all = [...boxes, ...nameBoxes];
  const left = Math.min(...all.map((box) => box.left));
  const top = Math.min(...all.map((box) => box.top));
  const width = Math.max(320, Math.max(...all.map((box) => box.right)) - left);
  const height = Math.max(...all.map((box) => box.bottom)) - top;
  const heading = { color: body.color, family: sans, size: 15, weight: 700 };
  const small = { color: body.color, family: sans, size: 12 };

  const svg = document.createElementNS(SVG, "svg");
  const said = document.createElementNS(SVG, "title");
  said.textContent = title;
  const ground = document.createElementNS(SVG, "rect");
  svg.append(said, ground);
  let y = MARGIN;
  for (const line of lines(title, width, heading)) write(svg, line, MARGIN, (y += 20) - 5, heading);
  y += 8;
  pictures.forEach((picture, at) => {
    const copy = standing(picture);
    for (const [name, value] of [["x", MARGIN + boxes[at].left - left], ["y", y + boxes[at].top - top], ["width", boxes[at].width], ["height", boxes[at].height]]) copy.setAttribute(name, value);
    svg.append(copy);
  });
  names.forEach((name, at) => {
    const style = { color: getComputedStyle(name).color, family: sans, size: 13, weight: 700 };
    write(svg, clean(name.textContent), MARGIN + nameBoxes[at].left - left, y + nameBoxes[at].bottom - top - 4, style);
  });
  y += height + 8;
  for (const fact of facts(figure)) {
    for (const line of lines(fact, width, small)) write(svg, line, MARGIN, (y += 16) - 3, small);
    y += 4;
  }
  const size = { width: width + 2 * MARGIN, height: y + MARGIN };
  for (const [name, value] of Object.entries(size)) {
    svg.setAttribute(name, value);
    ground.setAttribute(name, value);
  }
  svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  svg.setAttribute("role", "img");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
  return { text: new XMLSerializer().serializeToString(svg), ...size };
}

async function png({ text, width, height }) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * RATIO, height: height * RATIO });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Pictures that say something by themselves; keys of lines and pictures of pictures do not. */
const pictures = (figure) => [...figure.querySelectorAll("svg[role=img]")].filter((svg) => svg.checkVisibility() && !svg.querySelector("use") && svg.getBoundingClientRect().width > 100);

function offer(figure) {
  const tables = [...figure.querySelectorAll("table")];
  const caption = figure.querySelector("figcaption") ?? tables[0]?.caption;
  const title = clean(caption?.textContent ?? document.title);
  /** What a table holds, where a figure has several. */
  const holds = (table) => clean(table.caption?.textContent || table.closest("details")?.querySelector("summary").textContent || title).split(": ").at(-1);
  const line = document.createElement("p");
  line.className = "actions small";
  const button = (name, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "word";
    made.textContent = name;
    made.setAttribute("aria-label", `${name}: ${title.slice(0, 80)}`);
    made.addEventListener("click", press);
    line.append(made);
  };
  if (pictures(figure).length > 0) {
    const drawn = () => whole(figure, pictures(figure), title);
    button(words.png, async () => save(nameOf(title, "png"), await png(drawn())));
    button(words.svg, () => save(nameOf(title, "svg"), new Blob([drawn().text], { type: "image/svg+xml" })));
  }
  for (const table of tables) {
    const name = tables.length > 1 ? `${words.table}: ${holds(table)}` : words.table;
    button(name, () => save(nameOf(clean(table.caption?.textContent || title), "csv"), new Blob([csv(table, figure)], { type: "text/csv" })));
  }
  if (line.childElementCount > 0) figure.append(line);
}

for (const figure of document.querySelectorAll("main figure:not(figure figure)")) offer(figure);
