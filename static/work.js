// What a person works on, kept across a reload in the browser's own storage, where that may be used.
import { reset } from "./panes.js";

const ALL = "porthole.";
const WORK = "porthole.work";
const PAUSE_MS = 400;

/** @typedef {{ names: string[], texts: string[], shown: number }} Work the files, and the index of the one in the editor */

/** @returns {Work | undefined} what was kept here, unless somebody else wrote it */
export function kept() {
  try {
    const work = JSON.parse(localStorage.getItem(WORK) ?? "null");
    const { names, texts, shown } = work;
    const fits = [names, texts].every((list) => Array.isArray(list) && list.every((item) => typeof item === "string"));
    return fits && names.length === texts.length && typeof texts[shown] === "string" ? work : undefined;
  } catch {
    // Nothing was kept, or storage may not be used.
  }
}

/** @type {Work | undefined} */
let waiting;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Keeps the files once they have rested for a moment, or when the page goes away.
 *
 * @param {string[]} names @param {string[]} texts none to keep nothing @param {number} shown
 */
export function keep(names, texts, shown) {
  waiting = { names, texts, shown };
  clearTimeout(timer);
  timer = setTimeout(write, PAUSE_MS);
}

function write() {
  if (!waiting) return;
  const work = waiting;
  waiting = undefined;
  try {
    // What is too large to be kept must not leave an older text in its place.
    localStorage.removeItem(WORK);
    if (work.texts.length > 0) localStorage.setItem(WORK, JSON.stringify(work));
  } catch {
    // Without room or storage the work lives as long as the page.
  }
}

addEventListener("pagehide", write);

/** Forgets everything that the page has kept. */
export function forget() {
  waiting = undefined;
  reset();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ALL)) localStorage.removeItem(key);
  } catch {
    // Without storage there is nothing to forget.
  }
}
