// @ts-check
/** Who matches the label or the selector's entry under the pointer: the page is asked. @import {Hover, Options} from "./contract.d.ts" */
import { hoverTooltip } from "@codemirror/view";
import { clamped } from "./marks.js";

/** So much of what is spoken of is shown again above what is said of it. */
const LONGEST = 80;

/** @param {Options["onHover"]} ask */
export function hover(ask) {
  return hoverTooltip(async ({ state }, pos) => {
    if (!state.doc.lineAt(pos).text.includes(":")) return null;
    /** @type {Hover | null} */
    const said = await new Promise((resolve) => ask(pos, resolve));
    if (!said) return null;
    const { from, to } = clamped(state.doc, said);
    return { pos: from, end: to, above: true, create: () => ({ dom: draw(state.sliceDoc(from, to), said) }) };
  });
}

/** @param {string} text @param {Hover} said */
function draw(text, { sentences }) {
  const dom = element("div", "cm-said");
  dom.append(element("code", "cm-said-of", text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  for (const sentence of sentences) {
    const line = dom.appendChild(element("p", ""));
    for (const { text, code } of sentence) line.append(code ? element("code", "", text) : text);
  }
  return dom;
}

/** @param {string} tag @param {string} className @param {string} text it is never read as markup */
export function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
