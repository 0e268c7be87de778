// The page starts, from any path, with nothing but its own files.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ceiling, firstView, total } from "../../scripts/size.mjs";
import { expect, folder, test } from "./fixtures.js";

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

test("every file that the first view asks for is one of those that are weighed", async ({ page, site }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("./", { waitUntil: "networkidle" });
  const weighed = firstView(folder).map(({ name }) => new URL(name === "index.html" ? "./" : name, site).href);
  const others = asked.filter((url) => !/^(data|blob):/.test(url) && url !== `${site}editor/editor.js`);
  expect([...new Set(others)].sort()).toEqual(weighed.sort());
});

test("the first view weighs no more than its limit", async () => {
  expect(readdirSync(folder)).toContain("index.html");
  expect(total(firstView(folder))).toBeLessThan(ceiling);
});
