// What one nginx on this machine carries, under the project's rules: requests a second and
// the time within which 99 of 100 are answered. wrk asks over 64 connections that stay
// open, on the same cores, so this is a lower bound.
import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { filesIn } from "../tools/headers.mjs";
import { startNginx } from "../tests/browser/nginx.mjs";

const DIST = process.env.DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const WRK = fileURLToPath(new URL("../.tools/bin/wrk", import.meta.url));
const WORKERS = 2;
const SECONDS = 10;

const files = filesIn(DIST);
const server = await startNginx([DIST], { workers: WORKERS });
try {
  const [url] = server.urls;
  const wasm = files.find((file) => /^app-.*\.wasm$/.test(file));
  const coding = server.brotli ? "br" : "gzip";
  const page = await fetch(url, { headers: { "Accept-Encoding": coding } });
  await page.arrayBuffer();
  const rows = [
    ["front page", "", []],
    ["front page, unchanged", "", ["-H", `If-None-Match: ${page.headers.get("etag")}`]],
    ["Spanish page", "es/", []],
    ["WebAssembly", wasm, []],
  ];
  console.log(`\nnginx with ${WORKERS} workers on ${cpus().length} cores, copies in ${coding}, ${SECONDS} s each`);
  console.log(`${"".padEnd(24)}${"requests/s".padStart(12)}${"p50 ms".padStart(10)}${"p99 ms".padStart(10)}${"MB/s".padStart(8)}`);
  for (const [name, path, headers] of rows) {
    const { rate, p50, p99, bytes } = await load(url + path, ["-H", `Accept-Encoding: ${coding}`, ...headers]);
    console.log(
      name.padEnd(24) +
        Math.round(rate).toLocaleString("en-US").padStart(12) +
        p50.toFixed(1).padStart(10) +
        p99.toFixed(1).padStart(10) +
        (bytes / 1e6).toFixed(0).padStart(8),
    );
  }
} finally {
  await server.close();
}

async function load(url, headers) {
  const { stdout } = await promisify(execFile)(WRK, ["-t2", "-c64", `-d${SECONDS}s`, "--latency", ...headers, url]);
  const read = (pattern) => {
    const found = pattern.exec(stdout);
    if (!found) throw new Error(`wrk did not tell ${pattern}: ${stdout}`);
    return found;
  };
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`not every request was answered: ${stdout}`);
  const time = (share) => {
    const [, value, unit] = read(new RegExp(`${share}%\\s+([\\d.]+)(us|ms|s)`));
    return Number(value) * { us: 1e-3, ms: 1, s: 1e3 }[unit];
  };
  const [, amount, unit] = read(/Transfer\/sec:\s+([\d.]+)([KMG]?)B/);
  return {
    rate: Number(read(/Requests\/sec:\s+([\d.]+)/)[1]),
    p50: time(50),
    p99: time(99),
    bytes: Number(amount) * { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[unit],
  };
}
