// The script in somebody else's page, and the page that tells authors of it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { expect } from "./fixtures.js";
import { expectNoViolations } from "./hand.js";
import { inside, pre, script, test, verdict, yaml } from "./posts.js";

test("five playgrounds without an origin, under a hostile policy, settle, stay out of the way and ask for nothing more", async ({ page, porthole, post }) => {
  const { origin } = new URL(porthole.url);
  const policy = `default-src 'none'; img-src data:; script-src ${porthole.url}embed.js; frame-src ${origin}; style-src 'none'`;
  const views = ["map", "matches", "findings", "editor", "map"];
  const parts = views.map((view, at) => `<p>Words about it.</p>${pre(`shop-${at}`, `data-sandbox="strict" data-view="${view}"`)}${"<p>More words.</p>".repeat(20)}`);
  await page.addInitScript(() => {
    if (parent !== window) return;
    Object.assign(globalThis, { heights: new Map() });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (!(target instanceof HTMLIFrameElement) || target.style.position !== "static") continue;
        const { heights } = /** @type {any} */ (globalThis);
        const seen = heights.get(target) ?? [];
        if (seen.at(-1) !== target.style.height) heights.set(target, [...seen, target.style.height]);
      }
    }).observe(document, { attributes: true, subtree: true });
  });
  await post(parts.join("") + script(porthole), { "content-security-policy": policy });
  await expect(page.locator("iframe")).not.toHaveCount(5);
  for (const [at, view] of views.entries()) {
    await page.locator("[data-porthole]").nth(at).scrollIntoViewIfNeeded();
    await expect(page.locator("[data-porthole]").nth(at).locator("iframe")).toHaveCSS("position", "static");
    await expect(page.locator("[data-porthole]").nth(at).locator("pre, code")).toBeHidden();
    await expect(verdict(page, at)).toContainText(`shop-${at}`);
    await expect(inside(page, at).getByRole("navigation").getByRole("button", { name: new RegExp(view, "i") })).toHaveAttribute("aria-pressed", "true");
  }
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  const before = porthole.asked.length;
  await inside(page, 4).locator(".vertex.workload").click();
  for (const [view, part] of Object.entries({ Findings: ".rows", Matches: ".matches", Editor: "textarea", Map: ".vertex.service" })) {
    await inside(page, 4).getByRole("navigation").getByRole("button", { name: view }).click();
    await expect(inside(page, 4).locator(part).first()).toBeVisible();
  }
  expect(porthole.asked.slice(before)).toEqual([]);

  const heights = await page.evaluate(() => Array.from(/** @type {any} */ (globalThis).heights.values()));
  for (const settled of heights.slice(0, 4)) expect(settled.length, settled.join()).toBe(1);
});

test("several playgrounds share one download", async ({ page, porthole, post }) => {
  await post([1, 2, 3].map((at) => pre(`shop-${at}`)).join("") + script(porthole));
  for (const at of [0, 1, 2]) {
    await page.locator("[data-porthole]").nth(at).scrollIntoViewIfNeeded();
    await expect(verdict(page, at)).toContainText(`shop-${at + 1}`);
  }
  const wasm = porthole.asked.filter((name) => name.endsWith(".wasm"));
  expect(wasm.length, wasm.join()).toBe(2);
});

test("the script leaves the manifests where nothing can be loaded", async ({ page, closed, post, complaints }) => {
  const tried = Promise.all([page.waitForEvent("frameattached"), page.waitForEvent("framedetached")]);
  await post(pre("kept", 'data-sandbox="strict"') + script({ url: closed }));
  await tried;
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.locator("pre")).toHaveText(yaml("kept"));
  await expect(page.locator("pre")).toBeVisible();
  complaints.splice(0);
});

