// @ts-check
/**
 * The full editor: CodeMirror in the place of the textarea. It lives in a shadow root, where its styles are adopted
 * sheets; in the document they would be a `style` element, which the content security policy refuses.
 * @import {Edit, Editor, Options} from "./contract.d.ts"
 */
import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bidiIsolates,
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter, tagHighlighter, tags } from "@lezer/highlight";
import { completions } from "./completions.js";
import { turns } from "./composition.js";
import { encoded } from "./encoded.js";
import { hover } from "./hover.js";
import { marks, setMarks } from "./marks.js";
import { debounced, inOrder } from "./plain.js";
import { unpacked, withProblems } from "./problems.js";
import { reveal, revealInPlace } from "./reveal.js";
import { scalars } from "./scalars.js";
import { theme } from "./theme.js";

/** Spaces of other widths and the controls of writing direction, beyond what CodeMirror shows by itself. */
const UNSEEN = /[\u00a0\u2000-\u200b\u2028-\u202f\u2060-\u2064\u2066-\u206f]/g;

/** What does not depend on the page. Tab is not bound: it leaves the editor. */
const language = [
  yaml(),
  syntaxHighlighting(classHighlighter),
  syntaxHighlighting(tagHighlighter([{ tag: tags.content, class: "tok-string" }])),
  scalars,
  // Where it isolates only what needs it, every paste is searched for that.
  bidiIsolates({ alwaysIsolate: true }),
  highlightSpecialChars({ addSpecialChars: UNSEEN }),
  history(),
  lintGutter(),
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  bracketMatching(),
  indentOnInput(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  search({ top: true }),
  marks,
  revealInPlace,
  theme,
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
];

/**
 * Puts an editor into `host`, a block with a height, in the place of the textarea, with its text, selection, scroll
 * and focus.
 * @param {HTMLTextAreaElement} textarea @param {HTMLElement} host @param {Options} options
 * @returns {Editor}
 */
export function mount(textarea, host, options) {
  const { onChange, onCursor, onFix, onHover, onComplete, label, readOnly = false } = options;
  const change = debounced(() => onChange(encoded(view.state.doc)));
  const { extension: waiting, whenIdle } = turns(() => view);

  const extensions = [
    language,
    completions(onComplete),
    hover(onHover),
    waiting,
    EditorState.readOnly.of(readOnly),
    // It can be focused without the attribute, but who looks for how to scroll the text looks for that.
    EditorView.contentAttributes.of({ "aria-label": label, dir: "ltr", tabindex: "0" }),
    EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
      if (docChanged) change.call();
      const byHand = transactions.some((transaction) => transaction.annotation(Transaction.userEvent));
      if (!byHand || !(docChanged || selectionSet)) return;
      const { head } = state.selection.main;
      onCursor(head, state.doc.lineAt(head).number);
    }),
  ];

  /** What was said of which text last. @type {{ doc: import("@codemirror/state").Text, words: string, numbers: Uint32Array } | undefined} */
  let told;
  /** The files that were left, with their histories. @type {Map<string, EditorState>} */
  const files = new Map();
  /** @param {string} doc */
  const stateOf = (doc) => EditorState.create({ doc, extensions });
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({ state: stateOf(textarea.value), parent: root, root });
  takeOver(view, textarea);

  return {
    // The string that toString puts together of a large text's pieces would have to be made whole before it can be read.
    getText: () => view.state.doc.toJSON().join("\n"),
    setText: (text, { undoable = false } = {}) =>
      whenIdle(() => {
        if (undoable) {
          view.dispatch({
            changes: { from: 0, to: view.state.doc.length, insert: text },
            selection: { anchor: 0 },
            effects: EditorView.scrollIntoView(0, { y: "start" }),
            annotations: isolateHistory.of("full"),
          });
        } else {
          files.clear();
          view.setState(stateOf(text));
          view.scrollDOM.scrollTop = 0;
          change.call();
        }
      }),
    show: (left, name, text) =>
      whenIdle(() => {
        files.set(left, view.state);
        const known = files.get(name);
        view.setState(known?.doc.toString() === text ? known : stateOf(text));
        view.scrollDOM.scrollTop = 0;
        change.call();
      }),
    applyEdits(edits) {
      const sorted = inOrder(edits, view.state.doc.length);
      if (!sorted) return false;
      const changes = view.state.changes(sorted);
      whenIdle((since) => void (since.length === changes.length && apply(view, changes.map(since))));
      return true;
    },
    setMarks: (given) => view.dispatch({ effects: setMarks.of(given) }),
    setProblems(words, numbers) {
      const { doc } = view.state;
      const before = told?.doc === doc && told.words === words ? told.numbers : undefined;
      // Set anew they would close what is being read of one of them.
      if (before?.length === numbers.length && before.every((number, at) => number === numbers[at])) return;
      // The numbers lie in the page's memory, which holds others soon.
      told = { doc, words, numbers: numbers.slice() };
      view.dispatch(withProblems(view.state, unpacked(words, numbers), onFix));
    },
    reveal: (from, to) => reveal(view, from, to),
    idle: () => new Promise((resolve) => whenIdle(() => resolve())),
    destroy() {
      change.end();
      giveBack(view, textarea);
    },
  };
}

/** @param {EditorView} view @param {import("@codemirror/state").ChangeSet} changes */
function apply(view, changes) {
  let [first, last] = [Infinity, 0];
  changes.iterChangedRanges((_fromA, _toA, from, to) => ([first, last] = [Math.min(first, from), to]));
  if (first > last) return;
  view.dispatch({ changes, annotations: isolateHistory.of("full") });
  reveal(view, first, last);
}

/** @param {EditorView} view @param {HTMLTextAreaElement} textarea */
function takeOver(view, textarea) {
  const focused = textarea.matches(":focus");
  const { selectionStart, selectionEnd, selectionDirection, scrollTop, scrollLeft } = textarea;
  const [anchor, head] =
    selectionDirection === "backward" ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
  view.dispatch({ selection: { anchor, head } });
  textarea.hidden = true;
  view.scrollDOM.scrollTo(scrollLeft, scrollTop);
  if (focused) view.focus();
}

/** @param {EditorView} view @param {HTMLTextAreaElement} textarea */
function giveBack(view, textarea) {
  const { hasFocus, scrollDOM, state } = view;
  const { anchor, head, from, to } = state.selection.main;
  const { scrollLeft, scrollTop } = scrollDOM;
  textarea.value = state.doc.toString();
  textarea.setSelectionRange(from, to, head < anchor ? "backward" : "forward");
  view.destroy();
  textarea.hidden = false;
  textarea.scrollTo(scrollLeft, scrollTop);
  if (hasFocus) textarea.focus({ preventScroll: true });
}
