import { Alphabet, isIn } from './characters.js';
import type { Detector } from './detector.js';

/** What a gate sees before the first and behind the last character of a text. */
export const EDGE = 129;
const CODES = 130;
const WORD_KEYS = 1024;
const NO_WORDS = new Int32Array(0);
/** Runs of this length and more are as one to a gate. */
const LONGEST = 63;
/** So many detectors have a bit of their own; those behind them share the last one. */
const MOST_OWN = 30;

/** Detectors that are asked in their order. */
export class Circle {
  /** As objects of one kind, which are called faster than those of many. */
  readonly asked: readonly Asked[];
  /** Whether there is nobody. */
  readonly isEmpty: boolean;

  constructor(detectors: readonly Detector[]) {
    this.asked = detectors.map((detector) => new Asked(detector));
    this.isEmpty = detectors.length === 0;
  }

  /** The next detector of a mask, from an index on; their number if there is none. */
  next(mask: number, from: number): number {
    const count = this.asked.length;
    if (from < MOST_OWN) {
      const rest = mask & (-1 << from);
      if (rest === 0) return count;
      return Math.min(31 - Math.clz32(rest & -rest), count);
    }
    return (mask & (1 << MOST_OWN)) === 0 ? count : from;
  }
}

/**
 * The detectors of one anchor, sorted by what a candidate must look like before it is worth a
 * call: a few table lookups say which of them to ask, a bit for each. So a candidate that is
 * nothing costs the same, however many detectors there are.
 */
export class Gates extends Circle {
  private readonly before: Int32Array;
  private readonly behind: Int32Array;
  private readonly first: Int32Array;
  private readonly lengths: Int32Array;
  private readonly words: Int32Array;
  /** Who has a say about the word before a sign. */
  readonly wordwise: number;

  constructor(detectors: readonly Detector[]) {
    super(detectors);
    this.before = tableOf(detectors, CODES, ({ gate }) => gate?.before && codesOf(gate.before));
    this.behind = tableOf(detectors, CODES, ({ gate }) => gate?.behind && codesOf(gate.behind));
    this.first = tableOf(detectors, CODES, ({ gate }) => gate?.first && codesOf(gate.first));
    this.lengths = tableOf(
      detectors,
      LONGEST + 1,
      ({ gate }) => gate?.lengths && lengthsOf(gate.lengths),
    );
    this.wordwise = 0;
    for (const [d, { gate }] of detectors.entries()) {
      if (gate?.word !== undefined) this.wordwise |= 1 << Math.min(d, MOST_OWN);
    }
    this.words =
      this.wordwise === 0
        ? NO_WORDS
        : tableOf(detectors, WORD_KEYS, ({ gate }) => gate?.word && wordsOf(gate.word));
  }

  /** Who may have an interest in a character, by the code before it. */
  follows(before: number): number {
    return this.before[before]!;
  }

  /** Who may have an interest in a candidate, by the code behind it. */
  precedes(behind: number): number {
    return this.behind[behind]!;
  }

  /** Who may have an interest in a run, by its first code and its length. */
  fits(first: number, length: number): number {
    return this.first[first]! & this.lengths[Math.min(length, LONGEST)]!;
  }

  /** Who may have an interest in a sign, by the codes of the two characters that end a word. */
  endsWord(last2: number, last: number): number {
    const isWord = isIn(Alphabet.letter, last2) && isIn(Alphabet.letter, last);
    return isWord ? this.words[wordKey(last2, last)]! : EVERYBODY;
  }
}

/** The letters, small or capital, as a number. */
function wordKey(last2: number, last: number): number {
  return ((last2 & 31) << 5) | (last & 31);
}

/** A detector that is asked. */
export class Asked {
  readonly detector: Detector;
  readonly find: Detector['find'];

  constructor(detector: Detector) {
    this.detector = detector;
    this.find = detector.find;
  }
}

/** What a condition of a gate says of every index: asked once, however many gates have it. */
const answers = new WeakMap<object, Uint8Array>();

function answersOf(
  condition: object,
  size: number,
  passes: (index: number) => boolean,
): Uint8Array {
  let known = answers.get(condition);
  if (known === undefined) {
    known = new Uint8Array(size);
    for (let index = 0; index < size; index++) if (passes(index)) known[index] = 1;
    answers.set(condition, known);
  }
  return known;
}

/** Of codes; a detector is asked about an edge as about -1. */
function codesOf(passes: (code: number) => boolean): Uint8Array {
  return answersOf(passes, CODES, (code) => passes(code === EDGE ? -1 : code));
}

function lengthsOf(range: readonly [number, number]): Uint8Array {
  const [least, most] = range;
  return answersOf(
    range,
    LONGEST + 1,
    (length) => (length >= least || length === LONGEST) && (length <= most || most >= LONGEST),
  );
}

function wordsOf(passes: (last2: number, last: number) => boolean): Uint8Array {
  return answersOf(passes, WORD_KEYS, (key) => passes(96 | (key >> 5), 96 | (key & 31)));
}

/** A table of who lets an index pass; what a detector says nothing about passes. */
function tableOf(
  detectors: readonly Detector[],
  size: number,
  answersOfGate: (detector: Detector) => Uint8Array | undefined,
): Int32Array {
  let silent = 0;
  // Few conditions serve many detectors. Loops that are short stay below what makes V8 compile them.
  const bitsOf = new Map<Uint8Array, number>();
  for (const [d, detector] of detectors.entries()) {
    const bit = 1 << Math.min(d, MOST_OWN);
    const passing = answersOfGate(detector);
    if (passing === undefined) silent |= bit;
    else bitsOf.set(passing, (bitsOf.get(passing) ?? 0) | bit);
  }
  const table = new Int32Array(size).fill(silent);
  for (const [passing, bits] of bitsOf) {
    for (let index = 0; index < size; index++) if (passing[index] === 1) table[index]! |= bits;
  }
  return table;
}

/** Everybody, for where it is not known what stands there. */
export const EVERYBODY = -1;
