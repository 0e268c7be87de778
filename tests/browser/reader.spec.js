// What a reader makes of a playground in somebody else's page, and how they move in it.

import { expect } from "./fixtures.js";
import { inside, pre, script, test, verdict, yaml } from "./posts.js";

const reset = (page, at = 0) => inside(page, at).getByRole("button", { name: "Reset to the author’s" });
const text = (page, at = 0) => inside(page, at).getByRole("textbox");

/** Waits until the playgrounds have taken their places. */
async function placed(page, number) {
  for (let at = 0; at < number; at += 1) {
    await page.locator("[data-porthole], porthole-playground").nth(at).scrollIntoViewIfNeeded();
    await expect(page.locator("iframe").nth(at)).toHaveCSS("position", "static");
  }
}

/** Opens the post again as a neighbour of Porthole's: as this browser runs, a frame of another site may use no storage. */
const sameSite = (page) => page.goto(page.url().replace("localhost", "127.0.0.1"));

test("a reload of the page around keeps what its reader made of it, until they want the author's again", async ({ page, porthole, post }) => {
  await post(`${pre("first", 'data-view="editor"')}${pre("second", 'data-view="editor"')}${script(porthole)}`);
  await sameSite(page);
  await placed(page, 2);
  await expect(verdict(page)).toContainText("first");
  await expect(reset(page)).toBeHidden();
  await text(page).fill(yaml("changed"));
  await expect(verdict(page)).toContainText("changed");
  await expect(reset(page)).toBeVisible();

  await page.reload();
  await placed(page, 2);
  await expect(verdict(page)).toContainText("changed");
  await expect(text(page)).toHaveValue(yaml("changed"));
  await expect(verdict(page, 1)).toContainText("second");
  await expect(reset(page, 1)).toBeHidden();
  expect(await page.evaluate(() => [sessionStorage.length, localStorage.length]), "the page around is told nothing").toEqual([0, 0]);

  await reset(page).click();
  await expect(verdict(page)).toContainText("first");
  await expect(reset(page)).toBeHidden();
  await page.reload();
  await placed(page, 2);
  await expect(text(page)).toHaveValue(yaml("first"));
});

test("a reload of the page around keeps the lesson that its reader is in, their answer, and how far they have come", async ({ page, porthole, post }) => {
  await post(`<porthole-playground course>The course.</porthole-playground>${script(porthole)}`);
  await sameSite(page);
  await placed(page, 1);
  await inside(page).getByRole("button", { name: /^One letter/ }).click();
  const lesson = inside(page).getByRole("region", { name: "Lesson", exact: true });
  await expect(lesson).toContainText("looks like a slip of the pen");
  await expect(reset(page)).toBeVisible();
  const held = () => inside(page).locator("html").evaluate(() => Object.values(sessionStorage).join());
  const begun = await held();
  await inside(page).getByRole("navigation").getByRole("button", { name: "Editor" }).click();
  await text(page).fill((await text(page).inputValue()).replace("shpo", "shop"));
  await inside(page).getByRole("navigation").getByRole("button", { name: "Lesson" }).click();
  await expect(lesson).toContainText("Solved.");
  await expect.poll(held).not.toBe(begun);
  await page.reload();
  await placed(page, 1);
  await expect(lesson).toContainText("Solved.");
  await lesson.getByRole("button", { name: "All lessons" }).click();
  await reset(page).click();
  await expect(inside(page).getByRole("listitem")).toHaveCount(24);
  await expect(inside(page).getByRole("region", { name: "Lessons" })).toContainText("1 of 24 lessons are done.");
});

test("a frame without an origin keeps nothing, and offers nothing that it cannot do", async ({ page, porthole, post }) => {
  await post(`${pre("first", 'data-view="editor" data-sandbox="strict"')}${script(porthole)}`);
  await placed(page, 1);
  await text(page).fill(yaml("changed"));
  await expect(verdict(page)).toContainText("changed");
  await page.reload();
  await placed(page, 1);
  await expect(verdict(page)).toContainText("first");
  await expect(reset(page)).toBeHidden();
  await text(page).fill(yaml("changed"));
  await reset(page).click();
  await expect(verdict(page)).toContainText("first");
});

test("where its author wants that, the page around keeps what its reader made of it, without an origin or storage", async ({ page, porthole, post }) => {
  const playground = (name) => pre(name, 'data-view="editor" data-sandbox="strict" data-keep');
  await post(`${playground("first")}${playground("second")}${script(porthole)}`);
  await page.evaluate(() => history.replaceState({ theirs: 1 }, ""));
  await placed(page, 2);
  await expect(inside(page).getByText("This page keeps what you change")).toBeVisible();
  await text(page).fill(yaml("changed"));
  await expect(reset(page)).toBeVisible();
  for (const _ of [1, 2]) {
    await page.reload();
    await placed(page, 2);
    await expect(text(page)).toHaveValue(yaml("changed"));
    await expect(verdict(page, 1)).toContainText("second");
  }
  expect(await page.evaluate(() => history.state.theirs)).toBe(1);
  expect(await page.evaluate(() => history.length)).toBe(2);
  await text(page).fill(yaml("again"));
  await expect(verdict(page)).toContainText("again");
  await reset(page).click();
  await expect(text(page)).toHaveValue(yaml("first"));
  await expect(reset(page)).toBeHidden();
  await page.reload();
  await placed(page, 2);
  await expect(text(page)).toHaveValue(yaml("first"));
});

test("a frame that is lower than what it shows leaves the wheel to the page around, and turns by its buttons and keys", async ({ page, porthole, post }) => {
  await post(`${pre("shop", 'data-view="findings" data-height="300"')}${"<p>Words.</p>".repeat(100)}${script(porthole)}`);
  await placed(page, 1);
  await expect(verdict(page)).toContainText("shop");
  const within = () => inside(page).locator("html").evaluate((root) => root.scrollTop);
  await inside(page).locator(".rows").first().hover();
  const before = await within();
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  expect(await within()).toBe(before);

  await page.evaluate(() => scrollTo(0, 0));
  await inside(page).locator("html").evaluate((root) => root.scrollTo(0, 0));
  await inside(page).getByRole("button", { name: "Scroll down" }).click();
  const turned = await within();
  expect(turned).toBeGreaterThan(100);
  await inside(page).getByRole("button", { name: "Scroll up" }).click();
  expect(await within()).toBe(0);
  await inside(page).locator("body").evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.keyboard.press("PageDown");
  expect(await within()).toBe(turned);
  await inside(page).locator(".rows").first().hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -5000);
  await page.keyboard.up("Control");
  await expect.poll(within).toBe(0);
});

test("a frame as high as what it shows offers no turns", async ({ page, porthole, post }) => {
  await post(`${pre("shop", 'data-view="findings"')}${script(porthole)}`);
  await placed(page, 1);
  await expect(verdict(page)).toContainText("shop");
  await inside(page).locator(".rows").first().getByRole("button").first().click();
  await expect(inside(page).getByRole("complementary").getByRole("heading", { level: 2 })).toBeVisible();
  await expect(inside(page).getByRole("button", { name: "Scroll down" })).toBeHidden();
});
