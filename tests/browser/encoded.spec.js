// What the editor tells of its text, which it encodes piece by piece.

import { Text } from "@codemirror/state";
import { encoded } from "../../static/editor/encoded.js";
import { expect, test } from "./fixtures.js";

const LINES = ["", "a: b", "é – 字", "\u{1f600}x", "\ud800", "  - name: web", "x".repeat(300)];

/** Numbers by chance, the same each time. */
function chance(seed) {
  return (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
}

test("a text is encoded as a whole, whatever was changed in it", () => {
  const next = chance(7);
  const some = (most) => Text.of(Array.from({ length: 1 + next(most) }, () => LINES[next(LINES.length)]));
  for (const most of [1, 40, 400, 6_000, 6_000]) {
    let text = some(most);
    for (let edit = 0; edit < 20; edit += 1) {
      const whole = new TextEncoder().encode(text.toString());
      expect(Buffer.compare(encoded(text), whole), `${text.length} letters, edit ${edit}`).toBe(0);
      const from = next(text.length + 1);
      text = text.replace(from, Math.min(text.length, from + next(50)), some(5));
    }
  }
});
