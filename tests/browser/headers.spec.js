// What a host is asked to send, and that the page keeps to it in every view.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listed } from "../../scripts/assets.mjs";
import { writeHeaders } from "../../scripts/headers.mjs";
import { expect, folder, test } from "./fixtures.js";
import { lines } from "./hand.js";
import { serve } from "./server.js";

test.use({ kept: true });

const strict =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'";

test("the document is sent with a strict policy, which it also holds itself", async ({ request }) => {
  const response = await request.get("./");
  const headers = response.headers();
  expect(headers["content-security-policy"]).toBe(`${strict}; frame-ancestors 'none'`);
  expect(headers["content-security-policy-report-only"]).toContain("require-trusted-types-for 'script'");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["permissions-policy"]).toContain("camera=()");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(await response.text()).toContain(`http-equiv="Content-Security-Policy" content="${strict}"`);
});

test("what a frame without an origin has to load may be loaded, and is kept by its name", async ({ request }) => {
  const names = readFileSync(join(folder, "index.html"), "utf8").match(/[\w./-]+-[0-9a-f]{16}(_bg)?\.(js|wasm|css)/g) ?? [];
  expect(names.length).toBeGreaterThan(10);
  for (const name of new Set(names)) {
    const headers = (await request.get(name)).headers();
    expect(headers["access-control-allow-origin"], name).toBe("*");
    expect(headers["cache-control"], name).toContain("immutable");
  }
});

for (const file of ["headers/nginx.conf", "headers/Caddyfile"]) {
  test(`${file} says the same`, async ({ request }) => {
    const text = readFileSync(join(folder, file), "utf8");
    const sent = (await request.get("./")).headers();
    for (const name of ["content-security-policy", "content-security-policy-report-only", "permissions-policy", "referrer-policy"]) {
      expect(text).toContain(sent[name]);
    }
  });
}

test("every script, style and module is named with what it has to hold", async () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const loading = html.match(/<(script|link)\s[^>]*(src|rel="(stylesheet|modulepreload)")[^>]*>/g) ?? [];
  expect(loading.length).toBeGreaterThan(8);
  for (const element of loading) expect(element).toMatch(/integrity="sha384-/);
});

test("what holds anything else is refused: the plain editor stays", async ({ page, complaints }) => {
  await page.route("**/editor-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// another` });
  });
  await page.goto("./");
  await expect(page.locator("footer")).toContainText("analysed in");
  await expect.poll(() => complaints.join()).toContain("integrity");
  await expect(page.getByRole("textbox", { name: "Kubernetes manifests" })).toBeVisible();
  await expect(lines(page)).toHaveCount(0);
  complaints.length = 0;
});

test("what lies under embed/ may be framed, and nothing else", async ({ request }) => {
  const copy = mkdtempSync(join(tmpdir(), "porthole-"));
  for (const name of ["index.html", "other.html", "embed/index.html"]) cpSync(join(folder, "index.html"), join(copy, name));
  writeHeaders(copy);
  const host = await serve(copy, "/");
  const policy = async (path) => (await request.get(host.url + path)).headers()["content-security-policy"];
  for (const path of ["", "index.html", "other.html"]) expect(await policy(path)).toContain("frame-ancestors 'none'");
  for (const path of ["embed/", "embed/index.html"]) expect(await policy(path)).toBe(strict);
  host.close();
  rmSync(copy, { recursive: true });
});

test("no other site may frame the page", async ({ page, site, complaints }) => {
  const other = mkdtempSync(join(tmpdir(), "porthole-"));
  writeFileSync(join(other, "_headers"), "");
  writeFileSync(join(other, "index.html"), `<iframe src="${site}"></iframe>`);
  const host = await serve(other, "/");
  await page.goto(host.url);
  await expect.poll(() => page.frames()[1].url()).toMatch(/^chrome-error:/);
  host.close();
  rmSync(other, { recursive: true });
  complaints.length = 0;
});

test("every file is listed with what it holds, and what a host serves can be checked by it", async ({ request }) => {
  const list = await (await request.get("assets.sha256")).text();
  expect(list).toBe(listed(folder));
  expect(list.split("\n").length).toBeGreaterThan(20);
  for (const [, hash, name] of list.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)) {
    if (name.endsWith("index.html")) continue;
    expect(createHash("sha256").update(await (await request.get(name)).body()).digest("hex"), name).toBe(hash);
  }
});
