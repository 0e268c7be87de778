// The map as a picture: a document that needs nothing from the page it comes from, and draws what the page draws.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.js";
import { open, paste, verdict } from "./hand.js";

/** A name that no document may be led astray by, a label with a sign that no XML may hold, and one from right to left. */
const HOSTILE = `apiVersion: v1
kind: Service
metadata: {name: "<svg onload=alert(1)>&amp;]]>"}
spec: {type: LoadBalancer, selector: {app: "a\\u0001b"}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: "\\u05d7\\u05e0\\u05d5\\u05ea", labels: {app: "a\\u0001b"}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;

async function download(page, name) {
  await page.getByRole("button", { name: "Export" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: `Download: ${name}` }).click();
  const file = await saved;
  await page.keyboard.press("Escape");
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What a document holds, as a reader of XML sees it, on a page without a policy of ours. */
async function read(page, text) {
  const blank = await page.context().newPage();
  const found = await blank.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...picture.querySelectorAll("*")];
    const attributes = all.flatMap((one) => [...one.attributes]);
    const ids = all.map(({ id }) => id).filter(Boolean);
    const shapes = picture.querySelectorAll(":is(path, rect, circle, text)");
    return {
      isWhole: !picture.querySelector("parsererror") && picture.documentElement.localName === "svg",
      names: [...new Set(attributes.map(({ name }) => name))],
      elements: [...new Set(all.map(({ localName }) => localName))],
      refersTo: attributes.flatMap(({ value }) => Array.from(value.matchAll(/url\(([^)]*)\)/g), ([, url]) => url)).filter((url) => !ids.includes(url.slice(1))),
      unpainted: [...shapes].filter((shape) => !shape.hasAttribute("fill") || !shape.hasAttribute("stroke")).length,
      texts: [...picture.querySelectorAll("text")].map(({ textContent }) => textContent),
      title: picture.querySelector("svg > title").textContent,
      width: Number(picture.documentElement.getAttribute("width")),
      height: Number(picture.documentElement.getAttribute("height")),
    };
  }, text);
  await blank.close();
  return found;
}

/** The texts on the page's map, but for what only works there. */
const onMap = (page) => page.locator("zoom-box g:not(.fold-toggle) > text").allTextContents();

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the map as SVG stands alone: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await page.locator(".vertex").first().click();
    const { name, bytes } = await download(page, "Map as SVG");
    expect(name).toBe("porthole.svg");
    const text = bytes.toString("utf8");
    const picture = await read(page, text);
    expect(picture.isWhole).toBe(true);
    expect(picture.elements.filter((element) => !/^(svg|title|desc|g|defs|marker|path|rect|circle|text|tspan)$/.test(element))).toEqual([]);
    expect(picture.names.filter((name) => /^(class|style|href|id.+|on.*|aria-.*|tabindex)$/.test(name))).toEqual([]);
    expect(picture.refersTo).toEqual([]);
    expect(picture.unpainted).toBe(0);
    expect(text).not.toMatch(/var\(|currentColor|light-dark/i);
    expect(picture.title).toBe(await verdict(page).textContent());
    expect(picture.texts).toEqual(expect.arrayContaining(await onMap(page)));

    // Drawn where nothing of the page is, it has the page's ground and every card in its place.
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const cards = await page.locator(".vertex").count();
    await page.goto("about:blank");
    await page.setContent(text);
    const drawn = page.locator("svg > rect").first();
    expect(await drawn.evaluate((rect) => getComputedStyle(rect).fill)).toBe(ground);
    const boxes = await page.locator("svg g[transform]:has(> title)").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(boxes.length).toBe(cards);
    expect(Math.min(...boxes)).toBeGreaterThan(40);
  });
}

test("the map as PNG has two pixels for each of the map's own, and can be copied", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const { width, height } = await read(page, (await download(page, "Map as SVG")).bytes.toString("utf8"));
  const { name, bytes } = await download(page, "Map as PNG");
  expect(name).toBe("porthole.png");
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width * 2, height * 2]);

  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Copy: Map as PNG" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.clipboard.read())[0].types)).toContain("image/png");
});

test("no name and no label spoils a picture", async ({ page }) => {
  await open(page);
  await paste(page, HOSTILE);
  await expect(verdict(page)).toContainText("\u05d7\u05e0\u05d5\u05ea");
  const text = (await download(page, "Map as SVG")).bytes.toString("utf8");
  const picture = await read(page, text);
  expect(picture.isWhole).toBe(true);
  expect(picture.names.filter((name) => name.startsWith("on"))).toEqual([]);
  expect(picture.texts.join(" ")).toContain("\u05d7\u05e0\u05d5\u05ea");
  expect((await download(page, "Map as PNG")).bytes.length).toBeGreaterThan(2000);
});

test("without a map there is no picture, and the page says so", async ({ page }) => {
  await open(page);
  await paste(page, "# nothing\n");
  await expect(page.locator(".map .empty")).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Download: Map as SVG" }).click();
  await expect(page.getByText("No picture could be made of the map.")).toBeVisible();
});
