// Measures the built page in headless Chromium and prints milliseconds.
//
// Asked for ?bench=N, the page plays N slider events by itself and puts its figures
// as JSON into #bench-report, then sets <html data-bench="done">:
//   { "parts": { "event to painted frame": { "p50": 8.1, "p95": 11.9 }, ... } }
import { start } from "./harness.mjs";

const EVENTS = 200;
const TIMEOUT_MS = 300_000;

const harness = await start();
try {
  const opened = await harness.openPage({ width: 1440, ratio: 2, path: `?bench=${EVENTS}` });
  await opened.waitForApp();
  await opened.page
    .locator('html[data-bench="done"]')
    .waitFor({ state: "attached", timeout: TIMEOUT_MS });
  const { parts } = JSON.parse(await opened.page.locator("#bench-report").textContent());
  if (opened.errors.length > 0) throw new Error(opened.errors.join("\n"));

  console.log(`${EVENTS} slider events, 1440 px wide at ratio 2, milliseconds`);
  console.log(`${"".padEnd(28)}${"p50".padStart(8)}${"p95".padStart(8)}`);
  for (const [part, { p50, p95 }] of Object.entries(parts)) {
    console.log(part.padEnd(28) + [p50, p95].map((ms) => ms.toFixed(1).padStart(8)).join(""));
  }
} finally {
  await harness.close();
}
