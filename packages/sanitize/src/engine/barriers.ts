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
  barriers: readonly Barrier[];
  undecided: number;
}

/** Where the barriers of a text come from. */
export interface BarrierSource {
  /**
   * Finds the barriers from `from` on, sorted and apart.
   *
   * @param plain - what `text` is the text of, for who knows places in the original
   */
  find(text: string, from: number, closed: boolean, plain: PlainText): BarrierSearch;
}

/** `[EMAIL_12]` is no longer than this. */
const LONGEST_PLACEHOLDER = 64;
const CLOSE = 93;
const UNDERSCORE = 95;
const AT = 64;
const COLON = 58;
const NOTHING: readonly Barrier[] = [];

/**
 * Exact texts that split what is scanned: known secrets, numbered placeholders, and the literal
 * replacements of the configuration. Leaving the latter alone makes sanitizing twice the same as
 * once.
 */
export class Barriers implements BarrierSource {
  /** Known secrets, and the literals, which stay as they are. */
  readonly #exact: readonly (readonly [string, BarrierValue | undefined])[];
  readonly #labels: ReadonlySet<string>;

  /** @param labels - the words of numbered placeholders, such as `EMAIL` */
  constructor(
    secrets: readonly string[],
    literals: Iterable<string>,
    labels: ReadonlySet<string> = new Set(),
  ) {
    this.#labels = labels;
    const kept = new Set(literals);
    kept.delete('');
    this.#exact = [
      ...secrets.map((secret) => [secret, KNOWN_SECRET] as const),
      ...Array.from(kept, (literal) => [literal, undefined] as const),
    ];
  }

  /** Finds the barriers from `from` on; those that overlap become one. */
  find(text: string, from: number, closed: boolean): BarrierSearch {
    let undecided = text.length;
    const firstOpen = text.indexOf('[', from);
    if (firstOpen < 0 && this.#exact.length === 0) {
      return { barriers: NOTHING, undecided };
    }
    const found: Barrier[] = [];
    for (let start = firstOpen; start >= 0; start = text.indexOf('[', start + 1)) {
      const end = endOfPlaceholder(text, start, this.#labels);
      if (end > 0) found.push({ start, end, value: undefined });
      else if (end < 0 && !closed) undecided = Math.min(undecided, start);
    }
    for (const [exact, value] of this.#exact) {
      let start = text.indexOf(exact, from);
      while (start >= 0) {
        const end = start + exact.length;
        if (!closed && end + 2 > text.length) undecided = Math.min(undecided, start);
        else found.push({ start, end, value });
        start = text.indexOf(exact, end);
      }
      if (!closed) undecided = Math.min(undecided, beginningAtEnd(text, exact, from));
    }
    if (found.length === 0) return { barriers: NOTHING, undecided };
    const barriers = unite(text, found);
    for (let i = barriers.length - 1; i >= 0 && barriers[i]!.end > undecided; i--) {
      undecided = Math.min(undecided, barriers[i]!.start);
    }
    return { barriers: barriers.filter(({ start }) => start < undecided), undecided };
  }
}

/**
 * Where a placeholder that begins at `start` ends: a label, `_`, a number or 16 hexadecimal digits,
 * and a bracket. 0 if there is none, -1 if more text could make it one.
 */
function endOfPlaceholder(text: string, start: number, labels: ReadonlySet<string>): number {
  let sign = start;
  for (let i = start + 1; i < start + LONGEST_PLACEHOLDER; i++) {
    if (i >= text.length) return -1;
    const code = text.charCodeAt(i);
    if (code === UNDERSCORE) sign = i;
    else if (code === CLOSE) {
      const isKnown = isOrdinal(text.slice(sign + 1, i)) && labels.has(text.slice(start + 1, sign));
      return isKnown ? i + 1 : 0;
    } else if (!isIn(Alphabet.upperAlphanumeric, code)) return 0;
  }
  return 0;
}

/** The number of a numbered placeholder, or the token of a keyed one. */
function isOrdinal(text: string): boolean {
  const isKeyed = text.length === 16;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isIn(Alphabet.digit, code) && !(isKeyed && isIn(Alphabet.hex, code))) return false;
  }
  return text !== '';
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
  const rows = new Rows(found);
  for (const [i, barrier] of found.entries()) {
    const last = united.at(-1);
    if (last !== undefined && barrier.start < last.end) {
      last.end = Math.max(last.end, barrier.end);
      last.value ??= barrier.value;
    } else if (
      barrier.value !== undefined ||
      standsAlone(text, barrier, rows.endAt(i), last?.end ?? 0)
    ) {
      united.push(barrier);
    }
  }
  return united;
}

