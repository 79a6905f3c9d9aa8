import { Alphabet, BEYOND, isIn, isLetterBeyondAscii, UNSPACED } from './characters.js';
import type { Detector } from './detector.js';
import { Circle } from './gates.js';
import type { Window } from './window.js';

const LONGEST = 32;
const SLOTS = 1 << 13;

const HYPHEN = 45;

/** A keyword, and the detectors it wakes. */
interface Entry {
  readonly keyword: string;
  /** Everybody. */
  readonly circle: Circle;
  /** Those that a word wakes with no hyphen before it. */
  readonly bare: Circle;
}

/** Where a keyword with letters beyond ASCII stands, and whom it wakes. */
export interface Foreign {
  readonly start: number;
  readonly end: number;
  readonly circle: Circle;
}

/**
 * The detectors that words wake. A word is turned down by a table of first letter, last letter and
 * length, and by its letters after that; nothing is copied.
 */
export class Keywords {
  /** For each slot the number of its first entry, or 0. */
  private readonly slots = new Uint16Array(SLOTS);
  /** For each slot whether a word may wake somebody with no hyphen before it. */
  readonly bareSlots = new Uint8Array(SLOTS);
  /** The keywords of ASCII that wake somebody so. */
  readonly bareWords: string[] = [];
  private readonly entries: Entry[][] = [[]];
  /** Keywords with letters beyond ASCII by the first of these, small or capital. */
  private readonly foreign = new Map<number, Entry[]>();
  /** Whether there are keywords with letters beyond ASCII. */
  readonly hasForeign: boolean;

  constructor(detectors: readonly Detector[]) {
    // The detectors of each keyword, by their numbers: many keywords wake the same ones.
    const woken = new Map<string, string>();
    for (const [d, { keywords }] of detectors.entries()) {
      for (const keyword of new Set(keywords)) {
        const others = woken.get(keyword);
        woken.set(keyword, others === undefined ? `${d}` : `${others} ${d}`);
      }
    }
    const circles = new Map<string, { circle: Circle; bare: Circle }>();
    for (const [keyword, numbers] of woken) {
      let known = circles.get(numbers);
      if (known === undefined) {
        known = circlesOf(numbers.split(' ').map((d) => detectors[Number(d)]!));
        circles.set(numbers, known);
      }
      this.add({ keyword, ...known });
    }
    this.hasForeign = this.foreign.size > 0;
  }

  private add(entry: Entry): void {
    const { keyword, bare } = entry;
    const beyond = firstBeyondAscii(keyword);
    if (beyond < 0) {
      const slot = slotOf(
        keyword.charCodeAt(0),
        keyword.charCodeAt(keyword.length - 1),
        keyword.length,
      );
      if (this.slots[slot] === 0) this.slots[slot] = this.entries.push([]) - 1;
      this.entries[this.slots[slot]!]!.push(entry);
      if (bare.isEmpty) return;
      this.bareSlots[slot] = 1;
      this.bareWords.push(keyword);
      return;
    }
    for (const letter of new Set([keyword[beyond]!, keyword[beyond]!.toUpperCase()])) {
      const code = letter.charCodeAt(0);
      const others = this.foreign.get(code);
      if (others === undefined) this.foreign.set(code, [entry]);
      else others.push(entry);
    }
  }

  /**
   * Who is woken by the word from `start` to `end`, however it is capitalized.
   *
   * @param isOption - whether a hyphen stands before it
   */
  at(codes: Uint8Array, start: number, end: number, isOption: boolean): Circle | undefined {
    const length = end - start;
    if (length >= LONGEST) return undefined;
    const slot = this.slots[slotOf(codes[start]!, codes[end - 1]!, length)]!;
    if (slot === 0) return undefined;
    for (const { keyword, circle, bare } of this.entries[slot]!) {
      if (keyword.length === length && reads(codes, start, keyword)) {
        return isOption ? circle : bare;
      }
    }
    return undefined;
  }

  /** The keyword with letters beyond ASCII of which the first such letter stands at `index`. */
  foreignAt(window: Window, index: number): Foreign | undefined {
    const entries = this.foreign.get(window.at(index));
    if (entries === undefined) return undefined;
    for (const { keyword, circle } of entries) {
      const start = index - firstBeyondAscii(keyword);
      const end = start + keyword.length;
      if (readsForeign(window, start, keyword) && standsAlone(window, start, end)) {
        return { start, end, circle };
      }
    }
    return undefined;
  }
}

/** All of a group, and those of them that a word wakes with no hyphen before it. */
function circlesOf(group: readonly Detector[]): { circle: Circle; bare: Circle } {
  const circle = new Circle(group);
  const bare = group.filter((detector) => !isOption(detector));
  return { circle, bare: bare.length === group.length ? circle : new Circle(bare) };
}

/** Whether a detector's words wake it only behind a hyphen, as those of a command's options. */
function isOption({ gate, anchors }: Detector): boolean {
  const before = anchors.includes('keyword') ? gate?.before : undefined;
  if (before?.(HYPHEN) !== true) return false;
  // What else may stand there: nothing, everything of ASCII, something beyond.
  for (let code = -1; code <= BEYOND; code++) {
    if (code !== HYPHEN && before(code)) return false;
  }
  return true;
}

function firstBeyondAscii(keyword: string): number {
  for (let i = 0; i < keyword.length; i++) if (keyword.charCodeAt(i) >= BEYOND) return i;
  return -1;
}

/** The slot of a word by its first and last code and its length. */
export function slotOf(first: number, last: number, length: number): number {
  return (((first & 31) << 8) | ((last & 31) << 3) | (length & 7)) ^ ((length >> 3) << 6);
}

/** Whether a keyword of that length stands at `start`, its letters small or capital. */
function reads(codes: Uint8Array, start: number, keyword: string): boolean {
  for (let i = 0; i < keyword.length; i++) {
    const code = codes[start + i]!;
    const expected = keyword.charCodeAt(i);
    if (code !== expected && (code | 32) !== expected) return false;
  }
  return true;
}

function readsForeign(window: Window, start: number, keyword: string): boolean {
  const capitals = keyword.toUpperCase();
  for (let i = 0; i < keyword.length; i++) {
    const code = window.at(start + i);
    if (code !== keyword.charCodeAt(i) && code !== capitals.charCodeAt(i)) return false;
  }
  return true;
}

/** Whether a keyword is a word of its own, which it need not be in scripts without blanks. */
function standsAlone(window: Window, start: number, end: number): boolean {
  if (window.at(start) >= UNSPACED || window.at(end - 1) >= UNSPACED) return true;
  return !isWordLetter(window.at(start - 1)) && !isWordLetter(window.at(end));
}

function isWordLetter(code: number): boolean {
  return isIn(Alphabet.word, code) || isLetterBeyondAscii(code);
}
