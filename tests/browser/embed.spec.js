// Porthole in a frame of somebody else's page.

import { expect } from "./fixtures.js";
import { expectNoViolations } from "./hand.js";
import { inside, link, pre, script, test, verdict, yaml } from "./posts.js";

const strict = "allow-scripts";
const frame = ({ url }, parameters, fragment, sandbox = strict) =>
  `<iframe title="Porthole" width="800" height="600" sandbox="${sandbox}" src="${url}embed/?${parameters}#${fragment}"></iframe>`;

/** What the frames have told the page around them. */
const told = (page) => page.evaluate(() => /** @type {any} */ (globalThis).told);
const listening = () => {
  Object.assign(globalThis, { told: [] });
  if (parent === window) addEventListener("message", ({ data }) => /** @type {any} */ (globalThis).told.push(data));
};

test("a frame without an origin or storage works, and tells its height and its verdict", async ({ page, porthole, post }) => {
  await page.addInitScript(listening);
  await post(frame(porthole, "view=map&height=auto", link("opening-text")));
  await expect(verdict(page)).toHaveText("web-frontend is open to the Internet, but it selects no pods.");
  await expect(inside(page).locator(".vertex.service")).toBeVisible();
  expect(await inside(page).locator("html").evaluate(() => {
    try {
      return localStorage.length;
    } catch (error) {
      return `${origin} ${error.name}`;
    }
  })).toBe("null SecurityError");
  const drawn = () => inside(page).locator(".page").evaluate((part) => Math.ceil(part.getBoundingClientRect().height));
  const newest = async () => (await told(page)).findLast(({ type }) => type === "porthole:height")?.height;
  await expect(async () => expect(await newest()).toBe(await drawn())).toPass();
  const height = await newest();
  expect(await told(page)).toContainEqual({ type: "porthole:height", version: 1, height });
  expect(await told(page)).toContainEqual({ type: "porthole:verdict", version: 1, text: "web-frontend is open to the Internet, but it selects no pods." });
  const resize = (await told(page)).filter((data) => typeof data === "string").map((data) => JSON.parse(data)).at(-1);
  expect(resize).toEqual({ src: await page.locator("iframe").getAttribute("src"), context: "iframe.resize", height });
});

test("a frame shows what its address asks for", async ({ page, porthole, post }) => {
  const frames = ["view=editor&readonly&theme=dark", "view=findings&theme=light", "", "view=nonsense"];
  await post(frames.map((parameters) => frame(porthole, parameters, link("environment"))).join(""));
  const pressed = (at) => inside(page, at).getByRole("navigation").locator('[aria-pressed="true"]');
  await expect(pressed(0)).toHaveText("Editor");
  await expect(inside(page, 0).locator("html")).toHaveCSS("color-scheme", "dark");
  await expect(inside(page, 0).getByRole("textbox")).toHaveAttribute("readonly", "");
  await expect(inside(page, 0).getByRole("button", { name: "Apply" })).toHaveCount(0);
  await expect(pressed(1)).toContainText("Findings");
  await expect(inside(page, 1).locator("html")).toHaveCSS("color-scheme", "light");
  await expect(inside(page, 1).getByRole("button", { name: "Apply" }).first()).toBeVisible();
  await expect(pressed(2)).toHaveText("Map");
  await expect(pressed(3)).toHaveText("Map");
});

test("the page around may send another text, and nobody else", async ({ page, porthole, post }) => {
  await post(frame(porthole, "view=editor", link("opening-text")));
  await expect(verdict(page)).toContainText("web-frontend");
  await page.evaluate((text) => frames[0].postMessage({ type: "porthole:set", version: 1, text }, "*"), yaml("sent"));
  await expect(verdict(page)).toContainText("sent");
  await expect(inside(page).getByRole("textbox")).toHaveValue(yaml("sent"));
  await inside(page).locator("html").evaluate(() => postMessage({ type: "porthole:set", version: 1, text: "kind: Other" }, "*"));
  await page.evaluate(() => frames[0].postMessage({ type: "porthole:set", version: 1, text: 7 }, "*"));
  await expect(inside(page).getByRole("textbox")).toHaveValue(yaml("sent"));
  expect(await page.evaluate(() => document.activeElement?.tagName), "the focus stays where it was").toBe("BODY");
});

test("a reload of the page around keeps what the author put in, and the frame's address", async ({ page, porthole, post }) => {
  await post(frame(porthole, "view=editor", link("lesson-by-name")));
  await expect(verdict(page)).toContainText("shop");
  const address = await inside(page).locator("html").evaluate(() => location.href);
  await inside(page).getByRole("textbox").fill(yaml("changed"));
  await expect(verdict(page)).toContainText("changed");
  expect(await inside(page).locator("html").evaluate(() => location.href)).toBe(address);
  expect(await page.evaluate(() => history.length)).toBe(2);
  await page.reload();
  await expect(verdict(page)).toContainText("shop");
  expect(await inside(page).locator("html").evaluate(() => location.href)).toBe(address);
});

