// Runs Lighthouse as on a middling phone with a slow connection, prints its figures, and fails where
// one that does not depend on the machine is off its bar.
//
//   node tests/browser/lighthouse.mjs [dist]
//
// Times depend on the machine, and from run to run: those of the median of five runs, by Lighthouse's
// own measure of that, are printed beside their bars. Scores for access, practices and search, layout
// shift and the bytes that travel do not, and are held. Files travel as a good host sends them: packed
// by brotli, beforehand.
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";
import { ALWAYS, caching, isCompressible, typeOf } from "../../tools/headers.mjs";
import { FLAGS } from "./harness.mjs";

const DIST = resolve(process.argv[2] ?? "dist");
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
// Spanish comes last: a visit there is remembered, and leads from English pages to Spanish ones.
const PAGES = ["", "s/pathways/", "es/"];
/** Scores of 100 that must be reached; that of speed is printed only. */
const HELD = ["accessibility", "best-practices", "seo"];
const TIMES = [
  ["first-contentful-paint", "first paint", 1000],
  ["largest-contentful-paint", "largest paint", 1300],
  ["interactive", "interactive", 2500],
  ["total-blocking-time", "blocking", 200],
];
const RUNS = 5;
const SHIFT = 0.02;
/** Bytes of all files of a first load as they travel, without the headers of answers. */
const TRANSFER = 280_000;

/** Bytes of each file that the present page has asked for. */
const sent = new Map();
const server = await serve();
const browser = await launch({ chromePath: BROWSER, chromeFlags: FLAGS, logLevel: "error" });
const faults = [];
try {
  for (const page of PAGES) faults.push(...(await measure(page)));
} finally {
  browser.kill();
  server.close();
  server.closeAllConnections();
}
for (const fault of faults) console.error(`lighthouse: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function measure(page) {
  sent.clear();
  const url = `http://127.0.0.1:${server.address().port}/${page}`;
  const lhr = await measured(url);
  const runs = [lhr];
  while (runs.length < RUNS) runs.push(await measured(url, ["performance"]));
  const median = computeMedianRun(runs);
  const speed = (run) => Math.round(run.categories.performance.score * 100);
  const scores = HELD.map((id) => `${id} ${Math.round(lhr.categories[id].score * 100)}`);
  const times = TIMES.map(([audit, name, bar]) => `${name} ${Math.round(median.audits[audit].numericValue)} ms (bar ${bar})`);
  const shift = Math.max(...runs.map((run) => run.audits["cumulative-layout-shift"].numericValue));
  const bytes = [...sent.values()].reduce((all, bytes) => all + bytes, 0);
  console.log(`/${page}`);
  console.log(`  performance ${speed(median)} (${runs.map(speed).join(", ")}), ${scores.join(", ")}`);
  console.log(`  ${times.join(", ")}`);
  console.log(`  shift ${shift.toFixed(4)} (bar ${SHIFT}), ${Math.round(bytes).toLocaleString("en-US")} bytes travelled`);
  console.log(`  ${(await longTasks(median)).join("; ")}`);
  const faults = [];
  for (const id of HELD) {
    const { score, auditRefs } = lhr.categories[id];
    if (score === 1) continue;
    const failed = auditRefs.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1);
    faults.push(`/${page}: ${id} is ${score}: ${failed.map((audit) => `${audit.id} (${audit.title})`).join(", ")}`);
  }
  if (shift > SHIFT) faults.push(`/${page}: things move by ${shift}`);
  if (bytes > TRANSFER) faults.push(`/${page}: ${bytes} bytes travel`);
  return faults;
}

/** What Lighthouse says of a page; on a starved machine it may miss the first paint, and is asked again. */
async function measured(url, onlyCategories) {
  // A picture of the whole page would bring its parts below into view, and have them loaded.
  const settings = { port: browser.port, logLevel: "error", output: "json", locale: "en", disableFullPageScreenshot: true, onlyCategories };
  for (let left = 3; ; left -= 1) {
    const { lhr } = await lighthouse(url, settings);
    if (!lhr.runtimeError) return lhr;
    if (left === 1 || lhr.runtimeError.code !== "NO_FCP") throw new Error(`${url}: ${lhr.runtimeError.message}`);
  }
}

/** The longest tasks, which keep the page from being worked. */
async function longTasks(lhr) {
  const tasks = lhr.audits["long-tasks"].details?.items ?? [];
  return tasks.slice(0, 4).map(({ url, startTime, duration }) => {
    const name = url.split("/").at(-1) || "page";
    return `task of ${Math.round(duration)} ms at ${Math.round(startTime)} in ${name}`;
  });
}

/** Serves dist/ with the headers of a host, packed. */
async function serve() {
  const packed = new Map();
  const server = createServer(async (request, response) => {
    let file = join(DIST, decodeURIComponent(new URL(request.url, "http://here").pathname));
    try {
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      const headers = { ...ALWAYS, "Content-Type": typeOf(file), "Cache-Control": caching(file) };
      if (isCompressible(file)) headers["Content-Encoding"] = "br";
      if (!packed.has(file)) packed.set(file, await readFile(isCompressible(file) ? `${file}.br` : file));
      sent.set(file, packed.get(file).length);
      response.writeHead(200, headers).end(packed.get(file));
    } catch (error) {
      if (error.code !== "ENOENT") console.error(error);
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
