// What a person works on, kept across a reload in the browser's own storage, where that may be used. Of two windows the
// one that changes last has its work there; the other's moves to the storage of its own window. In the place of large work
// stands a mark, and the work lies in the depot.
import { reset } from "./panes.js";

const ALL = "porthole.";
const WORK = "porthole.work";
const WAITING = "porthole.waiting";
/** Written and taken away again, by which other windows know that everything is to be forgotten. */
const FORGOTTEN = "porthole.forgotten";
const PAUSE_MS = 400;
/**
 * Whether a reload may lose what was kept everywhere, though not what this window has alone: Chromium does, for a page from
 * a disk, when the machine is busy. So this window has a copy, behind a sign.
 */
const forgetful = location.protocol === "file:";
const COPY = "=";
/** Work of more letters is large: to write it here would hold the page up. */
const LARGE = 250_000;
/** Whether the page stands in a frame, whose text is the author's, and not what a person works on. */
const framed = "frame" in document.documentElement.dataset;

/** @typedef {{ names: string[], texts: string[], shown: number }} Work the files, and the index of the one in the editor */

/** Either throws where the browser allows no storage. @typedef {() => Storage} Place */
/** @type {Place} */
const everywhere = () => localStorage;
/** What this window has alone, or an empty text or a copy where what is kept everywhere is its own. @type {Place} */
const thisWindow = () => sessionStorage;

/** This window's work by its key, and what stands for it in the storage. @type {Map<string, { work: Work, text: string }>} */
const own = new Map();
/** The keys of what would be lost with this window. @type {Set<string>} */
const alone = new Set();
/** Large work on its way to the depot, by its key. It may not get there once the page is gone. @type {Map<string, Work>} */
const leaving = new Map();
/** @type {(why: number) => void} */
let tell = () => undefined;
/** Where large work is kept, once that has come. @type {typeof import("./depot.js") | undefined} */
let depot;

/** Why work is not kept as it should be, as the program knows it. */
const [NO_ROOM, ELSEWHERE, UNREAD, EARLY] = [0, 1, 2, 3];
/** The keys of large work that could not be read: nothing takes its place. @type {Set<string>} */
const unread = new Set();

/** @param {typeof import("./depot.js")} come */
export const deepen = (come) => void (depot = come);

/** @typedef {() => Promise<typeof import("./depot.js")>} Later fetches the depot */

/** @param {Later} later @returns {Promise<Work | undefined>} what was kept here, unless somebody else wrote it */
export const kept = (later) => recall(WORK, later);

/** @param {Later} later @returns {Promise<Work | undefined>} the person's own work, while a lesson stands in its place */
export const keptWaiting = (later) => recall(WAITING, later);

/** @param {string} key @param {Later} later @returns {Promise<Work | undefined>} */
async function recall(key, later) {
  if (framed) return undefined;
  const found = look(thisWindow, key);
  const copy = found?.startsWith(COPY) ? found.slice(COPY.length) : undefined;
  if (copy && look(everywhere, key) === null) put(everywhere, key, copy);
  const here = copy ? "" : found;
  const text = here || look(everywhere, key);
  try {
    const work = isMark(text) ? await recallLarge(key, later) : JSON.parse(text);
    const { names, texts, shown } = work;
    const fits = [names, texts].every((list) => Array.isArray(list) && list.every((item) => typeof item === "string"));
    if (!fits || names.length !== texts.length || typeof texts[shown] !== "string") return undefined;
    if (here !== null) own.set(key, { work, text });
    stand(key, Boolean(here));
    return work;
  } catch {
    // Nothing was kept.
  }
}

/** @param {string} key @param {Later} later */
async function recallLarge(key, later) {
  try {
    // From now on a small one that takes its place takes it out of the depot.
    depot = await later();
    return /** @type {Work} */ (await depot.get(key));
  } catch {
    unread.add(key);
  }
}

/** @param {string | null} text */
const isMark = (text) => text?.startsWith("depot") ?? false;

/** @param {Place} place @param {string} key */
function look(place, key) {
  try {
    return place().getItem(key);
  } catch {
    return null;
  }
}

/** @type {Work | undefined} */
let waiting;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Keeps the files once they have rested for a moment, or when the page goes away or to sleep.
 *
 * @param {string[]} names @param {string[]} texts none to keep nothing @param {number} shown
 */
export function keep(names, texts, shown) {
  if (framed) return;
  waiting = { names, texts, shown };
  if (unread.has(WORK)) return store(WORK, waiting);
  if (isLarge(waiting)) leave(WORK, waiting);
  clearTimeout(timer);
  timer = setTimeout(write, PAUSE_MS);
}

function write() {
  const work = editor ? rescued() : waiting;
  waiting = undefined;
  if (work) store(WORK, work);
}

/** Tells the editor's text, once the program has broken and tells no more. @type {(() => string) | undefined} */
let editor;

