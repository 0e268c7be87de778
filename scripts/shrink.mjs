// Makes what wasm-bindgen writes around a program as small as the page's own scripts are built.

import { transform } from "esbuild";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** @param {string} code @returns {Promise<string>} the same, in fewer letters */
export async function shrunk(code) {
  const { code: fewer } = await transform(code, { minify: true, target: "es2022", legalComments: "none" });
  return fewer;
}

/**
 * @param {string} folder
 * @param {string} html the page
 * @returns {Promise<string>} the page, which names the smaller code in the place of Trunk's
 */
export async function shrink(folder, html) {
  const [, written] = /data-glue="\.\/([^"]+)"/.exec(html) ?? [];
  if (!written) throw new Error("index.html does not name the code around the program.");
  const name = "porthole-page.js";
  await writeFile(join(folder, name), await shrunk(await readFile(join(folder, written), "utf8")));
  await rm(join(folder, written));
  return html.replaceAll(written, name);
}
