// What every browser test stands on: the built page on a server of its own, and a console that stays silent.

import { test as base, expect } from "@playwright/test";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "./server.js";

/** The folder of the built page. */
export const folder = fileURLToPath(new URL("../../target/page-test", import.meta.url));

/** @import { Fixtures, PlaywrightTestArgs, PlaywrightTestOptions } from "@playwright/test" */

/**
 * @typedef {object} Own
 * @property {string[]} complaints what the page complained of: errors and warnings on the console, errors that nobody
 *   caught, and what the page's policy refuses or would refuse. A test fails where there are any.
 * @property {boolean} single whether "./" is the page in one file, from a disk
 * @property {boolean} kept whether the page may keep itself for visits without a network
 * @typedef {object} OfWorker
 * @property {string} site the address of the page
 */

/** @type {Fixtures<Own, OfWorker, PlaywrightTestArgs & PlaywrightTestOptions>} */
const fixtures = {
  site: [
    async ({}, use) => {
      const server = await serve(folder, "/on/some/path/");
      await use(server.url);
      server.close();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ site }, use) => use(site),

  single: [false, { option: true }],
  kept: [false, { option: true }],

  context: async ({ context, kept }, use) => {
    if (!kept) await context.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
    await use(context);
  },

  page: async ({ page, single }, use) => {
    const go = page.goto.bind(page);
    const file = pathToFileURL(join(folder, "porthole.html")).href;
    if (single) page.goto = (address, options) => go(address.replace(/^\.\/(?=#|$)/, file), options);
    await use(page);
  },

  complaints: [
    async ({ page }, use) => {
      /** @type {string[]} */
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) => {
          console.error(`${event.disposition}: ${event.violatedDirective} refuses ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
};

export const test = base.extend(fixtures);
export { expect };
