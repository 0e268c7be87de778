// What the page loads, weighed: the first view, which is index.html and every file that it names for it, and what follows
// once that stands, which is the engine and the editor.
// node scripts/size.mjs FOLDER prints the list for a built page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { fileURLToPath } from "node:url";

/** What the first view may weigh at the most, in bytes as brotli. */
export const limit = 200_000;

/** @typedef {{ name: string, raw: number, brotli: number }} Weighed a file and its size in bytes */

/**
 * @param {string} folder a built page
 * @returns {Weighed[]} the files of the first view
 */
export const firstView = (folder) => weigh(folder, ["index.html", ...named(folder, "href|src|data-glue|data-wasm|data-first")]);

/**
 * @param {string} folder a built page
 * @returns {Weighed[]} the files that follow
 */
export const following = (folder) => weigh(folder, [...named(folder, "data-engine-glue|data-engine-wasm"), "editor/editor.js"]);

/**
 * @param {string} folder
 * @param {string} attributes
 */
function named(folder, attributes) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const names = html.matchAll(new RegExp(`\\s(?:${attributes})="(?!data:|#|https?:)([^"]+)"`, "g"));
  return Array.from(names, ([, name]) => name.replace(/^\.\//, ""));
}

/**
 * @param {string} folder
 * @param {string[]} names
 */
function weigh(folder, names) {
  return [...new Set(names)].map((name) => {
    const bytes = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return { name, raw: bytes.length, brotli: brotliCompressSync(bytes, { params }).length };
  });
}

/** @param {Weighed[]} files */
export const total = (files) => files.reduce((sum, { brotli }) => sum + brotli, 0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const row = (raw, brotli, name) => console.log(`${String(raw).padStart(10)} ${String(brotli).padStart(10)}  ${name}`);
  const list = (title, files) => {
    row("bytes", "brotli", title);
    for (const { raw, brotli, name } of files) row(raw, brotli, name);
    row(files.reduce((sum, { raw }) => sum + raw, 0), total(files), "in all");
  };
  const first = firstView(process.argv[2]);
  list("first view", first);
  list("what follows", following(process.argv[2]));
  console.log(`The first view weighs ${total(first)} bytes as brotli, of ${limit} that it may.`);
}
