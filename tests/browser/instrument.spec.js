// The map as an instrument: zoomed, panned, fitted, and brought to what is chosen.

import { devices } from "@playwright/test";
import { expect, test } from "./fixtures.js";
import { expectNoViolations, lines, open, paste } from "./hand.js";

const box = (page) => page.locator("zoom-box");
const picture = (page) => page.locator("zoom-box > svg");
const rows = (page) => page.locator(".rows button");

/** Twenty Services with a Deployment each, of which a box shows some. */
const many = (name = "part") =>
  Array.from({ length: 20 }, (_, at) => `apiVersion: v1
kind: Service
metadata: {name: ${name}-${at}}
spec: {type: NodePort, selector: {app: ${name}-${at}}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}-${at}}
spec:
  selector: {matchLabels: {app: ${name}-${at}}}
  template: {metadata: {labels: {app: ${name}-${at}}}, spec: {containers: [{name: web, image: web}]}}
`).join("---\n");

/** Opens the page with more than its map's box can show. */
async function openMany(page) {
  await open(page);
  await paste(page, many());
  await expect(page.locator(".vertex.workload")).toHaveCount(20);
  // It is fitted just before it is painted.
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

const scale = (page) => picture(page).evaluate((svg) => svg.width.baseVal.value / svg.viewBox.baseVal.width);

const scrolled = (page) => box(page).evaluate(({ scrollLeft, scrollTop }) => ({ left: scrollLeft, top: scrollTop }));

/** Where a vertex's middle is in the window. */
const middle = (page, name) =>
  page.locator(".vertex", { hasText: name }).first().locator(".body").evaluate((body) => {
    const { x, y, width, height } = body.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });

test("buttons and keys make the map larger and smaller, and fit it", async ({ page }) => {
  await openMany(page);
  const first = await scale(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  expect(await scale(page)).toBeCloseTo(first * 1.25, 2);
  await page.getByRole("button", { name: "Zoom out" }).click();
  expect(await scale(page)).toBeCloseTo(first, 2);
  await page.locator('.vertex[tabindex="0"]').focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  expect(await scale(page)).toBeCloseTo(first * 1.25 ** 2, 2);
  await page.keyboard.press("-");
  expect(await scale(page)).toBeCloseTo(first * 1.25, 2);
  await page.keyboard.press("0");
  const fits = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth <= clientWidth && scrollHeight <= clientHeight;
  expect(await box(page).evaluate(fits)).toBe(true);
  expect(await scale(page)).toBeLessThan(first);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Show the whole map" }).click();
  expect(await box(page).evaluate(fits)).toBe(true);
});

test("the wheel scrolls the map, and with Ctrl it zooms about the pointer", async ({ page }) => {
  await openMany(page);
  const [first, at] = [await scale(page), await middle(page, "part-1")];
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, 60);
  await expect.poll(async () => (await scrolled(page)).top).toBe(60);
  expect(await scale(page)).toBe(first);
  await page.mouse.wheel(0, -60);
  await expect.poll(async () => (await scrolled(page)).top).toBe(0);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await expect.poll(() => scale(page)).toBeCloseTo(first * Math.exp(0.25), 2);
  await page.mouse.wheel(0, -100);
  await expect.poll(() => scale(page)).toBeCloseTo(first * Math.exp(0.5), 2);
  await page.keyboard.up("Control");
  const after = await middle(page, "part-1");
  expect(after.y).toBeCloseTo(at.y, -1);
  expect(after.x).toBeCloseTo(at.x, -1);
});

test("on a narrow screen the wheel over the map scrolls the page", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await openMany(page);
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Map" }).click();
  const first = await scale(page);
  await page.mouse.move(200, 500);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  expect(await scale(page)).toBe(first);
  await page.getByRole("button", { name: "Zoom in" }).click();
  expect(await scale(page)).toBeCloseTo(first * 1.25, 2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("a drag pans the map and chooses nothing, a click chooses", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openMany(page);
  const at = await middle(page, "part-1");
  const chosen = page.locator(".vertex.chosen");
  const before = await chosen.count();
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y - 40);
  await page.mouse.move(at.x, at.y - 90);
  await page.mouse.up();
  expect((await scrolled(page)).top).toBe(90);
  await expect(chosen).toHaveCount(before);
  await page.mouse.click(at.x, at.y - 90);
  await expect(chosen).toContainText("part-1");
});

test("an edit keeps the zoom, another text is fitted anew", async ({ page }) => {
  await openMany(page);
  const first = await scale(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await lines(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("---\napiVersion: v1\nkind: Pod\nmetadata: {name: late}\nspec: {containers: [{name: web, image: web}]}\n");
  await expect(page.locator(".vertex", { hasText: "late" })).toHaveCount(1);
  expect(await scale(page)).toBeCloseTo(first * 1.25 ** 2, 2);
  await paste(page, many("other"));
  await expect(page.locator(".vertex", { hasText: "other-7" }).first()).toBeAttached();
  expect(await scale(page)).toBeCloseTo(first, 2);
});

test("what is chosen elsewhere is brought into view", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openMany(page);
  const card = page.locator(".vertex.workload", { hasText: "part-19" });
  await expect(card).not.toBeInViewport();
  await lines(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await expect(card).toBeInViewport({ ratio: 1 });
  await rows(page).filter({ hasText: "part-0" }).first().click();
  await expect(page.locator(".vertex.service", { hasText: "part-0" })).toBeInViewport({ ratio: 1 });
  await expect(card).not.toBeInViewport();
});

test.describe("with fingers", () => {
  const { defaultBrowserType, ...phone } = devices["Pixel 7"];
  test.use(phone);

  test("two fingers zoom the map and not the page, one finger scrolls", async ({ page }) => {
    await page.goto("./");
    await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Map" }).click();
    await expect(page.locator(".vertex.service")).toBeVisible();
    const first = await scale(page);
    const hand = await page.context().newCDPSession(page);
    const { x, y } = await middle(page, "web-frontend");
    const touch = (type, apart) => hand.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: apart ? [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }] : [],
    });
    await touch("touchStart", 40);
    for (const apart of [44, 50, 56, 60]) await touch("touchMove", apart);
    await touch("touchEnd");
    // The last move of a touch may come with the next frame, or not at all.
    expect(await scale(page)).toBeGreaterThan(first * 1.35);
    expect((await middle(page, "web-frontend")).x).toBeCloseTo(x, -1);
    expect(await page.evaluate(() => visualViewport.scale)).toBe(1);
    await page.locator(".vertex.service").tap();
    await expect(page.locator(".vertex.service")).toHaveClass(/chosen/);
  });
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  test(`axe finds nothing against the map and its zoom at ${width} px, and every target is large enough`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openMany(page);
    if (width < 600) await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Map" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await expectNoViolations(page, ".map");
    for (const button of await page.locator(".zoom button").all()) {
      const { width, height } = await button.boundingBox();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
  });
}
