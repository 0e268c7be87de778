// Writes assets.sha256: every file of the built page with what it holds, in the form that `sha256sum --check` reads. Two
// builds of one commit write the same (scripts/reproduce.sh), so anybody can see that a page is what its source says.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIST = "assets.sha256";

/** @param {string} folder a built page, with all that is in it */
export const writeAssets = (folder) => writeFileSync(join(folder, LIST), listed(folder));

/**
 * The list, made anew.
 *
 * @param {string} folder
 */
export function listed(folder) {
  const isListed = (/** @type {string} */ name) => name !== LIST && statSync(join(folder, name)).isFile();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isListed).sort();
  const lines = names.map((name) => `${hashOf(join(folder, name))}  ${name}\n`);
  return lines.join("");
}

/** @param {string} file */
const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
