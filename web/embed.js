// Makes the page of frames what its address asks for, starts the app, and tells the page
// around the frame how high it is. A classic script: a sandboxed frame has no origin, and
// modules would need the host's leave.
//
// Each parameter is checked here against what the page says it knows; what can't be used
// is told in one line of the frame. The state itself is checked by the app, which tells
// its own refusals. Nothing is stored, and the address is never written.
//
// Messages to the page around, with nothing in them but the height: the forms of AMP,
// Pym, Medium and the Guardian. Messages from there are taken as a request for these.
(() => {
  const root = document.documentElement;
  const script = document.currentScript;
  const known = script.dataset;
  const asked = new URLSearchParams(location.search);
  const refused = [];

  const FEW = "work_visas aid local_share anti_corruption";
  const LEAST = 50;
  const MOST = 20_000;

  /** Asks for a parameter once; what is not as expected is refused and told. */
  function take(name, isKnown) {
    const values = asked.getAll(name);
    asked.delete(name);
    if (values.length === 0) return null;
    if (values.length === 1 && isKnown(values[0])) return values[0];
    refused.push(`${name}=${values.join(",")}`.slice(0, 60));
    return null;
  }
  const oneOf = (names) => (value) => value !== "" && names.split(" ").includes(value);

  const steps = JSON.parse(known.steps);
  const isStep = (value) => value.startsWith("step:") && Object.hasOwn(steps, value.slice(5));
  const part = take("part", (value) => oneOf("chart simulator")(value) || isStep(value)) ?? "simulator";
  const step = isStep(part) ? steps[part.slice(5)] : null;
  const preset = take("preset", oneOf(known.presets));
  const state = take("state", (value) => value.length <= 4000 && /^#?v\d+(&[^#<>"]*)?$/.test(value));
  const country = take("country", oneOf("SLV GTM HND all"));
  const isLevers = (value) => value === "none" || value.split(",").every(oneOf(known.levers));
  const levers = take("levers", isLevers);
  const outcome = take("outcome", oneOf(known.outcomes));
  const form = take("form", oneOf(known.forms));
  const theme = take("theme", oneOf("light dark auto"));
  const accent = take("accent", oneOf(known.accents));
  const font = take("font", oneOf("serif sans system"));
  const height = take("height", oneOf("auto scroll")) ?? "auto";
  const pymId = take("childId", (value) => /^[\w-]{1,80}$/.test(value));
  // Pym's own; what else stands in the address is not for us to use.
  ["initialWidth", "parentTitle", "parentUrl"].forEach((name) => asked.delete(name));
  for (const name of new Set(asked.keys())) refused.push(name.slice(0, 40));

  root.dataset.part = step ? "step" : part;
  root.dataset.height = height;
  let stage = state ? `#${state.replace(/^#/, "")}` : preset ? `#v1&p=${preset}` : step?.[0];
  for (const [name, value] of Object.entries({ outcome, form })) {
    if (value) stage = `${without(name, stage ?? "#v1")}&${name}=${value}`;
  }
  if (stage) root.dataset.stage = stage;
  // The still pictures are those of another state: they wait for the app, or for its failure.
  if (stage || location.hash) root.dataset.other = "";
  if (country) root.dataset.country = country;
  const shown = levers ? levers.replaceAll(",", " ") : part === "chart" ? FEW : null;
  if (shown) {
    root.dataset.levers = shown;
    if (shown.split(" ").some((key) => key !== "none" && !oneOf(FEW)(key))) root.dataset.more = "";
  }
  if (accent) root.dataset.accent = accent;
  if (font) root.dataset.font = font;
  if (theme && theme !== "auto") {
    root.dataset.theme = theme;
    // The app asks the browser which theme holds: in this frame, that of the address.
    const ask = matchMedia.bind(window);
    const holds = theme === "dark" ? "all" : "not all";
    window.matchMedia = (query) => ask(query.includes("prefers-color-scheme: dark") ? holds : query);
  }

  function without(name, link) {
    return link.split("&").filter((part) => !part.startsWith(`${name}=`)).join("&");
  }

  /** What stands in the address after "?", for the same frame in the other language. */
  const query = location.search;

  function begin() {
    if (step) document.getElementById("frame-title").textContent = step[1];
    tellRefused();
    const other = document.getElementById("other-language");
    other.href = other.getAttribute("href") + query;
    // The link to the whole page opens the present state, which the app keeps in the link
    // to the other language.
    const whole = document.getElementById("whole-page");
    const page = whole.getAttribute("href");
    const follow = () => (whole.href = page + (new URL(other.href).hash || stage || ""));
    for (const event of ["pointerdown", "focus"]) whole.addEventListener(event, follow);
    follow();
    if ("more" in root.dataset) openMore();
    if (height === "auto" && parent !== window) tellHeight();
    start();
  }

  function tellRefused() {
    if (refused.length === 0) return;
    const line = document.getElementById("frame-refused");
    line.dataset.says ??= line.textContent;
    line.textContent = `${line.dataset.says} ${refused.join(", ")}`;
    line.hidden = false;
  }

  /** A lever that the page keeps in a group is shown: the app makes it when the group opens. */
  function openMore() {
    new MutationObserver((_, observer) => {
      const group = document.querySelector(".change > .group");
      if (!group) return;
      observer.disconnect();
      group.open = true;
    }).observe(root, { attributeFilter: ["data-app"] });
  }

  function tellHeight() {
    let told = 0;
    const tell = () => {
      const now = Math.ceil(document.body.getBoundingClientRect().height);
      if (now === told || now < LEAST || now > MOST) return;
      told = now;
      const amp = { sentinel: "amp", type: "embed-size", height: now };
      const id = location.href;
      parent.postMessage(amp, "*");
      parent.postMessage(JSON.stringify({ src: id, context: "iframe.resize", height: now }), "*");
      parent.postMessage(JSON.stringify({ id, type: "set-height", value: now }), "*");
      if (pymId) parent.postMessage(`pymxPYMx${pymId}xPYMxheightxPYMx${now}`, "*");
    };
    addEventListener("message", ({ source, data }) => {
      if (source !== parent) return;
      const isHello = data?.sentinel === "amp" && data.type === "frames-init";
      const isPym = pymId && typeof data === "string" && data.startsWith(`pymxPYMx${pymId}xPYMx`);
      if (!isHello && !isPym) return;
      told = 0;
      tell();
    });
    new ResizeObserver(tell).observe(document.body);
    addEventListener("load", tell);
  }

  function fail(message) {
    root.dataset.app = "failed";
    document.getElementById(message).hidden = false;
  }

  async function start() {
    root.dataset.app = "waiting";
    if (typeof WebAssembly !== "object") return fail("failure-no-wasm");
    const failOnTrap = (error) => {
      if (!(error instanceof WebAssembly.RuntimeError)) return;
      if (error.stack?.includes(known.study.replace(".js", ""))) root.dataset.study = "failed";
      else fail("failure-start");
    };
    addEventListener("error", (event) => failOnTrap(event.error));
    addEventListener("unhandledrejection", (event) => failOnTrap(event.reason));
    try {
      // Without an origin, modules and WebAssembly come only from hosts that allow it: the
      // self-contained script does without them.
      if (self.origin === "null") await fromOneScript();
      else await fromModules().catch(fromOneScript);
    } catch (error) {
      console.error(error);
      fail(error instanceof WebAssembly.CompileError ? "failure-no-wasm" : "failure-start");
    }
  }

  /** The files of the main page, which the reader's browser may hold already. */
  async function fromModules() {
    const address = (name) => new URL(name, script.src).href;
    const app = await import(address(known.module));
    await app.default({ module_or_path: address(known.wasm) });
    // Other outcomes and forms, and whether a link's numbers hold, are the study's to tell.
    root.addEventListener("data-wanted", study);
    if (root.hasAttribute("data-wanted") || stage?.includes("&check=")) study();
  }

  let studying;

  /** Loads the second program once; where it can't be, its parts stay empty. */
  function study() {
    root.dataset.study ??= "waiting";
    const module = new URL(known.study, script.src).href;
    studying ??= import(module)
      .then((program) => program.default({ module_or_path: module.replace(/\.js$/, "_bg.wasm") }))
      .catch((error) => {
        console.error(error);
        root.dataset.study = "failed";
      });
  }

  /** One script holds no study: what only that can show is refused. */
  function leaveStudyOut() {
    root.dataset.plain = "";
    for (const part of stage?.match(/&(outcome|form|check)=[^&]*/g) ?? []) {
      stage = stage.replace(part, "");
      if (!["&outcome=encounters", "&form=fan"].includes(part)) refused.push(part.slice(1));
    }
    if (stage) root.dataset.stage = stage;
    tellRefused();
  }

  function fromOneScript(before) {
    // A start that has gone as far as to change the page is not tried again.
    if (before instanceof WebAssembly.RuntimeError || !known.classic) throw before ?? new Error("no self-contained script");
    leaveStudyOut();
    return new Promise((resolve, reject) => {
      const whole = document.createElement("script");
      whole.src = new URL(known.classic, script.src).href;
      whole.onload = () => globalThis.startRootCauses().then(resolve, reject);
      whole.onerror = () => reject(new Error(`${whole.src} could not be loaded`));
      document.head.append(whole);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
