// What a person finds on the page and does with it.

import { expect } from "./fixtures.js";

export const verdict = (page) => page.getByRole("heading", { level: 1 });
export const panel = (page) => page.getByRole("complementary", { name: "Explanation" });
export const lines = (page) => page.locator("#editor-host .cm-content");

/** Opens the page and waits until it has answered, with the full editor in place. */
export async function open(page) {
  await page.goto("./");
  await expect(panel(page).getByRole("heading", { level: 2 })).toBeVisible();
  await expect(lines(page)).toBeVisible();
}

/** Pastes a text over the editor's. */
export async function paste(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await lines(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
}
