import { BEYOND, TRAITS } from './characters.js';
import type { DigitGroups, Row } from './digit-groups.js';
import type { Finding } from './finding.js';
import { type Hint, type Label, wordsBefore } from './labels.js';
import { codesOf } from './plain-text.js';
import type { Tail } from './tail.js';

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

let findLabel: ((window: Window, index: number) => Label | undefined) | undefined;

/** Says who knows the labels of numbers. */
export function tellLabelsBy(find: (window: Window, index: number) => Label | undefined): void {
  findLabel = find;
}

/** A detector reads at most this many code units behind the place that woke it. */
export const LOOK_BEHIND = 192;

let windows = 0;

/**
 * A detector's view of the text: only what lies between the last value found and the end. All
 * detectors read through {@link Window.at}, which notices when a decision needed text that has
 * not arrived yet. So a stream knows, without help from the detector, that it must wait.
 */
export class Window {
  text: string;
  /** The text as a byte for each code unit, see `PlainText`. */
  codes: Uint8Array;
  /** The same bytes, for who reads several at once. */
  pairs: DataView;
  /** Nothing before this may become part of a match: the end of the value found last. */
  low: number;
  end: number;
  /** Whether the text really ends at `end`; otherwise more may come. */
  closed: boolean;
  /** What the text is known to be from outside it. */
  hint: Hint | undefined;
  /** Another one whenever what was read may mean something else now. */
  id = ++windows;
  private starved = false;
  /** The digits read last, and where, because several detectors look at the same number: see `digitGroupsAt`. */
  groupsStart = -1;
  groups: DigitGroups | undefined;
  /** Where they were read into. */
  row: Row | undefined;
  private labelEnd = -1;
  private label: Label | undefined;
  private wordsEnd = -1;
  private words: readonly string[] = [];
  /** The last index that was asked for since it was set. */
  reach = -1;
  /**
   * Candidates that were turned down with a look at what is behind them: where the first of them
   * begins, and how far they looked. If a value is found before that, they are asked again.
   */
  pendingStart = -1;
  pendingReach = -1;
  /** The value that was settled last, and whether its end was not in sight. */
  found: Finding | undefined;
  isEndless = false;
  /** The value at the end of an unclosed window that goes on in text to come. */
  open: { tail: Tail; state: number } | undefined;

  constructor(
    text: string,
    low: number,
    end: number,
    closed: boolean,
    hint?: Hint,
    codes: Uint8Array = codesOf(text),
  ) {
    this.text = text;
    this.low = low;
    this.end = end;
    this.closed = closed;
    this.hint = hint;
    this.codes = codes;
    this.pairs = viewOf(codes);
  }

  /** Makes the window that of another text, as if it were new. */
  show(
    text: string,
    codes: Uint8Array,
    low: number,
    end: number,
    closed: boolean,
    hint: Hint | undefined,
  ): void {
    this.text = text;
    if (codes !== this.codes) {
      this.codes = codes;
      this.pairs = viewOf(codes);
    }
    this.end = end;
    this.closed = closed;
    this.hint = hint;
    this.id = ++windows;
    this.starved = false;
    this.open = undefined;
    this.groups = undefined;
    this.moveLow(low);
  }

  /** Puts the end somewhere else; what was read across it is forgotten. */
  moveEnd(end: number, closed: boolean): void {
    this.end = end;
    this.closed = closed;
    this.groups = undefined;
    this.moveLow(this.low);
  }

  /** Notes that a candidate was turned down, and how far {@link Window.reach} says that it looked. */
  noteTurnedDown(start: number): void {
    if (start > this.pendingReach) this.pendingStart = start;
    if (this.reach > this.pendingReach) this.pendingReach = this.reach;
  }

  /** The code unit at an index; -1 where the window ends, which every detector takes as a boundary. */
  at(index: number): number {
    if (index > this.reach) this.reach = index;
    if (index >= this.end) {
      if (!this.closed) this.starved = true;
      return -1;
    }
    if (index < this.low) return -1;
    const code = this.codes[index]!;
    return code < BEYOND ? code : this.text.charCodeAt(index);
  }

  /**
   * Where a stretch of the characters of an alphabet ends that begins at `from`: before the first
   * other one, at most at `most`. The same as asking {@link at} for one after the other, but faster.
   */
  endOf(alphabet: number, from: number, most: number): number {
    if (from < this.low) return from;
    const { codes, text } = this;
    const limit = Math.min(most, this.end);
    let i = from;
    for (; i < limit; i++) {
      const code = codes[i]!;
      if ((TRAITS[code]! & alphabet) !== 0) continue;
      if (code < BEYOND || (TRAITS[text.charCodeAt(i)]! & alphabet) === 0) break;
    }
    const last = i < most ? i : most - 1;
    if (last > this.reach) this.reach = last;
    if (i < most && i >= this.end && !this.closed) this.starved = true;
    return i;
  }

  /** Where a stretch of ASCII characters of an alphabet begins that ends before `index`; at least at `least`. */
  startOf(alphabet: number, index: number, least: number): number {
    const { codes } = this;
    const limit = Math.max(least, this.low);
    let i = index;
    while (i > limit && (TRAITS[codes[i - 1]!]! & alphabet) !== 0) i--;
    return i;
  }

  /** Whether all characters of a stretch are of an alphabet. */
  isAll(alphabet: number, start: number, end: number): boolean {
    return this.endOf(alphabet, start, end) >= end;
  }

  /** Puts the boundary behind a value that is settled; what was read across it is forgotten. */
  moveLow(index: number): void {
    this.low = index;
    this.pendingReach = -1;
    this.groupsStart = -1;
    this.id = ++windows;
    this.labelEnd = -1;
    this.label = undefined;
    this.wordsEnd = -1;
  }

  /** Whether text that has not come yet was asked for since this was called last. */
  tookStarved(): boolean {
    const { starved } = this;
    this.starved = false;
    return starved;
  }

  /**
   * What the nearest label before an index says, looked up once for all detectors. Labels are known
   * where a detector is that goes by them, see `known-labels.ts`; where there is none they say nothing.
   */
  labelBefore(index: number): Label | undefined {
    if (this.labelEnd !== index) {
      this.label = findLabel?.(this, index);
      this.labelEnd = index;
    }
    return this.label;
  }

  /** {@link wordsBefore} an index, read once for all detectors. */
  wordsBefore(index: number): readonly string[] {
    if (this.wordsEnd !== index) {
      this.wordsEnd = index;
      this.words = wordsBefore(this, index);
    }
    return this.words;
  }

  /** Whether the text at an index reads `expected`. */
  reads(expected: string, index: number): boolean {
    for (let i = 0; i < expected.length; i++) {
      if (this.at(index + i) !== expected.charCodeAt(i)) return false;
    }
    return true;
  }
}
