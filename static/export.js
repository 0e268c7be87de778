// What leaves the page by a person's own hand: a file that the browser saves, a text on the clipboard.

/** @param {string} name @param {string | Blob} text */
export function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {string} text @param {(done: boolean) => void} tell */
export function copy(text, tell) {
  // Where a frame or an old browser has no clipboard, there is nothing to call.
  Promise.resolve()
    .then(() => navigator.clipboard.writeText(text))
    .then(() => tell(true), () => tell(false));
}
