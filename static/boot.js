// Starts the program, and gets the engine when it asks for it. It is built into one file with all that it imports.
import "./trust.js";
import { mount } from "./editor/plain.js";
import { copy, save } from "./export.js";
import { receive } from "./files.js";
import { arrive, here, holdsLink } from "./links.js";
import "./map.js";
import "./menus.js";
import { forgetPage, keepPage, renew, updates } from "./offline.js";
import * as parts from "./parts.js";
import { deepen, forget, keep, kept, keepWaiting, keptWaiting, rescue, whenAlone } from "./work.js";

/** @type {Promise<[string, WebAssembly.Module]> | undefined} */
let engine;
/** @type {Promise<unknown> | undefined} */
let engineCode;
/** @type {ReturnType<typeof parts.editor> | undefined} */
let editor;
/** @type {ReturnType<typeof parts.extras> | undefined} */
let extras;
/** The editor that is in place. @type {import("./editor/contract.d.ts").Editor | undefined} */
let mounted;

/** Mounts an editor as before, and notes it. @param {Function} mount */
const noted = (mount) => (/** @type {unknown[]} */ ...given) => (mounted = mount(...given));

/** @param {string} code */
const blob = (code) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));

/** What the page needs only once it stands; asked for anew where it could not be had. */
function later() {
  extras ??= parts.extras();
  return extras.catch((error) => {
    extras = undefined;
    throw error;
  });
}

// What was kept takes the example's place at once, unless somebody types already; the example's answer is not its own.
// Where nothing was kept but the address holds a link, the place is left empty until the program has read it.
/** @type {HTMLTextAreaElement} */
const text = document.querySelector("#manifests");
const mine = await kept(later);
const waiting = await keptWaiting(later);
const untouched = text.value === text.defaultValue;
const work = untouched ? mine : undefined;
if (work || (untouched && holdsLink())) {
  text.value = work?.texts[work.shown] ?? "";
  document.querySelector("#files").textContent = "";
  document.querySelector(".verdict h1").textContent = "Reading your manifests…";
  for (const part of document.querySelectorAll(".verdict :is(p, .pills)")) part.textContent = "\u00a0";
}

globalThis.porthole = {
  work,
  before: untouched ? undefined : mine,
  waiting,
  arrive,
  here,
  ...globalThis.portholeFrame,
  keep,
  keepWaiting,
  /** @param {Parameters<typeof whenAlone>[0]} tell */
  whenAlone: (tell) => whenAlone(tell, globalThis.porthole.before),
  forget() {
    forget();
    forgetPage().catch(() => undefined);
  },
  updates,
  renew,
  /** @param {(prints: boolean) => void} tell */
  whenPrinted(tell) {
    addEventListener("beforeprint", () => tell(true));
    addEventListener("afterprint", () => tell(false));
  },
  receive,
  save,
  copy,
  /** @param {Parameters<Awaited<ReturnType<typeof parts.extras>>["take"]>} wanted the last tells whether it was done */
  picture(...wanted) {
    later().then(({ take }) => take(...wanted)).catch(() => wanted[2](false));
  },
  plain: noted(mount),
  full() {
    editor ??= parts.editor();
    // To mount it takes as long again as to read its code: each has a task of its own.
    return editor.then(({ mount }) => new Promise((done) => setTimeout(done, 0, noted(mount))));
  },
  /**
   * Tells what a Worker is started with, the address of its code and the compiled module that it has to be sent; nothing
   * where they are not to be had. Nothing is fetched for a second Worker.
   *
   * @param {(parts?: [string, WebAssembly.Module]) => void} tell
   */
  async engine(tell) {
    engine ??= parts.engine().then(([code, module]) => [blob(code), module]);
    const found = await engine.catch(() => undefined);
    if (!found) engine = undefined;
    tell(found);
    if (!found) return;
    // With the editor, where one is to come, and the extras, which a frame has no use for, that is all that the page loads.
    const rest = globalThis.portholeFrame ? undefined : later().then(deepen);
    await Promise.all([editor, rest]).then(keepPage).catch(() => undefined);
  },
  /**
   * Starts the engine on this thread, in the place of one that broke, and tells the function that answers.
   *
   * @param {(answer?: (request: Uint8Array) => Uint8Array | undefined) => void} tell
   * @param {[string, WebAssembly.Module]} parts
   */
  async engineHere(tell, [, module_or_path]) {
    engineCode ??= parts.engineHere();
    const started = engineCode.then(() => newEngine()({ module_or_path }));
    tell(await started.then(() => globalThis.porthole.answer, () => void (engineCode = undefined)));
  },
};

// Where the program itself breaks, it answers no more, but the editor still takes what is typed.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, (/** @type {any} */ event) => {
    if (!((event.error ?? event.reason) instanceof WebAssembly.RuntimeError) || !mounted) return;
    const kept = rescue(() => mounted.getText());
    const next = kept ? "Your text is kept: reload the page." : "Copy your text before you reload the page: it is not kept.";
    for (const place of document.querySelectorAll(".verdict p, #said")) place.textContent = `This page broke and answers no more. ${next}`;
  });
}

try {
  const start = parts.start();
  globalThis.porthole.first = await parts.first().catch(() => undefined);
  await (await start)();
  parts.styles();
} catch (error) {
  if (globalThis.portholeFrame) globalThis.portholeFrame.fail();
  else document.querySelector(".verdict p").textContent = "A part of this page could not be fetched. Reload the page.";
  throw error;
}
