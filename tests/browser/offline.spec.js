// The page without a network, and beside a newer one.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeServiceWorker } from "../../scripts/precache.mjs";
import { expect, folder, test as base } from "./fixtures.js";
import { forget, lines, openWhole, panel, paste, verdict } from "./hand.js";
import { serve } from "./server.js";

/** @typedef {{ url: string, end: () => void, update: () => void }} Host a host of this test's own, for a copy of the page */

const test = /** @type {typeof base.extend<{ host: Host }>} */ (base.extend)({
  host: async ({}, use) => {
    const copy = mkdtempSync(join(tmpdir(), "porthole-"));
    cpSync(folder, copy, { recursive: true });
    const server = await serve(copy, "/some/path/");
    await use({
      url: server.url,
      end: server.close,
      update() {
        const page = join(copy, "index.html");
        writeFileSync(page, readFileSync(page, "utf8").replace("<html ", "<html data-newer "));
        writeServiceWorker(copy);
      },
    });
    server.close();
    rmSync(copy, { recursive: true });
  },
});
test.use({ kept: true });

const caches = (page) => page.evaluate(() => globalThis.caches.keys());
const notice = (page) => page.getByRole("region", { name: "Notice" });

/** Opens the page and waits until it is kept. */
async function visit(page, host) {
  await openWhole(page, host.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

test("a second visit works without a network", async ({ page, host }) => {
  await visit(page, host);
  host.end();
  await visit(page, host);
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(verdict(page)).toContainText("reach redis-rails");
  await page.goto(`${host.url}index.html?from=afar#part`);
  await expect(verdict(page)).toContainText("reach redis-rails");
});

test("a newer page is announced and not forced; the text stays, and the older page is forgotten", async ({ page, host }) => {
  await visit(page, host);
  const [older] = await caches(page);
  host.update();
  await page.reload();
  await expect(notice(page)).toContainText("A newer Porthole is here");
  await expect(page.locator("html")).not.toHaveAttribute("data-newer");
  await paste(page, "apiVersion: v1\nkind: Pod\nmetadata: {name: mine, labels: {a: b}}\n");
  await expect(verdict(page)).not.toContainText("web-frontend");
  await notice(page).getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-newer");
  await expect(lines(page)).toContainText("mine");
  await expect.poll(() => caches(page)).toHaveLength(1);
  expect(await caches(page)).not.toContain(older);
});

test("what another window may still need is not forgotten", async ({ page, context, host }) => {
  await visit(page, host);
  const [older] = await caches(page);
  await page.reload();
  await expect(lines(page)).toBeVisible();
  const other = await context.newPage();
  host.update();
  await visit(other, host);
  await notice(other).getByRole("button", { name: "Reload" }).click();
  await expect(other.locator("html")).toHaveAttribute("data-newer");
  await expect(lines(other)).toBeVisible();
  await expect(page.locator("html")).not.toHaveAttribute("data-newer");
  expect(await caches(other)).toContain(older);
  await page.close();
  await other.reload();
  await expect.poll(() => caches(other)).toHaveLength(1);
});

test("forgetting everything forgets the kept page too", async ({ page, host }) => {
  await visit(page, host);
  expect(await caches(page)).toHaveLength(1);
  await forget(page);
  await expect.poll(() => caches(page)).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test("in a frame nothing is kept", async ({ page, context, host }) => {
  // The page lets itself not be framed, so its headers are left away here.
  await context.route(host.url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { "content-type": "text/html; charset=utf-8" } });
  });
  await context.route(`${host.url}around`, (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="./" width="900" height="700"></iframe>` }));
  await page.goto(`${host.url}around`);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("#editor-host .cm-content")).toBeVisible();
  await expect(frame.locator("footer")).toContainText("analysed in");
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test.describe("when its files are gone from the host", () => {
  test.use({ kept: false });

  test("an open page does all that it did, and starts another Worker", async ({ page, host }) => {
    await page.addInitScript(() => {
      const watched = /** @type {any} */ (window);
      watched.Worker = class extends Worker {
        /** @param {string | URL} address */
        constructor(address) {
          super(address);
          watched.newest = this;
        }
      };
    });
    await openWhole(page, host.url);
    host.end();
    await panel(page).getByRole("button", { name: "Apply" }).first().click();
    await expect(verdict(page)).toContainText("reach redis-rails");
    await page.evaluate(() => /** @type {any} */ (window).newest.dispatchEvent(new ErrorEvent("error")));
    await paste(page, "apiVersion: v1\nkind: Service\nmetadata: {name: later}\nspec: {selector: {a: b}, ports: [{port: 80}]}\n");
    await expect(verdict(page)).toContainText("later");
  });

  test("without the editor's the plain one stays, and says so", async ({ page, host, complaints }) => {
    await page.route("**/editor-*.js", (route) => route.fulfill({ status: 404 }));
    await page.goto(host.url);
    await expect(notice(page)).toContainText("The full editor could not be fetched, so the plain one stays. Reload the page");
    await page.getByRole("textbox", { name: "Kubernetes manifests" }).fill("kind: Pod\napiVersion: v1\nmetadata: {name: plain}\n");
    await expect(page.locator("footer")).toContainText("3 lines");
    await expect(page.locator("footer")).toContainText("analysed in");
    complaints.length = 0;
  });

  for (const part of ["porthole-page-*_bg*.wasm", "porthole-page-*.js"]) {
    test(`without ${part} it says to reload`, async ({ page, host, complaints }) => {
      await page.route(`**/${part}`, (route) => route.fulfill({ status: 404 }));
      await page.goto(host.url);
      await expect(page.locator(".verdict")).toContainText("A part of this page could not be fetched. Reload the page.");
      await expect(verdict(page)).toContainText("web-frontend");
      complaints.length = 0;
    });
  }
});
