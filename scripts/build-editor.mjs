// Bundles the editor, static/editor/, into target/editor/editor.js. The file is written only where it changes, so that
// a build that watches the sources is not set off by itself.

import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const outfile = "target/editor/editor.js";

const { outputFiles } = await build({
  entryPoints: ["static/editor/editor.js"],
  outfile,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  write: false,
});

const [{ contents }] = outputFiles;
if (!existsSync(outfile) || !readFileSync(outfile).equals(contents)) {
  mkdirSync("target/editor", { recursive: true });
  writeFileSync(outfile, contents);
}
