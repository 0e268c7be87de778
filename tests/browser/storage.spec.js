// What is typed outlives the window, or the page says that it does not: without storage or room, beside another window,
// asleep, on the way out and back.

import { expect, test } from "./fixtures.js";
import { forget, inDepot, kept, lines, open, paste, verdict } from "./hand.js";

const notice = (page) => page.getByRole("region", { name: "Notice" });
const service = (name) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {a: b}, ports: [{port: 80}]}\n`;

/** Reloads the page; says whether the browser has asked before. */
async function reload(page) {
  let asked = false;
  const accept = (dialog) => {
    asked = true;
    return dialog.accept();
  };
  page.on("dialog", accept);
  await page.reload();
  page.off("dialog", accept);
  await expect(page.locator("footer")).toContainText("analysed in");
  return asked;
}

/** Types at the end of the text. */
async function type(page, text) {
  await lines(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}

test("what was typed the moment before a reload is there after it", async ({ page }) => {
  await open(page);
  await type(page, "# typed");
  // A reload may overtake letters on their way to the page.
  await expect(lines(page)).toContainText("# typed");
  expect(await reload(page)).toBe(false);
  await expect(lines(page)).toContainText("# typed");
});

test("a full storage is told, the window keeps its text all the same, and room that comes is used", async ({ page }) => {
  await page.goto("about:blank");
  await open(page);
  await page.evaluate(() => {
    let room = 5 * 1024 * 1024;
    for (let text = ""; room > 0; room >> 1) {
      try {
        localStorage.setItem("other", (text += "x".repeat(room)));
      } catch {
        room >>= 1;
        text = localStorage.getItem("other") ?? "";
      }
    }
  });
  await paste(page, service("mine"));
  await expect(notice(page)).toContainText("gives no room to keep this text");
  await expect(verdict(page)).toContainText("mine");
  expect(await kept(page)).toBe("");
  expect(await reload(page)).toBe(true);
  await expect(lines(page)).toContainText("name: mine");
  await page.evaluate(() => localStorage.removeItem("other"));
  await type(page, "# more");
  await expect.poll(() => kept(page)).toContain("# more");
  expect(await reload(page)).toBe(false);
  await expect(lines(page)).toContainText("# more");
});

test.describe("work that is too large for the small storage", () => {
  /** Opens the page, and waits until all of it has come. */
  const openWhole = async (page) => {
    await open(page);
    const hasAll = () => performance.getEntriesByType("resource").some(({ name }) => name.includes("/extras-"));
    await expect.poll(() => page.evaluate(hasAll)).toBe(true);
  };
  const large = service("large") + `# ${"x".repeat(100)}\n`.repeat(60_000);

  test("is there after a reload, the last letters too, until other work or nobody's takes its place", async ({ page }) => {
    await openWhole(page);
    await paste(page, large);
    await expect(verdict(page)).toContainText("large");
    await lines(page).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("# typed\n");
    await expect.poll(() => kept(page)).toContain("# typed");
    expect(await reload(page)).toBe(false);
    await expect(lines(page)).toContainText("# typed");
    await expect(verdict(page)).toContainText("large");
    await expect(page.locator("footer")).toContainText("60005 lines");
    expect((await inDepot(page))[0].texts).toEqual([`# typed\n${large}`]);

    await paste(page, service("small"));
    await expect.poll(() => kept(page)).toContain("small");
    await expect.poll(() => inDepot(page)).toEqual([]);
    await paste(page, large);
    await expect.poll(() => inDepot(page)).toHaveLength(1);
    await forget(page);
    await expect.poll(() => inDepot(page)).toBe(undefined);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test("is asked about before the window is left while it is on its way, and what was kept before stays until then", async ({ page }) => {
    await page.addInitScript(() => {
      const held = [];
      const letGo = () => held.splice(0).forEach((go) => go());
      Object.assign(globalThis, { letGo });
      // As a disk that takes its time.
      const { oncomplete } = Object.getOwnPropertyDescriptors(IDBTransaction.prototype);
      Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
        set(then) {
          oncomplete.set.call(this, () => (this.mode === "readwrite" ? held.push(then) : then()));
        },
      });
    });
    const asks = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
    await openWhole(page);
    await paste(page, service("before"));
    await expect.poll(() => kept(page)).toContain("before");
    await paste(page, large);
    await expect(verdict(page)).toContainText("large");
    await expect.poll(() => inDepot(page)).toHaveLength(1);
    expect(await asks()).toBe(true);
    expect(await kept(page)).toContain("before");
    await page.evaluate(() => /** @type {any} */ (globalThis).letGo());
    await expect.poll(() => kept(page)).toContain("name: large");
    expect(await asks()).toBe(false);
  });

  test("is left alone where what reads it cannot be fetched, which is said, and is there after the next reload", async ({ page, complaints }) => {
    await openWhole(page);
    await paste(page, large);
    await expect.poll(() => kept(page)).toContain("name: large");
    await page.route("**/extras-*", (route) => route.abort(), { times: 1 });
    await page.reload();
    await expect(notice(page)).toContainText("could not be fetched");
    await expect(verdict(page)).toContainText("web-frontend");
    await type(page, "# typed");
    await expect(lines(page)).toContainText("# typed");
    await expect.poll(() => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })))).toBe(true);
    expect(await reload(page)).toBe(true);
    await expect(verdict(page)).toContainText("large");
    await expect(page.locator("footer")).toContainText("60004 lines");
    complaints.length = 0;
  });

  test("leaves nothing behind where a small one takes its place at once", async ({ page }) => {
    await openWhole(page);
    await paste(page, large);
    await expect.poll(() => kept(page)).toContain("name: large");
    // The engine, behind which all else is fetched, never comes.
    await page.route("**/porthole-engine*", () => undefined);
    await page.reload();
    await expect(lines(page)).toContainText("name: large");
    await paste(page, service("small"));
    await expect.poll(() => kept(page)).toContain("small");
    await expect.poll(() => inDepot(page)).toEqual([]);
  });

  test("lives as long as its window where there is no room for it, which is said", async ({ page }) => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no", "QuotaExceededError");
      };
    });
    await openWhole(page);
    await paste(page, large);
    await expect(notice(page)).toContainText("gives no room to keep this text");
    await expect(verdict(page)).toContainText("large");
    expect(await reload(page)).toBe(true);
  });
});

