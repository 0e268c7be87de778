// @ts-check
/**
 * Where in a manifest the cursor stands, told from the lines above it: the text is being typed, so that no parser and no
 * analysis knows it yet. @import {Spot} from "./contract.d.ts"
 */
import { Text } from "@codemirror/state";

const KEY = String.raw`["']?([\w./-]+)["']?\s*:`;
const LEAD = /^\s*(?:-\s+)*/;
const KEYED = new RegExp(`^${KEY}`);
const VALUE = new RegExp(String.raw`^\s*${KEY}\s+["']?$`);
const BEFORE_BRACE = new RegExp(String.raw`${KEY}\s*(?:\[\s*)?$`);
/** No further than this is looked for what an object is, and what is around a line. */
const FAR = 4000;

/**
 * @param {Text} doc @param {number} pos where the typed word begins
 * @returns {Spot | null} null in a comment, and where neither a key nor a value can begin
 */
export function spotAt(doc, pos) {
  const line = doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  if (/(^|\s)#/.test(before)) return null;
  const lead = LEAD.exec(before)?.[0].length ?? 0;
  const { inner, keys } = inBraces(before.slice(lead));
  const [, key] = VALUE.exec(inner) ?? [];
  if (!key && inner.trim().replace(/^["']/, "") !== "") return null;

  const { path, version, kind } = above(doc, line.number, lead);
  if (lead === 0 && keys.length === 0 && key === "kind") return { version, kind: "", path: ["kind"], value: true };
  if (lead === 0 && keys.length === 0 && key === "apiVersion") return { version: "", kind, path: ["apiVersion"], value: true };
  return { version, kind, path: [...path, ...keys, ...(key ? [key] : [])], value: Boolean(key) };
}

/** What stands in the innermost open brace of a line, and the keys before the open ones. @param {string} text */
function inBraces(text) {
  /** @type {number[]} */
  const open = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "{") open.push(at);
    else if (text[at] === "}") open.pop();
  }
  const keys = open.flatMap((at) => BEFORE_BRACE.exec(text.slice(0, at))?.[1] ?? []);
  const last = open.at(-1);
  if (last === undefined) return { inner: text, keys };
  return { inner: text.slice(Math.max(last, text.lastIndexOf(",")) + 1), keys };
}

/**
 * The keys around a line, outermost first, and what the document says that its object is.
 * @param {Text} doc @param {number} number of the line @param {number} indent of what stands in it
 */
function above(doc, number, indent) {
  /** @type {string[]} */
  const path = [];
  const said = { apiVersion: "", kind: "" };
  for (let at = number - 1; at >= Math.max(1, number - FAR); at -= 1) {
    const { text } = doc.line(at);
    if (text.startsWith("---")) break;
    note(said, text);
    const lead = LEAD.exec(text)?.[0].length ?? 0;
    const [, key] = KEYED.exec(text.slice(lead)) ?? [];
    if (!key || lead >= indent) continue;
    path.unshift(key);
    indent = lead;
  }
  for (let at = number + 1; at <= Math.min(doc.lines, number + FAR) && !(said.apiVersion && said.kind); at += 1) {
    const { text } = doc.line(at);
    if (text.startsWith("---")) break;
    note(said, text);
  }
  return { path, version: said.apiVersion, kind: said.kind };
}

/** @param {{apiVersion: string, kind: string}} said @param {string} text of a line */
function note(said, text) {
  const [, key, value] = /^(apiVersion|kind):\s*["']?([\w./-]+)/.exec(text) ?? [];
  if (key === "apiVersion" || key === "kind") said[key] ||= value;
}
