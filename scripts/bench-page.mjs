// How long the built page takes to analyse a manifest of some 500 lines, by the page's own clock in its Worker.
// node scripts/bench-page.mjs FOLDER

import { chromium } from "@playwright/test";
import { availableParallelism, cpus } from "node:os";
import { serve } from "../tests/browser/server.js";

const runs = 21;
// Where Chromium runs as root it has no sandbox; nothing but the page on this machine is opened.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** @param {number} number */
const pair = (number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${number}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-${number}
  template:
    metadata:
      labels:
        app: app-${number}
        tier: web
    spec:
      containers:
        - name: main
          image: example/app-${number}:1.0
          ports:
            - name: http
              containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: app-${number}
spec:
  type: ${number % 4 ? "ClusterIP" : "LoadBalancer"}
  selector:
    app: app-${number % 5 ? number : `${number}x`}
  ports:
    - port: 80
      targetPort: http
---
`;
const text = Array.from({ length: 15 }, (_, number) => pair(number)).join("");
const site = await serve(process.argv[2], "/");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
const page = await browser.newPage();
await page.goto(site.url);
const footer = page.locator("footer");
await page.locator("#editor-host .cm-content").waitFor();

/** @type {number[]} */
const times = [];
for (let run = 0; run <= runs; run += 1) {
  await page.locator("#editor-host .cm-content").focus();
  await page.keyboard.press("Control+A");
  await page.evaluate((copied) => {
    const data = new DataTransfer();
    data.setData("text/plain", copied);
    const host = document.querySelector("#editor-host");
    const content = (host?.shadowRoot ?? host?.firstElementChild?.shadowRoot ?? host)?.querySelector(".cm-content");
    content?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, `# run ${run}\n${text}`);
  const lines = text.split("\n").length;
  await page.waitForFunction(
    ([run, lines]) => {
      const said = document.querySelector("footer")?.textContent ?? "";
      const seen = /** @type {any} */ (globalThis).seenRun;
      if (!said.includes(`${lines} lines`) || !said.includes("analysed in")) return false;
      if (seen === run) return true;
      /** @type {any} */ (globalThis).seenRun = run;
      return false;
    },
    [run, lines],
    { polling: 150 },
  );
  const [, time] = /analysed in ([\d.]+) ms/.exec((await footer.textContent()) ?? "") ?? [];
  if (run > 0) times.push(Number(time));
}
times.sort((a, b) => a - b);
console.log(
  `${text.split("\n").length} lines analysed in the page's Worker: median ${times[(runs - 1) / 2]} ms of ${runs} runs ` +
    `(${times[0]} to ${times[runs - 1]}; ${availableParallelism()} cores, ${cpus()[0]?.model})`,
);
await browser.close();
site.close();
