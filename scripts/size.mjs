// What the first view loads, weighed: index.html and every file that it names, without the editor, which follows once
// the page stands.
// node scripts/size.mjs FOLDER prints the list for a built page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";

/** What the first view should weigh, in bytes as brotli. It does not yet: see ARCHITECTURE.md, "Weight". */
export const target = 200_000;

/** What it may weigh at the most, so that it does not grow unseen. */
export const ceiling = 310_000;

/**
 * @param {string} folder a built page
 * @returns {{ name: string, raw: number, brotli: number }[]} the files of the first view, in bytes
 */
export function firstView(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const named = html.matchAll(/\s(?:href|src|data-glue|data-wasm)="(?!data:|#|https?:)([^"]+)"/g);
  const names = new Set(["index.html", ...Array.from(named, ([, name]) => name.replace(/^\.\//, ""))]);
  return [...names].filter((name) => name !== "editor/editor.js").map((name) => {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return { name, raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
  });
}

/** @param {{ brotli: number }[]} files */
export const total = (files) => files.reduce((sum, { brotli }) => sum + brotli, 0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = firstView(process.argv[2]);
  const row = (raw, brotli, name) => console.log(`${String(raw).padStart(10)} ${String(brotli).padStart(10)}  ${name}`);
  row("bytes", "brotli", "first view, editor apart");
  for (const { raw, brotli, name } of files) row(raw, brotli, name);
  row(files.reduce((sum, { raw }) => sum + raw, 0), total(files), `in all, as brotli (the aim is ${target}, the limit ${ceiling})`);
}
