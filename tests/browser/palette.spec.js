// One field that finds objects and whatever there is to do.

import { expect, test } from "./fixtures.js";
import { expectNoViolations, lines, open, panel, paste, verdict } from "./hand.js";

const field = (page) => page.getByRole("combobox", { name: /^Find/ });
const found = (page) => page.getByRole("listbox", { name: "Found" }).getByRole("option");

const shop = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: till, labels: {app: shop}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;

test("an object is found by its label and chosen by keys alone, and the focus goes back", async ({ page }) => {
  await open(page);
  await paste(page, shop);
  await expect(verdict(page)).toContainText("till");
  await lines(page).focus();
  await page.keyboard.press("Control+K");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("app=shop pod");
  await expect(field(page)).toHaveValue("app=shop pod");
  await expect(found(page).first()).toHaveText("tillPod in namespace default");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("till");
  await expect(field(page)).toBeHidden();
  await expect(lines(page)).toBeFocused();
});

test("Enter waits for what is found for all of the words", async ({ page }) => {
  await page.addInitScript(() => {
    const held = /** @type {(() => void)[]} */ ([]);
    Object.assign(globalThis, { held, holds: false });
    globalThis.Worker = class extends Worker {
      /** @param {unknown} message */
      postMessage(message) {
        const send = () => super.postMessage(message);
        if (globalThis.holds) held.push(send);
        else send();
      }
    };
  });
  await open(page);
  await paste(page, shop);
  await expect(verdict(page)).toContainText("till");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("shop");
  await expect(found(page).first()).toHaveText("shopService in namespace default");
  await page.evaluate(() => (globalThis.holds = true));
  await page.keyboard.type(" pod");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("shop pod");
  await page.evaluate(() => {
    globalThis.holds = false;
    globalThis.held.forEach((send) => send());
  });
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("till");
  await expect(field(page)).toBeHidden();
});

test("what a menu holds is found and done, and arrows move along", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.keyboard.type("one letter");
  await expect(found(page)).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("shop");

  await page.keyboard.press("Control+K");
  await expect(field(page)).toHaveValue("");
  await page.keyboard.type("copy");
  const second = await found(page).nth(1).textContent();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[role=option][aria-selected=true]")).toHaveText(second ?? "");
  await page.keyboard.type(" no such thing");
  await expect(page.locator("#palette")).toContainText("Nothing is called that.");
  await page.keyboard.press("Escape");
  await expect(field(page)).toBeHidden();
});

test("on a narrow screen it opens what the gathered menus hold", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 720 });
  await open(page);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.keyboard.type("environment");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Environment" })).toBeVisible();
});

test("the outline lists the objects in the order of the text, begins where one is, and moves editor and selection", async ({ page }) => {
  await open(page);
  await paste(page, `${shop}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a-map}\n${"# more\n".repeat(80)}---\n${shop.replaceAll("shop", "other").replaceAll("till", "last")}`);
  await expect(verdict(page)).toContainText("till");
  await page.keyboard.press("Control+End");
  await lines(page).getByText("name: last").click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("last");
  const outline = page.getByRole("button", { name: "Outline" });
  await outline.click();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("@");
  await expect(found(page)).toHaveText([/^shopService.*line 1$/, /^tillPod.*line 6$/, /^a-mapConfigMap.*line 11$/, /^otherService/, /^lastPod/]);
  await expect(page.locator("[role=option][aria-selected=true]")).toContainText("last");
  await expectNoViolations(page, "#palette");
  await page.keyboard.type("pod");
  await expect(found(page)).toHaveText([/^till/, /^last/]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("till");
  await expect(lines(page).getByText("name: till")).toBeInViewport();
  await expect(outline).toBeFocused();
});

test("on a narrow screen the outline stays with the text", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 720 });
  await open(page);
  await page.getByRole("button", { name: "Outline" }).click();
  await found(page).filter({ hasText: "web-frontend" }).click();
  await expect(lines(page).getByText("name: web-frontend")).toBeInViewport();
});
