import { Alphabet, isIn } from './characters.js';
import type { PlainText } from './plain-text.js';

/** What a barrier is, where it is to be replaced. */
export interface BarrierValue {
  readonly type: string;
  readonly rule: string;
  readonly confidence: number;
}

/**
 * A stretch that is settled before any detector looks: a known secret, a match of somebody's own
 * pattern, or our own replacement.
 */
export interface Barrier {
  start: number;
  end: number;
  /** What is replaced; `undefined` for what stays, such as a literal replacement that stands there. */
  value: BarrierValue | undefined;
}

/** Known secrets. */
const KNOWN_SECRET: BarrierValue = { type: 'api_key', rule: 'known-secret', confidence: 1 };

/** The barriers of a text, and the index from which more text could make another one. */
export interface BarrierSearch {
  barriers: Barrier[];
  undecided: number;
}

/** Where the barriers of a text come from. */
export interface BarrierSource {
  /** Whether there is anything to look for. */
  readonly isEmpty: boolean;
  /**
   * Finds the barriers from `from` on, sorted and apart.
   *
   * @param plain - what `text` is the text of, for who knows places in the original
   */
  find(text: string, from: number, closed: boolean, plain: PlainText): BarrierSearch;
}

/**
 * Exact texts that split what is scanned: known secrets, and the literal replacements of the
 * configuration. Leaving the latter alone makes sanitizing twice the same as once.
 */
export class Barriers implements BarrierSource {
  readonly #secrets: readonly string[];
  readonly #literals: readonly string[];

  constructor(secrets: readonly string[], literals: Iterable<string>) {
    this.#secrets = secrets;
    this.#literals = [...new Set(literals)].filter((literal) => literal !== '');
  }

  /** Whether there is anything to look for. */
  get isEmpty(): boolean {
    return this.#secrets.length + this.#literals.length === 0;
  }

  /** Finds the barriers from `from` on; those that overlap become one. */
  find(text: string, from: number, closed: boolean): BarrierSearch {
    const found: Barrier[] = [];
    let undecided = text.length;
    for (const secret of this.#secrets) {
      let start = text.indexOf(secret, from);
      while (start >= 0) {
        found.push({ start, end: start + secret.length, value: KNOWN_SECRET });
        start = text.indexOf(secret, start + secret.length);
      }
      if (!closed) undecided = Math.min(undecided, beginningAtEnd(text, secret, from));
    }
    for (const literal of this.#literals) {
      let start = text.indexOf(literal, from);
      while (start >= 0) {
        const end = start + literal.length;
        if (!closed && end + 2 > text.length) undecided = Math.min(undecided, start);
        else found.push({ start, end, value: undefined });
        start = text.indexOf(literal, end);
      }
      if (!closed) undecided = Math.min(undecided, beginningAtEnd(text, literal, from));
    }
    const barriers = unite(text, found);
    for (let i = barriers.length - 1; i >= 0 && barriers[i]!.end > undecided; i--) {
      undecided = Math.min(undecided, barriers[i]!.start);
    }
    return { barriers: barriers.filter(({ start }) => start < undecided), undecided };
  }
}

/** Where the longest suffix of `text` begins that is a beginning of `wanted`; its length if none. */
function beginningAtEnd(text: string, wanted: string, from: number): number {
  let start = Math.max(from, text.length - wanted.length + 1);
  for (;;) {
    start = text.indexOf(wanted[0]!, start);
    if (start < 0) return text.length;
    if (wanted.startsWith(text.slice(start))) return start;
    start++;
  }
}

function unite(text: string, found: Barrier[]): Barrier[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const united: Barrier[] = [];
  for (const barrier of found) {
    const last = united.at(-1);
    if (last !== undefined && barrier.start < last.end) {
      last.end = Math.max(last.end, barrier.end);
      last.value ??= barrier.value;
    } else if (barrier.value !== undefined || standsAlone(text, barrier, last?.end ?? 0)) {
      united.push(barrier);
    }
  }
  return united;
}

/**
 * A replacement stands alone; `555-0000` inside `12-555-0000` is a part of a number. One that
 * begins or ends with a sign such as `[` is glued to nothing there.
 *
 * @param low - the end of the barrier before, which nothing is glued to
 */
function standsAlone(text: string, { start, end }: Barrier, low: number): boolean {
  return !isGluedBefore(text, start, low) && !isGluedBehind(text, end);
}

function isGluedBefore(text: string, start: number, low: number): boolean {
  if (start === low || !isIn(Alphabet.word, text.charCodeAt(start))) return false;
  const before = text.charCodeAt(start - 1);
  if (isIn(Alphabet.word, before) || before === 64 /* @ */) return true;
  const joins = isIn(Alphabet.dotted, before) || before === 43 || before === 37; // + %
  return joins && start - 1 > low && isIn(Alphabet.word, text.charCodeAt(start - 2));
}

function isGluedBehind(text: string, end: number): boolean {
  if (end === text.length || !isIn(Alphabet.word, text.charCodeAt(end - 1))) return false;
  const after = text.charCodeAt(end);
  if (isIn(Alphabet.word, after) || after === 64 /* @ */) return true;
  const joins = isIn(Alphabet.dotted, after) && end + 1 < text.length;
  return joins && isIn(Alphabet.word, text.charCodeAt(end + 1));
}
