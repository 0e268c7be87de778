// How long the built page takes to analyse texts, by the page's own clock in its Worker: one of some 500 lines, others of
// 1,000 and of 10,000 objects.
// node scripts/bench-page.mjs FOLDER

import { keep, median, table, time } from "./figures.mjs";
import { analysed, generated, measuredPage } from "./measured-page.mjs";

/** Objects, how often they are pasted, and what is asked from nothing, in ms. */
const TEXTS = [
  [18, 21, 0],
  [1_000, 9, 0],
  [10_000, 5, 700],
];
const { page, close } = await measuredPage(process.argv[2]);
const rows = [];
for (const [count, runs, asked] of TEXTS) {
  const text = generated(count);
  /** @type {number[][]} */
  const [whole, edited] = [[], []];
  // The first run is apart. What was read of a text is kept for the next, so that each begins behind another one.
  for (let run = 0; run <= runs; run += 1) {
    await analysed(page, "# nothing yet\n".repeat(2 + (run % 2)));
    whole.push(await analysed(page, text));
    edited.push(await analysed(page, `# one more line\n${text}`));
  }
  const lines = (text.split("\n").length - 1).toLocaleString("en");
  const what = `${count.toLocaleString("en")} objects, ${lines} lines`;
  rows.push([`${what}, from nothing`, time(median(whole.slice(1))), asked ? time(asked) : ""]);
  rows.push([`${what}, after a line more`, time(median(edited.slice(1))), ""]);
}
await close();
keep("page", "Analysing in the page's Worker, in Chromium", table(["what", "median", "asked"], rows));
