// @ts-check
/** Completion: the page is asked what may stand where a word begins. @import {Options} from "./contract.d.ts" */
import { autocompletion } from "@codemirror/autocomplete";
import { spotAt } from "./place.js";

const WORD = /[\w./-]*$/;
/** Written plain, these would be read as a number, a boolean or null. */
const NEEDS_QUOTES = /^(?:[-+.\d].*|true|false|yes|no|on|off|y|n|null|)$/i;

/**
 * Nothing is chosen until an arrow key chooses it, so that Enter keeps making a new line while the list is open.
 * @param {Options["onComplete"]} ask
 */
export function completions(ask) {
  return autocompletion({ override: [(context) => complete(context, ask)], selectOnOpen: false, icons: false });
}

/** @param {import("@codemirror/autocomplete").CompletionContext} context @param {Options["onComplete"]} ask */
async function complete({ state, pos, explicit }, ask) {
  const line = state.doc.lineAt(pos);
  const typed = WORD.exec(line.text.slice(0, pos - line.from))?.[0] ?? "";
  if (!typed && !explicit) return null;
  const from = pos - typed.length;
  const spot = spotAt(state.doc, from);
  if (!spot) return null;
  /** @type {string[]} */
  const words = await new Promise((resolve) => ask(spot, resolve));

  const quoted = /["']$/.test(line.text.slice(0, from - line.from));
  const alone = line.text.slice(pos - line.from).trim() === "";
  /** @param {string} word */
  const written = (word) => {
    if (spot.value) return !quoted && isLabel(spot) && NEEDS_QUOTES.test(word) ? `"${word}"` : word;
    return alone && !quoted && !line.text.includes("{") ? `${word}:` : word;
  };
  const options = words.filter((word) => word !== typed).map((word) => ({ label: word, apply: written(word) }));
  return options.length ? { from, options, validFor: /^[\w./-]*$/ } : null;
}

/** Whether the value has to be a string. @param {import("./contract.d.ts").Spot} spot */
function isLabel({ path }) {
  return /^(?:labels|selector|matchLabels|podSelector|namespaceSelector)$/.test(path.at(-2) ?? "");
}
