// Finishes the page that Trunk has built, in its folder.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAssets } from "./assets.mjs";
import { writeHeaders } from "./headers.mjs";
import { joinEngine } from "./join-engine.mjs";
import { writeServiceWorker } from "./precache.mjs";
import { seal } from "./seal.mjs";
import { shrink } from "./shrink.mjs";
import { writeSingle } from "./single.mjs";
import { writeEmbed } from "./write-embed.mjs";

const folder = process.argv[2] ?? process.env.TRUNK_STAGING_DIR;
const page = join(folder, "index.html");
// Trunk has the style sheets in the order of index.html; those of what is opened, printed or large follow the first view.
const LATER = /(<link rel="stylesheet" )href(="[^"]*\b(?:large|lesson|matches|opened|print|share|workshop)[-.])/g;
// What is only for whoever reads the source: comments, and the blanks before tags, or before the lines of a style sheet.
const FOR_READERS = /<!--.*?-->|(?<=\n)\s+(?=<)/gs;
const FOR_READERS_OF_STYLES = /\/\*.*?\*\/\s*|(?<=\n)\s+/gs;
for (const name of (await readdir(folder)).filter((name) => name.endsWith(".css"))) {
  const path = join(folder, name);
  await writeFile(path, (await readFile(path, "utf8")).replace(FOR_READERS_OF_STYLES, ""));
}
const small = await shrink(folder, await readFile(page, "utf8"));
const html = (await joinEngine(folder, small)).replace(LATER, "$1data-later$2").replace(FOR_READERS, "");
await writeFile(page, seal(folder, html));
await writeEmbed(folder);
// A page that is worked on must not come from what was kept of it.
writeServiceWorker(folder, process.env.TRUNK_PROFILE === "debug" ? [] : undefined);
await writeSingle(folder);
writeHeaders(folder);
writeAssets(folder);
