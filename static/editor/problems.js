// @ts-check
/**
 * Problems at their place: underlined, marked in the gutter, told on hover and by F8, with the fix where there is one.
 * @import {Options, Problem} from "./contract.d.ts"
 */
import { setDiagnostics } from "@codemirror/lint";
import { closeHoverTooltips } from "@codemirror/view";
import { element } from "./hover.js";
import { clamped } from "./marks.js";

const SEVERITIES = /** @type {const} */ (["error", "warning", "note"]);

/** The problems that the page has packed. @param {string} words @param {Uint32Array} numbers @returns {Problem[]} */
export function unpacked(words, numbers) {
  let at = 0;
  const next = (/** @type {number} */ length) => words.slice(at, (at += length));
  return Array.from({ length: numbers.length / 6 }, (_, index) => {
    const [from, to, bad, title, message, mends] = numbers.subarray(index * 6, index * 6 + 6);
    return { from, to, severity: SEVERITIES[bad], title: next(title), message: next(message), mends: next(mends) };
  });
}

/** @param {import("@codemirror/state").EditorState} state @param {Problem[]} problems @param {Options["onFix"]} onFix */
export function withProblems(state, problems, onFix) {
  return setDiagnostics(
    state,
    problems.map((problem) => ({
      ...clamped(state.doc, problem),
      severity: problem.severity === "note" ? "info" : problem.severity,
      message: problem.message,
      renderMessage: () => draw(problem),
      actions: problem.mends ? [action("Apply the fix", problem.mends, true), action("Preview", problem.mends, false)] : [],
    })),
  );

  /** @param {string} name @param {string} finding @param {boolean} make */
  function action(name, finding, make) {
    return {
      name,
      /** @param {import("@codemirror/view").EditorView} view */
      apply(view) {
        view.dispatch({ effects: closeHoverTooltips });
        onFix(finding, make);
      },
    };
  }
}

/** @param {Problem} problem */
function draw({ title, message }) {
  const dom = element("span", "cm-problem");
  if (title) dom.append(element("b", "", title));
  dom.append(element("span", "", message));
  return dom;
}
