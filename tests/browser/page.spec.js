// The page as a person uses it: paste, see, choose, fix, undo.

import { expect, test } from "./fixtures.js";
import { forget, hold, kept, lines, open, openWhole, panel, paste, verdict } from "./hand.js";

test("the answer and its explanation are there before any click, and the cursor is left alone", async ({ page }) => {
  await open(page);
  await expect(verdict(page)).toHaveText("web-frontend is open to the Internet, but it selects no pods.");
  await expect(panel(page)).toContainText("no pod has");
  await expect(page.locator("#said")).toHaveText(/^web-frontend is open/);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
});

test("what is typed before the program has come is kept", { tag: "@served" }, async ({ page }) => {
  const release = await hold(page, "**/*.wasm");
  await page.goto("./", { waitUntil: "commit" });
  await page.getByRole("textbox").fill("kind: Pod\napiVersion: v1\nmetadata: {name: early}\n");
  release();
  await expect(page.locator("footer")).toContainText("3 lines");
  await expect(page.locator("#editor-host")).toContainText("early");
});

test("what is typed before the program has come takes the place of what was kept, which can be had back", { tag: "@served" }, async ({ page }) => {
  await open(page);
  await paste(page, "kind: Pod\napiVersion: v1\nmetadata: {name: kept}\n");
  await expect.poll(() => kept(page)).toContain("kept");
  await page.goto("about:blank");
  // Ahead of the first script.
  const release = await hold(page, "**/boot-*");
  await page.goto("./", { waitUntil: "commit" });
  await page.getByRole("textbox").fill("kind: Pod\napiVersion: v1\nmetadata: {name: early}\n");
  release();
  const notice = page.getByRole("region", { name: "Notice" });
  await expect(notice).toContainText("What you typed took the place of the text that was kept.");
  await lines(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# more");
  await expect(lines(page)).toContainText("early");
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(lines(page)).toContainText("name: kept");
  await expect(lines(page)).not.toContainText("early");
});

test("a fix is applied, opens what it says, and is undone by the editor", async ({ page }) => {
  await open(page);
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(lines(page)).toContainText("labels:");
  await expect(verdict(page)).toContainText("reach redis-rails");
  await expect(page.getByRole("region", { name: "Notice" })).toContainText("Undo with");
  await lines(page).focus();
  await page.keyboard.press("Control+Z");
  await expect(lines(page)).not.toContainText("labels:");
  await expect(verdict(page)).toContainText("selects no pods");
});

test("a fix is looked at before it is made, and the text is left alone", async ({ page }) => {
  await open(page);
  await panel(page).getByRole("button", { name: "Preview" }).first().click();
  await expect(panel(page)).toContainText("The change opens 4 ways in");
  const workload = page.locator(".vertex.workload", { hasText: "redis-rails" });
  await expect(workload).toHaveClass(/internet/);
  await expect(lines(page)).not.toContainText("labels:");
  await page.getByRole("button", { name: "As it is" }).click();
  await expect(workload).not.toHaveClass(/internet/);
  await page.getByRole("button", { name: "End the preview" }).click();
  await expect(panel(page)).not.toContainText("The change opens");
});

test("a text is kept, and what a later one opens and closes is said", async ({ page }) => {
  await open(page);
  const compare = page.getByRole("button", { name: /^Compare/ });
  await compare.click();
  await page.getByRole("button", { name: "Keep this text" }).click();
  await expect(page.getByRole("dialog", { name: "Compare" })).toContainText("Nothing changes");
  await page.keyboard.press("Escape");
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(compare).toHaveAccessibleName("Compare: something differs");
  await compare.click();
  await expect(page.getByRole("dialog", { name: "Compare" })).toContainText("Anyone on the Internet can now connect");
  await page.getByRole("button", { name: "Put the kept text back" }).click();
  await expect(page.getByRole("dialog", { name: "Compare" })).toContainText("Nothing changes");
  await expect(lines(page)).not.toContainText("labels:");
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await expect(compare).toHaveAccessibleName("Compare");
});

test("a word is explained with the text's own objects, which light up", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Concepts" }).click();
  await page.getByRole("button", { name: "LoadBalancer", exact: true }).click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("LoadBalancer");
  await expect(page.locator(".vertex.service.lit")).toContainText("web-frontend");
  await panel(page).getByRole("button", { name: "Service web-frontend" }).click();
  await panel(page).getByRole("button", { name: "Selector, in plain words" }).click();
  await expect(panel(page)).toContainText("asks for app=rails and finds none");
});

