import type { Label } from './labels.js';
import type { Tail } from './tail.js';

/** A detector reads at most this many code units behind the place that woke it. */
export const LOOK_BEHIND = 192;

/**
 * A detector's view of the text: only what lies between the last value found and the end. All
 * detectors read through {@link Window.at}, which notices when a decision needed text that has
 * not arrived yet. So a stream knows, without help from the detector, that it must wait.
 */
export class Window {
  readonly text: string;
  /** Nothing before this may become part of a match: the end of the value found last. */
  low: number;
  readonly end: number;
  /** Whether the text really ends at `end`; otherwise more may come. */
  readonly closed: boolean;
  /** What the text is known to be from outside it, such as the key of a JSON member. */
  readonly hint: Label | undefined;
  private starved = false;
  /** The value at the end of an unclosed window that goes on in text to come. */
  open: { tail: Tail; state: number } | undefined;

  constructor(text: string, low: number, end: number, closed: boolean, hint?: Label) {
    this.text = text;
    this.low = low;
    this.end = end;
    this.closed = closed;
    this.hint = hint;
  }

  /** The code unit at an index; -1 where the window ends, which every detector takes as a boundary. */
  at(index: number): number {
    if (index >= this.end) {
      if (!this.closed) this.starved = true;
      return -1;
    }
    return index < this.low ? -1 : this.text.charCodeAt(index);
  }

  /** Whether text that has not come yet was asked for since this was called last. */
  tookStarved(): boolean {
    const { starved } = this;
    this.starved = false;
    return starved;
  }

  /** Whether the text at an index reads `expected`. */
  reads(expected: string, index: number): boolean {
    for (let i = 0; i < expected.length; i++) {
      if (this.at(index + i) !== expected.charCodeAt(i)) return false;
    }
    return true;
  }
}
