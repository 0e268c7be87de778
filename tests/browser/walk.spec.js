// The whole way of somebody who has never been here: paste, ask why nothing matches, mend it, see what that opened,
// close it, take the result along. Once by hand, with a picture of every step, and once by keys alone.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { expectPicture, lines, open, panel, paste, verdict } from "./hand.js";

const manifests = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: LoadBalancer
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shpo
  template:
    metadata:
      labels:
        app: shpo
    spec:
      containers:
        - name: web
          image: shop:1
          ports:
            - containerPort: 8080
`;

const finding = (page, title) => page.locator(".rows").getByRole("button", { name: title });
const fix = (page, name) => panel(page).getByRole("button", { name }).first();

test("by hand", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const picture = (name) => expectPicture(page, `walk-${name}`);
  await open(page);
  await paste(page, manifests);

  await expect(verdict(page)).toHaveText("shop is open to the Internet, but it selects no pods.");
  await expect(panel(page)).toContainText("Why it does not match");
  await expect(panel(page)).toContainText("shpo");
  await picture("1-why");

  await fix(page, "Preview").click();
  await expect(panel(page)).toContainText("The change opens");
  await expect(page.locator(".vertex.workload")).toHaveClass(/internet/);
  await picture("2-preview");

  await fix(page, "Apply").click();
  await expect(verdict(page)).toContainText("Anyone on the Internet can reach shop");
  await finding(page, /^\w+ Load balancer open to the Internet/).click();
  await expect(panel(page)).toContainText("How it is reached");
  await picture("3-opened");

  await fix(page, "Apply").click();
  await expect(verdict(page)).not.toContainText("Internet");
  await picture("4-closed");

  await page.getByRole("button", { name: "Export" }).click();
  await picture("5-export");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download: Markdown report" }).click();
  expect(readFileSync(await (await saved).path(), "utf8")).toContain("shop");
});

test("by keys alone", async ({ page }) => {
  /** Presses Tab until something has the focus. */
  const tabTo = async (locator) => {
    await expect(locator).toBeVisible();
    for (let pressed = 0; pressed < 100; pressed++) {
      if (await locator.evaluate((element) => element.matches(":focus"))) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("Tab does not lead there");
  };
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), manifests);
  await tabTo(lines(page));
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await expect(verdict(page)).toHaveText("shop is open to the Internet, but it selects no pods.");

  await tabTo(fix(page, "Preview"));
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("The change opens");
  await tabTo(fix(page, "Apply"));
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("Anyone on the Internet can reach shop");

  await tabTo(finding(page, /^\w+ Load balancer open to the Internet/));
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("How it is reached");
  await tabTo(fix(page, "Apply"));
  await page.keyboard.press("Enter");
  await expect(verdict(page)).not.toContainText("Internet");

  const saved = page.waitForEvent("download");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("download markdown");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toBe("porthole.md");
});
