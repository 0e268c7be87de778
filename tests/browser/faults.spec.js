// What breaks under the page, caused for real where a test can: what was typed stays, the page says what happened, and the
// next text is analysed. What becomes of storage stands in storage.spec.js, what of files that are gone in offline.spec.js.

import { menu } from "./classroom.js";
import { expect, test } from "./fixtures.js";
import { kept, lines, open, paste, verdict } from "./hand.js";

const notice = (page) => page.getByRole("region", { name: "Notice" });
const failed = (page) => page.locator(".failed");

/** A text of some size whose verdict names a Service. */
const service = (name, size = 0) =>
  `${"# and more\n".repeat(size / 11)}apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {a: b}, ports: [{port: 80}]}\n`;

/** Puts code ahead of the Worker's own. */
function ahead(page, code) {
  return page.addInitScript((code) => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (/** @type {Blob} */ blob) => {
      return make(blob.type === "text/javascript" ? new Blob([code, "\n", blob], { type: blob.type }) : blob);
    };
  }, code);
}

/** Has something happen in the Worker instead of an answer to a request that holds a word. */
function instead(page, what, word = "doomed") {
  const speaks = `data instanceof Uint8Array && new TextDecoder().decode(data).includes("${word}")`;
  return ahead(page, `addEventListener("message", (event) => {
    const { data } = event;
    if (!(${speaks})) return;
    event.stopImmediatePropagation();
    ${what}
  });`);
}

/** Lets the engine, or the page's own program, have so much more memory than it begins with, and no more. */
function within(page, which, bytes) {
  return page.addInitScript(({ which, bytes }) => {
    const PAGE = 65_536;
    /** @param {ArrayBuffer} buffer */
    const limited = (buffer) => {
      const wasm = new Uint8Array(buffer);
      let at = 8;
      const number = () => {
        let [value, shift, byte] = [0, 0, 0];
        do {
          byte = wasm[at++];
          value |= (byte & 127) << shift;
          shift += 7;
        } while (byte & 128);
        return value;
      };
      /** @param {number} value @returns {number[]} */
      const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);
      while (at < wasm.length) {
        const start = at;
        const section = wasm[at++];
        const end = number() + at;
        if (section === 5) {
          at += 2;
          const least = number();
          const memory = [1, 1, ...written(least), ...written(least + Math.ceil(bytes / PAGE))];
          return new Uint8Array([...wasm.slice(0, start), 5, ...written(memory.length), ...memory, ...wasm.slice(end)]);
        }
        at = end;
      }
      throw new Error("A program without a memory.");
    };
    const { compile, instantiate } = WebAssembly;
    if (which === "engine") WebAssembly.compile = (buffer) => compile(limited(/** @type {ArrayBuffer} */ (buffer)));
    else WebAssembly.instantiateStreaming = async (response, imports) => instantiate(limited(await (await response).arrayBuffer()), imports);
  }, { which, bytes });
}

/** Whether the page holds the text, has it kept, and goes on with the next. */
async function expectToGoOn(page, text) {
  await expect(lines(page)).toContainText(text);
  await expect.poll(() => kept(page)).toContain(text);
  await paste(page, service("next"));
  await expect(verdict(page)).toContainText("next");
  await expect(failed(page)).toHaveCount(0);
}

test("a Worker that is killed mid-run is given up after five seconds", async ({ page }) => {
  await instead(page, "close();");
  await page.clock.install();
  await open(page);
  await paste(page, service("doomed"));
  await page.clock.runFor(6_000);
  await expect(failed(page)).toContainText("more than five seconds");
  await page.clock.resume();
  await expectToGoOn(page, "doomed");
});

test("a Worker whose script throws mid-run is replaced", async ({ page }) => {
  await instead(page, 'throw new Error("thrown");');
  await open(page);
  await paste(page, service("doomed"));
  await expect(failed(page)).toContainText("ended without an answer");
  await expectToGoOn(page, "doomed");
});

test("an engine that runs out of memory ends without an answer, and another one starts", async ({ page }) => {
  await within(page, "engine", 3_000_000);
  await open(page);
  await paste(page, service("large", 4_000_000));
  await expect(failed(page)).toContainText("ended without an answer");
  await expectToGoOn(page, "large");
});

