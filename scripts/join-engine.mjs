// Joins the engine to the built page. Its files get names by their content, so that no browser keeps an older one beside a
// newer page, and what it makes of the text that the page opens with is worked out here, so that the first view stands
// before the engine has come.

import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.TRUNK_STAGING_DIR ?? "";
const html = await readFile(join(folder, "index.html"), "utf8");

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 */
const hashed = (bytes, name) => {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return name.replace(extname(name), `-${hash}${extname(name)}`);
};

const wasm = await readFile(join(folder, "porthole-engine_bg.wasm"));
const first = await answer(wasm, opening(html));
const names = {
  "data-engine-glue": await named("porthole-engine.js"),
  "data-engine-wasm": await named("porthole-engine_bg.wasm"),
  "data-first": hashed(first, "first.bin"),
};
await writeFile(join(folder, names["data-first"]), first);

const attributes = Object.entries(names).map(([name, value]) => ` ${name}="./${value}"`).join("");
await writeFile(join(folder, "index.html"), html.replace(/ data-wasm="[^"]+"/, `$&${attributes}`));

/** @param {string} name the file's; it gets another */
async function named(name) {
  const other = hashed(await readFile(join(folder, name)), name);
  await rename(join(folder, name), join(folder, other));
  return other;
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
 * @param {Uint8Array} wasm
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
async function answer(wasm, text) {
  const glue = await import(pathToFileURL(join(folder, "porthole-engine.js")).href);
  await glue.default({ module_or_path: wasm });
  const bytes = globalThis.porthole.first("manifests.yaml", text);
  if (!bytes) throw new Error("The engine gave no answer to the text that the page opens with.");
  return bytes;
}
