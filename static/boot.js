// Starts the program. The build writes the hashed names of the wasm and of its glue onto this script's own element.
import { mount } from "./editor/plain.js";

/** @type {HTMLScriptElement} */
const { dataset } = document.querySelector("script[data-wasm]");
const glue = new URL(dataset.glue, document.baseURI).href;

globalThis.porthole = {
  glue,
  plain: mount,
  full: () => import("./editor/editor.js").then((editor) => editor.mount),
};

const { default: init } = await import(glue);
await init({ module_or_path: new URL(dataset.wasm, document.baseURI) });
