// Lessons in links: shared as they are or as they were answered, opened without losing anything, refused in plain words.

import { deflateRawSync } from "node:zlib";
import { before, builder, goals, lesson, menu } from "./classroom.js";
import { expect, test } from "./fixtures.js";
import { expectNoViolations, lines, open, paste, verdict } from "./hand.js";
import { link } from "./posts.js";

const dialog = (page) => page.getByRole("dialog", { name: "Share" });
const strip = (page) => page.getByRole("region", { name: "Link" });
const answer = (page) => dialog(page).getByRole("checkbox", { name: /^With your manifests/ });
const title = (page) => lesson(page).getByRole("heading", { level: 2 });

const own = "apiVersion: v1\nkind: Service\nmetadata: {name: mine}\nspec: {selector: {app: mine}, ports: [{port: 80}]}\n";

/** A fragment with a state that no page would write, as `src/link/v1.rs` describes it. */
function made(mark, text) {
  const state = Buffer.concat([Buffer.from([mark]), Buffer.from(text)]);
  const hash = state.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  const check = [hash & 255, (hash >> 8) & 255, (hash >> 16) & 255];
  return `v1.${Buffer.concat([Buffer.from(check), deflateRawSync(state)]).toString("base64url")}`;
}
const named = (id) => made(0xfe, id);
const written = (text) => made(0xff, text);

/** Opens the page at a fragment and waits for the full editor. */
async function openAt(page, fragment) {
  await page.goto(`./#${fragment}`);
  await expect(lines(page)).toBeVisible();
}

/** The page of somebody else. */
async function another(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await expect(lines(page)).toBeVisible();
  return page;
}

/** Presses a button by keyboard alone. */
async function press(button) {
  await button.focus();
  await button.press("Enter");
}

/** Finds a text in the editor by keyboard alone, and types in its place. */
async function type(page, found, text) {
  await lines(page).focus();
  await page.keyboard.press("Control+F");
  await page.keyboard.type(found);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(lines(page)).toBeFocused();
  await (text === "" ? page.keyboard.press("Delete") : page.keyboard.type(text));
}

const offered = async (page) => {
  await press(page.getByRole("button", { name: "Share", exact: true }));
  return dialog(page).getByLabel("Link", { exact: true }).inputValue();
};

async function begin(page, name) {
  await press(page.getByRole("button", { name: "Learn", exact: true }));
  await press(menu(page).getByRole("button", { name }));
  await expect(goals(page).first()).toBeVisible();
}

test("a lesson that was written is shared by link and solved in another profile, by keyboard alone", async ({ page, browser }) => {
  await open(page);
  await paste(page, before);
  await expect(verdict(page)).toContainText("till");
  const write = async () => {
    await press(page.getByRole("button", { name: "Learn", exact: true }));
    await press(menu(page).getByRole("button", { name: "Write a lesson" }));
  };
  await write();
  await press(builder(page).getByRole("button", { name: "Start from this text" }));
  await page.keyboard.press("Escape");
  await type(page, "type: NodePort, ", "");
  await expect(verdict(page)).toContainText("Only the cluster can reach till.");
  await write();
  const goal = builder(page).getByRole("checkbox", { name: "Nobody outside of the cluster can reach port 8080 of Pod till." });
  await goal.focus();
  await page.keyboard.press("Space");
  await builder(page).getByLabel("Title").focus();
  await page.keyboard.type("The open till");
  await builder(page).getByLabel("Hints, one on each line").focus();
  await page.keyboard.type("Look at the type.");
  await press(builder(page).getByRole("button", { name: "Share as a link" }));
  await expect(dialog(page)).toBeFocused();
  await expect(dialog(page)).toContainText("The link opens this lesson.");
  await expectNoViolations(page);
  const address = await dialog(page).getByLabel("Link", { exact: true }).inputValue();

  expect(address.split("#")[1].length).toBeLessThan(600);

  const other = await another(browser, address);
  await expect(title(other)).toHaveText("The open till");
  await expect.poll(() => other.evaluate(() => localStorage.getItem("porthole.lesson"))).toMatch(/The open till[^]+\nsealed: /);
  expect(await other.evaluate(() => JSON.stringify(localStorage))).not.toContain("Look at the type.");
  await expect(lesson(other)).toBeFocused();
  await expect(goals(other).first()).toContainText("by the node port of Service till");
  await expect(lesson(other)).not.toContainText("Look at the type.");
  await press(lesson(other).getByRole("button", { name: "Show a hint (1 of 1)" }));
  await expect(lesson(other)).toContainText("Look at the type.");
  await type(other, "type: NodePort, ", "");
  await expect(lesson(other)).toContainText("Solved.");
  await other.context().close();
});

