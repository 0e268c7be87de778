// What stands around the map: taking reports along, going through findings, panes, shortcuts, the title.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { expectNoViolations, forget, paste } from "./hand.js";

const notice = (page) => page.getByRole("region", { name: "Notice" });
const rows = (page) => page.locator(".rows button");

const reachable = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: LoadBalancer, selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: till, labels: {app: shop}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;

/** Opens the page with one of the examples. */
async function open(page, example) {
  await page.goto("./");
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(page.locator("#editor-host .cm-content")).toBeVisible();
  if (!example) return;
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: example }).click();
  await expect(rows(page).nth(4)).toBeVisible();
}

for (const [name, file, holds] of [
  ["Markdown report", "porthole.md", "web-frontend"],
  ["JSON", "porthole.json", '"version": 1'],
  ["SARIF", "porthole.sarif", "2.1.0"],
  ["Manifests", "manifests.yaml", "targetPort: 3000"],
]) {
  test(`${name} is saved as a file`, async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "Export" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: `Download: ${name}` }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(file);
    expect(readFileSync(await download.path(), "utf8")).toContain(holds);
  });
}

test("a report is copied, and the page says so", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await page.getByRole("button", { name: "Export" }).click();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Copy: Markdown report" }).click();
  await expect(notice(page)).toContainText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("web-frontend");
});

test("the arrow keys go through the findings, and editor and map go along", async ({ page }) => {
  await open(page, "Two tiers");
  await rows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  await expect(rows(page).nth(1)).toHaveAttribute("aria-pressed", "true");
  const title = await rows(page).nth(1).locator("b").textContent();
  await expect(page.locator("#panel h2")).toHaveText(title);
  await page.keyboard.press("ArrowUp");
  await expect(rows(page).first()).toBeFocused();
});

test("findings are sifted by severity and by reach", async ({ page }) => {
  await open(page, "Two tiers");
  const all = await rows(page).count();
  await page.getByLabel("Severity", { exact: true }).selectOption("Medium and worse");
  await expect(page.locator(".rows .low, .rows .remark")).toHaveCount(0);
  const some = await rows(page).count();
  expect(some).toBeLessThan(all);
  await page.getByLabel("Severity", { exact: true }).selectOption("Any severity");
  await page.getByLabel("Reach", { exact: true }).selectOption({ index: 1 });
  expect(await rows(page).count()).toBeLessThan(all);
  await expectNoViolations(page, ".list");
  await page.getByLabel("Reach", { exact: true }).selectOption("From anywhere");
  await expect(rows(page)).toHaveCount(all);
});

test("panes are widened by keys and by hand, and stay so", async ({ page }) => {
  await open(page);
  const border = page.getByRole("separator", { name: "Width of the editor" });
  const width = () => page.locator("#editor").evaluate((editor) => editor.getBoundingClientRect().width);
  const before = await width();
  await border.focus();
  await page.keyboard.press("ArrowRight");
  expect(await width()).toBeCloseTo(before + 24, 0);
  const box = await border.boundingBox();
  await page.mouse.move(box.x + 4, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 54, box.y + 200);
  await page.mouse.up();
  expect(await width()).toBeCloseTo(before + 74, 0);
  await border.dispatchEvent("pointerdown", { button: 2, pointerId: 1, clientX: box.x + 54 });
  await border.dispatchEvent("pointermove", { pointerId: 1, clientX: box.x + 104 });
  expect(await width(), "by the main button alone").toBeCloseTo(before + 74, 0);
  await page.reload();
  await expect(page.locator("footer")).toContainText("analysed in");
  expect(await width()).toBeCloseTo(before + 74, 0);
  await border.dblclick();
  expect(await width()).toBe(before);
  await expect(border).toHaveAttribute("aria-valuenow", String(Math.round(before)));
  await border.focus();
  await page.keyboard.press("ArrowRight");
  expect(await width()).toBeCloseTo(before + 24, 0);
  await forget(page);
  expect(await width()).toBe(before);
});

test("a question mark lists the shortcuts, except in the text", async ({ page }) => {
  await open(page);
  const list = page.getByRole("dialog", { name: "Shortcuts" });
  await page.locator("#editor-host .cm-content").click();
  await page.keyboard.type("?");
  await expect(list).toBeHidden();
  await page.locator("#panel").focus();
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
});

test("the title tells how many the Internet can reach", async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle("Porthole");
  await page.getByLabel("Open", { exact: true }).setInputFiles({ name: "open.yaml", mimeType: "application/yaml", buffer: Buffer.from(reachable) });
  await expect(page).toHaveTitle("Internet: 1 · Porthole");
  await expect(page.locator("link[rel=icon]")).toHaveAttribute("href", /fill='%23d9532f'/);
});

test("a menu opens under its button", async ({ page }) => {
  await open(page);
  for (const name of ["Examples", "Environment", "Compare", "Export", "Concepts"]) {
    await page.getByRole("button", { name }).click();
    const left = (locator) => locator.evaluate((element) => element.getBoundingClientRect().left);
    expect(await left(page.getByRole("dialog", { name }))).toBeCloseTo(await left(page.getByRole("button", { name })), 0);
  }
});

test("on 320 pixels nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await expectNoViolations(page, ".top");
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog", { name: "Export" })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("a name that is written from right to left leaves the words around it in their order", async ({ page }) => {
  await open(page);
  // The second would turn all that follows, and is shown as what it is.
  for (const [name, shown] of [["\u05d7\u05e0\u05d5\u05ea", "\u05d7\u05e0\u05d5\u05ea"], ["\u202eshop", "\u27e8U+202E\u27e9shop"]]) {
    await paste(page, reachable.replace("name: shop", `name: "${name}"`).replaceAll("app: shop", `app: "${name}"`));
    await expect(page.getByRole("heading", { level: 1 })).toContainText("reach till");
    await page.locator(".vertex.service").click();
    await expect(page.locator("#panel h2")).toContainText(shown);
    const [end, next] = await page.locator("#panel p code", { hasText: shown }).first().evaluate((code) => {
      const after = document.createRange();
      after.setStart(code.nextSibling, 1);
      after.setEnd(code.nextSibling, 2);
      return [code.getBoundingClientRect().right, after.getBoundingClientRect().left];
    });
    expect(next).toBeGreaterThan(end);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  }
});
