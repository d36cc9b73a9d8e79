// Measures the built page in headless Chromium and prints milliseconds. Its app is built once more,
// with what measures it: the page for readers does not carry that.
//
// Asked for ?bench=N&both=1, the page plays N slider events by itself, each of which answers two
// scenarios, and puts its figures as JSON into #bench-report, then sets <html data-bench="done">:
//   { "parts": { "event to painted frame": [8.1, 7.9, ...], ... } }, milliseconds
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../tests/browser/harness.mjs";
import { serve } from "../tools/serve.mjs";
import { shrink } from "../tools/shrink.mjs";

const EVENTS = 200;
/** High enough for the three countries' charts, with their strips, to be in view. */
const HEIGHT = 1_620;
const TIMEOUT_MS = 300_000;
/** The opening scenario with its other two levers moved too. */
const EVERY_LEVER = "#v1&visa_targeting=0.7&entry_places=20000";
const BARS = { "event to painted frame": [12, 16.7], "redraw to end of frame": [7, 11] };

const dir = mkdtempSync(join(tmpdir(), "root-causes-bench-"));
withBenchmark(dir);
const harness = await start(await serve({ dir, port: 0 }));
try {
  const path = `?bench=${EVENTS}&both=1${EVERY_LEVER}`;
  const opened = await harness.openPage({ width: 1440, height: HEIGHT, ratio: 2, path });
  await opened.waitForApp();
  await opened.page
    .locator('html[data-bench="done"]')
    .waitFor({ state: "attached", timeout: TIMEOUT_MS });
  const { parts } = JSON.parse(await opened.page.locator("#bench-report").textContent());
  const pictures = await opened.page.evaluate(() => {
    const seen = ({ top, bottom, width }) => width > 0 && bottom > 0 && top < innerHeight;
    return [...document.querySelectorAll("canvas")].filter((canvas) => seen(canvas.getBoundingClientRect())).length;
  });
  if (opened.errors.length > 0) throw new Error(opened.errors.join("\n"));

  console.log(`\n${EVENTS} slider events, A and B, every lever; 1440 px wide at ratio 2, ${pictures} pictures in view`);
  console.log(`milliseconds; load ${loadavg()[0].toFixed(1)}`);
  const row = (name, cells) => console.log(name.padEnd(28) + cells.map((cell) => cell.padStart(8)).join(""));
  row("", ["p50", "p95", "bars", ""]);
  for (const [part, times] of Object.entries(parts)) {
    const [p50, p95] = [0.5, 0.95].map((share) => at(times, share));
    const bars = BARS[part]?.map(String) ?? [];
    row(part, [p50.toFixed(1), p95.toFixed(1), ...bars]);
  }
} finally {
  await harness.close();
  rmSync(dir, { recursive: true });
}

/** Puts the built page into a folder, with an app that measures itself. */
function withBenchmark(dir) {
  const run = (tool, ...args) => execFileSync(tool, args, { stdio: "inherit" });
  const target = "wasm32-unknown-unknown";
  const features = "ui,export,bench";
  run("cargo", "build", "--quiet", "--locked", "--profile", "page", "--bin", "app", "--features", features, "--target", target);
  const made = join(dir, "made");
  run("wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", made, join(process.env.CARGO_TARGET_DIR ?? "target", target, "page", "app.wasm"));
  const [wasm, module] = [join(made, "app_bg.wasm"), join(made, "app.js")];
  shrink(wasm, module);
  cpSync("dist", dir, { recursive: true });
  for (const name of readdirSync(dir)) {
    if (/^app-.*\.wasm$/.test(name)) cpSync(wasm, join(dir, name));
    if (/^app-.*\.js$/.test(name)) cpSync(module, join(dir, name));
  }
}

/** The value below which a share of the times lies. */
function at(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(share * (sorted.length - 1))];
}
