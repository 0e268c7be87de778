// @ts-check
/** Holds back what the page wants to write while a person composes: a write would break the composition. */
import { ChangeSet } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const POLL_MS = 50;

/** @typedef {(since: import("@codemirror/state").ChangeDesc) => void} Job told what has changed since it was asked for */

/** @param {() => EditorView} theView */
export function turns(theView) {
  /** @type {{job: Job, since: import("@codemirror/state").ChangeDesc}[]} */
  let waiting = [];

  /** Polled, since the events of an `EditContext` do not reach the element. */
  function attend() {
    if (theView().compositionStarted) return void setTimeout(attend, POLL_MS);
    for (let next = waiting.shift(); next; next = waiting.shift()) next.job(next.since);
  }

  return {
    extension: EditorView.updateListener.of(({ changes }) => {
      for (const wait of waiting) wait.since = wait.since.composeDesc(changes.desc);
    }),
    /** @param {Job} job */
    whenIdle(job) {
      const view = theView();
      const since = ChangeSet.empty(view.state.doc.length).desc;
      if (!view.compositionStarted && waiting.length === 0) return job(since);
      if (waiting.push({ job, since }) === 1) setTimeout(attend, POLL_MS);
    },
  };
}
