// How long links are: for the text that the page opens with, and for a folder of manifests by their size, against lz-string
// and deflate without a dictionary. All of them are counted from behind the version.
// node scripts/bench-links.mjs PORTHOLE [FOLDER]

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import lzString from "lz-string";
import { keep, table } from "./figures.mjs";

const [command, folder] = process.argv.slice(2);
const SEED = "static/examples/rails-redis.yaml";
const LARGEST = 100_000;
/** Sizes of manifests in bytes, each up to the next. */
const SIZES = [0, 800, 2_000, 8_000, LARGEST];

/** @param {string} path */
function lengths(path) {
  const text = readFileSync(path, "utf8");
  return {
    text: text.length,
    lz: lzString.compressToEncodedURIComponent(text).length,
    deflate: deflateRawSync(text, { level: 9 }).toString("base64url").length,
    link: execFileSync(command, ["link", path], { encoding: "utf8" }).trim().length - "#v1.".length,
  };
}

/** @param {string} name @param {ReturnType<typeof lengths>[]} all the mean of which is told */
function mean(name, all) {
  const of = (key) => Math.round(all.reduce((sum, each) => sum + each[key], 0) / all.length).toLocaleString("en");
  return [name, of("text"), of("lz"), of("deflate"), of("link")];
}

const rows = [mean("the opening text", [lengths(SEED)])];
if (folder && existsSync(folder)) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  const all = paths.map((name) => lengths(join(folder, name))).filter(({ text }) => text < LARGEST);
  for (const [at, from] of SIZES.slice(0, -1).entries()) {
    const some = all.filter(({ text }) => text >= from && text < SIZES[at + 1]);
    const range = `${from.toLocaleString("en")} to ${SIZES[at + 1].toLocaleString("en")}`;
    rows.push(mean(`${some.length} of a corpus, of ${range}`, some));
  }
} else {
  console.log(`${folder} is absent, so no real manifests became links.`);
}
const head = ["characters, on average", "YAML", "lz-string", "deflate", "link"];
keep("links", "Links", `How long a link is that holds a whole text.\n\n${table(head, rows)}`);
