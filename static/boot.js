// Starts the app. The build writes the hashed names of the wasm and of its glue onto this script's own element.

/** @type {HTMLScriptElement} */
const { dataset } = document.querySelector("script[data-wasm]");
const { default: init } = await import(new URL(dataset.glue, document.baseURI).href);
await init({ module_or_path: new URL(dataset.wasm, document.baseURI) });
