// Nothing is asked of any server once the page has loaded, whatever is opened and done. It loads nothing on first use: the
// editor and the engine come with the page itself, and all lessons with the engine.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { lines, openWhole, panel, paste, verdict } from "./hand.js";

test.use({ kept: true });

const later = "apiVersion: v1\nkind: Service\nmetadata:\n  name: later\nspec:\n  selector: {a: b}\n";

/** @type {Record<string, (page: import("@playwright/test").Page) => Promise<void>>} */
const views = {
  async "every menu and dialog"(page) {
    const menus = page.locator("#menus > .menu, #palette, #shortcuts, #builder, #progress");
    expect(await menus.count()).toBeGreaterThan(9);
    for (const menu of await menus.all()) {
      await menu.evaluate((menu) => /** @type {HTMLElement} */ (menu).showPopover());
      await expect(menu).toBeVisible();
      await menu.evaluate((menu) => /** @type {HTMLElement} */ (menu).hidePopover());
    }
  },

  async "the map, the matches, the findings and their explanations"(page) {
    await page.locator(".list").getByRole("button", { name: "Matches" }).click();
    await page.getByRole("gridcell").getByRole("button").first().click();
    await page.locator(".list").getByRole("button", { name: "Findings" }).click();
    await page.locator(".rows").getByRole("button").first().click();
    await panel(page).getByRole("button", { name: "Preview" }).first().click();
    await expect(panel(page)).toContainText("The change opens");
    await page.locator(".vertex.service").click();
    await page.getByRole("button", { name: "Use the dark theme" }).click();
  },

  async "the editor, its search and its marks"(page) {
    await paste(page, later);
    await expect(verdict(page)).toContainText("later");
    await page.keyboard.press("Control+F");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F8");
  },

  async "an example, compared with what was there"(page) {
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.getByRole("dialog", { name: "Compare" }).getByRole("button").first().click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Examples" }).click();
    await page.getByRole("dialog", { name: "Examples" }).getByRole("button").nth(2).click();
    await page.getByRole("button", { name: "Environment" }).click();
    await page.getByLabel(/^Can the Internet reach the nodes/).selectOption("No");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Compare/ }).click();
    await expect(page.getByRole("dialog", { name: "Compare" })).toBeVisible();
  },

  async "a concept, and what finds everything"(page) {
    await page.getByRole("button", { name: "Concepts" }).click();
    await page.getByRole("dialog", { name: "Concepts" }).getByRole("button").first().click();
    await expect(panel(page).getByRole("heading", { level: 2 })).toBeVisible();
    await page.keyboard.press("Control+K");
    await page.keyboard.type("web");
    await expect(page.locator("#palette")).toContainText("web-frontend");
    await page.keyboard.press("Enter");
  },

  async "a link, copied and opened, a report, and pictures"(page) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("dialog", { name: "Share" }).getByRole("button", { name: "Copy: Frame", exact: true }).click();
    await expect(page.locator("#said")).toHaveText("Copied.");
    await page.keyboard.press("Escape");
    const link = readFileSync(new URL("../links/v1/environment.link", import.meta.url), "utf8").trim();
    await page.evaluate((fragment) => (location.hash = fragment), link);
    await expect(verdict(page)).toContainText("metrics");
    await page.getByRole("button", { name: "Export" }).click();
    for (const name of ["Markdown report", "Map as SVG", "Map as PNG"]) {
      const download = page.waitForEvent("download");
      await page.getByRole("dialog", { name: "Export" }).getByRole("button", { name: `Download: ${name}` }).click();
      await download;
    }
  },

  async "lessons, from the first to the next, and one's own"(page) {
    const lesson = page.getByRole("region", { name: "Lesson" });
    const learn = page.getByRole("dialog", { name: "Learn" });
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await learn.getByRole("button", { name: "One letter" }).click();
    await lesson.getByLabel("Language").selectOption("Español");
    await lesson.getByLabel("Language").selectOption("English");
    await lesson.getByRole("button", { name: "Show a hint (1 of 2)" }).click();
    await lesson.getByRole("button", { name: "Show a hint (2 of 2)" }).click();
    await lesson.getByRole("button", { name: "Show me the solution" }).click();
    await lesson.getByRole("button", { name: "Next: Two labels" }).click();
    await expect(lesson.getByRole("heading", { level: 2 })).toHaveText("Two labels");
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await learn.getByRole("button", { name: "Write a lesson" }).click();
    await page.getByRole("dialog", { name: "Write a lesson" }).getByRole("button", { name: "Start from this text" }).click();
    await expect(page.getByRole("checkbox").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await lesson.getByRole("button", { name: "Leave" }).click();
    await expect(lines(page)).toContainText("web-frontend");
  },
};

for (const [name, look] of Object.entries(views)) {
  test(`nothing is asked of any server: ${name}`, async ({ page, context }) => {
    await openWhole(page);
    // The page has loaded once it is kept for visits without a network, too.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    /** @type {string[]} */
    const asked = [];
    context.on("request", (request) => asked.push(request.url()));
    await look(page);
    expect(asked.filter((url) => !/^(blob|data):/.test(url))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
}
