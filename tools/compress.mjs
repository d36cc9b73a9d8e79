// Puts a brotli and a gzip copy beside every file that shrinks, as small as these formats
// get, for hosts that send such copies as they are.
//
//   node tools/compress.mjs dist
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { filesIn, isCompressible } from "./headers.mjs";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Brotli at its best. Browsers read windows of up to 16 MiB. */
export function brotli(bytes) {
  return toBrotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** Compresses a built site in place; node's pool of threads does many files at a time. */
export async function compress(dist) {
  const sizes = await Promise.all(filesIn(dist).filter(isCompressible).map((file) => withCopies(join(dist, file))));
  return sizes.reduce((sum, sizes) => sum.map((size, i) => size + sizes[i]), [0, 0, 0]);
}

/** Its bytes as they are, in gzip and in brotli. */
async function withCopies(file) {
  const bytes = await readFile(file);
  const copies = await Promise.all([toGzip(bytes, { level: 9 }), brotli(bytes)]);
  // Both or none: nginx says that an answer depends on what is accepted only where there is a copy in gzip.
  if (copies.every((copy) => copy.length < bytes.length)) {
    await Promise.all(["gz", "br"].map((extension, i) => writeFile(`${file}.${extension}`, copies[i])));
  }
  return [bytes, ...copies].map(({ length }) => length);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const began = performance.now();
  const [plain, gzipped, brotlied] = await compress(process.argv[2] ?? "dist");
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`compress: ${plain} bytes, gzip ${gzipped}, brotli ${brotlied}, in ${seconds} s`);
}
