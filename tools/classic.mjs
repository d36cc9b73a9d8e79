// wasm-bindgen's module of a program as part of a classic script, for places where modules can't
// be loaded: frames without an origin, pages from a file.

/** What stands in `text`, the module; its way to begin is `__wbg_init` then. */
export function asClassic(text) {
  // It has no imports, one way to begin, and looks for its file only if it isn't handed any.
  if (!text.includes("__wbg_init as default") || /^import\b/m.test(text)) throw new Error("a program's module is not as expected");
  const plain = text
    .replaceAll("import.meta.url", "document.baseURI")
    .replace(/^export (?=(async )?(function|class|const|let)\b)/gm, "")
    .replace(/^export \{[^}]*\};?$/gm, "");
  if (/^export\b|import\.meta/m.test(plain)) throw new Error("a program's module has exports of another kind");
  return plain;
}
