// Lessons in other people's pages: one by its name, one that its author wrote, the whole course.

import { expect } from "./fixtures.js";
import { expectNoViolations } from "./hand.js";
import { inside, script, test, verdict } from "./posts.js";

const frame = ({ url }, parameters) =>
  `<iframe title="Porthole" width="700" height="900" sandbox="allow-scripts" src="${url}embed/?${parameters}"></iframe>`;
const lesson = (page) => inside(page).getByRole("region", { name: "Lesson", exact: true });
const outline = (page) => inside(page).getByRole("region", { name: "Lessons" });
const title = (page) => lesson(page).getByRole("heading", { level: 2 });
const tab = (page, name) => inside(page).getByRole("navigation").getByRole("button", { name });

/** Mends the slip of the pen in the lesson that is about one. */
async function solve(page) {
  await tab(page, "Editor").click();
  const text = inside(page).getByRole("textbox");
  await text.fill((await text.inputValue()).replace("shpo", "shop"));
  await tab(page, "Lesson").click();
  await expect(lesson(page)).toContainText("Solved. Every goal is met.");
}

test("a frame without an origin or storage holds a lesson, from its story to its last goal", async ({ page, porthole, post }) => {
  await post(frame(porthole, "lesson=typo&height=auto"));
  await expect(title(page)).toHaveText("One letter");
  await expect(tab(page, "Lesson")).toHaveAttribute("aria-pressed", "true");
  await expect(lesson(page).locator(".goals li").first()).toContainText("looks like a slip of the pen");
  expect(await page.evaluate(() => document.activeElement?.tagName), "the focus stays where it was").toBe("BODY");
  expect(await inside(page).locator("html").evaluate(() => document.hasFocus())).toBe(false);
  const before = porthole.asked.length;
  await lesson(page).getByRole("button", { name: "Show a hint (1 of 2)" }).click();
  await solve(page);
  for (const name of [/^Next/, "Leave", "All lessons"]) await expect(lesson(page).getByRole("button", { name })).toHaveCount(0);
  expect(porthole.asked.slice(before)).toEqual([]);
  await lesson(page).getByRole("button", { name: "Start again" }).click();
  await expect(lesson(page)).not.toContainText("Solved.");
});

test("a frame without an origin or storage holds the whole course", async ({ page, porthole, post }) => {
  await post(frame(porthole, "course"));
  await expect(outline(page).getByRole("listitem")).toHaveCount(24);
  await expect(verdict(page)).toHaveText("Who can reach what");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  const before = porthole.asked.length;
  await outline(page).getByRole("button", { name: /^One letter/ }).click();
  await expect(title(page)).toHaveText("One letter");
  await expect(lesson(page)).toBeFocused();
  await solve(page);
  await lesson(page).getByRole("button", { name: "Next: Two labels" }).click();
  await expect(title(page)).toHaveText("Two labels");
  await lesson(page).getByRole("button", { name: "All lessons" }).click();
  await expect(outline(page)).toBeFocused();
  await expect(outline(page)).toContainText("1 of 24 lessons are done.");
  await expect(outline(page).getByRole("button", { name: /^One letter/ })).toContainText("done");
  await outline(page).getByLabel("Language").selectOption("Español");
  await outline(page).getByRole("button", { name: /^Dos etiquetas/ }).click();
  await expect(title(page)).toHaveText("Dos etiquetas");
  expect(porthole.asked.slice(before)).toEqual([]);
});

test("a course in a frame begins with the lesson that its address names", async ({ page, porthole, post }) => {
  await post(frame(porthole, "course&lesson=wrong-level"));
  await expect(title(page)).toHaveText("Labels on the wrong level");
  await expect(lesson(page).getByRole("button", { name: "All lessons" })).toBeVisible();
});

test("the whole page opens from a frame with the lesson and what was made of it", async ({ page, site }) => {
  await page.goto(`${site}embed/?lesson=typo`);
  await expect(page.getByRole("region", { name: "Lesson" })).toContainText("One letter");
  await page.getByRole("button", { name: "Editor", exact: true }).click();
  await page.getByRole("textbox").fill("# mine\n");
  await page.getByRole("link", { name: "Open in Porthole" }).focus();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const whole = page.waitForEvent("popup");
  await page.keyboard.press("Enter");
  const other = await whole;
  await expect(other.getByRole("region", { name: "Lesson" })).toContainText("One letter");
  await expect(other.locator("#editor-host")).toContainText("# mine");
});

test("a lesson that is not known is told, and so is one that its files could not come for", async ({ page, porthole, closed, post, complaints }) => {
  await post(frame(porthole, "lesson=no-such-lesson"));
  await expect(inside(page).getByRole("region", { name: "Link" })).toContainText("There is no lesson no-such-lesson in this Porthole");
  await post(frame({ url: closed }, "lesson=typo"));
  await expect(verdict(page)).toHaveText("Porthole could not start in this frame.");
  await expect(inside(page).getByRole("link", { name: "Open in Porthole" })).toHaveAttribute("href", /^\.\.\/#v1\.[\w-]{15,40}$/);
  expect(complaints.splice(0).filter((text) => !/CORS|net::ERR_FAILED/.test(text))).toEqual([]);
});

const own = `porthole: lesson
title: Mine
story: A <b>story</b>.
start: |
  apiVersion: v1
  kind: Service
  metadata: {name: web}
goals:
  - selects: {service: Service/web, workloads: [Pod/web]}
`;

test("the script takes lessons by their names, the course, and the file of a lesson", async ({ page, porthole, post }) => {
  const named = '<porthole-playground lesson="typo">One letter of it is wrong.</porthole-playground>';
  const course = "<div data-porthole data-course>The lessons of Porthole.</div>";
  const written = `<pre data-porthole><code class="language-yaml">${own.replace(/</g, "&lt;")}</code></pre>`;
  for (const [html, name] of [[named, "One letter"], [written, "Mine"]]) {
    await post(html + script(porthole));
    await expect(title(page)).toHaveText(name);
  }
  await expect(lesson(page)).toContainText("A <b>story</b>.");
  await page.evaluate((text) => frames[0].postMessage({ type: "porthole:set", version: 1, text }, "*"), own.replace("Mine", "Another"));
  await expect(title(page)).toHaveText("Another");
  await post(course + script(porthole));
  await expect(outline(page).getByRole("listitem")).toHaveCount(24);
  await expect(page.getByText("The lessons of Porthole.")).toBeHidden();
});

test("axe finds nothing against a course in a frame", async ({ page, site }) => {
  await page.goto(`${site}embed/?course`);
  await expect(page.getByRole("listitem")).toHaveCount(24);
  await expectNoViolations(page);
  await page.getByRole("button", { name: /^One letter/ }).click();
  await expect(page.locator(".goals li").first()).toBeVisible();
  await expectNoViolations(page);
});
