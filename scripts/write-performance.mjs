// Puts what `make bench` measured together as docs/performance.md. What stands below its last part, under "What was tried",
// is written by hand and stays.
// node scripts/write-performance.mjs

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem, type } from "node:os";
import { join } from "node:path";
import { folder } from "./figures.mjs";

const path = "docs/performance.md";
/** The parts by their files, with what each is called where it was not measured. */
const PARTS = {
  native: "Analysing, natively",
  memory: "Memory",
  page: "Analysing in the page's Worker, in Chromium",
  tasks: "The page's own thread, in Chromium",
  weight: "Weight",
  visit: "A visit",
  links: "Links",
  others: "Beside what else there is",
};
const BY_HAND = "## What was tried";

const earlier = existsSync(path) ? readFileSync(path, "utf8") : "";
const [, kept = ""] = earlier.split(BY_HAND);
const rustc = execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ")[1];
const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${type()}`;
const head = `# Performance

Written by \`make bench\` on ${new Date().toISOString().slice(0, 10)}, on ${machine}, with Rust ${rustc} and Node ${process.version}.
Figures are medians. The generated sets are those of \`benches/analysis/generate.rs\`: of ten objects four workloads, four
Services and two others, 200 to a namespace.
`;
const part = ([name, title]) => {
  const file = join(folder, `${name}.md`);
  return existsSync(file) ? readFileSync(file, "utf8") : `## ${title}\n\nNot measured in this run.\n`;
};
const hand = kept ? [BY_HAND + kept] : [];
writeFileSync(path, [head, ...Object.entries(PARTS).map(part), ...hand].join("\n"));
console.log(`${path} is written.`);