/** What stands in the editor and in the other files. What was there before, and nobody touched, is not this window's. */
function rescued() {
  const work = waiting ?? leaving.get(WORK) ?? own.get(WORK)?.work ?? (look(everywhere, WORK) ? undefined : { names: ["manifests.yaml"], texts: [""], shown: 0 });
  return work && { ...work, texts: work.texts.map((text, at) => (at === work.shown ? editor() : text)) };
}

/**
 * Keeps what is typed without the program.
 *
 * @param {() => string} text the editor's
 * @returns {boolean} whether it is kept beyond this window
 */
export function rescue(text) {
  editor = text;
  write();
  return !framed && alone.size === 0;
}

/**
 * Keeps the person's own work while a lesson stands in its place.
 *
 * @param {string[]} names @param {string[]} texts none to keep nothing @param {number} shown
 */
export const keepWaiting = (names, texts, shown) => store(WAITING, { names, texts, shown });

/**
 * Tells from now on when this window's work is kept in it alone, or not at all, and why.
 *
 * @param {(why: number) => void} told @param {unknown} [early] what was kept, where somebody has typed in its place
 */
export function whenAlone(told, early) {
  tell = told;
  if (early) tell(EARLY);
  if (unread.size > 0) tell(UNREAD);
}

/** @param {string} key @param {Work} work */
function store(key, work) {
  if (framed) return;
  if (unread.has(key)) stand(key, work.texts.length > 0);
  else if (isLarge(work)) storeLarge(key, work);
  else storeSmall(key, work);
}

/** @param {string} key @param {Work} work */
function storeSmall(key, work) {
  if (leaving.has(key) || isMark(look(everywhere, key))) depot?.remove(key).catch(() => undefined);
  place(key, work, work.texts.length > 0 ? JSON.stringify(work) : undefined);
}

/** @param {Work} work */
const isLarge = ({ texts }) => depot !== undefined && texts.reduce((letters, text) => letters + text.length, 0) > LARGE;

/** What was kept before stays until this is. @param {string} key @param {Work} work */
function storeLarge(key, work) {
  const isNewest = () => leaving.get(key) === work;
  leave(key, work);
  depot.put(key, work).then(
    () => isNewest() && place(key, work, `depot ${Math.random()}`),
    () => isNewest() && stand(key, true) && tell(NO_ROOM),
  );
}

/** @param {string} key @param {Work} work */
function leave(key, work) {
  leaving.set(key, work);
  guard();
}

/** @param {string} key @param {Work} work @param {string} [text] what stands for it in the storage, or none */
function place(key, work, text) {
  leaving.delete(key);
  const isKept = put(everywhere, key, text) || text === undefined;
  put(thisWindow, key, text && isKept ? (forgetful ? COPY + text : "") : text);
  if (text === undefined) own.delete(key);
  else own.set(key, { work, text });
  if (stand(key, !isKept)) tell(NO_ROOM);
}

/**
 * Puts a text, or none, in the place of an older one, which what is too large must not leave there.
 *
 * @param {Place} place @param {string} key @param {string} [text]
 */
function put(place, key, text) {
  try {
    place().removeItem(key);
    if (text !== undefined) place().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Notes whether some work would be lost with this window, of which the browser then warns. Says whether that is news.
 *
 * @param {string} key @param {boolean} isAlone
 */
function stand(key, isAlone) {
  const news = isAlone && !alone.has(key);
  alone[isAlone ? "add" : "delete"](key);
  guard();
  return news;
}

/** Has the browser ask before the window is left, while work would be lost with it. */
function guard() {
  (alone.size + leaving.size > 0 ? addEventListener : removeEventListener)("beforeunload", warn);
}

/** @param {Event} event */
const warn = (event) => event.preventDefault();

/** Sees to what lies in the place of this window's work. @param {string} key @param {string | null} text */
function compare(key, text) {
  const mine = own.get(key);
  if (!mine || alone.has(key) || text === mine.text) return;
  put(thisWindow, key, JSON.stringify(mine.work));
  stand(key, true);
  tell(ELSEWHERE);
}

addEventListener("storage", ({ key, newValue }) => {
  if (key === FORGOTTEN) drop();
  else compare(key, newValue);
});

// While a page lies in wait for the way back to it, it hears of nothing.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const key of own.keys()) compare(key, look(everywhere, key));
});

// The editor gives what was typed last ahead of these. A page that sleeps may never wake.
addEventListener("pagehide", write);
document.addEventListener("visibilitychange", write);
document.addEventListener("freeze", write);

/** Forgets what this window has. */
function drop() {
  waiting = undefined;
  unread.clear();
  for (const key of [WORK, WAITING]) {
    own.delete(key);
    leaving.delete(key);
    stand(key, false);
    put(thisWindow, key);
  }
}

/** Forgets everything that the page has kept. */
export function forget() {
  if (framed) return;
  drop();
  reset();
  put(everywhere, FORGOTTEN, "");
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ALL)) localStorage.removeItem(key);
    indexedDB.deleteDatabase("porthole");
  } catch {
    // Without storage there is nothing to forget.
  }
}
