// What every browser test stands on: the built page on a server of its own, and a console that stays silent.

import { test as base, expect } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { serve } from "./server.js";

/** The folder of the built page. */
export const folder = fileURLToPath(new URL("../../target/page-test", import.meta.url));

/** @import { Fixtures, PlaywrightTestArgs, PlaywrightTestOptions } from "@playwright/test" */

/**
 * @typedef {object} Own
 * @property {string[]} complaints what the page complained of: errors and warnings on the console, and errors that
 *   nobody caught. A test fails where there are any.
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

  complaints: [
    async ({ page }, use) => {
      /** @type {string[]} */
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
};

export const test = base.extend(fixtures);
export { expect };
