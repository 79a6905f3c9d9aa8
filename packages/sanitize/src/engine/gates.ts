import { Alphabet, HEXADECIMAL, isIn, RUN } from './characters.js';
import type { Detector, Gate } from './detector.js';
import type { Window } from './window.js';
import { answersBefore, type Question } from './words-memo.js';

/** What a gate sees before the first and behind the last character of a text. */
export const EDGE = 129;
const CODES = 130;
const WORD_KEYS = 1024;
const NO_WORDS = new Int32Array(0);
/** Runs of this length and more are as one to a gate. */
const LONGEST = 63;
/** So many detectors have a bit of their own; those behind them share the last one. */
export const MOST_OWN = 30;
/**
 * What a table says of an index of which nobody was asked yet: no mask has this bit. To ask of all
 * of them at once is what a first call would mostly wait for.
 */
export const UNASKED = 1 << 31;

/** Detectors that are asked in their order. */
export class Circle {
  /** As objects of one kind, which are called faster than those of many. */
  readonly asked: readonly Asked[];
  /** Whether there is nobody. */
  readonly isEmpty: boolean;
  /** Who is asked behind the others, and only if they may be surer. */
  late = 0;

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
  private readonly detectors: readonly Detector[];
  private readonly before = createTable(CODES);
  private readonly behind = createTable(CODES);
  private readonly first = createTable(CODES);
  private readonly lengths = createTable(LONGEST + 1);
  private readonly made = createTable((RUN | HEXADECIMAL) + 1);
  private readonly words: Int32Array;
  /** Who has a say about the word before a sign. */
  readonly wordwise: number;
  private readonly groups: readonly Group[];
  /** Who listens to the words before a candidate. */
  private readonly behindWords: Listeners;
  /** The members of all groups. */
  private readonly grouped: number;

  constructor(detectors: readonly Detector[]) {
    super(detectors);
    this.detectors = detectors;
    this.wordwise = 0;
    for (const [d, { gate }] of detectors.entries()) {
      if (gate?.late) this.late |= bitOf(d);
      if (gate?.word !== undefined) this.wordwise |= bitOf(d);
    }
    this.groups = groupsOf(detectors);
    this.grouped = this.groups.reduce((all, { members }) => all | members, 0);
    this.behindWords = new Listeners(detectors, (gate) => gate.words);
    this.late |= this.behindWords.all;
    this.words = this.wordwise === 0 ? NO_WORDS : createTable(WORD_KEYS);
  }

  /** Who may have an interest in a character, by the code before it. */
  follows(before: number): number {
    const known = this.before[before]!;
    return known === UNASKED ? this.ask(this.before, before, passesBefore) : known;
  }

  /** Who may have an interest in a candidate, by the code behind it. */
  precedes(behind: number): number {
    const known = this.behind[behind]!;
    return known === UNASKED ? this.ask(this.behind, behind, passesBehind) : known;
  }

  /** Who may have an interest in a run, by its first code and its length. */
  fits(first: number, length: number): number {
    const known = this.first[first]!;
    const fitting = known === UNASKED ? this.ask(this.first, first, passesFirst) : known;
    return fitting & this.ofLength(Math.min(length, LONGEST));
  }

  /** Who may have an interest in a run, by the classes of its characters. */
  consists(classes: number): number {
    const known = this.made[classes]!;
    return known === UNASKED ? this.ask(this.made, classes, passesMade) : known;
  }

  private ofLength(length: number): number {
    const known = this.lengths[length]!;
    return known === UNASKED ? this.ask(this.lengths, length, passesLength) : known;
  }

  /**
   * Who is left of a mask when the words before a candidate were read, and each group of detectors that
   * look together was asked once.
   *
   * @param sure - how sure what others found is; 0 if that is nothing
   */
  left(
    mask: number,
    window: Window,
    start: number,
    end: number,
    classes: number,
    sure = 0,
  ): number {
    const { groups, behindWords } = this;
    let rest = mask;
    if ((rest & behindWords.all) !== 0) {
      rest &= ~behindWords.all | behindWords.hear(window, start);
    }
    if ((rest & this.grouped) === 0) return rest;
    for (let g = 0; g < groups.length; g++) {
      const { members, anyOf } = groups[g]!;
      if ((rest & members) !== 0 && !anyOf(window, start, end, classes, sure)) rest &= ~members;
    }
    return rest;
  }

