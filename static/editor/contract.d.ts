/** What the page and an editor agree on. All offsets are UTF-16 code units in the text with `\n` line ends. */

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export interface Mark {
  from: number;
  to: number;
  /** `primary` is what a finding is about; `evidence` is what proves it. */
  kind: "primary" | "evidence";
}

export interface Problem {
  from: number;
  to: number;
  severity: "error" | "warning" | "note";
  /** Plain text; it is never read as markup. */
  message: string;
}

export interface Options {
  /** The whole text, a moment after it has changed, by whatever hand. */
  onChange(text: string): void;
  /** Where a person has put the cursor, with the line counted from 1. The text may be newer than the last `onChange`. */
  onCursor(offset: number, line: number): void;
  /** The editor's name for assistive technology. */
  label: string;
  readOnly?: boolean;
}

export interface Editor {
  getText(): string;
  /** Replaces the text. Without `undoable`, the history ends here: for another file, say. */
  setText(text: string, how?: { undoable?: boolean }): void;
  /** Puts another file in the place of the one called `left`, with the history that it had when it was left. */
  show(left: string, name: string, text: string): void;
  /**
   * Makes all the edits as one step of undo, and shows the place.
   * False, with nothing done, when they do not fit the text: out of bounds, or one over another.
   */
  applyEdits(edits: Edit[]): boolean;
  setMarks(marks: Mark[]): void;
  setProblems(problems: Problem[]): void;
  /** Scrolls a range into the editor's view; neither focus nor the page around it moves. */
  reveal(from: number, to: number): void;
  /** Words to offer: after a known `key:` its values, elsewhere the keys. */
  setCompletions(words: Record<string, string[]>): void;
  focus(): void;
  /** Resolves when no composition (IME) is under way, so that the editor can be replaced without breaking one. */
  idle(): Promise<void>;
  /** Leaves the plain textarea as it found it, with the text and selection of now. */
  destroy(): void;
}
