// Runs nginx on this machine alone, as the user who calls it, on ports of its own.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nginx } from "../../tools/headers.mjs";

const TOOLS = fileURLToPath(new URL("../../.tools/bin/", import.meta.url));
const PROGRAM = process.env.NGINX ?? join(TOOLS, "nginx");
const MODULE = "ngx_http_brotli_static_module.so";
const ATTEMPTS = 5;

/**
 * Serves each of `sites` from a port of its own: a folder under the project's rules, or
 * text of a server's configuration, made by a function of what it has to listen on.
 * @param {(string | ((listen: string) => string))[]} sites
 * @returns {Promise<{urls: string[], brotli: boolean, close: () => Promise<void>}>}
 */
export async function startNginx(sites, { workers = 1 } = {}) {
  const place = await mkdtemp(join(tmpdir(), "root-causes-nginx-"));
  const brotli = await brotliModule();
  for (let attempt = 1; ; attempt += 1) {
    // A port that was free a moment ago may be taken by another program meanwhile.
    const ports = await freePorts(sites.length);
    await writeFile(join(place, "nginx.conf"), configuration(place, sites, ports, { workers, brotli }));
    const running = await run(place).catch(async (error) => {
      if (attempt < ATTEMPTS && /bind\(\)/.test(error.message)) return undefined;
      await rm(place, { recursive: true });
      throw error;
    });
    if (!running) continue;
    return {
      urls: ports.map((port) => `http://127.0.0.1:${port}/`),
      brotli: brotli !== undefined,
      close: async () => {
        running.kill();
        await running.ended;
        await rm(place, { recursive: true });
      },
    };
  }
}

/** Where nginx keeps its module for brotli copies; undefined if it has none. */
async function brotliModule() {
  const told = await promisify(execFile)(PROGRAM, ["-V"]).catch((error) => {
    throw new Error(`nginx does not run (tools/setup.sh test gets it, NGINX names another): ${error.message}`);
  });
  const folder = /--modules-path=(\S+)/.exec(told.stderr)?.[1];
  // The set-up's nginx is called by a script that names the folder it was unpacked into.
  const script = existsSync(PROGRAM) ? (await readFile(PROGRAM, "latin1")).slice(0, 1000) : "";
  const unpacked = /exec "(.+)\/usr\/sbin\/nginx"/.exec(script)?.[1] ?? "";
  return [join(unpacked, folder ?? "", MODULE), join(folder ?? "", MODULE)].find((file) => existsSync(file));
}

function configuration(place, sites, ports, { workers, brotli }) {
  const servers = sites.map((site, i) => {
    const listen = `127.0.0.1:${ports[i]}`;
    const text = typeof site === "string" ? nginx({ root: site, listen, brotli: brotli !== undefined }) : site(listen);
    return i === 0 ? text : text.replace(/^map [^}]*}\n/, "");
  });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `${brotli ? `load_module ${brotli};\n` : ""}${userInfo().uid === 0 ? "user root;\n" : ""}daemon off;
worker_processes ${workers};
pid ${place}/nginx.pid;
error_log stderr notice;
events { worker_connections 1024; }
http {
    access_log off;
${temporary.map((name) => `    ${name}_temp_path ${place}/${name};`).join("\n")}
${servers.join("\n")}
}
`;
}

/** Starts it; resolves once its workers run, rejects with what it said if it stops. */
function run(place) {
  const child = spawn(PROGRAM, ["-p", place, "-c", join(place, "nginx.conf"), "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // It stops with us, whatever stops us.
  process.once("exit", () => child.kill("SIGTERM"));
  let said = "";
  return new Promise((resolve, reject) => {
    const ended = new Promise((stopped) => child.once("exit", stopped));
    child.once("error", reject);
    ended.then(() => reject(new Error(`nginx stopped: ${said}`)));
    child.stderr.on("data", (text) => {
      said += text;
      if (/start worker process \d/.test(said)) resolve({ kill: () => child.kill("SIGTERM"), ended });
    });
  });
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
