// What frozen frames load is kept beside the site (tools/freeze.mjs), on made-up sites.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
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
    `<script src="${up}${app}"></script><a href="${up}levers/aid/">aid</a><a href="${there}">other</a><a href="https://x.example/">x</a>`;
  return site({
    [app]: version,
    "study-0123456789abcdef.js": "study",
    "board-0123456789abcdef.js": "not of frames",
    "assets/fonts/face.woff2": "face",
    "embed/index.html": page("../", "../es/embed/"),
    "es/embed/index.html": page("../../", "../../embed/"),
    [`v/${version}/check.json`]: checks,
  });
};

test("a version keeps what its frames load, and its other links lead to the site of the day", () => {
  const dist = built("2-b", "checks");
  try {
    freeze(dist);
    const kept = (path) => readFileSync(join(dist, "v/2-b", path), "utf8");
    assert.equal(kept(APP), "2-b");
    assert.equal(kept("study-0123456789abcdef.js"), "study");
    assert.equal(kept("assets/fonts/face.woff2"), "face");
    assert.ok(!existsSync(join(dist, "v/2-b/board-0123456789abcdef.js")));
    assert.match(kept("embed/index.html"), new RegExp(`src="\\.\\./${APP}".*href="\\.\\./\\.\\./\\.\\./levers/aid/".*href="\\.\\./es/embed/".*href="https://x\\.example/"`));
    assert.match(kept("es/embed/index.html"), new RegExp(`src="\\.\\./\\.\\./${APP}".*href="(\\.\\./){4}levers/aid/".*href="\\.\\./\\.\\./embed/"`));
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
      assert.equal(readFileSync(join(dist, "v/1-a", APP), "utf8"), "1-a");
      assert.equal(readFileSync(join(dist, "v/1-a/check.json"), "utf8"), "checks of 1");
    }
    for (const name of [APP, renamed]) assert.ok(existsSync(join(again, "v/2-b", name)), name);
    assert.match(readFileSync(join(again, "v/2-b/embed/index.html"), "utf8"), new RegExp(renamed));
    assert.throws(() => freeze(changed, next), /published with other numbers/);
    assert.throws(() => freeze(changed, join(old, "nowhere")), /OLD/);
  } finally {
    for (const dist of [old, next, again, changed]) rmSync(dist, { recursive: true });
  }
});
