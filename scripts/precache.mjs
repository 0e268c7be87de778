// Writes service-worker.js with the list of the files that make the page: itself, and what it names.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { integrityOf, isHashed } from "./seal.mjs";

/**
 * @param {string} folder a built page, sealed
 * @param {string[]} [kept] the files that are kept, where these are not all
 */
export function writeServiceWorker(folder, kept = ["./", ...named(folder)]) {
  const bytes = (name) => readFileSync(join(folder, name === "./" ? "index.html" : name));
  const files = Object.fromEntries(kept.map((name) => [name, integrityOf(bytes(name))]));
  const source = readFileSync(fileURLToPath(new URL("../static/worker/service.js", import.meta.url)), "utf8");
  const version = createHash("sha256").update(JSON.stringify(files) + source).digest("hex").slice(0, 16);
  const ahead = `const VERSION = "${version}";\nconst FILES = ${JSON.stringify(files, null, 1)};\n`;
  writeFileSync(join(folder, "service-worker.js"), ahead + source);
}

/** @param {string} folder */
function named(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => isHashed(name) && html.includes(name));
}
