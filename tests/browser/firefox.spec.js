// The main path in a second engine: see, choose, mend, undo, paste.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { expect, folder, test } from "./fixtures.js";
import { host } from "./host.js";
import { serve } from "./server.js";

/** Its window is as large as a page is meant to be: not every Firefox can be told of another size, and which way up it is. */
const firefox = () =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    defaultViewport: null,
    args: ["--width=1440", "--height=1000"],
  });

const addresses = { "from a host": (site) => site, "one file from a disk": () => pathToFileURL(join(folder, "porthole.html")).href };

for (const [name, address] of Object.entries(addresses)) {
  test(`Firefox: the answer, a choice, the map made larger, a fix, its undoing and another text: ${name}`, async ({ site }) => {
    const browser = await firefox();
    try {
      const page = await browser.newPage();
      /** @type {string[]} */
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      const text = (selector) => page.$eval(selector, (element) => element.textContent);
      const says = (selector, words) => expect.poll(() => text(selector)).toContain(words);
      const press = async (name) => (await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)).click();

      await page.goto(address(site));
      await says("h1", "web-frontend is open to the Internet, but it selects no pods.");
      await says("footer", "analysed in");
      await says("#panel", "no pod has");
      await page.waitForSelector("#editor-host >>> .cm-content");

      const width = () => page.$eval("zoom-box > svg", (map) => map.getBoundingClientRect().width);
      const fitted = await width();
      await press("Zoom in");
      expect(await width()).toBeCloseTo(fitted * 1.25, -1);
      await press("Show the whole map");
      expect(await width()).toBeCloseTo(fitted, -1);

      await press("Apply");
      await says("h1", "reach redis-rails");
      await says("#editor-host >>> .cm-content", "labels:");
      await page.focus("#editor-host >>> .cm-content");
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await says("h1", "selects no pods");

      await page.keyboard.down("Control");
      await page.keyboard.press("a");
      await page.keyboard.up("Control");
      await page.keyboard.type("apiVersion: v1\nkind: Pod\nmetadata: {name: typed, labels: {a: b}}");
      await says("#views", "typed");
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
}

test("Firefox: manifests in somebody's page become a playground without an origin", async () => {
  const porthole = await serve(folder, "/porthole/", false, { "access-control-allow-origin": "*" });
  const yaml = "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n";
  const html = `<pre data-porthole data-sandbox="strict">${yaml}</pre><script async src="${porthole.url}embed.js"></script>`;
  const { origin } = new URL(porthole.url);
  const policy = `default-src 'none'; img-src data:; script-src ${origin}; frame-src ${origin}; style-src 'none'`;
  const post = await host(html, { "content-security-policy": policy });
  const browser = await firefox();
  try {
    const page = await browser.newPage();
    await page.goto(post.url);
    const frame = () => page.frames().find((frame) => frame.url().startsWith(`${porthole.url}embed/`));
    await expect.poll(() => frame()?.$eval("h1", (title) => title.textContent).catch(() => "")).toContain("shop");
    expect(await frame().evaluate(() => origin)).toBe("null");
    await expect.poll(() => page.$eval("iframe", (frame) => frame.style.position)).toBe("static");
    const drawn = () => frame().$eval(".page", (part) => `${Math.ceil(part.getBoundingClientRect().height)}px`);
    await expect.poll(async () => (await page.$eval("iframe", (frame) => frame.style.height)) === (await drawn())).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  } finally {
    await browser.close();
    post.close();
    porthole.close();
  }
});

test("Firefox: a lesson in somebody's page leaves the wheel to it, and outlives its reload where the author wants that", async () => {
  const porthole = await serve(folder, "/porthole/", false, { "access-control-allow-origin": "*" });
  const playground = '<porthole-playground lesson="typo" sandbox="strict" keep height="300">A lesson.</porthole-playground>';
  const post = await host(`${playground}${"<p>Words.</p>".repeat(100)}<script async src="${porthole.url}embed.js"></script>`);
  const browser = await firefox();
  try {
    const page = await browser.newPage();
    await page.goto(post.url);
    const frame = () => page.frames().find((frame) => frame.url().startsWith(`${porthole.url}embed/`));
    const says = (words) =>
      expect.poll(() => frame()?.$eval("#lesson", (lesson) => lesson.textContent).catch(() => "")).toContain(words);
    await says("looks like a slip of the pen");
    await expect.poll(() => page.$eval("iframe", (frame) => frame.style.height)).toBe("300px");
    const box = await (await page.$("iframe")).boundingBox();
    await page.mouse.move(box.x + 100, box.y + 150);
    await page.mouse.wheel({ deltaY: 200 });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect(await frame().evaluate(() => document.documentElement.scrollTop)).toBe(0);

    await page.evaluate(() => scrollTo(0, 0));
    await frame().$eval('::-p-aria([name="Editor"][role="button"])', (button) => /** @type {HTMLElement} */ (button).click());
    await frame().$eval("textarea", (text) => {
      text.focus();
      text.value = text.value.replace("shpo", "shop");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await says("Solved.");
    await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toContain("v1.");
    await page.reload();
    await says("Solved.");
  } finally {
    await browser.close();
    post.close();
    porthole.close();
  }
});
