// @ts-check
/**
 * The editor over the bare textarea: in the first view, on touch screens, and where the full one cannot load.
 * @import {Edit, Editor, Options} from "./contract.d.ts"
 */

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {Element} _host unused: the textarea stays where it is
 * @param {Options} options
 * @returns {Editor}
 */
export function mount(textarea, _host, { onChange, onCursor, label, readOnly = false }) {
  const document = textarea.ownerDocument;
  const listening = new AbortController();
  const listen = { signal: listening.signal };
  const change = debounced(() => onChange(new TextEncoder().encode(textarea.value)));
  let composing = false;
  let cursor = textarea.selectionStart;
  /** @type {(() => void)[]} */
  let waiting = [];

  textarea.setAttribute("aria-label", label);
  textarea.readOnly = readOnly;
  textarea.addEventListener("input", change.call, listen);
  textarea.addEventListener("compositionstart", () => (composing = true), listen);
  textarea.addEventListener("compositionend", () => {
    composing = false;
    for (const job of waiting.splice(0)) job();
  }, listen);
  document.addEventListener("selectionchange", () => {
    const at = textarea.selectionStart;
    if (at === cursor || !textarea.matches(":focus")) return;
    cursor = at;
    onCursor(at, lineAt(textarea.value, at));
  }, listen);

  /** @param {() => void} job */
  const whenIdle = (job) => void (composing ? waiting.push(job) : job());

  /** @param {number} from @param {number} to @param {string} insert */
  function replace(from, to, insert) {
    if (!typeInto(textarea, from, to, insert)) {
      textarea.setRangeText(insert, from, to);
      change.call();
    }
  }

  /** @param {number} from @param {number} to */
  function select(from, to) {
    textarea.setSelectionRange(from, to);
    cursor = from;
  }

  /** @param {number} from */
  function reveal(from) {
    const text = textarea.value;
    const { scrollTop, scrollHeight, clientHeight } = textarea;
    const top = ((lineAt(text, from) - 1) / lineAt(text, text.length)) * scrollHeight;
    if (top < scrollTop || top > scrollTop + clientHeight * 0.9) textarea.scrollTop = top - clientHeight / 3;
  }

  return {
    getText: () => textarea.value,
    setText: (text, { undoable = false } = {}) =>
      whenIdle(() => {
        if (undoable) {
          replace(0, textarea.value.length, text);
        } else {
          textarea.value = text;
          change.call();
        }
        select(0, 0);
        textarea.scrollTop = 0;
      }),
    show: (_left, _name, text) =>
      whenIdle(() => {
        textarea.value = text;
        select(0, 0);
        textarea.scrollTop = 0;
        change.call();
      }),
    applyEdits(edits) {
      const sorted = inOrder(edits, textarea.value.length);
      if (!sorted) return false;
      const before = textarea.value;
      whenIdle(() => {
        if (textarea.value !== before || sorted.length === 0) return;
        const from = sorted[0].from;
        const to = Math.max(...sorted.map((edit) => edit.to));
        const { selectionStart, selectionEnd, scrollTop } = textarea;
        replace(from, to, edited(before, sorted, from, to));
        select(moved(sorted, selectionStart), moved(sorted, selectionEnd));
        textarea.scrollTop = scrollTop;
        reveal(from);
      });
      return true;
    },
    setMarks() {},
    setProblems() {},
    reveal,
    idle: () => new Promise((resolve) => whenIdle(() => resolve())),
    destroy() {
      listening.abort();
      change.end();
    },
  };
}

/**
 * Types text over a range as a person would, so that the browser's own undo takes it back. The focus returns to
 * where it was. False where the browser refuses, and for long texts, which it would take seconds over.
 * @param {HTMLTextAreaElement} textarea @param {number} from @param {number} to @param {string} insert
 */
function typeInto(textarea, from, to, insert) {
  if (textarea.readOnly || insert.length > 200_000) return false;
  const focused = /** @type {HTMLElement | null} */ (textarea.ownerDocument.activeElement);
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(from, to);
  const done = insert
    ? document.execCommand("insertText", false, insert)
    : from === to || document.execCommand("delete");
  if (focused !== textarea.ownerDocument.activeElement) {
    textarea.blur();
    focused?.focus({ preventScroll: true });
  }
  return done;
}

/** @param {string} text @param {Edit[]} edits in order @param {number} from @param {number} to */
function edited(text, edits, from, to) {
  let result = "";
  for (const edit of edits) {
    result += text.slice(from, edit.from) + edit.insert;
    from = edit.to;
  }
  return result + text.slice(from, to);
}

/** Where an offset lies after the edits. @param {Edit[]} edits in order @param {number} at */
function moved(edits, at) {
  let shift = 0;
  for (const { from, to, insert } of edits) {
    if (from >= at) break;
    shift += insert.length - (Math.min(to, at) - from);
  }
  return at + shift;
}

/** @param {string} text @param {number} offset */
function lineAt(text, offset) {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/**
 * The edits sorted by place, or null when one is out of bounds or over another.
 * @param {Edit[]} edits @param {number} length of the text
 */
export function inOrder(edits, length) {
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { from, to } of sorted) {
    if (!(from >= end && to >= from && to <= length)) return null;
    end = to;
  }
  return sorted;
}

/**
 * Runs a job when the calls for it have paused for 30 ms, and every 150 ms while they go on; and when the page goes away
 * or to sleep, ahead of whoever keeps what it tells.
 * @param {() => void} job
 */
export function debounced(job) {
  const listening = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let since = 0;
  const run = () => {
    timer = undefined;
    job();
  };
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    run();
  };
  for (const leaving of ["pagehide", "visibilitychange", "freeze"]) addEventListener(leaving, flush, { capture: true, signal: listening.signal });
  return {
    call() {
      const now = performance.now();
      if (timer === undefined) since = now;
      clearTimeout(timer);
      timer = setTimeout(run, Math.max(0, Math.min(30, since + 150 - now)));
    },
    /** Runs it now, where it waits, and no more when the page goes. */
    end() {
      listening.abort();
      flush();
    },
  };
}
