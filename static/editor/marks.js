// @ts-check
/** Marks: the lines and ranges that a selection in the page speaks of. @import {Mark} from "./contract.d.ts" */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const LINE = {
  evidence: Decoration.line({ class: "cm-evidence-line" }),
  primary: Decoration.line({ class: "cm-primary-line" }),
};
const RANGE = {
  evidence: Decoration.mark({ class: "cm-evidence" }),
  primary: Decoration.mark({ class: "cm-primary" }),
};

/** @type {import("@codemirror/state").StateEffectType<readonly Mark[]>} */
export const setMarks = StateEffect.define();

export const marks = StateField.define({
  create: () => Decoration.none,
  update(set, transaction) {
    const fresh = transaction.effects.find((effect) => effect.is(setMarks));
    return fresh ? decorate(transaction.state, fresh.value) : set.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * A range held inside the text: analysis may speak of a text that is already gone.
 * @param {import("@codemirror/state").Text} doc @param {{from: number, to: number}} range
 */
export function clamped(doc, { from, to }) {
  const start = Math.min(Math.max(0, Math.trunc(from) || 0), doc.length);
  return { from: start, to: Math.min(Math.max(start, Math.trunc(to) || 0), doc.length) };
}

/** @param {import("@codemirror/state").EditorState} state @param {readonly Mark[]} given */
function decorate({ doc }, given) {
  const ranges = [];
  /** @type {Map<number, "evidence" | "primary">} */
  const lines = new Map();
  for (const mark of given) {
    if (!(mark.from <= doc.length)) continue;
    const kind = mark.kind === "primary" ? "primary" : "evidence";
    const { from, to } = clamped(doc, mark);
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      // Of a range over several lines the blanks that a line begins with are not spoken of.
      const [start, end] = [Math.max(from, line.from + line.text.search(/\S|$/)), Math.min(to, line.to)];
      if (start < end) ranges.push(RANGE[kind].range(start, end));
      if (lines.get(line.from) !== "primary") lines.set(line.from, kind);
      if (line.to >= to - 1 || line.number === doc.lines) break;
    }
  }
  for (const [at, kind] of lines) ranges.push(LINE[kind].range(at));
  return Decoration.set(ranges, true);
}
