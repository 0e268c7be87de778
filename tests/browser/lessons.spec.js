// Lessons: from the menu to the last goal, by hand and by keyboard, and what is kept and taken along of them.

import { readFileSync } from "node:fs";
import { before, builder, goals, lesson, menu } from "./classroom.js";
import { expect, test } from "./fixtures.js";
import { expectNoViolations, lines, open, paste, verdict } from "./hand.js";

const progress = (page) => page.getByRole("dialog", { name: "Progress and workshops" });

const mine = `apiVersion: v1
kind: Service
metadata: {name: my-own}
spec: {selector: {app: mine}, ports: [{port: 80}]}
`;

/** Opens a lesson of the course by its title. */
async function begin(page, title) {
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await menu(page).getByRole("button", { name: title }).click();
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText(title);
  await expect(goals(page).first()).toBeVisible();
}

test("a lesson is done from start to finish by keyboard alone", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Learn", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button", { name: "One letter" })).toBeVisible();
  await menu(page).getByRole("button", { name: "One letter" }).focus();
  await page.keyboard.press("Enter");
  await expect(lesson(page)).toBeFocused();
  await expect(goals(page).first()).toContainText("looks like a slip of the pen");
  await lesson(page).getByRole("button", { name: "Show a hint (1 of 2)" }).focus();
  await page.keyboard.press("Enter");
  await expect(lesson(page).locator(".hints li")).toHaveCount(1);
  await lesson(page).getByRole("button", { name: /^Show line/ }).first().focus();
  await page.keyboard.press("Enter");
  await lines(page).focus();
  await page.keyboard.press("Control+F");
  await page.keyboard.type("shpo");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(lines(page)).toBeFocused();
  await page.keyboard.type("shop");
  await expect(lesson(page)).toContainText("Solved. Every goal is met.");
  await expect(page.locator("#said")).toContainText("3 of 3 goals are met.");
  await lesson(page).getByRole("button", { name: "Next: Two labels" }).focus();
  await page.keyboard.press("Enter");
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText("Two labels");
  await expect(lesson(page)).toBeFocused();
});

test("hints come one by one, then the solution, which the editor's undo takes back", async ({ page }) => {
  await open(page);
  await begin(page, "One letter");
  await lesson(page).getByRole("button", { name: "Show a hint (1 of 2)" }).click();
  await lesson(page).getByRole("button", { name: "Show a hint (2 of 2)" }).click();
  await expect(lesson(page).locator(".hints li")).toHaveCount(2);
  await lesson(page).getByRole("button", { name: "Show me the solution" }).click();
  await expect(lesson(page)).toContainText("Solved.");
  await lines(page).focus();
  await page.keyboard.press("Control+Z");
  await expect(lesson(page)).not.toContainText("Solved.");
  await expect(lines(page)).toContainText("shpo");
});

test("a hint that is asked for comes into view", async ({ page }) => {
  await open(page);
  await begin(page, "The first match");
  for (const number of [1, 2]) {
    await lesson(page).getByRole("button", { name: `Show a hint (${number} of 3)` }).click();
    await expect(lesson(page).locator(".hints li").nth(number - 1)).toBeInViewport({ ratio: 1 });
  }
});

test("one's own manifests wait, over a reload too, and come back", async ({ page }) => {
  await open(page);
  await paste(page, mine);
  await expect(verdict(page)).toContainText("my-own");
  await begin(page, "The first match");
  await expect(lesson(page)).toContainText("Your own manifests wait");
  await lesson(page).getByRole("button", { name: "Show a hint (1 of 3)" }).click();
  await page.reload();
  await expect(goals(page).first()).toContainText("The pod has no labels.");
  await lesson(page).getByRole("button", { name: "Leave" }).click();
  await expect(lesson(page)).toBeHidden();
  await expect(lines(page)).toContainText("my-own");
  await page.reload();
  await expect(lines(page)).toContainText("my-own");
  await expect(lesson(page)).toBeHidden();
});

test("a lesson has its own cluster, and the person's comes back with their manifests", async ({ page }) => {
  await open(page);
  const nodes = page.getByLabel(/^Can the Internet reach the nodes/);
  await page.getByRole("button", { name: "Environment" }).click();
  await nodes.selectOption("Yes");
  await page.keyboard.press("Escape");
  await begin(page, "Too broad a selector");
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(nodes).toHaveValue("no");
  await page.keyboard.press("Escape");
  await lesson(page).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(nodes).toHaveValue("yes");
});

