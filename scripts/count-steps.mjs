// Counts the instructions that the engine takes for a generated set, which no other load on the machine changes, and fails
// where they are more than a tenth above benches/steps.json.
// node scripts/count-steps.mjs [REPORT]; UPDATE_EXPECT=1 writes what it counts into benches/steps.json.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const expected = "benches/steps.json";
const report = process.argv[2];
/** What is counted: what becomes of so many objects. */
const RUNS = [
  ["analyse", "1000"],
  ["edit", "1000"],
  ["add", "1000"],
];
const MORE = 1.1;

/** @param {{ name: string, passed: number, failed: number, ignored: number, broken: string[], note?: string }} suite */
const say = (suite) => report && writeFileSync(report, JSON.stringify(suite));

if (spawnSync("valgrind", ["--version"]).status !== 0) {
  console.log("valgrind is not here, so the engine's instructions are not counted.");
  process.exit();
}
// Another compiler, or another machine, takes other instructions for the same.
const rustc = execFileSync("rustc", ["--version", "--verbose"], { encoding: "utf8" });
const built = `${/^host: (.+)$/m.exec(rustc)?.[1]}, rustc ${/^release: (.+)$/m.exec(rustc)?.[1]}`;
const known = JSON.parse(readFileSync(expected, "utf8"));
if (known.built !== built && !process.env.UPDATE_EXPECT) {
  console.log(`${expected} is of ${known.built}, and this is ${built}: there is nothing to compare with.`);
  process.exit();
}

const runner = "target.'cfg(all())'.runner=['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null']";
/** @param {string[]} words */
function count(words) {
  const cargo = ["bench", "--quiet", "--locked", "--config", runner, "--bench", "once", "--", ...words];
  const { stderr } = spawnSync("cargo", cargo, { encoding: "utf8", maxBuffer: 1e8 });
  const [, counted] = /Collected : (\d+)/.exec(stderr) ?? [];
  if (!counted) throw new Error(stderr);
  return Number(counted);
}

const steps = Object.fromEntries(RUNS.map((words) => [words.join(" "), count(words)]));
if (process.env.UPDATE_EXPECT) writeFileSync(expected, `${JSON.stringify({ built, steps }, null, 2)}\n`);
const wanted = process.env.UPDATE_EXPECT ? steps : known.steps;
const over = Object.entries(steps).filter(([name, counted]) => !(counted <= wanted[name] * MORE));
for (const [name, counted] of Object.entries(steps)) {
  const share = 100 * (counted / wanted[name] - 1);
  const than = `${Math.abs(share).toFixed(1)} % ${share < 0 ? "less" : "more"} than`;
  console.log(`${name}: ${counted.toLocaleString("en")} instructions, ${than} in ${expected}`);
}
say({ name: expected, passed: RUNS.length - over.length, failed: over.length, ignored: 0, broken: over.map(([name]) => name) });
process.exit(over.length > 0 ? 1 : 0);
