// Starts the app. Where it can't start, or stops, the page stays as it is and one
// of the messages already in it is shown:
//   #failure-no-wasm  this browser can't run the app's WebAssembly
//   #failure-start    it could not be loaded, or stopped
// <html data-app> is "waiting" from here on, then "ready" (set by the app) or "failed".

const root = document.documentElement;

function fail(message) {
  root.dataset.app = "failed";
  document.getElementById(message).hidden = false;
}

/** A panic in Rust reaches the browser as a trap, whenever it happens. */
function failOnTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) fail("failure-start");
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
    const app = await import(document.getElementById("app-module").href);
    await app.default({ module_or_path: document.getElementById("app-wasm").href });
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

const elsewhere = languageWanted();
if (elsewhere) {
  location.replace(elsewhere + location.hash);
} else {
  start();
}
