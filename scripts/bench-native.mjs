// How long analyses take natively, by divan's medians, and how much memory they hold at the most.
// node scripts/bench-native.mjs

import { execFileSync } from "node:child_process";
import { keep, size, table, time } from "./figures.mjs";

const cargo = (bench, ...words) =>
  execFileSync("cargo", ["bench", "--quiet", "--locked", "--bench", bench, "--", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1e9,
  });

/** The benchmarks by their names in divan's tree, with what each is called here and what is asked of it, in ms. */
const NAMES = {
  five_hundred_lines: ["500 lines, from nothing", { "": 5 }],
  objects: ["objects, from nothing", { 10000: 350 }],
  edit: ["objects, after one was edited", { 10000: 50 }],
  edit_of_a_workload: ["objects, after a workload was edited", { 10000: 50 }],
  edit_of_their_number: ["objects, after one was added or removed", { 10000: 50 }],
  edit_of_a_namespace: ["objects, after a Namespace was added or removed", { 10000: 50 }],
  reading: ["objects, read to trees and nothing else", {}],
  view_of_objects: ["objects, what the page is sent of them", {}],
  guarded_workloads: ["workloads with a fifth as many network policies", {}],
  connections_of_guarded_workloads: ["of these, which can connect to which", {}],
  corpus: ["all manifests of a corpus, one after the other", {}],
};
const UNITS = { s: 1000, ms: 1, "µs": 1e-3, ns: 1e-6 };

/** @param {string} printed @returns {Map<string, [string, number, number][]>} the fastest and the median, in ms, of each */
function times(printed) {
  const found = new Map();
  let name = "";
  for (const line of printed.split("\n")) {
    const [, own, rest] = /^[│├╰─\s]+(\w+)(.*)$/u.exec(line) ?? [];
    if (!own) continue;
    if (!/^\d+$/.test(own)) name = own;
    const columns = [...rest.matchAll(/([\d.]+) (s|ms|µs|ns)\b/gu)].map(([, number, unit]) => Number(number) * UNITS[unit]);
    const all = found.get(name) ?? [];
    // The columns are the fastest, the slowest, the median and the mean.
    if (columns.length >= 3) found.set(name, [...all, [own === name ? "" : own, columns[0], columns[2]]]);
  }
  return found;
}

const measured = times(cargo("analysis"));
const rows = Object.entries(NAMES).flatMap(([name, [words, asked]]) =>
  (measured.get(name) ?? []).map(([count, fastest, median]) => [
    `${Number(count || 0) ? `${Number(count).toLocaleString("en")} ` : ""}${words}`,
    time(fastest),
    time(median),
    asked[count] ? time(asked[count]) : "",
  ]),
);
keep("native", "Analysing, natively", table(["what", "fastest", "median", "asked"], rows));

const peaks = [1_000, 10_000, 100_000].map((count) => {
  const [text, peak] = cargo("once", "peak", String(count)).trim().split(" ").map(Number);
  return [`${count.toLocaleString("en")} objects`, size(text), size(peak), (peak / text).toFixed(1)];
});
const words = "The most that the process held of the machine's memory, the text and what the system keeps included.";
keep("memory", "Memory", `${words}\n\n${table(["what", "text", "peak", "times the text (12 asked)"], peaks)}`);
