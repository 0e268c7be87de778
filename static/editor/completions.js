// @ts-check
/** Completion from the words that the page has found in the text. */
import { autocompletion } from "@codemirror/autocomplete";

const WORD = /[\w./-]*$/;
const KEY_BEFORE = /([\w./-]+)["']?\s*:\s+(["']?)$/;
/** Written plain, these would be read as a number, a boolean or null. */
const NEEDS_QUOTES = /^(?:[-+.\d].*|true|false|yes|no|on|off|y|n|null|)$/i;

/**
 * @param {() => Record<string, string[]>} words
 * Nothing is chosen until an arrow key chooses it, so that Enter keeps making a new line while the list is open.
 */
export function completions(words) {
  return autocompletion({ override: [(context) => complete(context, words())], selectOnOpen: false, icons: false });
}

/** @param {import("@codemirror/autocomplete").CompletionContext} context @param {Record<string, string[]>} words */
function complete(context, words) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const typed = WORD.exec(before)?.[0] ?? "";
  if (!typed && !context.explicit) return null;

  const lead = before.slice(0, before.length - typed.length);
  if (/(^|\s)#/.test(lead)) return null;
  const [, key = "", quote = ""] = KEY_BEFORE.exec(lead) ?? [];
  const values = Object.hasOwn(words, key) ? words[key] : undefined;
  const offered = values ?? (key ? [] : Object.keys(words));
  const options = offered
    .filter((word) => word !== typed)
    .map((word) => ({ label: word, apply: values && !quote && NEEDS_QUOTES.test(word) ? `"${word}"` : word }));
  return options.length ? { from: context.pos - typed.length, options, validFor: /^[\w./-]*$/ } : null;
}
