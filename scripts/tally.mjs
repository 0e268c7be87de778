// One line for each test that failed, for each suite that ran, and for all of them, from the reports that cargo and
// Playwright left behind.
// node scripts/tally.mjs REPORTS RUST_STATUS BROWSER_STATUS STEPS_STATUS; fails where a test or a whole suite did.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ name: string, passed: number, failed: number, ignored: number, broken: string[], note?: string }} Suite */

const [reports, rustStatus, browserStatus, stepsStatus] = process.argv.slice(2);

/**
 * @param {string} log what `cargo test` printed
 * @returns {Suite[]}
 */
function rustSuites(log) {
  /** @type {Suite[]} */
  const suites = [];
  for (const line of log.split("\n")) {
    const broken = /^test (.+) \.\.\. FAILED$/.exec(line);
    if (broken) suites.at(-1)?.broken.push(broken[1]);
    const begun = /^\s+Running (?:unittests )?(\S+) \(/.exec(line);
    if (begun) suites.push({ name: begun[1], passed: 0, failed: 1, ignored: 0, broken: [], note: "did not finish" });
    const ended = /^test result: .* (\d+) passed; (\d+) failed; (\d+) ignored;/.exec(line);
    if (ended) {
      const [passed, failed, ignored] = ended.slice(1).map(Number);
      const { name = "tests", broken = [] } = suites.pop() ?? {};
      suites.push({ name, passed, failed, ignored, broken });
    }
  }
  return suites;
}

/**
 * @param {any} report Playwright's JSON report
 * @returns {Suite[]}
 */
function browserSuites(report) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  return report.suites.map((suite) => {
    const tests = specs(suite).flatMap((spec) => spec.tests.map((test) => ({ ...test, title: spec.title })));
    const named = (status) => tests.filter((test) => test.status === status).map(({ title, results }) => `${title}: ${firstError(results)}`);
    const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
    const again = named("flaky");
    return {
      name: `tests/browser/${suite.title}`,
      passed: count("expected", "flaky"),
      failed: count("unexpected"),
      ignored: count("skipped"),
      broken: named("unexpected"),
      ...(again.length > 0 && { note: `only when tried again: ${again.join("; ")}` }),
    };
  });
}

/** The first line of what was wrong at the first try, without the colours that Playwright gives it. */
function firstError(results) {
  const message = results.flatMap(({ errors }) => errors).find(({ message }) => message)?.message ?? "no message";
  return message.replace(/\u001b\[\d+m/g, "").split("\n")[0];
}

/**
 * A kind of tests that failed without saying which test did counts as one failure.
 *
 * @param {Suite[]} suites
 * @returns {Suite[]}
 */
function withStatus(suites, status, name) {
  if (status === "0" && suites.length > 0) return suites;
  if (suites.some(({ failed }) => failed > 0)) return suites;
  return [...suites, { name, passed: 0, failed: 1, ignored: 0, broken: [], note: "did not run to the end, see above" }];
}

const read = (name) => (existsSync(join(reports, name)) ? readFileSync(join(reports, name), "utf8") : "");
// Where nothing was counted there is no report, and that is no failure.
const steps = read("steps.json") ? [JSON.parse(read("steps.json"))] : [];
const browserReport = JSON.parse(read("browser.json") || '{ "suites": [] }');
const suites = [
  ...withStatus(rustSuites(read("rust.log")), rustStatus, "Rust tests"),
  ...(stepsStatus === "0" ? steps : withStatus(steps, stepsStatus, "counting instructions")),
  ...withStatus(browserSuites(browserReport), browserStatus, "browser tests"),
];

const sum = (key) => suites.reduce((all, suite) => all + suite[key], 0);
console.log();
for (const { name, passed, failed, ignored, note } of suites) {
  const more = [ignored > 0 ? `, ${ignored} ignored` : "", note ? ` (${note})` : ""].join("");
  console.log(`${name}: ${passed} passed, ${failed} failed${more}`);
}
const broken = suites.flatMap(({ name, broken }) => broken.map((test) => `FAILED ${name}: ${test}`));
if (broken.length > 0) console.log(`\n${broken.join("\n")}`);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
