// Bundles the editor into target/editor/editor.js, with the licences of what went into it beside it.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const OUT = join(ROOT, "target/editor/editor.js");
const LIMIT_KB = 125;

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ["static/editor/editor.js"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  banner: { js: "/*! CodeMirror and Lezer; their licences: editor.LICENSE.txt */" },
  metafile: true,
  logLevel: "warning",
});
await writeFile(OUT.replace(/\.js$/, ".LICENSE.txt"), await licences(Object.keys(metafile.inputs)));

const code = await readFile(OUT);
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
