// What Lighthouse holds against the page on a phone: nothing, as far as it does not depend on the clock.

import lighthouse from "lighthouse";
import { chromium } from "@playwright/test";
import { expect, test } from "./fixtures.js";
import { freePort } from "./port.js";

test("Lighthouse finds nothing in accessibility, best practices and search", async ({ site }) => {
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [`--remote-debugging-port=${port}`, ...sandbox];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
  const onlyCategories = ["accessibility", "best-practices", "seo"];
  const result = await lighthouse(site, { port, onlyCategories, logLevel: "error" });
  await browser.close();
  const { audits, categories } = result.lhr;
  // One of them takes wasm for JavaScript, of which it wants a source map where it is large; no browser reads one of wasm.
  const isOfWasm = (/** @type {{ details?: any }} */ { details }) => details?.items?.length > 0 && details.items.every(({ scriptUrl }) => scriptUrl?.endsWith(".wasm"));
  const wrong = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 1 && !isOfWasm(audit));
  expect(wrong.map(({ id, title }) => `${id}: ${title}`)).toEqual([]);
  for (const name of onlyCategories) expect(categories[name].score, name).toBe(1);
});
