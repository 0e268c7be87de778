// The page in one file, from a disk. What it does beyond this, page.spec.js and files.spec.js ask of it too: the project
// "single" in playwright.config.js.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, folder, test } from "./fixtures.js";
import { lines, panel, verdict } from "./hand.js";

const file = join(folder, "porthole.html");

test("one file is the page: nothing is asked for beside it", async ({ page, context }) => {
  /** @type {string[]} */
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await expect(verdict(page)).toHaveText("web-frontend is open to the Internet, but it selects no pods.");
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(lines(page)).toBeVisible();
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(verdict(page)).toContainText("reach redis-rails");
  expect(asked.filter((url) => !/^(blob|data):/.test(url))).toEqual([pathToFileURL(file).href]);
});

test("what the browser loses of it at a reload is there all the same", async ({ page }) => {
  const kept = () => page.evaluate(() => localStorage.getItem("porthole.work"));
  await page.goto(pathToFileURL(file).href);
  await expect(page.locator("footer")).toContainText("analysed in");
  await lines(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("# typed");
  await expect.poll(kept).toContain("# typed");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(lines(page)).toContainText("# typed");
  expect(await kept()).toContain("# typed");
});

test("its policy lets nothing be fetched, and names each script by what it holds", async () => {
  const html = readFileSync(file, "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  expect(policy).toMatch(/^default-src 'none'; script-src ('sha256-[\w+/]+=*' ){3}'wasm-unsafe-eval'; style-src 'sha256-/);
  expect(policy).not.toMatch(/connect-src|unsafe-inline|'self'/);
  expect(html).not.toMatch(/<(script|link)[^>]+(src|rel="(stylesheet|modulepreload)")=?/);
});

test("it carries the licences of what is in it", async () => {
  const html = readFileSync(file, "utf8");
  expect(html).toContain(readFileSync(join(folder, "editor.LICENSE.txt"), "utf8"));
});
