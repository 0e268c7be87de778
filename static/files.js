// Files and folders that a person drops, pastes or opens, read as text and told to the page.

const MOST_FILES = 1000;
const MOST_BYTES = 20_000_000;
const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that hold no manifests of one's own. */
const SKIPPED = /^\.|^node_modules$/;

/** @typedef {[name: string, file: File]} Named */
/** @typedef {(names: string[], texts: string[], all: boolean) => void} Tell */

/** @type {Tell | undefined} */
let tell;
/** @type {Parameters<Tell>[]} */
const waiting = [];

/** Tells the names and texts of files from now on, and whether that is all of them. @param {Tell} told */
export function receive(told) {
  tell = told;
  for (const files of waiting.splice(0)) told(...files);
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
  take(Array.from(target.files, (file) => /** @type {Named} */ ([file.name, file])));
  target.value = "";
});

// Ahead of the editor, which would put the files' text where the cursor is.
addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
  mine(event);
  take(Array.from(files, (file) => /** @type {Named} */ ([file.name, file])));
}, true);

const { dataset } = document.documentElement;
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  mine(event);
  event.dataTransfer.dropEffect = "copy";
  dataset.dropping = "";
}, true);
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) delete dataset.dropping;
}, true);
addEventListener("drop", async (event) => {
  delete dataset.dropping;
  if (!holdsFiles(event)) return;
  mine(event);
  // The list is empty as soon as this event is over; what it names stays.
  const items = Array.from(event.dataTransfer.items, (item) => ({
    entry: item.webkitGetAsEntry?.(),
    file: item.getAsFile(),
  }));
  /** @type {Named[]} */
  const found = [];
  let isWhole = true;
  for (const { entry, file } of items) {
    if (entry?.isDirectory) isWhole = (await walk(entry, "", found)) && isWhole;
    else if (file) found.push([file.name, file]);
  }
  take(found, isWhole);
}, true);

/** @param {DragEvent} event */
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

/** @param {Event} event */
function mine(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Finds the manifests in a folder and all below it, by name, and tells whether all of it could be read.
 *
 * @param {any} folder a `FileSystemDirectoryEntry` @param {string} path to it @param {Named[]} found
 */
async function walk(folder, path, found) {
  let isWhole = true;
  const missed = () => void (isWhole = false);
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    // It tells a hundred at a time, and none at the end.
    const some = await new Promise((tell, fail) => reader.readEntries(tell, fail)).catch(missed);
    if (!some?.length) break;
    entries.push(...some);
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (found.length > MOST_FILES) break;
    const inside = `${path}${folder.name}/`;
    if (entry.isDirectory && !SKIPPED.test(entry.name)) isWhole = (await walk(entry, inside, found)) && isWhole;
    else if (entry.isFile && MANIFEST.test(entry.name)) {
      const file = await new Promise((tell, fail) => entry.file(tell, fail)).catch(missed);
      if (file) found.push([inside + entry.name, file]);
    }
  }
  return isWhole;
}

/** @param {Named[]} files @param {boolean} [isWhole] whether there was no more */
async function take(files, isWhole = true) {
  const names = [];
  const texts = [];
  let room = MOST_BYTES;
  for (const [name, file] of files.slice(0, MOST_FILES)) {
    if (file.size > room) continue;
    const text = await file.text().catch(() => "\0");
    if (text.includes("\0")) continue;
    room -= file.size;
    names.push(name);
    texts.push(text.replace(/\r\n?/g, "\n"));
  }
  const told = /** @type {Parameters<Tell>} */ ([names, texts, isWhole && texts.length === files.length]);
  if (tell) tell(...told);
  else waiting.push(told);
}
