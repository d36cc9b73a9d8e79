// Opens the built page in headless Chromium, as a reader's browser would get it:
// from a server, with its content security policy on.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../tools/serve.mjs";

/** The folder of the built site. */
export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const OUT = fileURLToPath(new URL("./out/", import.meta.url));
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** How every browser of the tests is started. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATHS = { en: "", es: "es/" };

/** Screen widths every view is tested at, in CSS pixels. */
export const WIDTHS = [360, 768, 1440];
/** Languages that have a page. */
export const LANGUAGES = Object.keys(PATHS);
/** Colour themes. */
export const THEMES = ["light", "dark"];

/**
 * Starts a server on dist/ and a browser, or a browser for a server that runs already.
 * Stop both with `close()`.
 * @returns {Promise<Harness>}
 */
export async function start(running) {
  const server = running ?? (await serve({ dir: DIST, port: 0 }));
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS }).catch(async (error) => {
    await server.close();
    throw new Error(`Chromium did not start (CHROMIUM names another one): ${error.message}`);
  });
  return new Harness(server, browser);
}

class Harness {
  constructor(server, browser) {
    this.server = server;
    this.browser = browser;
    /** The address of the page, ending in a slash. */
    this.url = server.url;
  }

  /**
   * Opens a page in a context of its own.
   *
   * `path` is what follows the language's folder: a fragment, a query, a file; `at` is a
   * whole address in place of both.
   * `locale` is the language of the browser, that of the page unless said otherwise.
   * `javaScript: false` gives what a reader without scripts sees. `prepare` is
   * called with playwright's page before anything is loaded.
   */
  async openPage({
    width = 1440,
    height = 900,
    ratio = 1,
    theme = "light",
    lang = "en",
    locale = lang === "es" ? "es-GT" : "en-US",
    path = "",
    at = this.url + PATHS[lang] + path,
    javaScript = true,
    reducedMotion = "reduce",
    forcedColors = "none",
    touch = false,
    prepare = async () => {},
  } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: ratio,
      colorScheme: theme,
      locale,
      javaScriptEnabled: javaScript,
      reducedMotion,
      forcedColors,
      hasTouch: touch,
    });
    context.setDefaultTimeout(10_000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    const opened = new OpenPage(page, context, new URL(at).origin);
    await prepare(page);
    await page.goto(at, { waitUntil: "load" });
    return opened;
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }
}

class OpenPage {
  constructor(page, context, origin) {
    /** playwright's page */
    this.page = page;
    this.context = context;
    /** Console errors and warnings, uncaught errors, failed requests; policy violations are among them. */
    this.errors = [];
    /** Addresses asked for at any other origin. */
    this.foreign = [];
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      this.errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("requestfailed", (request) => {
      // The browser itself gives up what it still loads for a page that is left.
      if (request.failure()?.errorText === "net::ERR_ABORTED") return;
      this.errors.push(`${request.url()}: ${request.failure()?.errorText}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.errors.push(`${response.url()}: ${response.status()}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) this.foreign.push(url.href);
    });
  }

  /** Waits until the app has taken over; fails at once if it says it could not. */
  async waitForApp() {
    const told = this.page.locator('html[data-app="ready"], html[data-app="failed"]');
    await told.waitFor({ state: "attached", timeout: 30_000 });
    if ((await told.getAttribute("data-app")) === "failed") {
      throw new Error(`the app failed to start: ${this.errors.join("; ")}`);
    }
  }

  /** Goes to the first part of the study and waits until that has been loaded. */
  async openStudy() {
    await this.page.locator("main [data-study]").first().scrollIntoViewIfNeeded();
    await this.page.locator("html[data-study=ready]").waitFor({ state: "attached", timeout: 30_000 });
  }

  /** CSS pixels by which the document is wider than the window. */
  async horizontalOverflow() {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  /**
   * What axe finds, one line per element: rule, element, what to do. axe is
   * evaluated by the browser's own tools, so the page's policy stays on. `within` is a
   * selector; without it the whole page is looked at.
   * @returns {Promise<string[]>}
   */
  async axe(within) {
    const source = await axeSource();
    if (!(await this.page.evaluate(() => Boolean(globalThis.axe)))) await this.page.evaluate(source);
    return this.page.evaluate(async (within) => {
      const { violations } = await globalThis.axe.run(within ?? document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${help}. ${failureSummary}`),
      );
    }, within);
  }

  /** Saves a picture as tests/browser/out/NAME.png; of the window, or of the whole page. */
  async screenshot(name, { fullPage = false } = {}) {
    await mkdir(OUT, { recursive: true });
    await this.page.screenshot({ path: `${OUT}${name}.png`, fullPage });
  }

  async close() {
    await this.context.close();
  }
}

let axeText;
function axeSource() {
  axeText ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return axeText;
}
