// The parts of the program in a page that holds them all, in the place of parts.js: it is opened from a disk, where nothing
// can be fetched. scripts/single.mjs makes it.
import init from "porthole:glue";

/** What the page holds under an id. @param {string} id */
function held(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (byte) => byte.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked, { headers: { "content-type": "application/wasm" } });
}

/** @returns {Promise<() => Promise<unknown>>} what starts the page's program */
export const start = async () => () => init({ module_or_path: held("page-wasm") });

/** @returns {Promise<Uint8Array>} the answer to the text that the page opens with */
export const first = async () => new Uint8Array(await held("first").arrayBuffer());

/** @returns {Promise<{ mount: Function }>} the full editor */
export const editor = () => import("porthole:editor");

/** @returns {Promise<typeof import("./extras.js")>} what the page needs only once it stands */
export const extras = () => import("./extras.js");

/** @returns {Promise<[code: string, module: WebAssembly.Module]>} the whole code of a Worker, and what it has to be sent */
export const engine = async () => [
  document.getElementById("engine-code").textContent,
  await WebAssembly.compileStreaming(held("engine-wasm")),
];

/** The engine's code has run already on this thread, as a script of the page. */
export const engineHere = async () => undefined;

/** The page has all its styles. */
export const styles = () => undefined;