test("so does one on the page's own thread", async ({ page }) => {
  await within(page, "engine", 2_000_000);
  await page.addInitScript(() => {
    delete globalThis.Worker;
  });
  await open(page);
  await paste(page, service("large", 990_000));
  await expect(failed(page)).toContainText("ended without an answer");
  // Of the memory of the one that broke there would not be enough left.
  await paste(page, service("smaller", 400_000));
  await expect(verdict(page)).toContainText("smaller");
  await expectToGoOn(page, "smaller");
});

test("where the page's own program breaks, it says so, and what is typed after that is kept too", async ({ page, complaints }) => {
  await within(page, "page", 500_000);
  await open(page);
  await paste(page, service("large", 4_000_000));
  await expect(page.locator(".verdict")).toContainText("This page broke and answers no more. Your text is kept: reload the page.");
  await expect.poll(() => complaints.join()).toContain("unreachable");
  // Whatever is left of the program, nothing rests on it.
  await page.evaluate(() => (globalThis.porthole.keep = () => undefined));
  await paste(page, service("later"));
  await expect(lines(page)).toContainText("later");
  await page.reload();
  await expect(verdict(page)).toContainText("later");
  complaints.length = 0;
});

test("in a frame that breaks nothing is kept, and nothing else is said", async ({ page, complaints }) => {
  await within(page, "page", 500_000);
  await page.goto("./embed/?view=editor");
  await expect(page.locator("footer")).toContainText("analysed");
  await page.getByRole("textbox").fill(`# ${"x".repeat(4_000_000)}`);
  await expect(page.locator(".verdict")).toContainText("Copy your text before you reload the page: it is not kept.");
  complaints.length = 0;
});

test("a lesson that is not told is said so, each time that it is asked for", async ({ page }) => {
  await instead(page, 'throw new Error("thrown");', "wrong-namespace");
  await open(page);
  for (let again = 0; again < 2; again += 1) {
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await menu(page).getByRole("button", { name: "The wrong namespace" }).click();
    await expect(notice(page)).toContainText("The lessons gave no answer.");
    await notice(page).getByRole("button", { name: "Close the notice" }).click();
    await page.keyboard.press("Escape");
  }
  await paste(page, service("next"));
  await expect(verdict(page)).toContainText("next");
});

test("a report that breaks is said to be none, and not to be late", async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      /** @param {unknown} message */
      postMessage(message) {
        if ("breaks" in globalThis) queueMicrotask(() => this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" })));
        else super.postMessage(message);
      }
    };
  });
  await open(page);
  await expect(page.locator("footer")).toContainText("analysed in");
  await page.evaluate(() => void Object.assign(globalThis, { breaks: true }));
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Download: JSON" }).click();
  await expect(notice(page)).toContainText("The report could not be written");
});

test("a page that slept waits for the answer that is on its way", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      /** @param {unknown} message */
      postMessage(message) {
        const release = () => {
          Reflect.deleteProperty(globalThis, "release");
          super.postMessage(message);
        };
        if (message instanceof Uint8Array && new TextDecoder().decode(message).includes("# held")) Object.assign(globalThis, { release });
        else super.postMessage(message);
      }
    };
  });
  /** Pastes a text whose message to the Worker does not leave. */
  const hold = async (text) => {
    await paste(page, text);
    await page.clock.runFor(1_000);
    await page.waitForFunction(() => "release" in globalThis);
  };
  await open(page);
  await expect(page.locator("footer")).toContainText("analysed in");
  await page.clock.pauseAt(3_600_000);
  await hold(`${service("awake")}# held`);
  await page.clock.fastForward(60_000);
  await expect(failed(page)).toHaveCount(0);
  await page.evaluate(() => /** @type {any} */ (globalThis).release());
  await expect(verdict(page)).toContainText("awake");
  await hold(`${service("gone")}# held`);
  await page.clock.fastForward(60_000);
  await page.clock.runFor(6_000);
  await expect(failed(page)).toContainText("more than five seconds");
});

test("a clock that runs backwards changes nothing", async ({ page }) => {
  const backwards = "{ let time = 1e9; const back = () => (time -= 1e6); Date.now = back; performance.now = back; }";
  await ahead(page, backwards);
  await page.addInitScript(backwards);
  await open(page);
  await paste(page, service("mine"));
  await expect(verdict(page)).toContainText("mine");
  await expect(page.locator("footer")).toContainText("analysed in 0.0 ms");
  await expectToGoOn(page, "mine");
});
