// Gives the files of a built page names by their content, so that a name never means anything else, and tells the page what
// each has to hold: the integrity of what its elements load stands on these, that of what its script fetches in one place.

import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { extname, join } from "node:path";

/** Whether a name says what the file holds. @param {string} name */
export const isHashed = (name) => /-[0-9a-f]{16}(_bg)?\.[a-z]+$/.test(name);

/** @param {Uint8Array | string} bytes */
export const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/**
 * @param {string} folder
 * @param {string} html the page
 * @returns {string} the page with the names and the integrity of its files
 */
export function seal(folder, html) {
  /** @type {Record<string, string>} */
  const fetched = {};
  /** @type {Map<string, string>} */
  const names = new Map();
  const named = html.replace(/\s(href|src|data-[a-z-]+)="(?!data:|#|[a-z]+:)([^"]+\.[a-z]+)"/g, (_, attribute, old) => {
    const name = names.get(old) ?? (isHashed(old) ? old : renamed(folder, old));
    names.set(old, name);
    const integrity = integrityOf(readFileSync(join(folder, name)));
    if (!attribute.startsWith("data-") || attribute === "data-later") return ` ${attribute}="${name}" integrity="${integrity}"`;
    fetched[name] = integrity;
    return ` ${attribute}="${name}"`;
  });
  return named.replace(/ data-wasm="/, ` data-integrity='${JSON.stringify(fetched)}'$&`);
}

/**
 * @param {string} folder
 * @param {string} name
 */
function renamed(folder, name) {
  const bytes = readFileSync(join(folder, name));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const other = name.replace(extname(name), `-${hash}${extname(name)}`);
  renameSync(join(folder, name), join(folder, other));
  return other;
}
