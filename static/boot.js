// Starts the program, and fetches the engine when it asks for it. The build writes the names of the files onto this
// script's own element.
import { mount } from "./editor/plain.js";
import { copy, save } from "./export.js";
import { receive } from "./files.js";
import { forget, keep, kept } from "./work.js";

/** @type {HTMLScriptElement} */
const { dataset } = document.querySelector("script[data-wasm]");

/** @param {string} name */
const address = (name) => new URL(name, document.baseURI).href;

/** @param {string} name */
async function bytes(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.arrayBuffer();
}

/** @type {Promise<[string, WebAssembly.Module]> | undefined} */
let engine;
const compiled = () => bytes(dataset.engineWasm).then(WebAssembly.compile);

// What was kept takes the example's place at once, unless somebody types already; the example's answer is not its own.
/** @type {HTMLTextAreaElement} */
const text = document.querySelector("#manifests");
const work = text.value === text.defaultValue ? kept() : undefined;
if (work) {
  text.value = work.texts[work.shown];
  document.querySelector("#files").textContent = "";
  document.querySelector(".verdict h1").textContent = "Reading your manifests…";
  for (const part of document.querySelectorAll(".verdict :is(p, .pills)")) part.textContent = "\u00a0";
}

globalThis.porthole = {
  work,
  keep,
  forget,
  receive,
  save,
  copy,
  plain: mount,
  full: () => import("./editor/editor.js").then((editor) => editor.mount),
  /**
   * Tells the engine's parts, the address of its glue and the compiled module; nothing where they cannot be fetched.
   *
   * @param {(parts?: [string, WebAssembly.Module]) => void} tell
   */
  async engine(tell) {
    engine ??= compiled().then((module) => [address(dataset.engineGlue), module]);
    const parts = await engine.catch(() => undefined);
    if (!parts) engine = undefined;
    tell(parts);
  },
  /**
   * Starts the engine on this thread, and tells the function that answers.
   *
   * @param {(answer?: (request: Uint8Array) => Uint8Array | undefined) => void} tell
   * @param {[string, WebAssembly.Module]} parts
   */
  async engineHere(tell, [glue, module_or_path]) {
    const started = import(glue).then(({ default: init }) => init({ module_or_path }));
    tell(await started.then(() => globalThis.porthole.answer, () => undefined));
  },
};

const [{ default: init }, first] = await Promise.all([
  import(address(dataset.glue)),
  bytes(dataset.first).catch(() => undefined),
]);
globalThis.porthole.first = first && new Uint8Array(first);
await init({ module_or_path: address(dataset.wasm) });
