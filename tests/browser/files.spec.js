// Several files, kept apart by name and kept across a reload.

import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { forget } from "./hand.js";

const lines = (page) => page.locator("#editor-host .cm-content");
const verdict = (page) => page.getByRole("heading", { level: 1 });
const notice = (page) => page.getByRole("region", { name: "Notice" });
const tab = (page, name) => page.locator("#files").getByRole("button", { name, exact: true });

const service = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  type: LoadBalancer
  selector: {app: shop}
  ports: [{port: 80, targetPort: 8080}]
`;
const pod = `apiVersion: v1
kind: Pod
metadata: {name: till, labels: {app: shop}}
spec:
  containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]
`;
const file = (name, text) => ({ name, mimeType: "application/yaml", buffer: Buffer.from(text) });

async function open(page, files) {
  await page.goto("./");
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect(lines(page)).toBeVisible();
  if (files) await page.getByLabel("Open", { exact: true }).setInputFiles(files);
}

/** Drops a file onto the page. */
async function drop(page, name, text) {
  const data = await page.evaluateHandle(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    return data;
  }, [name, text]);
  await page.locator("#editor-host").dispatchEvent("dragover", { dataTransfer: data });
  await page.locator("#editor-host").dispatchEvent("drop", { dataTransfer: data });
}

/** Drags a folder onto the page. */
async function drag(page, folder) {
  const { x, y } = await page.locator("#editor-host").boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 50, y: y + 50, data });
  }
}

test("files are read together, and what is chosen turns to its own", async ({ page }) => {
  await open(page, [file("service.yaml", service), file("pod.yaml", pod)]);
  await expect(verdict(page)).toContainText("reach till");
  await expect(tab(page, "service.yaml")).toHaveAttribute("aria-pressed", "true");
  await expect(lines(page)).toContainText("LoadBalancer");
  await page.locator(".vertex.workload").click();
  await expect(tab(page, "pod.yaml")).toHaveAttribute("aria-pressed", "true");
  await expect(lines(page)).toContainText("containerPort");
  await tab(page, "service.yaml").click();
  await expect(lines(page)).toContainText("LoadBalancer");
  await expect(tab(page, "service.yaml")).toHaveAttribute("aria-pressed", "true");
});

test("however many files there are, the shown one can be closed", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const many of [3, 12]) {
    await open(page, Array.from({ length: many }, (_, at) => file(`a-file-with-a-long-name-${at}.yaml`, pod)));
    const close = page.locator("#files").getByRole("button", { name: "Close" });
    await expect(close).toBeInViewport({ ratio: 1 });
    await close.click();
    await expect(notice(page)).toContainText("The file is closed.");
  }
});

test("a file has an undo of its own", async ({ page }) => {
  await open(page, [file("service.yaml", service), file("pod.yaml", pod)]);
  await lines(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# mine ");
  await tab(page, "pod.yaml").click();
  await tab(page, "service.yaml").click();
  await expect(lines(page)).toContainText("# mine");
  await lines(page).click();
  await page.keyboard.press("Control+Z");
  await expect(lines(page)).not.toContainText("# mine");
  await expect(lines(page)).toContainText("LoadBalancer");
});

test("a dropped file stands beside one's own, and can be taken back or closed", async ({ page }) => {
  await open(page, [file("service.yaml", service)]);
  await expect(verdict(page)).toContainText("selects no pods");
  await drop(page, "pod.yaml", pod);
  await expect(verdict(page)).toContainText("reach till");
  await notice(page).getByRole("button", { name: "Undo" }).click();
  await expect(verdict(page)).toContainText("selects no pods");
  await expect(lines(page)).toContainText("LoadBalancer");
  await drop(page, "pod.yaml", pod);
  await expect(lines(page)).toContainText("containerPort");
  await page.getByRole("button", { name: "Close pod.yaml" }).click();
  await expect(verdict(page)).toContainText("selects no pods");
  await expect(page.locator("#files")).toHaveText("service.yaml");
});

// Chromium lets no page from a disk read a folder that is dropped on it.
test("a folder is dropped with all that it holds", { tag: "@served" }, async ({ page }, info) => {
  mkdirSync(info.outputPath("shop/inner"), { recursive: true });
  writeFileSync(info.outputPath("shop/service.yaml"), service);
  writeFileSync(info.outputPath("shop/inner/pod.yaml"), pod);
  writeFileSync(info.outputPath("shop/picture.png"), new Uint8Array([0x89, 0x50, 0, 1]));
  await open(page);
  await drag(page, info.outputPath("shop"));
  await expect(verdict(page)).toContainText("reach till");
  await expect(page.locator("#files")).toContainText("inner/pod.yaml");
  await expect(page.locator("#files")).not.toContainText("picture");
});

test("a folder that cannot be read to its end is said to be there in part", { tag: "@served" }, async ({ page }, info) => {
  mkdirSync(info.outputPath("shop"), { recursive: true });
  writeFileSync(info.outputPath("shop/locked.yaml"), pod);
  writeFileSync(info.outputPath("shop/service.yaml"), service);
  await page.addInitScript(() => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const folder = /** @type {any} */ (webkitGetAsEntry.call(this));
      const reader = folder.createReader();
      const read = reader.readEntries.bind(reader);
      reader.readEntries = (tell, fail) => read((entries) => {
        const locked = entries.find(({ name }) => name === "locked.yaml");
        if (locked) locked.file = (_, fail) => fail(new DOMException("no", "NotReadableError"));
        tell(entries);
      }, fail);
      folder.createReader = () => reader;
      return folder;
    };
  });
  await open(page);
  await drag(page, info.outputPath("shop"));
  await expect(lines(page)).toContainText("LoadBalancer");
  await expect(notice(page)).toContainText("Not all of it could be opened");
});

test("work is kept across a reload, until it is forgotten", async ({ page }) => {
  await open(page, [file("service.yaml", service), file("pod.yaml", pod)]);
  await tab(page, "pod.yaml").click();
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("porthole.work") ?? "{}").shown);
  await expect.poll(kept).toBe(1);
  await page.reload();
  await expect(verdict(page)).toContainText("reach till");
  await expect(tab(page, "pod.yaml")).toHaveAttribute("aria-pressed", "true");
  await expect(lines(page)).toContainText("containerPort");
  await page.getByRole("button", { name: "Forget everything" }).click();
  await expect(notice(page)).toContainText("go for good");
  await page.getByRole("button", { name: "Close the notice" }).click();
  await expect(verdict(page)).toContainText("reach till");
  await forget(page);
  await expect(verdict(page)).toContainText("web-frontend");
  await page.reload();
  await expect(lines(page)).toContainText("web-frontend");
  await expect(page.locator("#files")).toHaveText("manifests.yaml");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test("an example gives one's own work back", async ({ page }) => {
  await open(page, [file("service.yaml", service), file("pod.yaml", pod)]);
  await expect(tab(page, "pod.yaml")).toBeVisible();
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Two tiers" }).click();
  await expect(lines(page)).toContainText("NodePort");
  await notice(page).getByRole("button", { name: "Undo" }).click();
  await expect(lines(page)).toContainText("LoadBalancer");
  await expect(verdict(page)).toContainText("reach till");
});

test("storage that throws does not matter", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  await open(page, [file("service.yaml", service)]);
  await expect(verdict(page)).toContainText("shop");
  // What it says takes the place of what is asked, where it comes after that.
  await expect(page.getByRole("region", { name: "Notice" })).toContainText("gives no room");
  await forget(page);
  await expect(verdict(page)).toContainText("web-frontend");
});
