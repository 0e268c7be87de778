// @ts-check
/** Brings a range into the editor's own view. Left to itself, CodeMirror would move the page around it as well. */
import { foldedRanges, unfoldEffect } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { clamped } from "./marks.js";

const MARGIN_PX = 38;
/** @type {WeakSet<object>} */
const asked = new WeakSet();

/**
 * Opens the folds over a range, and scrolls to it when it is out of view.
 * @param {EditorView} view @param {number} from @param {number} to
 */
export function reveal(view, from, to) {
  const place = clamped(view.state.doc, { from, to });
  const range = EditorSelection.range(place.from, place.to);
  asked.add(range);
  /** @type {import("@codemirror/state").StateEffect<any>[]} */
  const effects = [EditorView.scrollIntoView(range)];
  foldedRanges(view.state).between(place.from, place.to, (from, to) => void effects.push(unfoldEffect.of({ from, to })));
  view.dispatch({ effects });
}

export const revealInPlace = EditorView.scrollHandler.of((view, range) => {
  if (!asked.has(range)) return false;
  scrollDown(view, view.lineBlockAt(range.from).top + view.documentPadding.top);
  view.requestMeasure({
    read: () => view.coordsAtPos(Math.min(range.from, view.state.doc.length)),
    write: (at) => at && scrollAcross(view, at.left),
  });
  return true;
});

/** @param {EditorView} view @param {number} top of a line, in the scrolled content */
function scrollDown({ scrollDOM }, top) {
  const { clientHeight, scrollTop } = scrollDOM;
  if (top < scrollTop || top + MARGIN_PX > scrollTop + clientHeight) scrollDOM.scrollTop = top - clientHeight / 3;
}

/** @param {EditorView} view @param {number} left of a character, on the screen */
function scrollAcross({ scrollDOM, contentDOM }, left) {
  const { right } = scrollDOM.getBoundingClientRect();
  const start = contentDOM.getBoundingClientRect().left + scrollDOM.scrollLeft;
  if (left < start || left + MARGIN_PX > right) scrollDOM.scrollLeft += left - start - (right - start) / 3;
}
