// The page starts, from any path, with nothing but its own files.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { firstView, following, limit, total, weigh } from "../../scripts/size.mjs";
import { devices } from "@playwright/test";
import { expect, folder, test } from "./fixtures.js";
import { hold, openWhole } from "./hand.js";

test("the page starts", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("web-frontend is open to the Internet");
});

test("no script stands in the document itself", async () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const scripts = html.match(/<script[^>]*>[^<]*/g) ?? [];
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expect(script).toMatch(/^<script [^>]*src="[^"]+"[^>]*>$/);
});

test("every file that the page asks for is one of those that are weighed", async ({ page, site }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await openWhole(page);
  const weighed = [...firstView(folder), ...following(folder)];
  const known = weighed.map((name) => new URL(name === "index.html" ? "./" : name, site).href);
  const files = asked.filter((url) => !/^(data|blob):/.test(url));
  expect([...new Set(files)].sort()).toEqual(known.sort());
});

test("the first view, with its explanation, stands before the engine and the editor have come", async ({ page, site }) => {
  /** @type {string[]} */
  const held = [];
  const later = following(folder).map((name) => new URL(name, site).href);
  await page.route((url) => later.includes(url.href), (route) => void held.push(route.request().url()));
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("web-frontend is open to the Internet");
  await expect(page.getByRole("complementary")).toContainText("no pod has");
  await expect(page.locator(".vertex.workload", { hasText: "redis-rails" })).toBeVisible();
  await expect(page.locator("footer")).toContainText("analysed when this page was built");
  expect(held.length).toBeGreaterThan(0);
});

test("while it is drawn in turns, nothing goes that has to stay and nothing comes that has to go", async ({ page }) => {
  await page.addInitScript(() => {
    /** @type {any} */ (globalThis).flashed = new Set();
    const look = () => {
      const { flashed } = /** @type {any} */ (globalThis);
      if (!document.querySelector("#files")?.textContent.trim()) flashed.add("no file has a name");
      if (document.querySelector(".panel")?.textContent.includes("Choose anything")) flashed.add("how to read the page");
    };
    addEventListener("DOMContentLoaded", () => new MutationObserver(look).observe(document, { childList: true, subtree: true }));
  });
  await openWhole(page);
  expect(await page.evaluate(() => [.../** @type {any} */ (globalThis).flashed])).toEqual([]);
});

for (const device of ["Desktop Chrome", "iPhone SE", "Pixel 7"]) {
  test(`nothing jumps while the page starts: ${device}`, async ({ browser, site }) => {
    const { defaultBrowserType: _, ...like } = devices[device];
    const page = await browser.newPage(like);
    await page.addInitScript(() => {
      const watched = /** @type {Window & { shifted?: number }} */ (window);
      watched.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) watched.shifted += /** @type {any} */ (entry).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(site);
    await expect(page.locator("footer")).toContainText("analysed in");
    const shifted = await page.evaluate(() => /** @type {Window & { shifted?: number }} */ (window).shifted);
    expect(shifted).toBeLessThan(0.01);
    await page.close();
  });
}

test("what was known beforehand is what the engine says", async ({ page }) => {
  const drawn = () => page.locator("#views, #top").evaluateAll((parts) => parts.map((part) => part.innerHTML.replace(/analysed [^<]+/, "")));
  const release = await hold(page, "**/porthole-engine*");
  await page.goto("./");
  await expect(page.locator("footer")).toContainText("analysed when this page was built");
  await expect(page.getByRole("complementary")).toContainText("no pod has");
  const before = await drawn();
  release();
  await expect(page.locator("footer")).toContainText("analysed in");
  expect(await drawn()).toEqual(before);
});

test("what is read of a mark in the text stays open when the engine comes", async ({ page }) => {
  const release = await hold(page, "**/porthole-engine*");
  await page.goto("./");
  await page.locator("#editor-host .cm-lintRange").first().hover();
  const said = page.locator("#editor-host .cm-problem");
  await expect(said.first()).toBeVisible();
  release();
  await expect(page.locator("footer")).toContainText("analysed in");
  // The editor is told in a task behind the one that draws, which is over two frames later.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
  await expect(said.first()).toBeVisible();
});

test("where the engine cannot be fetched, the page says so, and the next change tries again", async ({ page, complaints }) => {
  await page.route("**/porthole-engine*", (route) => route.abort());
  await page.goto("./");
  await expect(page.locator(".failed")).toContainText("could not be fetched");
  await page.unroute("**/porthole-engine*");
  await page.locator("#editor-host .cm-content").focus();
  await page.keyboard.type("# ");
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(page.locator(".failed")).toHaveCount(0);
  complaints.length = 0;
});

test("the first view weighs no more than its limit", async () => {
  expect(readdirSync(folder)).toContain("index.html");
  expect(total(weigh(folder, firstView(folder)))).toBeLessThan(limit);
});
