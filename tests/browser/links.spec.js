// Links: what is shared opens as it was, and nothing that a person had is lost to one.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { hold, lines, open, panel, paste, verdict } from "./hand.js";

const link = (name) => readFileSync(new URL(`../links/v1/${name}.link`, import.meta.url), "utf8").trim();
const strip = (page) => page.getByRole("region", { name: "Link" });
const notice = (page) => page.getByRole("region", { name: "Notice" });
const dialog = (page) => page.getByRole("dialog", { name: "Share" });
const own = "apiVersion: v1\nkind: Service\nmetadata: {name: mine}\nspec: {selector: {app: mine}, ports: [{port: 80}]}\n";

/** Opens the page at a fragment and waits for the full editor. */
async function openAt(page, fragment) {
  await page.goto(`./#${fragment}`);
  await expect(lines(page)).toBeVisible();
}

/** What can be copied is copied, and told. */
async function copied(page, name) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog(page).getByRole("button", { name: `Copy: ${name}`, exact: true }).click();
  await expect(dialog(page).getByRole("button", { name: `Copied: ${name}`, exact: true })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("a link opens its files, its view, its choice and its cluster", async ({ page }) => {
  await openAt(page, link("files-and-a-choice"));
  await expect(page.locator("#files").getByRole("button", { name: "base/pod.yaml", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(lines(page)).toContainText("kind: Pod");
  await expect(page.locator(".list").getByRole("button", { name: "Matches" })).toHaveAttribute("aria-pressed", "true");
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("shop");
  await page.goto("about:blank");
  await openAt(page, link("environment"));
  await page.getByRole("button", { name: "Environment" }).click();
  const form = page.getByRole("dialog", { name: "Environment" });
  await expect(form.getByLabel("Can the Internet reach the nodes")).toHaveValue("no");
});

test("a link shows its text before the engine has come, and never another text", async ({ page }) => {
  const release = await hold(page, "**/porthole-engine*");
  await page.addInitScript(() => {
    const seen = new Set();
    Object.assign(globalThis, { seen });
    addEventListener("DOMContentLoaded", function look() {
      const text = document.querySelector("#manifests");
      const title = document.querySelector("h1");
      if (globalThis.porthole) seen.add(`${/** @type {any} */ (text)?.value.includes("web-frontend")} ${title?.textContent.includes("web-frontend")}`);
      requestAnimationFrame(look);
    });
  });
  await page.goto(`./#${link("lesson-by-name")}`);
  await expect(page.locator("#editor-host")).toContainText("shop");
  expect(await page.evaluate(() => [.../** @type {any} */ (globalThis).seen])).toEqual(["false false"]);
  release();
  await expect(page.locator("footer")).toContainText("analysed in");
});

test("what is shared opens in another browser as it is here", async ({ page, browser, site }) => {
  await open(page);
  await paste(page, own);
  await expect(verdict(page)).toContainText("mine");
  await page.locator(".list").getByRole("button", { name: "Matches" }).click();
  await page.getByRole("button", { name: "Environment" }).click();
  await page.getByRole("dialog", { name: "Environment" }).getByLabel("Can the Internet reach the nodes").selectOption("No");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(dialog(page)).toContainText(/\d+ characters/);
  const address = await copied(page, "Link");
  expect(address).toMatch(new RegExp(`^${site}#v1\\.[\\w-]+$`));
  expect(await dialog(page).getByLabel("Link", { exact: true }).inputValue()).toBe(address);
  expect(page.url(), "the page leaves its own address alone").toBe(site);

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(address);
  await expect(lines(other)).toContainText("name: mine");
  await expect(other.locator(".list").getByRole("button", { name: "Matches" })).toHaveAttribute("aria-pressed", "true");
  await other.getByRole("button", { name: "Environment" }).click();
  await expect(other.getByLabel("Can the Internet reach the nodes")).toHaveValue("no");
  await context.close();
});

test("a link is handed on in Markdown, as a frame and as a script", async ({ page, site }) => {
  await open(page);
  await page.getByRole("button", { name: "Share" }).click();
  expect(await copied(page, "Markdown link")).toMatch(/^\[Open in Porthole\]\(http\S+#v1\.[\w-]+\)$/);
  const block = await copied(page, "Markdown with the manifests");
  expect(block).toMatch(/^```yaml\napiVersion: v1\n[^`]+\n```\n\n\[Open in Porthole\]\(http\S+\)\n$/);
  expect(await copied(page, "Frame")).toContain(`<iframe src="${site}embed/?view=map#v1.`);
  expect(await copied(page, "Script")).toContain(`<script async src="${site}embed.js">`);
  await expect(page.locator("#said")).toHaveText("Copied.");
});

test("a long link is told, and a file offered in its place", async ({ page }) => {
  await open(page);
  const text = Array.from({ length: 120 }, (_, at) => `# ${createHash("sha256").update(`${at}`).digest("hex")}\n`).join("");
  await paste(page, own + text);
  await expect(page.locator("footer")).toContainText("124 lines");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(dialog(page)).toContainText("Some chats cut links near 2,000");
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Download the file" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toBe(own + text);
});

test("a link never takes the place of one's own work unasked, and what it took comes back", async ({ page }) => {
  await open(page);
  await paste(page, own);
  await expect(verdict(page)).toContainText("mine");
  await page.evaluate((fragment) => (location.hash = fragment), link("environment"));
  await expect(strip(page)).toContainText("other manifests than those that you work on");
  await expect(lines(page)).toContainText("name: mine");
  await strip(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(strip(page)).toHaveCount(0);
  await expect(lines(page)).toContainText("name: mine");

  // The same where the page begins with it.
  await page.reload();
  await expect(lines(page)).toContainText("name: mine");
  await strip(page).getByRole("button", { name: "Open the link" }).click();
  await expect(lines(page)).not.toContainText("name: mine");
  await expect(verdict(page)).not.toContainText("mine");
  await notice(page).getByRole("button", { name: "Undo" }).click();
  await expect(lines(page)).toContainText("name: mine");
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(page.getByRole("dialog", { name: "Environment" }).getByLabel("Can the Internet reach the nodes")).toHaveValue("unknown");
});

test("a link that was opened and left alone gives way to the next, and leaves kept work where it was", async ({ page }) => {
  await openAt(page, link("environment"));
  await expect(page.locator("#files")).toHaveText("manifests.yaml");
  await page.evaluate((fragment) => (location.hash = fragment), link("opening-text"));
  await expect(lines(page)).not.toContainText("NodePort");
  await expect(strip(page)).toHaveCount(0);
  await page.goBack();
  await expect(lines(page)).toContainText("NodePort");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

const whole = link("environment");
const refused = {
  "is cut off": whole.slice(0, -9),
  "is damaged": `${whole.slice(0, 40)}${whole[40] === "A" ? "B" : "A"}${whole.slice(41)}`,
  "was made by a newer Porthole": "v2.AAAA",
};
for (const [what, fragment] of Object.entries(refused)) {
  test(`a link that ${what} says so, opens nothing and loses nothing`, async ({ page }) => {
    await openAt(page, fragment);
    await expect(strip(page)).toContainText(what);
    await expect(lines(page)).toContainText("web-frontend");
    await expect(verdict(page)).toContainText("web-frontend");
    await strip(page).getByRole("button", { name: "Close the notice" }).click();
    await paste(page, own);
    await expect(verdict(page)).toContainText("mine");
    await page.evaluate(() => (location.hash = ""));
    await page.evaluate((fragment) => (location.hash = fragment), fragment);
    await expect(strip(page)).toContainText(what);
    await expect(lines(page)).toContainText("name: mine");
  });
}
