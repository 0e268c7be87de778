// Other people's pages with Porthole in them.

import { readFileSync } from "node:fs";
import { folder, test as base } from "./fixtures.js";
import { host } from "./host.js";
import { serve } from "./server.js";

/** @import { Fixtures, Page, PlaywrightTestArgs } from "@playwright/test" */

/**
 * @typedef {object} Own
 * @property {{ url: string, asked: string[], close: () => void }} porthole Porthole on a host of its own
 * @property {string} closed Porthole on a host that lets no other site read it
 * @property {(html: string, headers?: Record<string, string>) => Promise<Page>} post opens somebody's page
 */

/** @type {Fixtures<Own, {}, PlaywrightTestArgs>} */
const fixtures = {
  // It lets frames without an origin load it, and browsers keep what it sent.
  porthole: async ({}, use) => {
    const headers = { "access-control-allow-origin": "*", "cache-control": "max-age=600" };
    const server = await serve(folder, "/porthole/", false, headers);
    await use(server);
    server.close();
  },
  closed: async ({}, use) => {
    const server = await serve(folder, "/porthole/", false, {});
    await use(server.url);
    server.close();
  },
  post: async ({ page }, use) => {
    /** @type {{ close: () => void }[]} */
    const all = [];
    await use(async (html, headers) => {
      const server = await host(html, headers);
      all.push(server);
      await page.goto(server.url);
      return page;
    });
    for (const server of all) server.close();
  },
};
export const test = base.extend(fixtures);

/** A link that is kept for ever. */
export const link = (name) => readFileSync(new URL(`../links/v1/${name}.link`, import.meta.url), "utf8").trim();
/** Manifests of a Service and its pod, both of one name. */
export const yaml = (name) => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {type: LoadBalancer, selector: {app: ${name}}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
`;

/** The same in a post, and the script that makes a playground of them. */
export const pre = (name, attributes = "") => `<pre data-porthole ${attributes}><code class="language-yaml">${yaml(name)}</code></pre>`;
export const script = ({ url }) => `<script async src="${url}embed.js"></script>`;
/** What stands in a frame of the page. */
export const inside = (page, at = 0) => page.locator("iframe").nth(at).contentFrame();
export const verdict = (page, at = 0) => inside(page, at).getByRole("heading", { level: 1 });
