// Bundles the page's scripts into target/scripts: boot.js, which starts the page, editor.js, which follows it, with the
// licences of what went into it beside it, and extras.js, which comes last.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const OUT = join(ROOT, "target/scripts");
const LIMIT_KB = 125;

/** @type {import("esbuild").BuildOptions & { metafile: true }} */
const options = {
  absWorkingDir: ROOT,
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  logLevel: "warning",
};
await build({ ...options, entryPoints: ["static/boot.js"] });
await build({ ...options, entryPoints: ["static/extras.js"] });
const { metafile } = await build({
  ...options,
  entryPoints: ["static/editor/editor.js"],
  // Where it can ask whether someone types, CodeMirror reads the text in tasks of 100 ms; else in the browser's idle time.
  define: { "navigator.scheduling": "undefined" },
  banner: { js: "/*! CodeMirror and Lezer; their licences: editor.LICENSE.txt */" },
});
await writeFile(join(OUT, "editor.LICENSE.txt"), await licences(Object.keys(metafile.inputs)));

const code = await readFile(join(OUT, "editor.js"));
const size = brotliCompressSync(code).length / 1000;
console.log(`editor.js: ${(code.length / 1000).toFixed(0)} KB, ${size.toFixed(0)} KB as brotli`);
if (size > LIMIT_KB) {
  console.error(`editor.js is over its limit of ${LIMIT_KB} KB as brotli.`);
  process.exitCode = 1;
}

/** The licence texts of the packages that the bundled files come from, each once under the packages that share it. */
async function licences(inputs) {
  const packages = new Set(inputs.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean));
  const names = new Map();
  for (const folder of [...packages].sort()) {
    const file = (await readdir(join(ROOT, folder))).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${folder} carries no licence file; see what it is published under.`);
    const text = (await readFile(join(ROOT, folder, file), "utf8")).trim();
    names.set(text, [...(names.get(text) ?? []), folder.replace("node_modules/", "")]);
  }
  return [...names].map(([text, who]) => `${who.join(", ")}\n\n${text}\n`).join("\n\n");
}