test("one selection runs through the editor, the map, the table and the list", async ({ page }) => {
  await open(page);
  await page.locator(".list").getByRole("button", { name: "Matches" }).click();
  await page.getByRole("gridcell").getByRole("button").first().click();
  await expect(panel(page)).toContainText("Requirement by requirement");
  await expect(page.locator(".vertex.lit, .vertex.chosen").first()).toBeVisible();
  await expect(page.locator("#editor-host .cm-primary-line, #editor-host .cm-evidence-line").first()).toBeVisible();

  await lines(page).getByText("key-value").click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("redis-rails");
  await expect(page.locator(".vertex.chosen")).toContainText("redis-rails");
});

test("whatever is explained is read from its beginning, on a narrow screen too", async ({ page }) => {
  await open(page);
  await panel(page).evaluate((panel) => panel.scrollTo(0, 300));
  await page.locator(".vertex.workload").click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("redis-rails");
  expect(await panel(page).evaluate(({ scrollTop }) => scrollTop)).toBe(0);

  await page.setViewportSize({ width: 390, height: 600 });
  await page.getByRole("navigation").getByRole("button", { name: "Findings" }).click();
  await page.locator(".rows button", { hasText: "Load balancer" }).click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toContainText("Load balancer");
  const next = panel(page).getByRole("button", { name: "Apply" }).first();
  await next.scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollBy(0, 300));
  await next.click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("navigation").getByRole("button", { name: "Map" })).toBeInViewport({ ratio: 1 });
  await page.getByRole("navigation").getByRole("button", { name: "Map" }).click();
  await expect(page.locator(".vertex.workload")).toBeVisible();
});

test("the map is one tab stop, with arrows along it, Enter to choose and Escape to let go", async ({ page }) => {
  await open(page);
  await expect(page.locator('.vertex[tabindex="0"]')).toHaveCount(1);
  const internet = page.locator(".vertex", { hasText: "Internet" });
  await internet.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".vertex", { hasText: "load balancer" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".vertex.service")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".vertex.service.chosen")).toContainText("web-frontend");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toContainText("Choose anything");
});

test("a broken document is told at its line, and the others are read all the same", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^A broken document/ }).click();
  await expect(page.locator(".rows").getByRole("button").first()).toContainText("Unread");
  await expect(verdict(page)).toContainText("docs");
  await expect(page.locator("#editor-host .cm-lintRange-error").first()).toBeVisible();
});

test("an Ingress is a way in, and a network policy shows what it cuts", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^Closed inside/ }).click();
  await expect(verdict(page)).toContainText("depends on whether the controller that serves the route is public");
  await page.locator(".vertex.gate", { hasText: "Ingress" }).click();
  await expect(panel(page)).toContainText("connects to the controller of class nginx that serves Ingress shop");
  await page.locator(".vertex.entry", { hasText: "node port" }).click();
  await expect(panel(page)).toContainText("Why it is not reached");
  await expect(panel(page)).toContainText("no rule of NetworkPolicy database-from-web lets anyone from outside in");
  await lines(page).getByText("name: database-from-web").click();
  await expect(panel(page)).toContainText("It selects the pods of 1 workload.");
  await expect(page.locator(".vertex.lit", { hasText: "StatefulSet" })).toBeVisible();
});

test("an example can be undone", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^One letter/ }).click();
  await expect(verdict(page)).toContainText("shop");
  await lines(page).focus();
  await page.keyboard.press("Control+Z");
  await expect(verdict(page)).toContainText("web-frontend");
});

test("what a person knows about the cluster judges anew at once", async ({ page }) => {
  await open(page);
  await panel(page).getByRole("button", { name: "Apply" }).first().click();
  await expect(verdict(page)).toContainText("Anyone on the Internet");
  await page.getByRole("button", { name: "Environment" }).click();
  const form = page.getByRole("dialog", { name: "Environment" });
  await form.getByLabel("Does a load balancer get a public address").selectOption("No");
  await expect(verdict(page)).toContainText("may reach redis-rails: it depends on whether nodes have public addresses");
  await form.getByLabel("Can the Internet reach the nodes").selectOption("Yes");
  await expect(verdict(page)).toContainText("Anyone on the Internet can reach redis-rails");

  await page.reload();
  await expect(verdict(page)).toContainText("Anyone on the Internet can reach redis-rails");
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(form.getByLabel("Can the Internet reach the nodes")).toHaveValue("yes");
  await forget(page);
  await page.getByRole("button", { name: "Environment" }).click();
  await expect(form.getByLabel("Can the Internet reach the nodes")).toHaveValue("unknown");
});

test("the theme is switched and remembered", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("button", { name: "Use the light theme" })).toBeVisible();
});

