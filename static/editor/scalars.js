// @ts-check
/** Tells plain scalars apart by their look: the grammar knows only that they are plain. */
import { syntaxTree } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

/** What kubectl reads as something other than a string, YAML 1.1's `yes` and `on` among them. */
const NOT_A_STRING =
  /^(?:[-+]?(?:0[xob])?[\d_]+(?:\.\d*)?(?:e[-+]?\d+)?|true|false|yes|no|on|off|y|n|null|~)$/i;
const LONGEST = 24;
const number = Decoration.mark({ class: "tok-number" });

/** @param {import("@codemirror/view").EditorView} view */
function numbersInView({ state, visibleRanges }) {
  /** @type {import("@codemirror/state").Range<Decoration>[]} */
  const found = [];
  for (const { from, to } of visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter({ name, from, to, node }) {
        if (name !== "Literal" || to - from > LONGEST || node.parent?.name === "Key") return;
        if (NOT_A_STRING.test(state.sliceDoc(from, to))) found.push(number.range(from, to));
      },
    });
  }
  return Decoration.set(found, true);
}

const plugin = ViewPlugin.define(
  (view) => ({
    numbers: numbersInView(view),
    update({ view, docChanged, viewportChanged, state, startState }) {
      if (docChanged || viewportChanged || syntaxTree(state) !== syntaxTree(startState)) {
        this.numbers = numbersInView(view);
      }
    },
  }),
  { decorations: ({ numbers }) => numbers },
);

/** Innermost, so that its colour wins over the one for all plain scalars. */
export const scalars = Prec.highest(plugin);
