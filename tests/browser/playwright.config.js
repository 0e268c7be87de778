import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/test-reports/browser",
  reporter: [["list"], ["json", { outputFile: "../../target/test-reports/browser.json" }]],
  // One set of pictures, whatever the machine: what differs between two builds of Chromium is less than what is let pass.
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  // Playwright's own ways to hold a page still write styles into it, which the page's policy refuses: see hand.js.
  // Only a test that fails waits for so long: a machine that is busy with other work is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 30_000, toHaveScreenshot: { animations: "allow", caret: "initial", maxDiffPixelRatio: 0.02 } },
  // What passes only at the second try is named beside the counts: it is to be mended, and hides no other failure till then.
  retries: 1,
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  projects: [
    { name: "served" },
    // The same page in one file. What holds requests back has none to hold there.
    { name: "single", testMatch: /\/(page|files|lessons|lesson-links|picture)\.spec\.js/, grepInvert: /@served/, use: /** @type {any} */ ({ single: true }) },
  ],
  use: {
    browserName: "chromium",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // Chromium's sandbox does not start as root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
});
