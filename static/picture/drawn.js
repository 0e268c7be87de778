// Draws the map once more, under its verdict and with a legend, in the page's theme. Nobody's choice is lit in it, and what
// only works on the page is left out.

import { element, plain } from "./plain.js";
import { pieces, said, write } from "./words.js";

const MARGIN = 24;
/** So wide that a verdict stands in few lines. */
const LEAST_WIDTH = 640;
/** The levels of reach, by their classes, from the farthest. */
const REACHES = {
  internet: "Internet",
  private: "Private network",
  nodes: "Node network",
  cluster: "Cluster",
  namespace: "Namespace",
  "selected-pods": "Selected pods",
  nobody: "Nobody",
};

/** @typedef {{ text: string, width: number, height: number }} Picture an SVG document, and its size in its own pixels */

/** @returns {Picture | undefined} the map as a picture; none where there is no map */
export function drawn() {
  const map = document.querySelector("zoom-box > svg");
  if (!(map instanceof SVGSVGElement)) return undefined;
  const { width: mapWidth, height: mapHeight } = map.viewBox.baseVal;
  const width = Math.ceil(Math.max(LEAST_WIDTH, mapWidth));
  const copies = Array.from(map.children, (child) => /** @type {Element} */ (child.cloneNode(true)));
  for (const copy of copies) {
    for (const unseen of copy.querySelectorAll(".hit, .ring, .fold-toggle")) unseen.remove();
    for (const lit of copy.querySelectorAll(".lit, .chosen, .dim")) lit.classList.remove("lit", "chosen", "dim");
  }

  // It stands in the page for as long as it takes to see how it is styled there.
  const host = document.createElement("div");
  host.className = "map unseen";
  const picture = host.appendChild(element("svg", {}));
  document.body.append(host);
  try {
    const [verdict, summary, note] = [".verdict h1", ".verdict p", ".map > .note p"].map(pieces);
    picture.append(titled("title", said(verdict)), titled("desc", [summary, note].map(said).filter(Boolean).join(" ")));
    const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
    const soft = getComputedStyle(document.querySelector(".verdict p") ?? document.body).color;
    const ground = picture.appendChild(element("rect", { width, fill: backgroundColor, stroke: "none" }));
    const look = { x: MARGIN, width: width - 2 * MARGIN, fontFamily };
    let y = write(picture, verdict, { ...look, y: MARGIN - 8, size: 18, weight: 600, color });
    y = write(picture, summary, { ...look, y: y + 4, size: 13, weight: 400, color: soft });
    y = legend(picture, copies, y + 12, width);
    const place = element("g", { transform: `translate(${Math.round((width - mapWidth) / 2)} ${y})` });
    place.append(...copies);
    picture.append(place, heads(place));
    y = write(picture, note, { ...look, y: y + mapHeight, size: 13, weight: 400, color: soft });
    const height = Math.ceil(y + (note.length > 0 ? MARGIN : 0));
    ground.setAttribute("height", String(height));
    const size = { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", direction: "ltr" };
    return { text: plain(picture, size), width, height };
  } finally {
    host.remove();
  }
}

/** @param {"title" | "desc"} name @param {string} text */
function titled(name, text) {
  const title = element(name, {});
  title.textContent = text;
  return title;
}

/**
 * What the colours, dashes and shapes of the levels of reach that are drawn mean.
 *
 * @param {Element} picture
 * @param {Element[]} copies of the map's parts
 * @param {number} top
 * @param {number} width
 * @returns {number} where it ends
 */
function legend(picture, copies, top, width) {
  const isDrawn = (/** @type {string} */ reach) => copies.some((copy) => copy.querySelector(`:is(.edge, .vertex).${reach}`));
  let [x, y] = [MARGIN, top];
  for (const [reach, word] of Object.entries(REACHES).filter(([reach]) => isDrawn(reach))) {
    const text = element("text", { class: "kind", x: 62, y: 12 });
    text.textContent = word;
    const line = element("path", { class: "line", d: "M20 8H54" });
    const glyph = document.getElementById(`glyph-${reach}`)?.cloneNode(true);
    const shape = element("g", { transform: "translate(0 2)" });
    shape.append(...(glyph?.childNodes ?? []));
    // What nobody reaches has a line only where something nearly leads there.
    const entry = picture.appendChild(element("g", { class: `edge vertex ${reach} ${reach === "nobody" ? "nearly" : ""}` }));
    entry.append(shape, line, text);
    const length = 62 + text.getComputedTextLength() + 20;
    if (x > MARGIN && x + length > width) [x, y] = [MARGIN, y + 22];
    entry.setAttribute("transform", `translate(${Math.round(x)} ${y})`);
    x += length;
  }
  return y + (x > MARGIN ? 30 : 0);
}

/** The heads of the arrows that are drawn, and what dead paths end with. @param {Element} place */
function heads(place) {
  const used = new Set(Array.from(place.querySelectorAll("[marker-end]"), (line) => line.getAttribute("marker-end")));
  const found = [...used].map((url) => document.getElementById(String(url).slice(5, -1))?.cloneNode(true));
  const defs = element("defs", {});
  defs.append(...found.filter((head) => head !== undefined));
  return defs;
}
