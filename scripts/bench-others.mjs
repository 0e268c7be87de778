// How long the tools take that a person would use instead, on one generated set, beside the `porthole` command on the same.
// Those that come from a registry go into target/compare/, and one that cannot be had is said in the table.
// node scripts/bench-others.mjs PORTHOLE

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { folder, keep, median, size, table, time } from "./figures.mjs";

const OBJECTS = 1_000;
const RUNS = 3;
/** After so long a tool is stopped: in ms. */
const PATIENCE = 300_000;
const tools = "target/compare";
const porthole = resolve(process.argv[2]);

/** @typedef {{ does: string, name: string, install?: string[][], run: string[] }} Tool */

mkdirSync(folder, { recursive: true });
mkdirSync(tools, { recursive: true });
const once = ["bench", "--quiet", "--locked", "--bench", "once", "--", "write", String(OBJECTS)];
const text = spawnSync("cargo", once, { encoding: "utf8", maxBuffer: 1e9 }).stdout;
const manifests = resolve(folder, `${OBJECTS}.yaml`);
writeFileSync(manifests, text);

const python = (name, version) => {
  const home = join(tools, name);
  const pip = [join(home, "bin/pip"), "install", "--quiet", `${name}==${version}`];
  return existsSync(join(home, "done")) ? [] : [["python3", "-m", "venv", home], pip, ["touch", join(home, "done")]];
};
const npm = (name, version) => {
  const home = join(tools, "npm");
  const install = ["npm", "install", "--prefix", home, "--no-audit", "--no-fund", "--loglevel=error", `${name}@${version}`];
  return existsSync(join(home, "node_modules", name)) ? [] : [["mkdir", "-p", home], install];
};

/** Each with what it does of what Porthole does. @type {Tool[]} */
const TOOLS = [
  {
    does: "reads",
    name: "kubectl label --local --dry-run",
    run: ["kubectl", "label", "--local", "--dry-run=client", "-o", "name", "-f", manifests, "measured=yes"],
  },
  {
    does: "checks",
    name: "checkov 3.3.30",
    install: python("checkov", "3.3.30"),
    run: [
      ...[join(tools, "checkov/bin/checkov"), "--framework", "kubernetes", "--quiet", "--compact", "--skip-download"],
      ...["--file", manifests],
    ],
  },
  {
    does: "checks",
    name: "@monokle/validation 0.33.0",
    install: npm("@monokle/validation", "0.33.0"),
    run: ["node", "scripts/compare/monokle.mjs", join(tools, "npm"), manifests],
  },
  {
    does: "draws",
    name: "KubeDiagrams 0.8.0",
    install: python("KubeDiagrams", "0.8.0"),
    run: [join(tools, "KubeDiagrams/bin/kube-diagrams"), "-o", join(folder, "drawn.svg"), manifests],
  },
];

/** @param {string[]} command @returns {{ took: number, why?: string }} why it failed, if it did */
function timed([command, ...words]) {
  const begun = performance.now();
  const { status, error, stderr } = spawnSync(command, words, { encoding: "utf8", timeout: PATIENCE, maxBuffer: 1e9 });
  const took = performance.now() - begun;
  const code = /** @type {any} */ (error)?.code;
  if (code === "ETIMEDOUT") return { took, why: `more than ${time(PATIENCE)}` };
  if (code === "ENOENT") return { took, why: "not installed here" };
  // Tools that check end with 1 where they find something.
  if (status === 0 || (status === 1 && !stderr.includes("Traceback"))) return { took };
  const said = (stderr ?? "").trim().split("\n").findLast((line) => /error/i.test(line)) ?? `status ${status}`;
  return { took, why: `not to be had here: ${said.trim().slice(0, 120).replaceAll("|", "/").replaceAll("`", "'")}` };
}

/** @param {Tool} tool @returns {{ took?: number, why?: string }} */
function measure({ name, install = [], run }) {
  console.log(`${name}`);
  for (const step of install) {
    const { why } = timed(step);
    if (why) return { why };
  }
  const times = [];
  for (let at = 0; at < RUNS; at += 1) {
    const { took, why } = timed(run);
    if (why) return { why };
    times.push(took);
  }
  return { took: median(times) };
}

const own = /** @type {number} */ (measure({ does: "", name: "porthole", run: [porthole, manifests] }).took);
const rows = TOOLS.map((tool) => {
  const { took, why } = measure(tool);
  const ratio = took ? took / own : 0;
  return [tool.name, tool.does, took ? time(took) : why, took ? `${ratio.toFixed(ratio < 10 ? 1 : 0)} times as long` : ""];
});
const words =
  `${OBJECTS.toLocaleString("en")} objects, ${size(text.length)}: each command from its start to its end, the median of ${RUNS} ` +
  "runs. Each does a part of what Porthole does in one, and more of that part than it, or less.";
const head = ["command", "what it does", "median", "beside `porthole`"];
const ours = ["`porthole`", "reads, checks, follows", time(own), ""];
keep("others", "Beside what else there is", `${words}\n\n${table(head, [ours, ...rows])}`);
