// Runs the same model as a native program, as WebAssembly with and without vectors, in plain
// JavaScript and in numpy, and prints milliseconds and ratios.
//
// A slider event answers scenarios A and B, every lever moved, 4,000 draws: the futures of both,
// then the statistics of both. Each program's answers are held against those of the native one
// before anything is timed. WebAssembly and JavaScript take turns, event by event, in one headless
// Chromium; numpy takes turns with them round by round.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { optimise } from "../tools/shrink.mjs";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = `${ROOT}target/bench`;
const SITE = `${FOLDER}/site`;
const NUMPY = `${ROOT}benches/numpy`;

const ROUNDS = 6;
const EVENTS_A_ROUND = 25;
/** Furthest that a number may be from the native one, in parts of the largest of its kind: one draw in 4,000. */
const TOLERANCE = 2.5e-4;

await mkdir(SITE, { recursive: true });
process.chdir(ROOT);
await quiet();
console.log(await cargo("bench", "--bench", "model", "--", "--export", FOLDER));
await makeSite();
const python = await numpy();
const about = JSON.parse(await readFile(`${FOLDER}/model.json`, "utf8"));
const times = await measure(python);
print(times, about.native);

/** Waits, at most a minute, until little else runs: times mean little beside other work. */
async function quiet() {
  for (let waited = 0; waited < 60 && loadavg()[0] > 0.7; waited += 5) await pause(5_000);
}

async function cargo(...words) {
  return (await run("cargo", words, { maxBuffer: 1e8 })).stdout;
}

/** Puts what the browser needs into one folder. */
async function makeSite() {
  for (const [name, folder, flags] of [
    ["vectors", "target", undefined],
    // Set in the environment, flags take the place of those in .cargo/config.toml.
    ["scalar", `${FOLDER}/scalar`, ""],
  ]) {
    const env = { ...process.env, CARGO_TARGET_DIR: folder };
    if (flags !== undefined) env.RUSTFLAGS = flags;
    const words = ["build", "--quiet", "--locked", "--example", "model_alone", "--profile", "page"];
    await run("cargo", [...words, "--target", "wasm32-unknown-unknown"], { env });
    const built = `${folder}/wasm32-unknown-unknown/page/examples/model_alone.wasm`;
    // As the page's own, so that what is measured is what the page runs.
    optimise(built, `${SITE}/${name}.wasm`);
  }
  await cp("benches/twin.mjs", `${SITE}/twin.mjs`);
  for (const file of ["model.json", "model.f32"]) await cp(`${FOLDER}/${file}`, `${SITE}/${file}`);
  await writeFile(`${SITE}/index.html`, "<!doctype html><title>bench</title>");
}

/** A Python with numpy of its own; undefined, and says why, where it can't be had. */
async function numpy() {
  const python = `${FOLDER}/venv/bin/python`;
  try {
    await run("python3", ["-m", "venv", `${FOLDER}/venv`]);
    await run(python, ["-m", "pip", "install", "--quiet", "--requirement", `${NUMPY}/requirements.txt`]);
    return python;
  } catch (error) {
    console.log(`Without numpy, which could not be installed: ${error.message.trim().split("\n").pop()}\n`);
    return undefined;
  }
}

/** Milliseconds of every event by program: the model, and model with statistics. */
async function measure(python) {
  process.env.DIST = SITE;
  const { start } = await import("../tests/browser/harness.mjs");
  const times = {};
  const note = (name, events) => (times[name] ??= []).push(...events);
  const harness = await start();
  try {
    const { page } = await harness.openPage();
    const distances = await page.evaluate(prepareInPage);
    for (const [name, distance] of Object.entries(distances)) mustAgree(name, distance);
    await quiet();
    const before = loadavg()[0];
    for (let round = 0; round < ROUNDS; round++) {
      const events = await page.evaluate(playInPage, EVENTS_A_ROUND);
      for (const [name, list] of Object.entries(events)) note(name, list);
      for (const kind of python ? ["float64", "float32"] : []) {
        const words = [`${NUMPY}/model.py`, FOLDER, String(EVENTS_A_ROUND), kind];
        const report = JSON.parse((await run(python, words, { maxBuffer: 1e8 })).stdout);
        mustAgree(`numpy, ${kind}`, report.distance);
        note(`numpy, ${kind}`, report.times);
      }
    }
    console.log(`load ${before.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after`);
  } finally {
    await harness.close();
  }
  return times;
}