test("a lesson of the course is shared from its start, or with what was made of it", async ({ page, browser }) => {
  await open(page);
  await begin(page, "Too broad a selector");
  const start = await offered(page);
  expect(start.split("#")[1].length, "it is named, and the rest goes without saying").toBeLessThan(40);
  await expect(answer(page)).toHaveCount(0);
  await page.keyboard.press("Escape");

  await paste(page, own);
  await expect(verdict(page)).toContainText("mine");
  const answered = await offered(page);
  await expect(answer(page)).toBeChecked();
  await answer(page).uncheck();
  await expect(dialog(page).getByLabel("Link", { exact: true })).toHaveValue(start);

  const first = await another(browser, start);
  await expect(title(first)).toHaveText("Too broad a selector");
  await expect(lines(first)).not.toContainText("name: mine");
  await first.getByRole("button", { name: "Environment" }).click();
  await expect(first.getByLabel(/^Can the Internet reach the nodes/)).toHaveValue("no");
  const second = await another(browser, answered);
  await expect(title(second)).toHaveText("Too broad a selector");
  await expect(lines(second)).toContainText("name: mine");
  await expect(goals(second).first()).toBeVisible();
  // It is now what they work on, in a window without the link as well.
  await second.goto("about:blank");
  await second.goto(start.split("#")[0]);
  await expect(title(second)).toHaveText("Too broad a selector");
  await expect(lines(second)).toContainText("name: mine");
  await first.context().close();
  await second.context().close();
});

test("a link to a lesson asks before it sets one's own work aside, and gives it back", async ({ page }) => {
  await open(page);
  await paste(page, own);
  await expect(verdict(page)).toContainText("mine");
  await page.evaluate((fragment) => (location.hash = fragment), named("typo"));
  await expect(strip(page)).toContainText("Your own manifests wait until you leave it.");
  await expect(lesson(page)).toBeHidden();
  await strip(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(strip(page)).toHaveCount(0);
  await expect(lines(page)).toContainText("name: mine");

  await page.reload();
  await press(strip(page).getByRole("button", { name: "Open the link" }));
  await expect(title(page)).toHaveText("One letter");
  await expect(lesson(page)).toBeFocused();
  await expect(lesson(page)).toContainText("Your own manifests wait");
  await type(page, "shpo", "shop");
  await expect(lesson(page)).toContainText("Solved.");

  // The same link again is where they are already.
  await page.reload();
  await expect(lesson(page)).toContainText("Solved.");
  await expect(strip(page)).toHaveCount(0);
  await lesson(page).getByRole("button", { name: "Leave" }).click();
  await expect(lines(page)).toContainText("name: mine");
});

test("manifests in a link take a lesson's place only when they are asked to, and the lesson with them", async ({ page }) => {
  await openAt(page, named("typo"));
  await expect(title(page)).toHaveText("One letter");
  await page.evaluate((fragment) => (location.hash = fragment), link("environment"));
  await expect(strip(page)).toContainText("other manifests than those that you work on");
  await expect(title(page)).toHaveText("One letter");
  await strip(page).getByRole("button", { name: "Open the link" }).click();
  await expect(lines(page)).toContainText("NodePort");
  await expect(lesson(page)).toBeHidden();
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(page.getByLabel(/^Can the Internet reach the nodes/)).toHaveValue("no");
});

test("a lesson that this Porthole does not know is told, and the manifests beside it opened", async ({ page }) => {
  await openAt(page, link("lesson-by-name"));
  await expect(strip(page)).toContainText("The link’s lesson cannot be opened. There is no lesson labels-and-selectors in this Porthole; a newer one may have it.");
  await expect(strip(page)).toContainText("Its manifests are here without it.");
  await expect(lines(page)).toContainText("name: shop");
  await expect(verdict(page)).toContainText("shop");
  await page.goto("about:blank");
  await openAt(page, named("no-such-lesson"));
  await expect(strip(page)).toContainText("There is no lesson no-such-lesson");
  await expect(strip(page)).toContainText("What you have here is as it was.");
  await expect(lines(page)).toContainText("web-frontend");
  await expect(verdict(page)).toContainText("web-frontend");
});

const whole = (text) => `porthole: lesson\ntitle: Mine\nstart: |\n  kind: Pod\n  apiVersion: v1\n  metadata: {name: a}\n${text}`;
const refused = {
  "Line 8: goals[0].wins must be left out": whole("goals:\n  - wins: 3\n"),
  "Line 1: A lesson may have 262144 bytes at the most.": whole(`goals:\n  - lines: 3\n# ${"x".repeat(300_000)}\n`),
  "Line 1: A lesson may have 40 goals at the most.": whole(`goals:\n${"  - lines: 3\n".repeat(41)}`),
  "Line 1: What is sealed in it cannot be read.": whole("goals:\n  - lines: 3\nsealed: ????\n"),
};
for (const [said, text] of Object.entries(refused)) {
  test(`a lesson in a link that is none is refused in plain words, and nothing is lost: ${said}`, async ({ page }) => {
    await open(page);
    await paste(page, own);
    await expect(verdict(page)).toContainText("mine");
    await page.evaluate((fragment) => (location.hash = fragment), written(text));
    await strip(page).getByRole("button", { name: "Open the link" }).click();
    await expect(strip(page)).toContainText(`The link’s lesson cannot be opened. ${said}`);
    await expect(strip(page)).toContainText("What you have here is as it was.");
    await expect(lines(page)).toContainText("name: mine");
    await expect(lesson(page)).toBeHidden();
  });
}

test("a story in a link becomes text, and its links say where they lead", async ({ page }) => {
  const story = "story: '<b>bold</b> [here](javascript:alert(1)) and [there](https://example.com/a)'\n";
  await openAt(page, written(whole(`${story}goals:\n  - lines: 3\n`)));
  await expect(lesson(page).locator(".story")).toContainText("<b>bold</b> [here](javascript:alert(1)) and there example.com/a");
  await expect(lesson(page).getByRole("link")).toHaveCount(1);
});
