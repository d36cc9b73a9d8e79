// What frozen frames load is kept beside the site (tools/freeze.mjs), on made-up sites.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { freeze } from "../../tools/freeze.mjs";

const APP = "app-0123456789abcdef.js";

function site(files) {
  const root = mkdtempSync(join(tmpdir(), "frozen-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const built = (version, checks, app = APP) => {
  const page = (up, there) =>
    `<html data-root="../"><script src="${up}${app}"></script><a href="${up}levers/aid/">aid</a><a href="${there}">other</a><a href="https://x.example/">x</a>`;
  return site({
    [app]: version,
    "study-0123456789abcdef.js": "study",
    "board-0123456789abcdef.js": "not of frames",
    "assets/fonts/face.woff2": "face",
    "embed/index.html": page("../", "../es/embed/"),
    "es/embed/index.html": page("../../", "../../embed/"),
    "embed/steps/why/index.html": page("../../../", "../../../es/embed/steps/why/"),
    "embed/builder/index.html": "not of frames",
    [`v/${version}/check.json`]: checks,
  });
};

test("a version keeps what its frames load, and its other links lead to the site of the day", () => {
  const dist = built("2-b", "checks");
  try {
    freeze(dist);
    const kept = (path) => readFileSync(join(dist, "v/2-b", path), "utf8");
    assert.equal(kept(`files/${APP}`), "2-b");
    assert.equal(kept("files/study-0123456789abcdef.js"), "study");
    assert.equal(kept("files/assets/fonts/face.woff2"), "face");
    for (const path of ["files/board-0123456789abcdef.js", "embed/builder"]) assert.ok(!existsSync(join(dist, "v/2-b", path)));
    const told = (path) => [...kept(path).matchAll(/(?:data-root|src|href)="([^"]*)"/g)].map(([, address]) => address);
    const outside = "https://x.example/";
    assert.deepEqual(told("embed/index.html"), ["../../../", `../files/${APP}`, "../../../levers/aid/", "../es/embed/", outside]);
    assert.deepEqual(told("es/embed/index.html"), ["../../../", `../../files/${APP}`, "../../../../levers/aid/", "../../embed/", outside]);
    assert.deepEqual(told("embed/steps/why/index.html"), ["../../../", `../../../files/${APP}`, "../../../../../levers/aid/", "../../../es/embed/steps/why/", outside]);
  } finally {
    rmSync(dist, { recursive: true });
  }
});

test("versions that were published stay as they are, and none may change its numbers", () => {
  const old = built("1-a", "checks of 1");
  const next = built("2-b", "checks of 2");
  const renamed = "app-fedcba9876543210.js";
  const again = built("2-b", "checks of 2", renamed);
  const changed = built("2-b", "other checks");
  try {
    freeze(old);
    freeze(next, old);
    freeze(again, next);
    for (const dist of [next, again]) {
      assert.equal(readFileSync(join(dist, "v/1-a/files", APP), "utf8"), "1-a");
      assert.equal(readFileSync(join(dist, "v/1-a/check.json"), "utf8"), "checks of 1");
    }
    for (const name of [APP, renamed]) assert.ok(existsSync(join(again, "v/2-b/files", name)), name);
    assert.match(readFileSync(join(again, "v/2-b/embed/index.html"), "utf8"), new RegExp(renamed));
    assert.throws(() => freeze(changed, next), /published with other numbers/);
    assert.throws(() => freeze(changed, join(old, "nowhere")), /OLD/);
  } finally {
    for (const dist of [old, next, again, changed]) rmSync(dist, { recursive: true });
  }
});

test("versions are kept in a branch from one deployment to the next, and a silent remote is no empty one", () => {
  const place = mkdtempSync(join(tmpdir(), "versions-"));
  const work = join(place, "work");
  const git = (...words) => execFileSync("git", words, { cwd: work, encoding: "utf8", stdio: "pipe" });
  const script = fileURLToPath(new URL("../../tools/versions.sh", import.meta.url));
  const versions = (...words) => execFileSync(script, words, { cwd: work, encoding: "utf8", stdio: "pipe" });
  const taken = (name) => {
    versions("take", name);
    const read = (path) => readFileSync(join(work, name, "v", path), "utf8");
    return readdirSync(join(work, name, "v")).map((version) => [version, read(`${version}/check.json`)]);
  };
  const publish = (version, text) => {
    const dist = site({ [`v/${version}/check.json`]: text, [`v/${version}/check.json.gz`]: "packed" });
    versions("keep", dist);
    rmSync(dist, { recursive: true });
  };
  try {
    mkdirSync(work);
    execFileSync("git", ["init", "--quiet", "--bare", join(place, "remote.git")]);
    git("init", "--quiet");
    git("config", "user.name", "Test");
    git("config", "user.email", "test@example.org");
    git("remote", "add", "origin", join(place, "remote.git"));
    git("commit", "--quiet", "--allow-empty", "--message", "Begin");
    assert.deepEqual(taken("first"), []);
    publish("1-a", "one");
    publish("2-b", "two");
    publish("2-b", "two");
    assert.deepEqual(taken("second"), [["1-a", "one"], ["2-b", "two"]]);
    assert.ok(!existsSync(join(work, "second/v/1-a/check.json.gz")));
    assert.equal(git("status", "--porcelain", "--", ":!first", ":!second"), "", "the checkout is as it was");
    git("remote", "set-url", "origin", join(place, "nowhere.git"));
    assert.throws(() => versions("take", "third"));
    assert.throws(() => publish("3-c", "three"));
  } finally {
    rmSync(place, { recursive: true });
  }
});
