// What the page loads, weighed: the first view, which is index.html and every file that it names for it, and what follows
// once that stands, which is the engine, the editor, the extras, and styles of what is opened, printed or large.
// node scripts/size.mjs FOLDER prints the list for a built page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";
import { keep, table } from "./figures.mjs";

/** What the first view may weigh at the most, in bytes as brotli. */
export const limit = 200_000;

/** @typedef {{ name: string, raw: number, brotli: number }} Weighed a file and its size in bytes */

/**
 * @param {string} folder a built page
 * @returns {string[]} the files of the first view
 */
export const firstView = (folder) => ["index.html", ...named(folder, "href|src|data-glue|data-wasm|data-first")];

/**
 * @param {string} folder a built page
 * @returns {string[]} the files that follow
 */
export const following = (folder) => named(folder, "data-engine-glue|data-engine-wasm|data-editor|data-extras|data-later");

/**
 * @param {string} folder
 * @param {string} attributes
 */
function named(folder, attributes) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const names = html.matchAll(new RegExp(`\\s(?:${attributes})="(?!data:|#|https?:)([^"]+)"`, "g"));
  return [...new Set(Array.from(names, ([, name]) => name.replace(/^\.\//, "")))];
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @returns {Weighed[]}
 */
export function weigh(folder, names) {
  return names.map((name) => {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return { name, raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
  });
}

/** @param {Weighed[]} files */
export const total = (files) => files.reduce((sum, { brotli }) => sum + brotli, 0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  const bytes = (count) => count.toLocaleString("en");
  /** The names without what tells their content. */
  const rows = (/** @type {Weighed[]} */ files) =>
    [...files, { name: "in all", raw: files.reduce((sum, { raw }) => sum + raw, 0), brotli: total(files) }].map(
      ({ name, raw, brotli }) => [name.replace(/[-.][0-9a-f]{8,}(?=[-._])/g, ""), bytes(raw), bytes(brotli)],
    );
  const first = weigh(folder, firstView(folder));
  const parts = [
    `The first view, which may weigh ${bytes(limit)} bytes as brotli:`,
    table(["file", "bytes", "as brotli"], rows(first)),
    "What follows once it stands:",
    table(["file", "bytes", "as brotli"], rows(weigh(folder, following(folder)))),
  ];
  keep("weight", "Weight", parts.join("\n\n"));
}
