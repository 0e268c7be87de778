// What a person finds on the page and does with it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "./fixtures.js";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

export const verdict = (page) => page.getByRole("heading", { level: 1 });
export const panel = (page) => page.getByRole("complementary", { name: "Explanation" });
export const lines = (page) => page.locator("#editor-host .cm-content");

/** Opens the page and waits until it has answered, with the full editor in place. */
export async function open(page) {
  await page.goto("./");
  await expect(panel(page).getByRole("heading", { level: 2 })).toBeVisible();
  await expect(lines(page)).toBeVisible();
}

/** Opens the page and waits until it has all that it ever loads, of which a part follows behind its first answer. */
export async function openWhole(page, address = "./") {
  await page.goto(address);
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(lines(page)).toBeVisible();
  await page.waitForFunction(() => {
    /** @type {HTMLScriptElement | null} */
    const program = document.querySelector("script[data-wasm]");
    const styles = [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-later]"))];
    const here = (name) => performance.getEntriesByName(new URL(name, document.baseURI).href).length > 0;
    // The page in one file has nothing to load.
    return !program || (here(program.dataset.extras) && styles.every(({ sheet }) => sheet));
  });
}

/** Holds files back, until they are released. @param {import("@playwright/test").Page} page @param {string} files */
export async function hold(page, files) {
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  await page.route(files, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Pastes a text over the editor's. */
export async function paste(page, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await lines(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
}

/** What the page has kept in the depot, if there is one. */
export const inDepot = (page) =>
  page.evaluate(async () => {
    const resultOf = (asked) =>
      new Promise((done) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => done(undefined);
      });
    const asked = indexedDB.open("porthole");
    // To look makes none.
    asked.onupgradeneeded = () => asked.transaction.abort();
    const depot = await resultOf(asked);
    if (!depot) return undefined;
    const all = await resultOf(depot.transaction("work").objectStore("work").getAll());
    depot.close();
    return all;
  });

/** What the page has kept of its text, wherever that lies. */
export async function kept(page) {
  const text = await page.evaluate(() => localStorage.getItem("porthole.work") ?? "");
  return text.startsWith("depot") ? JSON.stringify(await inDepot(page)) : text;
}

/** Lets the browser forget everything, which is asked before. */
export async function forget(page) {
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Forget", exact: true }).click();
}

/** Asks axe whether anything on the page, or on a part of it, keeps somebody out. */
export async function expectNoViolations(page, part = "html") {
  await page.evaluate(axe);
  const found = await page.evaluate(async (part) => {
    // A card of the map is named by a sentence rather than by the scraps of text on it.
    // @ts-expect-error axe is there now.
    const { violations } = await axe.run(part, { rules: { "label-content-name-mismatch": { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  }, part);
  expect(found).toEqual([]);
}

/** Compares the page with the picture of it that is kept, but for what differs each time. */
export async function expectPicture(page, name) {
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync("* { transition: none !important; animation: none !important; caret-color: transparent !important } .run, .cm-cursorLayer { visibility: hidden !important }");
    document.adoptedStyleSheets = [still];
  });
  await expect(page).toHaveScreenshot(`${name}.png`);
}
