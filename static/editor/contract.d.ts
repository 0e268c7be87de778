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
  /** What it is called, where that is not all of it. Plain text, as all that follows; none is ever read as markup. */
  title?: string;
  message: string;
  /** The finding whose first fix can be made, by the page's name for it. */
  mends?: string;
}

/** What is said of a range. */
export interface Hover {
  from: number;
  to: number;
  /** Each in pieces, of which some stand in a manifest. */
  sentences: { text: string; code?: boolean }[][];
}

/** A place in a manifest, whether or not anything stands there yet. */
export interface Spot {
  /** The object's `apiVersion` and `kind`, as far as they are written. */
  version: string;
  kind: string;
  /** The keys around it, outermost first; lists add none. */
  path: string[];
  /** Whether the value of the last key is asked for, and not a key under it. */
  value: boolean;
}

export interface Options {
  /**
   * The whole text as UTF-8, a moment after it has changed, by whatever hand. What is no string gets into the program at once,
   * and not letter by letter.
   */
  onChange(text: Uint8Array): void;
  /** Where a person has put the cursor, with the line counted from 1. The text may be newer than the last `onChange`. */
  onCursor(offset: number, line: number): void;
  /** The fix of a finding is to be made, or else to be looked at. */
  onFix(finding: string, make: boolean): void;
  /** What there is to say at an offset. Of several questions only the last one is sure to be answered. */
  onHover(offset: number, then: (said: Hover | null) => void): void;
  /** The words that may stand at a place. */
  onComplete(spot: Spot, then: (words: string[]) => void): void;
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
  /**
   * All problems of the text, in two pieces since they can be thousands. For each there are six numbers: `from`, `to`,
   * the place of its severity in "error", "warning", "note", and how much of the words is its title, its message and
   * what it mends, each possibly nothing.
   */
  setProblems(words: string, numbers: Uint32Array): void;
  /** Scrolls a range into the editor's view; neither focus nor the page around it moves. */
  reveal(from: number, to: number): void;
  /** Resolves when no composition (IME) is under way, so that the editor can be replaced without breaking one. */
  idle(): Promise<void>;
  /** Leaves the plain textarea as it found it, with the text and selection of now. */
  destroy(): void;
}
