// Starts the app. Where it can't start, or stops, the page stays as it is and one
// of the messages already in it is shown:
//   #failure-no-wasm  this browser can't run the app's WebAssembly
//   #failure-start    it could not be loaded, or stopped
// <html data-app> is "waiting" from here on, then "ready" (set by the app) or "failed".
//
// The study, a second program for those who dig, is loaded when one of its parts comes near
// or is asked for; <html data-study> is "waiting", "ready" or "failed" then.

const root = document.documentElement;
const APP = document.getElementById("app-module");

function fail(message) {
  root.dataset.app = "failed";
  document.getElementById(message).hidden = false;
}

/** A panic in Rust reaches the browser as a trap, whenever it happens. */
function failOnTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  if (error.stack?.includes(APP.dataset.study.replace(".js", ""))) root.dataset.study = "failed";
  else fail("failure-start");
}

async function run(module, wasm) {
  const file = fetch(wasm);
  const program = await import(module);
  await program.default({ module_or_path: file });
}

/** Once something is painted, or a moment later: until then the line is for what the reader sees. */
function painted() {
  return new Promise((then) => {
    new PerformanceObserver(then).observe({ type: "paint", buffered: true });
    setTimeout(then, document.hidden ? 0 : 1_500);
  });
}

let studying;

/** Loads the study once; where it can't be, its parts stay as they are. */
function study() {
  root.dataset.study ??= "waiting";
  const module = new URL(APP.dataset.study, APP.href).href;
  studying ??= run(module, module.replace(/\.js$/, "_bg.wasm")).catch((error) => {
    console.error(error);
    root.dataset.study = "failed";
  });
  return studying;
}

function watchStudy() {
  const near = new IntersectionObserver((seen) => seen.some((part) => part.isIntersecting) && study(), { rootMargin: "400px" });
  for (const part of document.querySelectorAll("main [data-study]")) near.observe(part);
  // Panels below the simulator, what the app does not show by itself, numbers to be checked.
  document.getElementById("desk")?.addEventListener("toggle", study, true);
  root.addEventListener("data-wanted", study);
  const checked = () => location.hash.includes("&check=") && study();
  addEventListener("hashchange", checked);
  checked();
  if (root.hasAttribute("data-wanted")) study();
  if (document.getElementById("desk")) watchPrinter();
  // A press that only the study answers is pressed again when it is there.
  addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-belief], [data-guide]");
    if (!asked || event.ctrlKey || event.metaKey || event.shiftKey || root.dataset.study === "ready" || root.dataset.study === "failed") return;
    event.preventDefault();
    whenStudied(() => asked.click());
  });
}

/** Calls `then` once the study is there, or can't be. */
function whenStudied(then) {
  study();
  new MutationObserver((_, observer) => {
    if (root.dataset.study === "waiting") return;
    observer.disconnect();
    then();
  }).observe(root, { attributeFilter: ["data-study"] });
}

/**
 * The study puts a report in place of the page on paper, and paper waits for nothing: the keys that
 * print are held until it is there. Printing by a menu can't be held; the page says then that a
 * second print gives the report.
 */
function watchPrinter() {
  let isHeld = false;
  addEventListener("keydown", (event) => {
    const prints = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
    if (!prints || root.dataset.study === "ready" || root.dataset.study === "failed") return;
    event.preventDefault();
    if (!isHeld) whenStudied(() => print());
    isHeld = true;
  });
  addEventListener("beforeprint", study);
}

async function start() {
  root.dataset.app = "waiting";
  if (typeof WebAssembly !== "object") {
    fail("failure-no-wasm");
    return;
  }
  addEventListener("error", (event) => failOnTrap(event.error));
  addEventListener("unhandledrejection", (event) => failOnTrap(event.reason));
  try {
    await painted();
    await run(APP.href, document.getElementById("app-wasm").href);
    watchStudy();
  } catch (error) {
    console.error(error);
    fail(error instanceof WebAssembly.CompileError ? "failure-no-wasm" : "failure-start");
  }
}

/** The front page is English; a reader whose browser or last visit asks for another language goes there. */
function languageWanted() {
  if (root.lang !== "en" || document.referrer.startsWith(location.origin)) return null;
  let chosen = null;
  try {
    chosen = localStorage.getItem("root-causes.language");
  } catch {
    // Storage is denied: the browser's own language decides.
  }
  const wanted = (chosen ?? navigator.language).slice(0, 2).toLowerCase();
  const other = document.getElementById("other-language");
  return other?.lang === wanted ? other.href : null;
}

// The app keeps the state in the link above; the one at the foot leads there too.
document.querySelector(".foot-language")?.addEventListener("click", (event) => {
  event.currentTarget.href = document.getElementById("other-language").href;
});

const elsewhere = languageWanted();
if (elsewhere) {
  location.replace(elsewhere + location.hash);
} else {
  start();
}
