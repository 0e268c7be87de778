// @ts-check
/** The text as UTF-8, piece by piece: an edit makes one of them anew. @import {Text} from "@codemirror/state" */

/** A piece has so many letters at the most, or the fewest that CodeMirror holds together. */
const PIECE = 64_000;
const LINE_BREAK = 10;
/** The pieces that were encoded, by the branches of the text: an edit leaves all that it does not touch. @type {WeakMap<Text, Uint8Array>} */
const known = new WeakMap();

/** @param {Text} text @returns {Uint8Array} */
export function encoded(text) {
  const pieces = [...cut(text)].map(bytesOf);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length + 1, -1));
  let at = 0;
  for (const piece of pieces) {
    // Between two branches a line ends.
    if (at > 0) bytes[at - 1] = LINE_BREAK;
    bytes.set(piece, at);
    at += piece.length + 1;
  }
  return bytes;
}

/** @param {Text} text @returns {Generator<Text>} */
function* cut(text) {
  if (text.length <= PIECE || !text.children) yield text;
  else for (const child of text.children) yield* cut(child);
}

/** @param {Text} text */
function bytesOf(text) {
  let bytes = known.get(text);
  if (!bytes) known.set(text, (bytes = utf8(text.toJSON().join("\n"))));
  return bytes;
}

/**
 * To encode into what is there takes less than half as long, and nearly all texts are of letters that take a byte each.
 * @param {string} text
 */
function utf8(text) {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length ? bytes.subarray(0, written) : encoder.encode(text);
}