  /** Who may have an interest in a sign, by the codes of the two characters that end a word. */
  endsWord(last2: number, last: number): number {
    const isWord = isIn(Alphabet.letter, last2) && isIn(Alphabet.letter, last);
    if (!isWord) return EVERYBODY;
    const key = wordKey(last2, last);
    const known = this.words[key]!;
    return known === UNASKED ? this.ask(this.words, key, passesWord) : known;
  }

  /** Asks everybody about an index that has not come before; who has no condition lets it pass. */
  protected ask(table: Int32Array, index: number, passes: Passes): number {
    let mask = 0;
    for (const [d, { gate }] of this.detectors.entries()) {
      if (gate === undefined || passes(gate, index)) mask |= bitOf(d);
    }
    table[index] = mask;
    return mask;
  }
}

/** The bit of a detector, by its place. */
export function bitOf(detector: number): number {
  return 1 << Math.min(detector, MOST_OWN);
}

/** The letters, small or capital, as a number. */
function wordKey(last2: number, last: number): number {
  return ((last2 & 31) << 5) | (last & 31);
}

/** Detectors that look together, and what they ask first. */
interface Group {
  /** A bit for each. */
  readonly members: number;
  readonly anyOf: NonNullable<Gate['anyOf']>;
}

function groupsOf(detectors: readonly Detector[]): readonly Group[] {
  const groups = membersBy(detectors, (gate) => gate.anyOf);
  return Array.from(groups, ([anyOf, members]) => ({ members, anyOf }));
}

/** The detectors whose gates have the same of something, as a bit for each. */
function membersBy<T>(
  detectors: readonly Detector[],
  keyOf: (gate: Gate) => T | undefined,
): ReadonlyMap<T, number> {
  const members = new Map<T, number>();
  for (const [d, { gate }] of detectors.slice(0, MOST_OWN).entries()) {
    const key = gate && keyOf(gate);
    if (key !== undefined) members.set(key, (members.get(key) ?? 0) | bitOf(d));
  }
  return members;
}

/** Detectors by the questions that the words before a candidate must answer with yes for them. */
export class Listeners {
  /** A bit for each of them. */
  readonly all: number;
  private readonly questions: readonly Question[];
  private readonly bits: number;
  /** Who asks each question. */
  private readonly members: readonly number[];

  constructor(detectors: readonly Detector[], questionOf: (gate: Gate) => Question | undefined) {
    const members = membersBy(detectors, (gate) => {
      const question = questionOf(gate);
      return question?.bit === 0 ? undefined : question;
    });
    this.questions = [...members.keys()];
    this.members = [...members.values()];
    this.bits = this.questions.reduce((bits, { bit }) => bits | bit, 0);
    this.all = this.members.reduce((all, bits) => all | bits, 0);
  }

  /** For whom the words before an index say yes. */
  hear(window: Window, index: number): number {
    const { questions, members, bits } = this;
    const yes = answersBefore(window, index, questions, bits);
    if (yes === 0) return 0;
    let mask = 0;
    for (let q = 0; q < questions.length; q++) {
      if ((yes & questions[q]!.bit) !== 0) mask |= members[q]!;
    }
    return mask;
  }
}

/** A detector that is asked. */
export class Asked {
  readonly detector: Detector;
  readonly find: Detector['find'];
  readonly surest: number;

  constructor(detector: Detector) {
    this.detector = detector;
    this.find = detector.find;
    this.surest = detector.surest ?? 1;
  }
}

/** Whether a gate lets an index of one of the tables pass. */
export type Passes = (gate: Gate, index: number) => boolean;

const passesBefore: Passes = ({ before }, code) => before?.(codeOf(code)) ?? true;
const passesBehind: Passes = ({ behind }, code) => behind?.(codeOf(code)) ?? true;
const passesFirst: Passes = ({ first }, code) => first?.(codeOf(code)) ?? true;
const passesMade: Passes = ({ made }, classes) => made?.(classes) ?? true;
const passesWord: Passes = ({ word }, key) => word?.(96 | (key >> 5), 96 | (key & 31)) ?? true;

function passesLength({ lengths }: Gate, length: number): boolean {
  if (lengths === undefined) return true;
  const [least, most] = lengths;
  return (length >= least || length === LONGEST) && (length <= most || most >= LONGEST);
}

/** A detector is asked about an edge as about -1. */
function codeOf(code: number): number {
  return code === EDGE ? -1 : code;
}

/** A table of which nobody was asked yet. */
export function createTable(size: number): Int32Array {
  return new Int32Array(size).fill(UNASKED);
}

/** Everybody, for where it is not known what stands there. */
export const EVERYBODY = -1;