test("a frame keeps nothing but what its reader made of it, for its tab alone", async ({ page, context, site }) => {
  const address = `${site}embed/?view=editor#${link("environment")}`;
  const title = (page) => page.getByRole("heading", { level: 1 });
  await page.goto(address);
  await expect(title(page)).toContainText("metrics");
  await page.reload();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.getByRole("textbox").fill(yaml("changed"));
  await expect(page.getByRole("button", { name: "Reset to the author’s" })).toBeVisible();
  await page.reload();
  await expect(title(page)).toContainText("changed");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const other = await context.newPage();
  await other.goto(address);
  await expect(title(other)).toContainText("metrics");
});

test("the whole page opens from a frame with the text of now", async ({ page, porthole, post, context }) => {
  await post(frame(porthole, "view=editor", link("opening-text"), "allow-scripts allow-popups allow-popups-to-escape-sandbox"));
  await expect(verdict(page)).toContainText("web-frontend");
  await inside(page).getByRole("textbox").fill(yaml("changed"));
  await expect(verdict(page)).toContainText("changed");
  const opened = context.waitForEvent("page");
  await inside(page).getByRole("link", { name: "Open in Porthole" }).click();
  const whole = await opened;
  await expect(whole.locator("#editor-host")).toContainText("name: changed");
  expect(whole.url()).toMatch(/\/porthole\/#v1\./);
});

test("on a phone a long table in a frame has narrow columns and all of its rows", async ({ page, porthole, post }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const many = Array.from({ length: 30 }, (_, at) => yaml(`shop-${at}`)).join("---\n");
  await post(`<pre data-porthole data-view="matches"><code>${many}</code></pre>${script(porthole)}`);
  const heads = inside(page).locator(".matches tbody th");
  await expect(heads).toHaveCount(30);
  expect((await heads.first().boundingBox())?.width).toBeCloseTo(132, 0);
});

test("the wheel moves the page around, and not what is in the frame", async ({ page, porthole, post }) => {
  await post(`${pre("shop", 'data-view="map"')}${"<p>Words.</p>".repeat(100)}${script(porthole)}`);
  await expect(inside(page).locator(".vertex.service")).toBeVisible();
  const map = inside(page).locator(".map");
  await map.hover();
  const drawn = await map.locator("svg").first().evaluate((svg) => svg.outerHTML.length);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect(await map.evaluate((part) => part.scrollTop)).toBe(0);
  expect(await map.locator("svg").first().evaluate((svg) => svg.outerHTML.length)).toBe(drawn);
});

test("where the files may not load, the frame shows the manifests, says so and links out", async ({ page, closed, post, complaints }) => {
  await page.addInitScript(listening);
  await post(frame({ url: closed }, "view=map", link("opening-text")));
  await expect(verdict(page)).toHaveText("Porthole could not start in this frame.");
  await expect(inside(page).getByRole("textbox")).toHaveValue(/^apiVersion: v1\nkind: Pod\n[^]+targetPort: 3000\n$/);
  await expect(inside(page).getByRole("link", { name: "Open in Porthole" })).toHaveAttribute("href", `../#${link("opening-text")}`);
  await expect.poll(async () => (await told(page)).map(({ type }) => type)).toContain("porthole:height");
  expect(await told(page)).toContainEqual({ type: "porthole:failed", version: 1 });
  expect(complaints.splice(0).filter((text) => !/CORS|net::ERR_FAILED/.test(text))).toEqual([]);
});

test("axe finds nothing against a frame", async ({ page, site }) => {
  await page.goto(`${site}embed/#${link("environment")}`);
  for (const name of ["Editor", "Map", "Matches", "Findings"]) {
    await page.getByRole("navigation").getByRole("button", { name }).click();
    await expect(page.getByRole("complementary").getByRole("heading", { level: 2 })).toBeVisible();
    await expectNoViolations(page);
  }
});

test("keys that open nothing in a frame are left to the browser", async ({ page, site }) => {
  await page.goto(`${site}embed/#${link("environment")}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("metrics");
  const pressed = { key: "k", ctrlKey: true, bubbles: true, cancelable: true };
  expect(await page.evaluate((pressed) => document.body.dispatchEvent(new KeyboardEvent("keydown", pressed)), pressed)).toBe(true);
});

test("a frame whose link is damaged says so where it is seen, and shows nothing else", async ({ page, site }) => {
  await page.goto(`${site}embed/?height=auto#${link("environment").slice(0, -9)}`);
  const strip = page.getByRole("region", { name: "Link" });
  await expect(strip).toContainText("is cut off");
  expect((await strip.boundingBox())?.y).toBeLessThan(100);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paste manifests to see what they open.");
});