test("the first part is told in Spanish, by hand and by the browser's language", { tag: "@served" }, async ({ page, browser, baseURL }) => {
  await open(page);
  await begin(page, "The first match");
  await lesson(page).getByLabel("Language").selectOption("Español");
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText("La primera coincidencia");
  await expect(goals(page).first()).toContainText("El Service selecciona el pod.");
  await expect(lesson(page).locator(".story").first()).toHaveAttribute("lang", "es");
  const context = await browser.newContext({ locale: "es-MX", baseURL });
  const other = await context.newPage();
  await open(other);
  await begin(other, "Una letra");
  await context.close();
});

test("a word of a story opens its card", async ({ page }) => {
  await open(page);
  await begin(page, "The first match");
  await lesson(page).getByRole("button", { name: "selector", exact: true }).click();
  await expect(page.locator("#panel h2")).toHaveText("Selector");
  await expect(page.locator("#panel")).toContainText("asks for app=web and finds none");
});

test("progress is saved as a file, read by somebody else as a table, and gone on with", { tag: "@served" }, async ({ page, browser, baseURL }) => {
  await open(page);
  await begin(page, "One letter");
  await lesson(page).getByRole("button", { name: "Show a hint (1 of 2)" }).click();
  await lesson(page).getByRole("button", { name: "Show a hint (2 of 2)" }).click();
  await lesson(page).getByRole("button", { name: "Show me the solution" }).click();
  await expect(lesson(page)).toContainText("Solved.");
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await expect(menu(page)).toContainText("1 of 24 lessons are done.");
  await menu(page).getByRole("button", { name: "Progress and workshops" }).click();
  await progress(page).getByLabel(/^Your name/).fill("Ada");
  const saved = page.waitForEvent("download");
  await progress(page).getByRole("button", { name: "Save as a file" }).click();
  const file = await (await saved).path();
  const text = readFileSync(file, "utf8");
  expect(text).toContain("- typo 3 3 0 0 2 1 One letter");

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await open(other);
  const upload = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  const second = text.replace("Ada", "Bob").replace("- typo 3 3 0 0 2 1", "- typo 3 3 0 0 0 0");
  await other.getByLabel("Open", { exact: true }).setInputFiles([upload("a.yaml", text), upload("b.yaml", second)]);
  const table = progress(other).getByRole("table");
  await expect(table.getByRole("row", { name: /^Ada/ })).toContainText("✓s");
  await expect(table.getByRole("row", { name: /^Bob/ })).not.toContainText("✓s");
  await expect(lines(other)).toContainText("web-frontend");
  await table.getByRole("row", { name: /^Ada/ }).getByRole("button", { name: "Go on with it" }).click();
  await other.keyboard.press("Escape");
  await other.getByRole("button", { name: "Learn", exact: true }).click();
  await expect(menu(other).getByRole("button", { name: /^One letter/ })).toContainText("done");
  await context.close();
});

test("a written lesson is opened as a file, as text alone, and what is wrong with one is said", async ({ page }) => {
  await open(page);
  const text = `porthole: lesson
title: Mine <b>bold</b>
story: |
  <script>alert(1)</script> [here](javascript:alert(1)) and [there](https://example.com/a)
start: |
  apiVersion: v1
  kind: Service
  metadata: {name: web}
goals:
  - selects: {service: Service/web, workloads: [Pod/web]}
`;
  const upload = (text) => [{ name: "lesson.yaml", mimeType: "text/plain", buffer: Buffer.from(text) }];
  const input = page.getByLabel("Open", { exact: true });
  await input.setInputFiles(upload(text));
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText("Mine <b>bold</b>");
  await expect(lesson(page).locator(".story")).toContainText("<script>alert(1)</script> [here](javascript:alert(1)) and there example.com/a");
  await expect(lesson(page).getByRole("link")).toHaveCount(1);
  await expect(goals(page)).toContainText(["There is no Pod web."]);
  await input.setInputFiles(upload(text.replace("selects:", "wins:")));
  await expect(progress(page)).toContainText("Line 10: goals[0].wins must be left out");
});

