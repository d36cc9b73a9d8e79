// A small static server for this machine alone.
//
//   node tools/serve.mjs [--dir dist] [--port 8080]     port 0: any free one
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { ALWAYS, caching, disposition, NOT_FOUND, typeOf } from "./headers.mjs";

const ADDRESS = "127.0.0.1";

/**
 * Serves the folder `dir`. Resolves once it listens, to its address (ending in a
 * slash) and a function that stops it; rejects if the port is taken.
 * @param {{dir: string, port: number}} options
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve({ dir, port }) {
  const root = await realpath(dir);
  const server = createServer((request, response) => {
    answer(root, request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) plain(response, 500, "The server failed; its log says why.");
      else response.destroy();
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, ADDRESS, resolve);
  });
  return {
    url: `http://${ADDRESS}:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(root, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return plain(response, 405, "Only GET and HEAD are answered here.");
  }
  const [pathname, query] = request.url.split("?", 2);
  const found = await locate(root, pathname);
  if (found === undefined) return missing(root, request, response);
  if (found.folder) {
    response.writeHead(301, { Location: `${pathname}/${query === undefined ? "" : `?${query}`}` });
    return response.end();
  }
  // On this machine pages are built anew under the reader's eyes.
  const kept = caching(found.file).includes("immutable") ? caching(found.file) : "no-cache";
  const saved = disposition(found.file);
  send(found, 200, { "Cache-Control": kept, ...(saved && { "Content-Disposition": saved }) }, request, response);
}

/** The page for addresses that lead nowhere, if the folder has one. */
async function missing(root, request, response) {
  const page = await locate(root, NOT_FOUND);
  if (page === undefined) return plain(response, 404, "There is no such page here.");
  send(page, 404, {}, request, response);
}

function send({ file, size }, status, more, request, response) {
  response.writeHead(status, { ...ALWAYS, "Content-Type": typeOf(file), "Content-Length": size, ...more });
  if (request.method === "HEAD") return response.end();
  createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

/** The file a path names: inside `root`, links followed; undefined if there is none. */
async function locate(root, pathname) {
  try {
    const path = decodeURIComponent(pathname);
    if (!path.startsWith("/") || path.startsWith("//") || path.includes("\0")) return undefined;
    const file = await realpath(join(root, path.endsWith("/") ? `${path}index.html` : path));
    if (!file.startsWith(root + sep)) return undefined;
    const info = await stat(file);
    return info.isDirectory() ? { folder: true } : { file, size: info.size };
  } catch (error) {
    if (error instanceof URIError || ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}

function plain(response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

/** Reads `--name value` pairs; a name not among the defaults is an error. */
function readOptions(words, defaults) {
  const options = { ...defaults };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, "");
    if (!(name in defaults) || words[i + 1] === undefined) {
      throw new Error("usage: node tools/serve.mjs [--dir dist] [--port 8080]");
    }
    options[name] = words[i + 1];
  }
  return options;
}

async function main() {
  const { dir, port } = readOptions(process.argv.slice(2), { dir: "dist", port: "8080" });
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`a port is a number from 0 to 65535, not "${port}"`);
  }
  try {
    const { url } = await serve({ dir, port: Number(port) });
    console.log(`The page is at ${url} (stop with Ctrl-C)`);
  } catch (error) {
    if (error.code === "EADDRINUSE") {
      throw new Error(`port ${port} is taken; choose another: make serve PORT=8081`);
    }
    if (error.code === "EACCES") throw new Error(`port ${port} may not be opened by this user`);
    if (error.code === "ENOENT") throw new Error(`there is no folder ${dir}; run make build first`);
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error) => {
    console.error(`serve: ${error.message}`);
    process.exit(1);
  });
}
