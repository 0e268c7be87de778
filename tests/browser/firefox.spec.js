// The main path in a second engine: see, choose, mend, undo, paste.

import puppeteer from "puppeteer-core";
import { expect, test } from "./fixtures.js";

test("Firefox: the answer, a choice, a fix, its undoing and another text", async ({ site }) => {
  test.setTimeout(120_000);
  const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const text = (selector) => page.$eval(selector, (element) => element.textContent);
    const says = (selector, words) => expect.poll(() => text(selector)).toContain(words);
    const press = (name) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(site);
    await says("h1", "web-frontend is open to the Internet, but it selects no pods.");
    await says("footer", "analysed in");
    await says("#panel", "no pod has");
    await page.waitForSelector("#editor-host >>> .cm-content");

    await press("Apply");
    await says("h1", "reach redis-rails");
    await says("#editor-host >>> .cm-content", "labels:");
    await page.focus("#editor-host >>> .cm-content");
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    await says("h1", "selects no pods");

    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("apiVersion: v1\nkind: Pod\nmetadata: {name: typed, labels: {a: b}}");
    await says("#views", "typed");
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
