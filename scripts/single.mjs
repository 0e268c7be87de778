// Writes porthole.html: the whole page in one file, which opens from a disk. Its policy names its scripts and its style by
// what they hold, and lets nothing be fetched at all.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} folder a built page */
export async function writeSingle(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  /** @param {RegExp} pattern */
  const names = (pattern) => Array.from(html.matchAll(pattern), ([, name]) => name);
  /** @param {string} attribute */
  const named = (attribute) => resolve(folder, names(new RegExp(`\\s${attribute}="([^"]+)"`, "g"))[0]);
  /** @param {string} name */
  const text = (name) => readFileSync(join(folder, name), "utf8");

  const style = names(/<link rel="stylesheet" (?:href|data-later)="([^"]+)"/g).map(text).join("");
  const before = names(/<script src="([^"]+)"/g).map(text).join("\n");
  const engine = readFileSync(named("data-engine-glue"), "utf8");
  const page = await program(named("data-glue"), named("data-editor"));
  const data = { "page-wasm": "data-wasm", first: "data-first", "engine-wasm": "data-engine-wasm" };
  const held = Object.entries(data).map(([id, attribute]) => {
    return `<script type="text/plain" id="${id}">${gzipSync(readFileSync(named(attribute)), { level: 9 }).toString("base64")}</script>\n`;
  });
  const licences = `<script type="text/plain" id="licences">\n${text("editor.LICENSE.txt")}</script>\n`;

  const scripts = [before, engine, page].map((script) => `'${hashOf(script)}'`).join(" ");
  const policy =
    `default-src 'none'; script-src ${scripts} 'wasm-unsafe-eval'; style-src '${hashOf(style)}'; img-src data: blob:; ` +
    "worker-src blob:; base-uri 'none'; form-action 'none'";
  const head = `<style>${style}</style>\n<script>${inline(before)}</script>\n<script type="module">${inline(page)}</script>\n`;
  const foot = `<script id="engine-code">${inline(engine)}</script>\n${held.join("")}${licences}`;
  const single = html
    .replace(/<link rel="(stylesheet|modulepreload)"[^>]*>\s*|<script[^>]*><\/script>\s*/g, "")
    .replace(/(http-equiv="Content-Security-Policy" content=)"[^"]+"/, `$1"${policy}"`)
    .replace("</head>", () => `${head}</head>`)
    .replace("</body>", () => `${foot}</body>`);
  writeFileSync(join(folder, "porthole.html"), single);
}

/**
 * The page's own script with the editor and the glue in it.
 *
 * @param {string} glue
 * @param {string} editor
 */
async function program(glue, editor) {
  /** @type {Record<string, string>} */
  const taken = { "./parts.js": join(ROOT, "static/inlined.js"), "porthole:glue": glue, "porthole:editor": editor };
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "static/boot.js")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    plugins: [
      {
        name: "inlined",
        setup: ({ onResolve }) => onResolve({ filter: /^(\.\/parts\.js|porthole:.*)$/ }, ({ path }) => ({ path: taken[path] })),
      },
    ],
  });
  return outputFiles[0].text;
}

/** @param {string} text */
const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** A script that an HTML document can hold as it stands. @param {string} code */
function inline(code) {
  if (/<\/script|<!--/i.test(code)) throw new Error("A script holds what would end its own element.");
  return code;
}
