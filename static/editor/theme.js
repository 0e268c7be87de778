// @ts-check
/**
 * The look, in the page's custom properties: they inherit into the shadow root, so that light and dark follow the page.
 * Where CodeMirror draws with `data:` images, which the content security policy refuses, plain CSS takes their place.
 */
import { EditorView } from "@codemirror/view";

const text = {
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--panel)" },
  "&.cm-focused": { outline: "none" },
  // Over the gutters, which would cover an outline.
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: 0,
    zIndex: 1,
    border: "1px solid var(--soft)",
    pointerEvents: "none",
  },
  ".cm-scroller": { font: "12.5px/19px var(--mono)" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 4px" },
  ".cm-content ::selection": { backgroundColor: "color-mix(in srgb, var(--yaml-key) 28%, transparent)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sel) 55%, transparent)" },
  ".cm-specialChar": { color: "var(--problem-error)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--sel)", outline: "1px solid var(--faint)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--problem-error)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--faint) 22%, transparent)" },
};

const yaml = {
  ".tok-propertyName": { color: "var(--yaml-key)" },
  ".tok-string, .tok-string2": { color: "var(--yaml-string)" },
  ".tok-number, .tok-labelName, .tok-typeName": { color: "var(--yaml-number)" },
  ".tok-comment, .tok-meta, .tok-keyword": { color: "var(--yaml-comment)" },
};

const gutter = {
  ".cm-gutters, .cm-gutters.cm-gutters-before": {
    backgroundColor: "var(--panel)",
    color: "var(--faint)",
    border: "none",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "22px", padding: "0 0 0 2px" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-foldGutter .cm-gutterElement": { width: "14px", textAlign: "center" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--sel)",
    border: "1px solid var(--rule)",
    color: "var(--soft)",
    padding: "0 4px",
  },
};

const marks = {
  ".cm-evidence-line, .cm-primary-line": { backgroundColor: "var(--mark)" },
  ".cm-primary-line": { boxShadow: "inset 3px 0 var(--ink)" },
  ".cm-evidence": { boxShadow: "inset 0 -1px var(--faint)" },
  ".cm-primary": { backgroundColor: "color-mix(in srgb, var(--mark), var(--ink) 12%)" },
  "@media (forced-colors: active)": {
    ".cm-evidence": { outline: "1px dotted Highlight" },
    ".cm-primary": { outline: "2px solid Highlight" },
  },
};

const COLOURS = { error: "var(--problem-error)", warning: "var(--problem-warning)", info: "var(--soft)" };

/** Each severity has a shape of its own: a disc, a triangle, a ring. */
const SHAPES = {
  error: { borderRadius: "50%", backgroundColor: COLOURS.error },
  warning: { clipPath: "polygon(50% 5%, 100% 95%, 0 95%)", backgroundColor: COLOURS.warning },
  info: { borderRadius: "50%", border: `1.5px solid ${COLOURS.info}` },
};

const severities = Object.fromEntries(
  /** @type {("error" | "warning" | "info")[]} */ (["error", "warning", "info"]).flatMap((severity) => [
    [
      `.cm-lintRange-${severity}`,
      {
        backgroundImage: "none",
        textDecoration: `underline wavy ${COLOURS[severity]} 1.2px`,
        textUnderlineOffset: "4px",
        textDecorationSkipInk: "none",
      },
    ],
    [`.cm-lint-marker-${severity}`, { content: "normal", ...SHAPES[severity] }],
    [`.cm-diagnostic-${severity}`, { borderLeft: `3px solid ${COLOURS[severity]}` }],
    [`.cm-lintPoint-${severity}:after`, { borderBottomColor: COLOURS[severity] }],
  ]),
);

const problems = {
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "5px 0 0 5px" },
  ".cm-lint-marker": { boxSizing: "border-box", width: "9px", height: "9px" },
  ".cm-lintRange-active": { backgroundColor: "var(--sel)" },
  ...severities,
};

/** Names can be as long as anyone likes. */
const LONG = {
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: "8",
  overflow: "hidden",
};

const overlays = {
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--rule)",
    borderRadius: "6px",
    overflow: "hidden",
  },
  ".cm-tooltip-section:not(:first-child)": { borderTop: "1px solid var(--rule)" },
  ".cm-diagnostic": {
    font: "13px/18px var(--sans)",
    maxWidth: "min(420px, 90vw)",
    padding: "6px 10px",
    margin: 0,
    overflowWrap: "anywhere",
  },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--rule)" },
  ".cm-problem > *": LONG,
  ".cm-problem > b": { display: "block", fontWeight: "600" },
  ".cm-diagnosticAction": {
    backgroundColor: "transparent",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "6px",
    padding: "2px 10px",
    margin: "6px 6px 2px 0",
    font: "500 12px/18px var(--sans)",
    minHeight: "24px",
    cursor: "pointer",
  },
  ".cm-diagnosticAction:hover": { borderColor: "var(--ink)" },
  ".cm-said": {
    font: "13px/18px var(--sans)",
    maxWidth: "min(420px, 90vw)",
    padding: "6px 10px",
    overflowWrap: "anywhere",
  },
  ".cm-said p": { margin: "2px 0", ...LONG },
  ".cm-said code": { font: "12px/18px var(--mono)", unicodeBidi: "isolate" },
  ".cm-said-of": { color: "var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "12.5px/19px var(--mono)",
    minWidth: "120px",
    maxHeight: "200px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "inherit" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--sel)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-panels, .cm-panels.cm-panels-top, .cm-panels.cm-panels-bottom": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    borderColor: "var(--rule)",
    font: "13px/20px var(--sans)",
  },
  ".cm-panel.cm-search": { padding: "6px 32px 6px 10px" },
  ".cm-panel.cm-search label": { fontSize: "12px" },
  ".cm-panel.cm-search [name=close], .cm-panel.cm-panel-lint [name=close]": {
    width: "24px",
    height: "24px",
    top: "6px",
    color: "var(--soft)",
    fontSize: "18px",
    cursor: "pointer",
  },
  ".cm-textfield": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--faint)",
    borderRadius: "6px",
    padding: "2px 6px",
    font: "12.5px/19px var(--mono)",
    verticalAlign: "middle",
  },
  ".cm-button": {
    background: "none",
    color: "var(--ink)",
    border: "1px solid var(--rule)",
    borderRadius: "6px",
    padding: "2px 8px",
    font: "500 12px/18px var(--sans)",
    verticalAlign: "middle",
    cursor: "pointer",
  },
  ".cm-button:active": { backgroundImage: "none", backgroundColor: "var(--sel)" },
  ".cm-panel :focus-visible": { outline: "2px solid var(--yaml-key)", outlineOffset: "1px" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--problem-warning) 28%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--problem-warning) 60%, transparent)" },
  ".cm-panel.cm-panel-lint ul [aria-selected], .cm-panel.cm-panel-lint ul:focus [aria-selected]": {
    backgroundColor: "var(--sel)",
    color: "var(--ink)",
  },
};

/** Phones zoom into anything that is typed in under 16 px. */
const touch = {
  "@media (pointer: coarse)": {
    ".cm-scroller": { fontSize: "16px", lineHeight: "24px" },
    ".cm-textfield": { fontSize: "16px" },
    ".cm-gutter-lint .cm-gutterElement": { paddingTop: "8px" },
  },
};

export const theme = EditorView.theme({
  ...text,
  ...yaml,
  ...gutter,
  ...marks,
  ...problems,
  ...overlays,
  ...touch,
});