test("a browser that allows no storage loses nothing unasked", async ({ page }) => {
  await page.addInitScript(() => {
    const get = () => {
      throw new DOMException("no", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get });
  });
  await open(page);
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(notice(page)).toHaveCount(0);
  await paste(page, service("mine"));
  await expect(notice(page)).toContainText("gives no room to keep this text");
  await expect(verdict(page)).toContainText("mine");
  await forget(page);
  await expect(verdict(page)).toContainText("web-frontend");
  expect(await reload(page)).toBe(false);
});

test("two windows keep what each of them holds", async ({ page, context }) => {
  await open(page);
  await paste(page, service("first"));
  await expect.poll(() => kept(page)).toContain("first");
  const other = await context.newPage();
  await open(other);
  await expect(lines(other)).toContainText("name: first");
  await expect(notice(page)).toHaveCount(0);

  await paste(other, service("second"));
  await expect(notice(page)).toContainText("Another window keeps its own text now");
  await expect(notice(other)).toHaveCount(0);
  expect(await reload(page)).toBe(true);
  await expect(lines(page)).toContainText("name: first");
  expect(await reload(other)).toBe(false);
  await expect(lines(other)).toContainText("name: second");

  await type(page, "# more");
  await expect(notice(other)).toContainText("Another window keeps its own text now");
  await expect(lines(other)).toContainText("name: second");
  await other.close();
  expect(await reload(page)).toBe(false);
  await expect(lines(page)).toContainText("# more");
});

test("what one window forgets, no other one keeps", async ({ page, context }) => {
  await open(page);
  await paste(page, service("first"));
  await expect.poll(() => kept(page)).toContain("first");
  const other = await context.newPage();
  await open(other);
  await paste(other, service("second"));
  await expect(notice(page)).toContainText("Another window");
  await forget(other);
  await expect(notice(other)).toContainText("Forgotten");
  expect(await other.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
});

for (const event of ["visibilitychange", "freeze"]) {
  // Chromium without a window puts no tab to sleep: its clock stands still and it is told, as it would be.
  test(`a tab that is put to sleep has kept its text, and goes on when it wakes: ${event}`, async ({ page }) => {
    await page.clock.install();
    await open(page);
    await page.clock.pauseAt(Date.now() + 60_000);
    await type(page, "# asleep");
    expect(await kept(page)).toBe("");
    await page.evaluate((event) => document.dispatchEvent(new Event(event, { bubbles: true })), event);
    expect(await kept(page)).toContain("# asleep");
    await page.clock.fastForward(3_600_000);
    await page.clock.resume();
    await paste(page, service("awake"));
    await expect(verdict(page)).toContainText("awake");
  });
}

test("a page that is gone back to leaves the work of the one that came after it alone until it is changed itself", async ({ page }) => {
  await open(page);
  await paste(page, service("first"));
  await expect.poll(() => kept(page)).toContain("first");
  await page.evaluate(() => {
    // What another page did while this one lay in wait, of which it hears nothing.
    const later = { names: ["a.yaml"], texts: ["kind: Later"], shown: 0 };
    localStorage.setItem("porthole.work", JSON.stringify(later));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await expect(notice(page)).toContainText("Another window keeps its own text now");
  expect(await kept(page)).toContain("Later");
  expect(await reload(page)).toBe(true);
  await expect(lines(page)).toContainText("name: first");
});
