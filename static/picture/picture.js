// The map as a picture that stands alone, for documents: an SVG, or a PNG made of it.

import { copy, save } from "../export.js";
import { drawn } from "./drawn.js";

/** The most pixels, and the longest side, that every browser paints. */
const MOST_PIXELS = 2 ** 24;
const LONGEST = 16_384;
/** So many pixels for each of the map's own, where there is room: what is fine stays so on paper. */
const DENSITY = 2;

/**
 * Hands the map as it is drawn now to where it is wanted.
 *
 * @param {"svg" | "png"} form
 * @param {boolean} copied whether it goes onto the clipboard, else into a file
 * @param {(done: boolean) => void} tell
 */
export function take(form, copied, tell) {
  const picture = drawn();
  if (!picture) tell(false);
  else if (form === "svg") {
    if (copied) return copy(picture.text, tell);
    save("porthole.svg", picture.text);
    tell(true);
  } else {
    const painting = painted(picture);
    // The clipboard is asked at once, while the browser knows that a person wants it, and waits for what it gets.
    const done = copied
      ? Promise.resolve().then(() => navigator.clipboard.write([new ClipboardItem({ "image/png": painting })]))
      : painting.then((bytes) => save("porthole.png", bytes));
    done.then(() => tell(true), () => tell(false));
  }
}

/**
 * Paints a picture.
 *
 * @param {import("./drawn.js").Picture} picture
 * @returns {Promise<Blob>} a PNG
 */
async function painted({ text, width, height }) {
  const image = new Image();
  // From such an address a browser lets a canvas be read everywhere, in frames without an origin too.
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const density = Math.min(DENSITY, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.floor(width * density), height: Math.floor(height * density) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    canvas.toBlob((bytes) => (bytes ? done(bytes) : fail(new Error("The browser painted nothing."))), "image/png");
  });
}
