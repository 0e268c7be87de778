// The built page in Chromium, as the measures of it drive it, and the texts that they paste.

import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { serve } from "../tests/browser/server.js";

// Where Chromium runs as root it has no sandbox; nothing but the page on this machine is opened.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** @param {number} count @returns {string} manifests of so many objects, whose last line ends */
export const generated = (count) =>
  `${execFileSync("cargo", ["bench", "--quiet", "--locked", "--bench", "once", "--", "write", String(count)], {
    encoding: "utf8",
    maxBuffer: 1e9,
  })}\n`;

/** @typedef {import("@playwright/test").Page} Page */

/**
 * @param {string} folder a built page
 * @param {() => void} [before] what runs in the page ahead of it
 * @returns {Promise<{ page: Page, close: () => Promise<void> }>}
 */
export async function measuredPage(folder, before) {
  const site = await serve(folder, "/");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  if (before) await page.addInitScript(before);
  await page.goto(site.url);
  await page.locator("#editor-host .cm-content").waitFor();
  const close = async () => {
    await browser.close();
    site.close();
  };
  return { page, close };
}

/**
 * Pastes a text over the editor's.
 *
 * @param {Page} page @param {string} text @returns {Promise<number>} how long its analysis took, in ms
 */
export async function analysed(page, text) {
  // To bring it into the page is no part of the paste.
  await page.evaluate((copied) => void (/** @type {any} */ (globalThis).copied = copied), text);
  await page.locator("#editor-host .cm-content").focus();
  await page.keyboard.press("Control+A");
  await page.evaluate(() => {
    // What was said of the text before is no answer.
    const said = document.querySelector("footer")?.textContent ?? "";
    /** @type {any} */ (globalThis).saidBefore = said;
    const data = new DataTransfer();
    data.setData("text/plain", /** @type {any} */ (globalThis).copied);
    const host = document.querySelector("#editor-host");
    const content = (host?.shadowRoot ?? host?.firstElementChild?.shadowRoot ?? host)?.querySelector(".cm-content");
    content?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  // The text ends with its last line.
  const lines = text.split("\n").length - 1;
  const said = await page.waitForFunction(
    (lines) => {
      const said = document.querySelector("footer")?.textContent ?? "";
      const count = said.replace(/\D*(\d[\d,]*) lines.*/s, "$1").replaceAll(",", "");
      const isNew = said !== /** @type {any} */ (globalThis).saidBefore;
      return Number(count) === lines && said.includes("analysed in") && isNew ? said : null;
    },
    lines,
    { polling: 100, timeout: 120_000 },
  );
  return Number(/analysed in ([\d.,]+) ms/.exec(String(await said.jsonValue()))?.[1].replaceAll(",", ""));
}
