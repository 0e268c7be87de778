// The lists under the map: what one check found stands together, and of large tables only what is in view is drawn.

import { expect, test } from "./fixtures.js";
import { expectNoViolations, open, panel, paste } from "./hand.js";

const cells = (page) => page.locator(".matches td button");

/** Services with a pod each; of every tenth Service the selector has a slip. */
const many = (count) =>
  Array.from({ length: count }, (_, at) => `apiVersion: v1
kind: Service
metadata: {name: app-${at}}
spec: {type: LoadBalancer, selector: {app: app-${at}${at % 10 ? "" : "x"}}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: pod-${at}, labels: {app: app-${at}}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`).join("---\n");

async function matches(page, count) {
  await open(page);
  await paste(page, many(count));
  await page.locator(".list").getByRole("button", { name: "Matches" }).click();
  await expect(page.locator(".matches tbody th").first()).toContainText("app-0");
}

test("of many findings what one check found is folded under its heading, and drawn a page at a time", async ({ page }) => {
  await open(page);
  await paste(page, many(40));
  const group = page.locator(".group", { hasText: "Load balancer open to the Internet" });
  const heading = group.locator("h2 button");
  const rows = group.locator(".rows button");
  await expect(heading).toContainText("40");
  await expect(heading).toHaveAttribute("aria-expanded", "false");
  await heading.focus();
  await page.keyboard.press("Enter");
  await expect(heading).toHaveAttribute("aria-expanded", "true");
  await expect(rows).toHaveCount(25);
  await group.getByRole("button", { name: "Show 15 more" }).click();
  await expect(rows).toHaveCount(40);
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toHaveAttribute("aria-pressed", "true");
  await heading.click();
  await expect(rows).toHaveCount(0);
  await expectNoViolations(page, ".list");
});

test("on paper all of it stands, what is folded or out of view too, and afterwards the page is as it was", async ({ page }) => {
  await matches(page, 60);
  await page.evaluate(() => {
    // Ahead of the page, which takes away again what it has added.
    const count = () => {
      globalThis.printed = document.querySelectorAll(".list :is(.rows button, td button)").length;
      globalThis.widest = Math.max(...Array.from(document.querySelectorAll(".matches table"), (table) => table.clientWidth));
    };
    addEventListener("afterprint", count, true);
  });
  const printed = async () => {
    await page.pdf();
    return page.evaluate(() => globalThis.printed);
  };
  const before = await cells(page).count();
  expect(await printed()).toBe(60 * 60);
  // A sheet of A4 with a margin of a centimetre has 718 pixels across.
  expect(await page.evaluate(() => globalThis.widest)).toBeLessThan(718);
  await expect(cells(page)).toHaveCount(before);
  // It is narrow, but it does not scroll.
  await page.setViewportSize({ width: 718, height: 1000 });
  await expect(page.locator(".grids")).not.toHaveCSS("max-height", "none");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".grids")).toHaveCSS("max-height", "none");
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.locator(".list").getByRole("button", { name: "Findings" }).click();
  const group = page.locator(".group", { hasText: "Load balancer open to the Internet" });
  await expect(group.locator(".rows button")).toHaveCount(0);
  expect(await printed()).toBeGreaterThan(60);
  await expect(group.locator(".rows button")).toHaveCount(0);
});

test("of a large table only what is in view is drawn, and keys walk through all of it", async ({ page }) => {
  await matches(page, 60);
  expect(await cells(page).count()).toBeLessThan(300);
  await expect(page.locator(".matches [tabindex='0']")).toHaveCount(1);
  await page.locator(".matches [tabindex='0']").focus();
  await page.keyboard.press("Control+End");
  const last = page.locator("#cell-0-60-60");
  await expect(last).toBeFocused();
  await expect(last).toContainText("selected");
  await expect(page.locator(".matches th", { hasText: "pod-59" })).toBeInViewport();
  await expect(page.locator(".matches tbody th", { hasText: "app-59" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("Requirement by requirement");
  expect(await cells(page).count()).toBeLessThan(300);
});

test("on a narrow screen the table scrolls in its own box, and the page not across", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 720 });
  await open(page);
  await paste(page, many(40));
  await page.getByRole("navigation").getByRole("button", { name: "Matches" }).click();
  await expect(page.locator(".matches tbody th").first()).toContainText("app-0");
  expect(await page.locator(".grids").evaluate(({ scrollWidth }) => scrollWidth)).toBeGreaterThan(6000);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.locator("#cell-0-1-1").focus();
  await page.keyboard.press("End");
  await expect(page.locator("#cell-0-1-40")).toBeFocused();
  await expect(page.locator(".matches caption span")).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the table is filtered, and shows problems alone: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await matches(page, 20);
    await page.getByRole("button", { name: "Only problems" }).click();
    await expect(page.locator(".matches tbody th")).toHaveText([/app-0/, /app-10/]);
    await expectNoViolations(page, ".list");
    await page.getByRole("searchbox").fill("APP-10");
    await expect(page.locator(".matches tbody th")).toHaveText([/app-10/]);
    await page.getByRole("searchbox").fill("nothing like it");
    await expect(page.locator(".list")).toContainText("No Service is like this.");
  });
}
