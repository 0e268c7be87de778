// The parts of the program as a host serves them. The build writes their names, and what each has to hold, onto the
// script's own element: what differs, because a newer page has taken this one's place, is refused.

/** @type {HTMLScriptElement} */
const { dataset } = document.querySelector("script[data-wasm]");
/** @type {Record<string, string>} */
const integrity = JSON.parse(dataset.integrity);

/** @param {string} name */
const address = (name) => new URL(name, document.baseURI).href;

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(address(name), { integrity: integrity[name] });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

/** Imports a module. One that has been loaded ahead with its integrity is not loaded again. @param {string} name */
function imported(name) {
  const ahead = document.createElement("link");
  Object.assign(ahead, { rel: "modulepreload", href: address(name), integrity: integrity[name] });
  document.head.append(ahead);
  return import(ahead.href);
}

/** Has the styles follow that the first view does without; their elements stand in the order in which they count. */
export function styles() {
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-later]"))) {
    link.href = address(link.dataset.later);
  }
}

/** @returns {Promise<() => Promise<unknown>>} what starts the page's program */
export async function start() {
  const module_or_path = fetched(dataset.wasm);
  const { default: init } = await imported(dataset.glue);
  return () => init({ module_or_path });
}

/** @returns {Promise<Uint8Array>} the answer to the text that the page opens with */
export const first = async () => new Uint8Array(await (await fetched(dataset.first)).arrayBuffer());

/** @returns {Promise<{ mount: Function }>} the full editor */
export const editor = () => imported(dataset.editor);

/** @returns {Promise<typeof import("./extras.js")>} what the page needs only once it stands */
export const extras = () => imported(dataset.extras);

/** @returns {Promise<[code: string, module: WebAssembly.Module]>} the whole code of a Worker, and what it has to be sent */
export async function engine() {
  const code = fetched(dataset.engineGlue).then((response) => response.text());
  const module = fetched(dataset.engineWasm).then((response) => response.arrayBuffer()).then(WebAssembly.compile);
  return Promise.all([code, module]);
}

/** Runs the engine's code on this thread, which leaves `newEngine`. */
export const engineHere = () =>
  new Promise((done, fail) => {
    const script = document.createElement("script");
    // A frame without an origin may check what it holds only where the host lets everybody read it.
    Object.assign(script, { integrity: integrity[dataset.engineGlue], crossOrigin: "anonymous", onload: done, onerror: fail });
    script.src = address(dataset.engineGlue);
    document.head.append(script);
  });
