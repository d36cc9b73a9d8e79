// Makes the page of frames what its address asks for, starts the app, and tells the page
// around the frame how high it is. A classic script: a sandboxed frame has no origin, and
// modules would need the host's leave.
//
// Each parameter is checked here against what the page says it knows; what can't be used
// is told in one line of the frame. The state itself is checked by the app, which tells
// its own refusals. Nothing is stored, and the address is never written.
//
// Messages to the page around, with nothing in them but the height: the forms of AMP,
// Pym, Medium, the Guardian and WordPress. Messages from there are taken as a request for these.
(() => {
  const root = document.documentElement;
  const script = document.currentScript;
  const known = script.dataset;
  const asked = new URLSearchParams(location.search);
  const refused = [];

  const FEW = "work_visas aid local_share anti_corruption";
  const LEAST = 50;
  const MOST = 20_000;
  /** A host that follows our height has done so within this time, in milliseconds. */
  const A_MOMENT = 500;
  const HAS_NO_ORIGIN = self.origin === "null";

  /** Asks for a parameter once; what is not as expected is refused and told. */
  function take(name, isKnown) {
    const values = asked.getAll(name);
    asked.delete(name);
    if (values.length === 0) return null;
    if (values.length === 1 && isKnown(values[0])) return values[0];
    refuse(`${name}=${values.join(",")}`);
    return null;
  }
  const refuse = (text) => refused.push(text.slice(0, 60));
  const oneOf = (names) => (value) => value !== "" && names.split(" ").includes(value);

  const presets = JSON.parse(known.presets);
  const isStep = (value) => value.startsWith("step:") && oneOf(known.steps)(value.slice(5));
  const lang = take("lang", oneOf("en es"));
  if (lang && lang !== root.lang) return leave(known.other, "lang");
  const part = take("part", (value) =>
    known.step ? value === `step:${known.step}` : oneOf("chart simulator")(value) || isStep(value));
  // A guided step has a page of its own, with its words and its chart.
  if (!known.step && part?.startsWith("step:")) return leave(`steps/${part.slice(5)}/`, "part");
  // A step keeps its own stage, and a state stands above a preset.
  const state = take("state", (value) => value.length <= 4000 && /^#?v\d+(&[^#<>"]*)?$/.test(value) && !known.step);
  const preset = take("preset", (value) => Object.hasOwn(presets, value) && !known.step && state === null);
  const country = take("country", oneOf("SLV GTM HND all"));
  const isLevers = (value) => value === "none" || value.split(",").every(oneOf(known.levers));
  const levers = take("levers", isLevers);
  const outcome = take("outcome", oneOf(known.outcomes));
  const form = take("form", oneOf(known.forms));
  const layers = (value) => value.split(",").every(oneOf(known.layers));
  const show = take("show", (value) => value === "none" || layers(value));
  const theme = take("theme", oneOf("light dark auto"));
  const accent = take("accent", oneOf(known.accents));
  const font = take("font", oneOf("serif sans system"));
  const height = take("height", oneOf("auto scroll")) ?? "auto";
  const pymId = take("childId", (value) => /^[\w-]{1,80}$/.test(value));
  const secret = /^#\?secret=(\w{1,40})$/.exec(location.hash)?.[1];
  // Pym's own; what else stands in the address is not for us to use.
  ["initialWidth", "parentTitle", "parentUrl"].forEach((name) => asked.delete(name));
  for (const name of new Set(asked.keys())) refuse(name.slice(0, 40));

  root.dataset.part = known.step ? "step" : (part ?? "simulator");
  root.dataset.height = height;
  const own = root.dataset.stage;
  let stage = state ? `#${state.replace(/^#/, "")}` : preset && preset !== known.default ? `#v1&p=${preset}` : own;
  for (const [name, value] of Object.entries({ outcome, form, show })) {
    if (value) stage = `${without(name, stage ?? "#v1")}&${name}=${value}`;
  }
  if (stage) root.dataset.stage = stage;
  const isOther = stage !== own || /^#v\d/.test(location.hash);
  // The still pictures are those of another state: they wait for the app, or for its failure.
  if (isOther) root.dataset.other = "";
  if (country) root.dataset.country = country;
  // A step and a chart show the levers that their state moves.
  const few = known.step ? known.moved || FEW : part === "chart" ? movedBy(/^#v\d.*$/s.exec(location.hash)?.[0] ?? stage ?? "") : null;
  const shown = levers ? levers.replaceAll(",", " ") : few;
  if (shown) {
    root.dataset.levers = shown;
    if (shown.split(" ").some((key) => key !== "none" && !oneOf(FEW)(key))) root.dataset.more = "";
  }
  if (accent) root.dataset.accent = accent;
  if (font) root.dataset.font = font;
  if (font === null || font === "serif") askForFaces();
  if (theme && theme !== "auto") {
    root.dataset.theme = theme;
    // The app asks the browser which theme holds: in this frame, that of the address.
    const ask = matchMedia.bind(window);
    const holds = theme === "dark" ? "all" : "not all";
    window.matchMedia = (query) => ask(query.includes("prefers-color-scheme: dark") ? holds : query);
  }
  copyForFrames();

  /**
   * The faces of headings, asked for now. What is not drawn yet can't move: the page waits for them
   * for a moment, and does without them where they take longer.
   */
  function askForFaces() {
    root.dataset.faces = "waiting";
    const faces = [400, 600].map((weight) => document.fonts.load(`${weight} 1rem "Source Serif 4"`));
    const moment = new Promise((over) => setTimeout(over, 200));
    const draw = () => delete root.dataset.faces;
    Promise.race([Promise.all(faces), moment]).then(draw, draw);
  }

  /** Goes to another page of frames with all that was asked but what led there. */
  function leave(page, name) {
    location.replace(new URL(page, location.href.replace(/[?#].*$/, "")).href + queryWithout(name) + location.hash);
  }

  function queryWithout(name) {
    const rest = new URLSearchParams(location.search);
    rest.delete(name);
    return rest.size > 0 ? `?${rest}` : "";
  }

  /** The levers that a chart's scenario moves, and those that its link names; some stand ready where it moves none. */
  function movedBy(link) {
    const scenario = /&p=([\w-]+)/.exec(link)?.[1] ?? known.default;
    const own = (JSON.parse(known.moves)[scenario] || FEW).split(" ");
    return known.levers.split(" ").filter((key) => own.includes(key) || link.includes(`&${key}=`)).join(" ");
  }

  function without(name, link) {
    return link.split("&").filter((part) => !part.startsWith(`${name}=`)).join("&");
  }

  /** What stands in the address after "?", for the same frame in the other language. */
  const query = lang ? queryWithout("lang") : location.search;

  /** The page around may keep links from opening: then their address can be copied by hand. */
  function tellAddress(address) {
    const place = document.getElementById("frame-address");
    const field = place.querySelector("input");
    field.value = address;
    place.hidden = false;
    field.select();
  }

  /** Links are copied as those of the whole page; where copying is denied, they can be selected. */
  function copyForFrames() {
    const clipboard = navigator.clipboard;
    const write = async (text) => {
      const state = /#v\d.*$/s.exec(text)?.[0];
      const whole = document.getElementById("whole-page").href.replace(/#.*$/s, "");
      const told = state ? whole + state : text;
      delete root.dataset.uncopied;
      try {
        await clipboard.writeText(told);
      } catch (error) {
        root.dataset.uncopied = "";
        tellAddress(told);
        throw error;
      }
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText: write } });
  }

  function begin() {
    document.getElementById("frame-plain").hidden = true;
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
    if (HAS_NO_ORIGIN) {
      addEventListener("click", ({ target }) => {
        const link = target.closest?.("a[href]");
        if (link && link.target !== "_self") tellAddress(link.href);
      });
    }
    root.addEventListener("data-state", tellSource);
    tellSource();
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

  /** The line on where the numbers come from is that of the outcome that is told. */
  function tellSource() {
    const link = root.getAttribute("data-state") ?? stage ?? "";
    const told = /&outcome=(\w+)/.exec(link)?.[1] ?? "encounters";
    for (const line of document.querySelectorAll("[data-outcome]")) line.hidden = line.dataset.outcome !== told;
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
    let judging;
    const high = () => Math.ceil(document.body.getBoundingClientRect().height);
    // Only where the frame is as high as its content does nothing scroll in it; a host that
    // follows us does so in a moment, and no bar comes and goes meanwhile.
    const fits = () => innerHeight >= high();
    const judge = () => root.toggleAttribute("data-adopted", fits());
    const judgeSoon = () => {
      clearTimeout(judging);
      if (fits()) judge();
      else judging = setTimeout(judge, A_MOMENT);
    };
    const tell = () => {
      const now = high();
      if (now === told || now < LEAST || now > MOST) return;
      told = now;
      const amp = { sentinel: "amp", type: "embed-size", height: now };
      const id = location.href;
      parent.postMessage(amp, "*");
      parent.postMessage(JSON.stringify({ src: id, context: "iframe.resize", height: now }), "*");
      parent.postMessage(JSON.stringify({ id, type: "set-height", value: now }), "*");
      if (pymId) parent.postMessage(`pymxPYMx${pymId}xPYMxheightxPYMx${now}`, "*");
      if (secret) parent.postMessage({ message: "height", value: now, secret }, "*");
      judgeSoon();
    };
    addEventListener("resize", judgeSoon);
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
    if (isOther) tellInstead();
  }

  /** The still pictures are not what was asked for: the page that shows it, and its picture. */
  function tellInstead() {
    const page = document.getElementById("instead-page");
    const picture = document.getElementById("instead-picture");
    const list = page.getAttribute("href");
    const hasPage = preset && stage === `#v1&p=${preset}` && !/^#v\d/.test(location.hash);
    if (hasPage) {
      page.textContent = page.textContent.replace("{name}", presets[preset]);
      page.href = `${list}${preset}/`;
      picture.href = `${root.dataset.root}${root.lang === "en" ? "" : "../"}cards/s-${preset}-${root.lang}.png`;
    } else {
      const whole = document.getElementById("whole-page");
      page.textContent = whole.textContent;
      page.href = whole.href;
    }
    picture.hidden = !hasPage;
    document.getElementById("frame-instead").hidden = false;
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
      // self-contained script does without them. What only the study can show is worth a try.
      if (HAS_NO_ORIGIN && !forStudy().length) await fromOneScript();
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

  /** Parts of the state that only the study can show. */
  function forStudy() {
    const parts = stage?.match(/&(outcome|form|check|show)=[^&]*/g) ?? [];
    return parts.filter((part) => part.startsWith("&show=") ? part.includes("events") : !["&outcome=encounters", "&form=fan"].includes(part));
  }

  /** One script holds no study: what only that can show is refused. */
  function leaveStudyOut() {
    root.dataset.plain = "";
    for (const part of forStudy()) {
      stage = stage.replace(part, "");
      refuse(part.slice(1));
    }
    if (stage) root.dataset.stage = stage;
    tellRefused();
    tellSource();
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
