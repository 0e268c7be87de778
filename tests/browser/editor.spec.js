// The editor: what it says of marks and labels, what it offers, and that names never become markup.

import { expect, test } from "./fixtures.js";
import { expectNoViolations, lines, open, panel, paste, verdict } from "./hand.js";

const shop = `apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: front
spec:
  type: LoadBalancer
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: web
---
apiVersion: v1
kind: Pod
metadata:
  name: till
  namespace: front
  labels:
    app: shop
spec:
  containers:
    - name: web
      image: web
      ports:
        - {name: web, containerPort: 8080}
`;
const line = (page, text) => lines(page).locator(".cm-line").filter({ hasText: text });
const tooltip = (page) => page.locator("#editor-host .cm-tooltip");

/** Points at the last letters of the first line that has a text. */
async function pointAt(page, text) {
  const box = await line(page, text).first().evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { right, top, height } = range.getBoundingClientRect();
    return { x: right - 6, y: top + height / 2 };
  });
  await page.mouse.move(box.x, box.y);
  await page.mouse.move(box.x - 1, box.y);
}

/** Puts the cursor at the end of the first line that has a text. */
async function goTo(page, text) {
  await line(page, text).first().click();
  await page.keyboard.press("End");
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`a mark says what was found, and makes or tries the fix: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await paste(page, shop);
    await expect(verdict(page)).toContainText("reach till");
    await expect(page.locator("#editor-host .cm-lintRange").first()).toBeVisible();
    await pointAt(page, "LoadBalancer");
    await expect(tooltip(page)).toContainText("Load balancer open to the Internet");
    await expectNoViolations(page);
    await tooltip(page).getByRole("button", { name: "Preview" }).click();
    await expect(tooltip(page)).toHaveCount(0);
    await expect(panel(page)).toContainText("The change closes");
    await expect(lines(page)).toContainText("LoadBalancer");
    await pointAt(page, "LoadBalancer");
    await tooltip(page).getByRole("button", { name: "Apply the fix" }).click();
    await expect(lines(page)).not.toContainText("LoadBalancer");
    await expect(page.getByRole("region", { name: "Notice" })).toContainText("Undo with");
    await lines(page).focus();
    await page.keyboard.press("Control+Z");
    await expect(lines(page)).toContainText("LoadBalancer");
  });
}

test("a label says who asks for it, and a selector's entry whose pods carry it", async ({ page }) => {
  await open(page);
  await paste(page, shop);
  await expect(verdict(page)).toContainText("reach till");
  await pointAt(page, "app: shop");
  await expect(tooltip(page)).toContainText("app: shop");
  await expect(tooltip(page)).toContainText("Carried by Pod till: selected.");
  await expectNoViolations(page);
  await page.mouse.move(5, 5);
  await expect(tooltip(page)).toHaveCount(0);
  await lines(page).locator(".cm-line").filter({ hasText: "app: shop" }).last().scrollIntoViewIfNeeded();
  const label = lines(page).locator(".cm-line").filter({ hasText: "app: shop" }).last();
  await label.hover({ position: { x: 50, y: 8 } });
  await expect(tooltip(page)).toContainText("Asked for by Service shop: these pods are selected.");
});

test("names are never read as markup, and long ones keep their place", async ({ page }) => {
  await open(page);
  const name = `<img src=x onerror=alert(1)>\u202e`;
  const long = "x".repeat(10_000);
  await paste(page, shop.replaceAll("app: shop", `${JSON.stringify(name)}: ${JSON.stringify(name + long)}`).replace("name: shop", `name: ${JSON.stringify(name)}`));
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(page.locator(".list .rows button").first()).toBeVisible();
  for (const [place, x] of /** @type {const} */ ([[lines(page).locator(".cm-lintRange").first(), 12], [line(page, '"<img').nth(1), 70]])) {
    await place.hover({ position: { x, y: 8 } });
    await expect(tooltip(page)).toBeVisible();
    const { width, height } = await tooltip(page).boundingBox();
    expect(width).toBeLessThan(500);
    expect(height).toBeLessThan(400);
    expect(await tooltip(page).locator("img").count()).toBe(0);
    await page.mouse.move(5, 5);
    await expect(tooltip(page)).toHaveCount(0);
  }
  // The editor's own images are empty and keep the cursor's place.
  expect(await page.locator("img:not(.cm-widgetBuffer)").count()).toBe(0);
});

for (const [what, after, typed, word] of [
  ["the names of ports", "targetPort: web", "\ntargetPort: w", "web"],
  ["keys", "targetPort: web", "\nn", "nodePort"],
  ["namespaces", "containerPort: 8080", "\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {namespace: f", "front"],
]) {
  test(`${what} are offered by their place`, async ({ page }) => {
    await open(page);
    await paste(page, shop);
    await expect(verdict(page)).toContainText("reach till");
    await goTo(page, after);
    await page.keyboard.type(typed.slice(0, -1));
    // What a text has to offer is asked of its analysis.
    await expect(page.locator("footer")).toContainText("analysed in");
    await page.keyboard.type(typed.slice(-1));
    await expect(page.locator("#editor-host .cm-tooltip-autocomplete li", { hasText: word })).toBeVisible();
  });
}

test("the text can be scrolled by everyone, and the search fits its place", async ({ page }) => {
  await open(page);
  await paste(page, `${shop}# ${"long ".repeat(200)}\n${"# more\n".repeat(200)}`);
  await expect(page.locator("footer")).toContainText("analysed in");
  await expectNoViolations(page);
  await lines(page).focus();
  await page.keyboard.press("Control+F");
  await page.keyboard.type("shop");
  await page.keyboard.press("Enter");
  await expect(page.locator("#editor-host .cm-searchMatch").first()).toBeVisible();
  await expectNoViolations(page);
});
