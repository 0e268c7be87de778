// How fast the page is on a slow phone, as Lighthouse reckons it: the median of five visits.
// node scripts/bench-lighthouse.mjs FOLDER

import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { freePort } from "../tests/browser/port.js";
import { serve } from "../tests/browser/server.js";
import { keep, median, table, time } from "./figures.mjs";

const runs = 5;
const site = await serve(process.argv[2], "/", true);
const port = await freePort();
// Where Chromium runs as root it has no sandbox; nothing but the page on this machine is opened.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const args = [`--remote-debugging-port=${port}`, ...sandbox];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });

/** @type {Record<string, number[]>} */
const seen = { score: [], LCP: [], TBT: [], CLS: [] };
for (let run = 0; run < runs; run += 1) {
  const result = await lighthouse(site.url, { port, onlyCategories: ["performance"], logLevel: "error" });
  const { audits, categories } = result.lhr;
  seen.score.push(categories.performance.score * 100);
  seen.LCP.push(audits["largest-contentful-paint"].numericValue);
  seen.TBT.push(audits["total-blocking-time"].numericValue);
  seen.CLS.push(audits["cumulative-layout-shift"].numericValue);
}
await browser.close();
site.close();

const [score, lcp, tbt, cls] = Object.values(seen).map(median);
const rows = [
  ["performance", score.toFixed(0), "100"],
  ["largest contentful paint", time(lcp), "1.50 s"],
  ["total blocking time", time(tbt), "100 ms"],
  ["cumulative layout shift", cls.toFixed(3), "0"],
];
const words = `A visit on a slow phone, as Lighthouse reckons it: the median of ${runs}.`;
keep("visit", "A visit", `${words}\n\n${table(["what", "median", "asked"], rows)}`);