test("a lesson is written in the page, tried, saved, and solved in another profile", { tag: "@served" }, async ({ page, browser, baseURL }) => {
  await open(page);
  await paste(page, before);
  await expect(verdict(page)).toContainText("till");
  const write = async () => {
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await menu(page).getByRole("button", { name: "Write a lesson" }).click();
  };
  await write();
  await builder(page).getByRole("button", { name: "Start from this text" }).click();
  await page.keyboard.press("Escape");
  await paste(page, before.replace("type: NodePort, ", ""));
  await expect(verdict(page)).toContainText("Only the cluster can reach till.");
  await write();
  const pick = (name) => builder(page).getByRole("checkbox", { name });
  await pick("Nobody outside of the cluster can reach port 8080 of Pod till.").check();
  await pick("Any pod in the cluster can reach port 8080 of Pod till. keep").check();
  await pick("Service till selects the pods of Pod till, and no others. keep").check();
  await builder(page).getByLabel("Title").fill("The open till");
  await builder(page).getByLabel("Story, in Markdown").fill("Close the *till*.");
  await builder(page).getByLabel("Hints, one on each line").fill("Look at the type.");
  const saved = page.waitForEvent("download");
  await builder(page).getByRole("button", { name: "Save as a file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("porthole-lesson.yaml");
  const text = readFileSync(await download.path(), "utf8");
  expect(text).not.toContain("Look at the type");
  await builder(page).getByRole("button", { name: "Try it" }).click();
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText("The open till");
  await expect(lesson(page)).toContainText("2 of 3");

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await open(other);
  await other.getByLabel("Open", { exact: true }).setInputFiles([{ name: "l.yaml", mimeType: "text/plain", buffer: Buffer.from(text) }]);
  await expect(goals(other).first()).toContainText("by the node port of Service till");
  await lesson(other).getByRole("button", { name: "Show a hint (1 of 1)" }).click();
  await expect(lesson(other)).toContainText("Look at the type.");
  await paste(other, before.replace("type: NodePort, ", ""));
  await expect(lesson(other)).toContainText("Solved.");
  await context.close();
});

test("lessons that are opened together become a course, in one file", async ({ page }) => {
  await open(page);
  const text = (title) => `porthole: lesson\ntitle: ${title}\nstart: |\n  kind: Pod\n  apiVersion: v1\n  metadata: {name: a}\ngoals:\n  - lines: 3\n`;
  const upload = (title) => ({ name: `${title}.yaml`, mimeType: "text/plain", buffer: Buffer.from(text(title)) });
  const saved = page.waitForEvent("download");
  await page.getByLabel("Open", { exact: true }).setInputFiles([upload("One"), upload("Two")]);
  expect((await saved).suggestedFilename()).toBe("porthole-course.yaml");
  await expect(menu(page).getByRole("listitem")).toHaveText([/One/, /Two/]);
  await menu(page).getByRole("button", { name: /^One/ }).click();
  await lesson(page).getByRole("button", { name: "Next: Two" }).click();
  await expect(lesson(page).getByRole("heading", { level: 2 })).toHaveText("Two");
});

test("on a narrow screen a lesson begins with its first line, and what explains the choice stays at the foot", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await begin(page, "The first match");
  const line = lesson(page).locator(".story p").first();
  const isSeen = () => line.evaluate((line) => {
    const { left, top } = line.getBoundingClientRect();
    return line.contains(document.elementFromPoint(left + 4, top + 8));
  });
  await expect.poll(isSeen).toBe(true);
  const peek = await page.locator(".peek").boundingBox();
  expect(peek?.y).toBeGreaterThan(700);
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing against a lesson and its menus in the ${scheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await open(page);
    await begin(page, "The first match");
    await expectNoViolations(page);
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await expect(menu(page).getByRole("button").first()).toBeVisible();
    await expectNoViolations(page);
    await menu(page).getByRole("button", { name: "Write a lesson" }).click();
    await builder(page).getByRole("button", { name: "Start from this text" }).click();
    await expect(builder(page).getByRole("checkbox").first()).toBeVisible();
    await expectNoViolations(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await menu(page).getByRole("button", { name: "Progress and workshops" }).click();
    await expect(progress(page)).toBeVisible();
    await expectNoViolations(page);
  });
}