test("the script works once however often it is there, by a click, and as an element", async ({ page, porthole, post }) => {
  const element = `<porthole-playground view="editor" theme="dark" height="300" readonly>\n${yaml("element")}</porthole-playground>`;
  await post(`${pre("clicked", 'data-start="click"')}${element}${script(porthole)}${script(porthole)}`);
  await expect(inside(page).locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(verdict(page)).toContainText("element");
  await expect(page.locator("iframe")).toHaveCount(1);
  await expect(page.locator("iframe")).toHaveCSS("height", "300px");
  await expect(inside(page).getByRole("textbox")).toHaveValue(yaml("element"));
  await page.evaluate((text) => (/** @type {any} */ (document.querySelector("porthole-playground")).text = text), yaml("other"));
  await expect(verdict(page)).toContainText("other");
  await expect(page.locator("pre")).toHaveText(yaml("clicked"));
  await page.getByRole("button", { name: "Try it in Porthole" }).click();
  await expect(page.locator("iframe")).toHaveCount(2);
  await expect(verdict(page)).toContainText("clicked");
});

test("a text that is set before the frame listens is there once it does, and a verdict is told as an event", async ({ page, porthole, post }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { verdicts: [] });
    addEventListener("porthole-verdict", (event) => /** @type {any} */ (globalThis).verdicts.push(/** @type {CustomEvent} */ (event).detail));
    if (parent === window) new MutationObserver((_, look) => {
      const playground = /** @type {any} */ (document.querySelector("porthole-playground"));
      // As soon as the element is known, and ahead of its frame.
      if (!playground || !customElements.get("porthole-playground")) return;
      look.disconnect();
      playground.text = playground.getAttribute("then");
    }).observe(document, { childList: true, subtree: true });
  });
  await post(`<porthole-playground then="${yaml("later")}">\n${yaml("first")}</porthole-playground>${script(porthole)}`);
  await expect(verdict(page)).toContainText("later");
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (globalThis).verdicts.at(-1))).toContain("later");
});

test("the script believes its own frames only, and no height without end", async ({ page, porthole, post }) => {
  await post(`${pre("shop")}<iframe title="Another" sandbox="allow-scripts" srcdoc="<p>"></iframe>${script(porthole)}`);
  await expect(page.locator("[data-porthole] iframe")).toHaveCSS("position", "static");
  const height = () => page.locator("[data-porthole] iframe").evaluate((frame) => /** @type {any} */ (frame).style.height);
  const own = await height();
  const say = (at, message) => page.frames()[at].evaluate((data) => parent.postMessage(data, "*"), message);
  const [, first, second] = page.frames().map((one) => one.url());
  const [ours, theirs] = first.includes("embed") ? [1, 2] : [2, 1];
  expect([first, second].join()).toContain("about:srcdoc");
  await say(theirs, { type: "porthole:height", version: 1, height: 500 });
  await page.evaluate(() => postMessage({ type: "porthole:height", version: 1, height: 501 }, "*"));
  await say(ours, { type: "porthole:height", version: 2, height: 502 });
  await say(ours, { type: "porthole:height", version: 1, height: "503" });
  await say(ours, { type: "porthole:verdict", version: 1, text: "the last" });
  expect(await height()).toBe(own);
  await say(ours, { type: "porthole:height", version: 1, height: 1e9 });
  await expect.poll(height).toBe("20000px");
  await say(ours, { type: "porthole:height", version: 1, height: -5 });
  await expect.poll(height).toBe("80px");
});

test("the script is small", () => {
  const code = readFileSync(fileURLToPath(new URL("../../static/embed.js", import.meta.url)));
  expect(brotliCompressSync(code).length).toBeLessThan(4_000);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the page for authors shows it at work, and axe finds nothing against it when it is ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${site}embedding.html`);
    await expect(verdict(page, 0)).toHaveText("Anyone on the Internet can reach shop.");
    // What stands below it moves when it takes its place, and a click in between falls into it.
    await expect(page.locator("iframe").first()).toHaveCSS("position", "static");
    await page.getByRole("button", { name: "Try it in Porthole" }).first().click();
    await page.locator("porthole-playground").first().scrollIntoViewIfNeeded();
    await expect(page.locator("iframe")).toHaveCount(3);
    for (const at of [1, 2]) await expect(verdict(page, at)).not.toContainText("web-frontend");
    await expect(inside(page, 2).locator(".matches")).toBeVisible();
    await page.getByRole("button", { name: "Try it in Porthole" }).click();
    await expect(inside(page, 3).getByRole("region", { name: "Lesson" })).toContainText("The first match");
    await expectNoViolations(page);
    await page.getByRole("link", { name: /^A Service that misses/ }).click();
    await expect(page.locator("#editor-host")).toContainText("Deployment");
    await expect(page.getByRole("region", { name: "Link" })).toHaveCount(0);
  });
}
