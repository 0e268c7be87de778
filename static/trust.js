// What may become markup or an address of code, for browsers that ask (Trusted Types). Yew writes the few drawings and
// texts that the program itself holds as markup, none of which runs anything.

const RUNS = /<(script|iframe|object|embed|base|meta|link)|\son\w+\s*=|javascript:/i;

/** @type {any} */ (globalThis).trustedTypes?.createPolicy("default", {
  /** @param {string} markup */
  createHTML: (markup) => (RUNS.test(markup) ? null : markup),
  /** @param {string} address */
  createScriptURL: (address) => (own(address) ? address : null),
});

/** Whether code lies beside the page, or was made by it. @param {string} address */
function own(address) {
  const { href } = new URL(address, document.baseURI);
  return href.startsWith("blob:") || href.startsWith(new URL("./", import.meta.url).href);
}
