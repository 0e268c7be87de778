// What the measures of `make bench` share: medians, and the part of docs/performance.md that each of them writes, which
// scripts/write-performance.mjs puts together.

import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";

export const folder = "target/bench";

/** @param {number[]} values @returns {number} */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** @param {number} milliseconds */
export const time = (milliseconds) =>
  milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(2)} s` : `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;

/** @param {number} bytes */
export const size = (bytes) =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.round(bytes).toLocaleString("en")} bytes`;

/** @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/**
 * Keeps a part for docs/performance.md, and says it.
 *
 * @param {string} name of the part
 * @param {string} title
 * @param {string} body Markdown
 */
export function keep(name, title, body) {
  const load = loadavg()[0].toFixed(1);
  const text = `## ${title}\n\n${body}\n\nThe load of the machine was ${load} at the end of this part.\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), text);
  console.log(`\n${text}`);
}