function mustAgree(name, distance) {
  if (!(distance <= TOLERANCE)) {
    throw new Error(`${name}: its answers differ from the native ones by ${distance}, more than ${TOLERANCE}`);
  }
}

/** Runs in the page: makes all programs ready and gives their distances from the native answers. */
async function prepareInPage() {
  const { Twin, distance, reference } = await import(new URL("twin.mjs", location.href).href);
  const about = await (await fetch("model.json")).json();
  const numbers = new Float32Array(await (await fetch("model.f32")).arrayBuffer());
  const distances = {};
  const programs = {};
  for (const name of ["vectors", "scalar"]) {
    const { instance } = await WebAssembly.instantiateStreaming(fetch(`${name}.wasm`));
    const model = instance.exports;
    model.prepare();
    distances[name] = Math.max(
      ...[0, 1].map((side) => {
        const answer = Array.from({ length: model.count_numbers(side) }, (_, i) => model.number(side, i));
        return distance(answer, about.scenarios[side].numbers);
      }),
    );
    programs[name] = {
      simulate: (side, visas) => model.simulate(side, visas),
      summarise: (side) => model.summarise(side),
    };
  }
  const twin = new Twin(about, numbers);
  const sides = [twin.room(), twin.room()];
  const still = twin.room();
  distances.twin = Math.max(
    ...about.scenarios.map((scenario) => {
      twin.simulate(reference(scenario, about), still);
      twin.simulate(scenario, sides[0]);
      twin.summarise(still, sides[0]);
      return distance(sides[0].numbers, scenario.numbers);
    }),
  );
  const moved = about.scenarios.map((scenario) => structuredClone(scenario));
  twin.simulate(reference(about.scenarios[0], about), still);
  programs.twin = {
    simulate(side, visas) {
      moved[side].levers.work_visas = visas;
      twin.simulate(moved[side], sides[side]);
    },
    summarise: (side) => twin.summarise(still, sides[side]),
  };
  globalThis.programs = programs;
  // Engines compile what runs often; that is over before anything is timed.
  for (const { simulate, summarise } of Object.values(programs)) {
    for (let event = 0; event < 40; event++) {
      for (const side of [0, 1]) simulate(side, 1_000 * event);
      for (const side of [0, 1]) summarise(side);
    }
  }
  return distances;
}

/** Runs in the page: plays events in turn and gives their times. */
function playInPage(events) {
  const times = {};
  for (let event = 0; event < events; event++) {
    const visas = 1_000 * ((event * 4) % 100 + 1);
    for (const [name, { simulate, summarise }] of Object.entries(globalThis.programs)) {
      const began = performance.now();
      simulate(0, visas);
      simulate(1, visas);
      const simulated = performance.now();
      summarise(0);
      summarise(1);
      (times[name] ??= []).push([simulated - began, performance.now() - began]);
    }
  }
  return times;
}

function print(times, native) {
  const names = {
    vectors: "WebAssembly, vectors (as in the page)",
    scalar: "WebAssembly, scalar",
    twin: "plain JavaScript",
  };
  const line = (name, model, whole) => console.log(name.padEnd(40) + [...model, ...whole].map((cell) => cell.padStart(10)).join(""));
  const at = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(share * (list.length - 1))];
  const of = (name, part, share = 0.5) => at(times[name].map((event) => event[part]), share);
  const ms = (number) => number.toFixed(2);

  console.log("\nA and B, every lever, milliseconds an event: median, and the fastest tenth");
  line("", ["model", ""], ["event", ""]);
  line("native", native.model.map(ms), native.whole.map(ms));
  for (const name of Object.keys(times)) {
    const cells = [0, 1].map((part) => [ms(of(name, part)), ms(of(name, part, 0.1))]);
    line(names[name] ?? name, ...cells);
  }
  console.log("\nHow many times as long as WebAssembly with vectors: by medians, by the fastest tenths");
  line("", ["model", ""], ["event", ""]);
  const ratio = (name, part, share) => (of(name, part, share) / of("vectors", part, share)).toFixed(1);
  for (const name of Object.keys(times).filter((name) => name !== "vectors")) {
    const cells = [0, 1].map((part) => [ratio(name, part, 0.5), ratio(name, part, 0.1)]);
    line(names[name] ?? name, ...cells);
  }
  console.log("bars: model at least 4 times plain JavaScript (aim 5); event at least 10 times numpy");
}