test("nothing is asked of any server after the page has loaded", async ({ page }) => {
  await openWhole(page);
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await paste(page, "apiVersion: v1\nkind: Service\nmetadata:\n  name: later\nspec:\n  selector: {a: b}\n");
  await expect(verdict(page)).toContainText("later");
  await page.locator(".rows").getByRole("button").first().click();
  expect(asked).toEqual([]);
});

test("where Workers are not to be had, the page does the work itself", async ({ page }) => {
  await page.addInitScript(() => {
    delete globalThis.Worker;
  });
  await open(page);
  await expect(verdict(page)).toContainText("web-frontend");
  await paste(page, `# ${"x".repeat(1_000_001)}\n`);
  await expect(page.locator(".failed")).toContainText("1 MB");
});

test.describe("the Worker", () => {
  /** @typedef {Window & typeof globalThis & { workers: Worker[] }} Watched */

  // Keeps the Workers that the page starts, and loses what it sends them of a text that speaks of losing.
  test.beforeEach(async ({ page }) => {
    await page.clock.install({ time: 0 });
    await page.addInitScript(() => {
      const watched = /** @type {Watched} */ (/** @type {unknown} */ (window));
      watched.workers = [];
      watched.Worker = class extends Worker {
        /** @param {string | URL} address */
        constructor(address) {
          super(address);
          watched.workers.push(this);
        }
        /** @param {unknown} message */
        postMessage(message) {
          const lost = message instanceof Uint8Array && new TextDecoder().decode(message).includes("name: lost");
          if (!lost) super.postMessage(message);
        }
      };
    });
    await open(page);
    await expect(page.locator("footer")).toContainText("analysed in");
    await page.clock.pauseAt(3_600_000);
  });

  const pod = (name) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

  test("a run over five seconds is stopped and said so, and the next text is analysed", async ({ page }) => {
    await paste(page, pod("lost-for-ever"));
    await expect(lines(page)).toContainText("lost-for-ever");
    await page.clock.runFor(4_000);
    await expect(page.locator(".failed")).toHaveCount(0);
    await page.clock.runFor(2_000);
    await expect(page.locator(".failed")).toContainText("more than five seconds");
    await expect(verdict(page)).toContainText("web-frontend");
    await page.clock.resume();
    await paste(page, pod("quick"));
    await expect(page.locator(".failed")).toHaveCount(0);
    await expect(verdict(page)).not.toContainText("web-frontend");
    expect(await page.evaluate(() => /** @type {Watched} */ (/** @type {unknown} */ (window)).workers.length)).toBe(2);
  });

  test("a Worker that breaks is replaced, and nothing that was typed is lost", async ({ page }) => {
    await paste(page, pod("lost-at-once"));
    await page.clock.runFor(1_000);
    await page.evaluate(() => {
      const { workers } = /** @type {Watched} */ (/** @type {unknown} */ (window));
      workers.at(-1)?.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
    });
    await expect(page.locator(".failed")).toContainText("ended without an answer");
    await expect(lines(page)).toContainText("lost-at-once");
    await page.clock.resume();
    await paste(page, pod("lucky"));
    await expect(page.locator(".failed")).toHaveCount(0);
    await expect(verdict(page)).not.toContainText("web-frontend");
  });
});

test.describe("on a narrow screen", () => {
  test("a short name in the verdict is not broken, and a long one takes no more room than there is", async ({ page }) => {
    const pod = (name) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {a: b}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
`;
    const service = "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 80}]}\n";
    const names = verdict(page).locator("code");
    const lines = () => names.evaluateAll((names) => names.map((name) => name.getClientRects().length));
    await open(page);
    await paste(page, service + pod("gateway-8") + pod("gateway-9"));
    await expect(names).toHaveText(["gateway-8", "gateway-9"]);
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await lines()).toEqual([1, 1]);
    await page.setViewportSize({ width: 1280, height: 720 });
    await paste(page, service + pod(`the-${"x".repeat(59)}`));
    await expect(names).toContainText("xxx");
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  for (const width of [390, 320]) {
    test(`one view at a time, nothing wider than ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 720 });
      await open(page);
      for (const name of ["Map", "Matches", "Findings", "Editor"]) {
        await page.getByRole("navigation").getByRole("button", { name }).click();
        const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
        expect(await page.evaluate(wider), name).toBe(0);
      }
      await page.getByRole("navigation").getByRole("button", { name: "Map" }).click();
      await expect(page.locator(".vertex", { hasText: "Internet" })).toBeVisible();
      await expect(lines(page)).toBeHidden();
    });
  }
});
