// @ts-check
/** Problems at their place: underlined, marked in the gutter, told on hover and by F8. @import {Problem} from "./contract.d.ts" */
import { setDiagnostics } from "@codemirror/lint";
import { clamped } from "./marks.js";

/** @param {import("@codemirror/state").EditorState} state @param {Problem[]} problems */
export function withProblems(state, problems) {
  return setDiagnostics(
    state,
    problems.map((problem) => ({
      ...clamped(state.doc, problem),
      severity: problem.severity === "note" ? "info" : problem.severity,
      message: problem.message,
    })),
  );
}
