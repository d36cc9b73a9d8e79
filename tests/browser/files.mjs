// Files that the page hands out, without the browser's own downloads, of which it allows few.

/** For `prepare` of openPage: keeps what would be saved, by name, and how often printing was asked for. */
export async function keepFiles(page) {
  await page.addInitScript(() => {
    globalThis.files = [];
    globalThis.printed = 0;
    globalThis.print = () => {
      globalThis.printed += 1;
    };
    const blobs = new Map();
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const url = create.call(URL, blob);
      blobs.set(url, blob);
      return url;
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      if (!this.hasAttribute("download")) return click.call(this);
      globalThis.files.push({ name: this.download, blob: blobs.get(this.href) });
    };
  });
}

/** The file that `act` makes the page hand out: its name, kind and bytes. */
export async function fileOf(page, act) {
  const before = await page.evaluate(() => globalThis.files.length);
  await act();
  await page.waitForFunction((before) => globalThis.files.length > before, before, { timeout: 20_000 });
  const { name, kind, text } = await page.evaluate(async (at) => {
    const { name, blob } = globalThis.files[at];
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { name, kind: blob.type, text: btoa(text) };
  }, before);
  return { name, kind, bytes: Buffer.from(text, "base64") };
}

/** Width and height of a PNG, which must be one. */
export function sizeOfPng(bytes) {
  const is = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  if (!is) throw new Error(`not a PNG: ${bytes.subarray(0, 8).toString("hex")}`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