/**
 * A replacement stands alone; `555-0000` inside `12-555-0000` is a part of a number. One that
 * begins or ends with a sign such as `[` is glued to nothing there, and one is not glued to
 * another.
 *
 * @param end - the end of the last of those that stand behind each other
 * @param low - the end of the barrier before, which nothing is glued to
 */
function standsAlone(text: string, { start }: Barrier, end: number, low: number): boolean {
  return !isGluedBefore(text, start, low) && !isGluedBehind(text, start, end);
}

/**
 * Where rows of barriers end: another one right behind a barrier, or behind one sign, is no part
 * of something longer either. Each row is walked once.
 */
class Rows {
  readonly #found: readonly Barrier[];
  readonly #ends: Int32Array;

  constructor(found: readonly Barrier[]) {
    this.#found = found;
    this.#ends = new Int32Array(found.length).fill(-1);
  }

  /** The end of the row that a barrier begins. */
  endAt(index: number): number {
    const row: number[] = [];
    let i = index;
    while (this.#ends[i] === -1) {
      row.push(i);
      const next = this.#next(i);
      if (next < 0) this.#ends[i] = this.#found[i]!.end;
      else i = next;
    }
    const end = this.#ends[i]!;
    for (const passed of row) this.#ends[passed] = end;
    return end;
  }

  #next(index: number): number {
    const { end } = this.#found[index]!;
    for (let i = index + 1; i < this.#found.length && this.#found[i]!.start <= end + 1; i++) {
      if (this.#found[i]!.start >= end) return i;
    }
    return -1;
  }
}

function isGluedBefore(text: string, start: number, low: number): boolean {
  return isIn(Alphabet.word, text.charCodeAt(start)) && joinsBefore(text, start, low);
}

function isGluedBehind(text: string, start: number, end: number): boolean {
  return isIn(Alphabet.word, text.charCodeAt(end - 1)) && joinsBehind(text, start, end);
}

/** Whether what stands before `start` would make a word there a part of something longer. */
function joinsBefore(text: string, start: number, low: number): boolean {
  if (start === low) return false;
  const before = text.charCodeAt(start - 1);
  if (!isIn(Alphabet.word, before) && before !== AT) {
    const joins = isIn(Alphabet.dotted, before) || before === 43 || before === 37; // + %
    if (!joins || start - 1 === low || !isIn(Alphabet.word, text.charCodeAt(start - 2))) {
      return false;
    }
  }
  return !isEscapeBefore(text, start);
}

/** The same of what stands behind `end`. */
function joinsBehind(text: string, start: number, end: number): boolean {
  if (end === text.length) return false;
  const after = text.charCodeAt(end);
  // Before an `@` it may be the name of a mailbox; behind a colon it is a password in a URL.
  if (after === AT) return text.charCodeAt(start - 1) !== COLON;
  if (isIn(Alphabet.word, after)) return true;
  const joins = isIn(Alphabet.dotted, after) && end + 1 < text.length;
  return joins && isIn(Alphabet.word, text.charCodeAt(end + 1));
}

/** Whether an escape of JSON, such as `\n` or `\u0022`, ends before `start`. */
function isEscapeBefore(text: string, start: number): boolean {
  const isShort = text[start - 2] === '\\' && 'nrtbf'.includes(text[start - 1]!);
  return isShort || (text[start - 6] === '\\' && text[start - 5] === 'u');
}

/** What a value is glued to: bits of {@link Glue}. */
export const Glue = { none: 0, before: 1, behind: 2 } as const;

/**
 * Whether a word in the place of a value would be a part of something longer, so that it could
 * not be told from it later. It needs two characters behind the value.
 *
 * @param low - the end of the value before, which nothing is glued to
 */
export function glueOf(text: string, start: number, end: number, low: number): number {
  return (
    (joinsBefore(text, start, low) ? Glue.before : 0) |
    (joinsBehind(text, start, end) ? Glue.behind : 0)
  );
}
