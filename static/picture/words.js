// Sentences of the page as lines of a picture.

import { element } from "./plain.js";

/** @typedef {{ text: string, code: boolean }} Piece of a sentence */
/**
 * @typedef {object} Look
 * @property {number} x
 * @property {number} y where the first line begins
 * @property {number} width the most that a line may take
 * @property {number} size
 * @property {number} weight
 * @property {string} color
 * @property {string} fontFamily
 */

/** What a part of the page says. @param {string} selector @returns {Piece[]} */
export function pieces(selector) {
  const part = document.querySelector(selector);
  if (!part) return [];
  /** @type {Piece[]} */
  const found = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    // What the page says of itself says nothing of the map.
    if (!around?.closest(".aside")) found.push({ text: node.nodeValue ?? "", code: Boolean(around?.closest("code")) });
  }
  return found;
}

/** @param {Piece[]} sentence */
export const said = (sentence) => sentence.map(({ text }) => text).join("").trim();

/**
 * Writes a sentence in as many lines as it takes.
 *
 * @param {Element} picture
 * @param {Piece[]} sentence
 * @param {Look} look
 * @returns {number} where it ends
 */
export function write(picture, sentence, { x, y, width, size, weight, color, fontFamily }) {
  const mono = getComputedStyle(document.body).getPropertyValue("--mono");
  const family = (/** @type {boolean} */ code) => (code ? mono : fontFamily);
  const pen = document.createElement("canvas").getContext("2d");
  const measure = (/** @type {Piece} */ { text, code }) => {
    if (!pen) return text.length * size;
    pen.font = `${weight} ${size}px ${family(code)}`;
    return pen.measureText(text).width;
  };
  for (const line of lines(sentence, measure, width)) {
    y += Math.round(size * 1.4);
    const text = picture.appendChild(element("text", { x, y, "font-size": size, "font-weight": weight }));
    for (const piece of line) {
      const span = text.appendChild(element("tspan", { "font-family": family(piece.code), fill: color }));
      span.textContent = piece.text;
    }
  }
  return y;
}

/**
 * Breaks a sentence between its words, and within one that no line has room for.
 *
 * @param {Piece[]} sentence
 * @param {(piece: Piece) => number} measure
 * @param {number} width
 */
function lines(sentence, measure, width) {
  /** @type {Piece[][]} */
  const done = [];
  let used = 0;
  /** @param {Piece} word */
  const put = (word) => {
    const length = measure(word);
    const characters = [...word.text];
    if (length > width && characters.length > 1) {
      const half = Math.ceil(characters.length / 2);
      for (const part of [characters.slice(0, half), characters.slice(half)]) put({ ...word, text: part.join("") });
      return;
    }
    if (done.length === 0 || used + length > width) {
      done.push([]);
      used = 0;
    }
    used += length;
    const line = done[done.length - 1];
    const last = line.at(-1);
    if (last?.code === word.code) last.text += word.text;
    else line.push(word);
  };
  for (const { text, code } of sentence) {
    for (const word of text.match(/\s*\S+|\s+/g) ?? []) put({ text: word.replace(/\s+/g, " "), code });
  }
  return done;
}
