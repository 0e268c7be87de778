// How long the page itself is busy at a stretch, while texts are pasted, typed into and their map is moved, and how soon after
// an answer the map stands.
// node scripts/bench-tasks.mjs FOLDER

import { keep, median, table, time } from "./figures.mjs";
import { analysed, generated, measuredPage } from "./measured-page.mjs";

const RUNS = 5;
/** What is asked of a task, and of the map after an answer, in ms. */
const TASK = 50;
const PICTURE = 1_000;
/** What the browser calls no long task is shorter than this, in ms. */
const LEAST = 50;
/** What follows the last letter is over by then: in ms. */
const REST = 2_000;

function watch() {
  const watched = /** @type {any} */ (globalThis);
  watched.tasks = [];
  const observer = new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ entryTypes: ["longtask"] });
  watched.Worker = class extends Worker {
    /** @param {string | URL} address */
    constructor(address) {
      super(address);
      this.addEventListener("message", () => (watched.answered ??= performance.now()));
    }
  };
  // The first answer is the one to the text. A frame after the last change of the map all of it is on the screen.
  const drawn = () => requestAnimationFrame(() => setTimeout(() => (watched.drawn = performance.now() - watched.answered)));
  addEventListener("DOMContentLoaded", () => {
    const told = (changes) => changes.some(({ target }) => target.closest(".map")) && drawn();
    new MutationObserver(told).observe(document.body, { childList: true, subtree: true });
  });
}

const { page, close } = await measuredPage(process.argv[2], watch);

/** Does something, and tells the longest task meanwhile, in ms. @param {() => Promise<unknown>} act */
async function longest(act) {
  await page.evaluate(() => void (/** @type {any} */ (globalThis).tasks.length = 0));
  await act();
  await page.waitForTimeout(REST);
  return Math.max(LEAST, ...(await page.evaluate(() => /** @type {any} */ (globalThis).tasks)));
}

async function type() {
  await page.locator("#editor-host .cm-content").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# some words", { delay: 80 });
  await page.keyboard.press("Enter");
}

async function move() {
  await page.locator(".map").hover();
  for (let step = 0; step < 10; step += 1) await page.mouse.wheel(0, 40);
  await page.keyboard.down("Control");
  for (let step = 0; step < 5; step += 1) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  for (let step = 0; step < 10; step += 1) await page.mouse.wheel(40, 40);
}

const rows = [];
for (const count of [200, 10_000]) {
  const text = generated(count);
  /** @type {Record<string, number[]>} */
  const seen = { "pasting them": [], "typing into them": [], "moving and zooming their map": [] };
  const pictures = [];
  for (let run = 0; run <= RUNS; run += 1) {
    await analysed(page, "# nothing yet\n".repeat(2 + (run % 2)));
    const acts = [() => analysed(page, text), type, move];
    await page.evaluate(() => void Object.assign(globalThis, { answered: undefined, drawn: undefined }));
    for (const [at, act] of acts.entries()) {
      const took = await longest(act);
      // The first run is apart.
      if (run > 0) Object.values(seen)[at].push(took);
      if (run > 0 && at === 0) pictures.push(await page.evaluate(() => /** @type {any} */ (globalThis).drawn));
    }
  }
  const objects = `${count.toLocaleString("en")} objects`;
  for (const [what, times] of Object.entries(seen)) {
    const said = median(times);
    rows.push([`${objects}, ${what}: the longest task`, said > LEAST ? time(said) : `under ${time(LEAST)}`, time(TASK)]);
  }
  rows.push([`${objects}, from the answer to all of the map`, time(median(pictures)), time(PICTURE)]);
}
await close();
const words = "What holds the page up while it is used; a browser tells of no task under 50 ms.";
keep("tasks", "The page's own thread, in Chromium", `${words}\n\n${table(["what", "median", "asked"], rows)}`);
