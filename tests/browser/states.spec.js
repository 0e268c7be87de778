// Every state that the page can be in, in both themes: axe finds nothing against it, and the main ones look as they did.
// `playwright test --config tests/browser states walk --update-snapshots` draws the pictures anew; look at each.

import { expect, test } from "./fixtures.js";
import { expectNoViolations, expectPicture, open, panel, paste, verdict } from "./hand.js";

const example = async (page, name) => {
  await page.keyboard.press("Control+K");
  await page.keyboard.type(`examples ${name}`);
  await page.keyboard.press("Enter");
};
const menu = (name) => async (page) => {
  await page.keyboard.press("Control+K");
  await page.keyboard.type(name);
  await expect(page.locator("#hits [role=option]").first()).toContainText(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name })).toBeVisible();
};
const apply = async (page) => {
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(verdict(page)).toContainText("reach redis-rails");
};

/** @type {Record<string, (page: import("@playwright/test").Page) => Promise<void>>} */
const pictured = {
  opening: async () => {},
  preview: async (page) => {
    await panel(page).getByRole("button", { name: "Preview" }).first().click();
    await expect(panel(page)).toContainText("The change opens");
  },
  cut: async (page) => {
    await example(page, "closed inside");
    await expect(verdict(page)).toContainText("depends");
    await page.locator(".vertex.entry", { hasText: "node port" }).dispatchEvent("click");
    await expect(panel(page)).toContainText("Why it is not reached");
  },
  concept: async (page) => {
    await page.keyboard.press("Control+K");
    await page.keyboard.type("concepts loadbalancer");
    await page.keyboard.press("Enter");
    await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("LoadBalancer");
  },
  finding: async (page) => {
    await page.keyboard.press("Control+K");
    await page.keyboard.type("app=rails");
    await expect(page.locator("#hits [role=option]").first()).toContainText("web-frontend");
  },
};

/** @type {typeof pictured} */
const others = {
  "a fix that was applied": apply,
  "matches, with a cell that is chosen": async (page) => {
    await page.getByRole("button", { name: "Matches" }).first().dispatchEvent("click");
    await page.getByRole("gridcell").getByRole("button").first().dispatchEvent("click");
    await expect(panel(page)).toContainText("Requirement by requirement");
  },
  "a broken document": async (page) => {
    await example(page, "broken");
    await expect(page.locator(".list")).toContainText("Unread");
  },
  "no text": async (page) => {
    await paste(page, " ");
    await expect(page.locator(".map")).toContainText("Nothing to draw yet");
  },
  "several files": async (page) => {
    const file = (name) => ({ name, mimeType: "application/yaml", buffer: Buffer.from(`kind: Pod\napiVersion: v1\nmetadata: {name: ${name}}\n`) });
    await page.getByLabel("Open", { exact: true }).setInputFiles([file("one"), file("two"), file("three")]);
    await expect(page.locator("#files")).toContainText("three");
  },
  "a comparison that differs": async (page) => {
    await menu("Compare")(page);
    await page.getByRole("button", { name: "Keep this text" }).click();
    await expect(page.getByRole("dialog", { name: "Compare" })).toContainText("Nothing changes");
    await page.keyboard.press("Escape");
    await apply(page);
    await page.getByRole("button", { name: "Close the notice" }).click();
    await menu("Compare")(page);
    await expect(page.getByRole("dialog", { name: "Compare" }).locator("li", { hasText: "can now connect" }).first()).toBeVisible();
  },
  ...Object.fromEntries(["Examples", "Environment", "Export", "Concepts", "Shortcuts"].map((name) => [name, menu(name)])),
};

const narrow = { viewport: { width: 390, height: 844 } };
const wide = { viewport: { width: 1440, height: 900 } };

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [size, viewport] of Object.entries({ wide, narrow })) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ ...viewport, colorScheme });

      for (const [name, act] of Object.entries({ ...pictured, ...others })) {
        test(name, async ({ page }) => {
          await open(page);
          await act(page);
          await expectNoViolations(page);
          // The light ones of a wide page and the dark ones of a narrow one show every colour and every place.
          if (name in pictured && (colorScheme === "light") === (size === "wide")) {
            await expectPicture(page, `${name}-${colorScheme}`);
          }
        });
      }
    });
  }
}
