// Writes the page that stands in frames, embed/index.html: the same page with little around it, at every width laid out as
// on a narrow screen, with addresses that lead out of its folder.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const ADDRESS = /(\s(?:href|src|data-[\w-]+)=")(?:\.\/)?((?!data:)[\w./-]+\.(?:js|css|wasm|bin)")/g;
const STYLE = /<link rel="stylesheet" (?:href|data-later)="(?:\.\/)?([^"]+)"[^>]*>\s*/g;
const INTEGRITY = / data-integrity='([^']+)'/;
const THEME = /<script src="\.\.\/theme[^"]*"[^>]*><\/script>/;
/** The style sheets' own words for a screen on which one view is shown at a time. */
const NARROW = /\(\s*max-width:\s*(?:768|1239)px\s*\)/g;
const BAR = `<section class="bar" aria-label="Porthole"><span class="word"><svg class="mark" width="18" height="18" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9"/><circle class="lens" cx="11" cy="11" r="4.5"/></svg>Porthole</span><span id="keeps" hidden>This page keeps what you change</span><span id="turns" hidden><button class="quiet" type="button" aria-label="Scroll up">↑</button><button class="quiet" type="button" aria-label="Scroll down">↓</button></span><button id="reset" class="quiet" type="button" hidden>Reset to the author’s</button><a id="open" target="_blank" rel="noopener" href="../">Open in Porthole</a></section>`;

/**
 * The style sheet and the script of its own carry no integrity: a frame without an origin could not check it.
 *
 * @param {string} folder the built page, sealed
 */
export async function writeEmbed(folder) {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const styles = await Promise.all(Array.from(html.matchAll(STYLE), ([, name]) => readFile(join(folder, name), "utf8")));
  const own = await readFile("static/embed/frame.css", "utf8");
  const script = await readFile("static/embed/frame.js", "utf8");
  const dictionary = await readFile("src/link/v1.dictionary", "utf8");

  await mkdir(join(folder, "embed"), { recursive: true });
  const write = (name, text) => writeFile(join(folder, "embed", name), text);
  await write("frame.css", [...styles, own].join("\n").replace(NARROW, "all"));
  await write("frame.js", replaced(script, '"DICTIONARY"', JSON.stringify(dictionary)));

  let page = html.replace(STYLE, "").replace(ADDRESS, "$1../$2").replace(INTEGRITY, (_, held) => {
    const names = Object.entries(JSON.parse(held)).map(([name, integrity]) => [`../${name.replace(/^\.\//, "")}`, integrity]);
    return ` data-integrity='${JSON.stringify(Object.fromEntries(names))}'`;
  });
  page = replaced(page, '<html lang="en" data-pane="editor">', '<html lang="en" data-pane="map" data-frame data-root="../">');
  const [theme] = THEME.exec(page) ?? [""];
  page = replaced(page, theme || "<script> of the theme", '<link rel="stylesheet" href="frame.css"><script src="frame.js"></script>');
  page = replaced(page, "<title>", '<meta name="robots" content="noindex"><title>');
  await write("index.html", replaced(page, "</main>", `</main>\n${BAR}`));
}

/**
 * @param {string} text
 * @param {string} part that has to be in it
 * @param {string} other what takes its place
 */
function replaced(text, part, other) {
  if (!text.includes(part)) throw new Error(`The built page has no ${part}, which the one in frames begins from.`);
  return text.replace(part, () => other);
}
