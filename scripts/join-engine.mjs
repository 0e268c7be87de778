// Joins the engine to the built page. What it makes of the text that the page opens with is worked out here, so that the
// first view stands before the engine has come.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { shrunk } from "./shrink.mjs";

/**
 * @param {string} folder
 * @param {string} html the page
 * @returns {Promise<string>} the page, which names the engine's files and the first answer
 */
export async function joinEngine(folder, html) {
  const names = { glue: "porthole-engine.js", wasm: "porthole-engine_bg.wasm", first: "first.bin" };
  const glue = await readFile(join(folder, names.glue), "utf8");
  const wasm = await readFile(join(folder, names.wasm));
  const worker = await readFile(fileURLToPath(new URL("../static/worker/engine.js", import.meta.url)), "utf8");
  // What wasm-bindgen writes starts one engine and no other, not even when that has broken: so it starts as often as needed.
  const code = `const newEngine = () => {\n${glue}\nreturn wasm_bindgen;\n};\n${worker}`;
  await writeFile(join(folder, names.glue), await shrunk(code));
  await writeFile(join(folder, names.first), await answer(glue, wasm, opening(html)));
  const attributes = ` data-engine-glue="./${names.glue}" data-engine-wasm="./${names.wasm}" data-first="./${names.first}"`;
  return html.replace(/ data-wasm="[^"]+"/, `$&${attributes}`);
}

/**
 * The text that the page opens with.
 *
 * @param {string} html
 */
function opening(html) {
  const text = /<textarea[^>]*>\n([^<&]*)<\/textarea>/.exec(html)?.[1];
  if (!text) throw new Error("index.html has no textarea with a text that could be taken as it stands.");
  return text;
}

/**
 * What the engine knows beforehand about a text.
 *
 * @param {string} glue
 * @param {Uint8Array} wasm
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
async function answer(glue, wasm, text) {
  await runInThisContext(`${glue}\nwasm_bindgen`)({ module_or_path: wasm });
  const bytes = globalThis.porthole.first("manifests.yaml", text);
  if (!bytes) throw new Error("The engine gave no answer to the text that the page opens with.");
  return bytes;
}
