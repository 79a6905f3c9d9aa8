import { BEYOND, CLASS, DASH, DIGIT, RUN, UPPER } from './characters.js';

/*
 * Most of a text wakes nobody, and what wakes somebody shows in few characters side by side: a
 * digit, a sign, two capitals, or four letters of a keyword. So a text is passed over in pairs,
 * four at a time, until one of them may be of interest with the next one. Words are not looked at
 * one by one, which is what a scan would spend most of its time on.
 */

/** So many characters are passed over at once. */
export const STRIDE = 8;
/** So many are looked at for that: the next pair may go on with the last one. */
export const STRIDE_AND_PAIR = STRIDE + 2;
/** What {@link PairFilter.steps} says of two pairs of which a character is no part of a run. */
export const PARTED = 1;
/** The same if they may be part of what wakes somebody. */
export const OF_INTEREST = 2;

/** A character that is no part of a run, where pairs are written down. */
const GAP = ' ';
/** Wakes whom nothing else would: an escape, and what base64 has. */
const ALWAYS = '\\/+';
/** What a capital becomes together with the bit of small letters. */
const SMALL = 32;

/** What a plan wakes somebody for, beside what always does. */
export interface Waking {
  /** By the class of a character between runs, whether it wakes anybody. */
  readonly signs: Uint8Array;
  /** Words of ASCII in small letters. */
  readonly keywords: Iterable<string>;
  /** Whether a capital at the beginning of a word does. */
  readonly capitals: boolean;
}

/** The kinds of pairs that are in no keyword; those that are have kinds of their own behind them. */
const INSIDE = 0;
const BEHIND_GAP = 1;
const BEFORE_GAP = 2;
const WAKING = 3;
const FIRST_OWN = 4;
const KINDS = 256;

/**
 * Whether a text may be passed over, by two tables: of two characters side by side, and of two
 * such pairs. A pair of letters that is in keywords has a kind of its own, so that four letters of
 * a keyword, and what ends a short one, are told from nearly all others.
 */
export class PairFilter {
  /** The kind of a pair, by two codes of which the second counts 256 times. */
  readonly kinds = new Uint8Array(1 << 16);
  /** What the kinds of two pairs say, of which the second counts {@link KINDS} times. */
  readonly steps = new Uint8Array(KINDS * KINDS);
  readonly #known = new Map<string, number>();
  /** How many pairs of keywords have no gap, and how many have one. */
  readonly #counts = [0, 0];

  constructor({ signs, keywords, capitals }: Waking) {
    const sorts = sortsOf(signs);
    const rows = new Map<Sort, Uint8Array>();
    for (let second = 0; second < 256; second++) {
      const sort = sorts[second]!;
      const row =
        rows.get(sort) ?? Uint8Array.from(sorts, (first) => kindOf(first, sort, capitals));
      rows.set(sort, row);
      this.kinds.set(row, second << 8);
    }
    const own = [...keywords].flatMap((keyword) => [
      this.#stepOf(keyword + GAP),
      this.#stepOf(GAP + keyword + GAP),
    ]);
    this.#fillSteps();
    for (const [first, second] of own) this.#mark(first, second);
  }

  /**
   * Two pairs, one behind the other, that a keyword is read in; the second is empty for any gap. In a
   * long one they are letters, because pairs with a gap come more often.
   */
  #stepOf(padded: string): readonly [string, string] {
    const from = padded.startsWith(GAP) && padded.length > 6 ? 2 : 0;
    const first = padded.slice(from, from + 2);
    const second = padded.length < from + 4 ? '' : padded.slice(from + 2, from + 4);
    this.#kindFor(first);
    if (second !== '') this.#kindFor(second);
    return [first, second];
  }

  /** The kind of a pair of a keyword. When there are no more, some are shared. */
  #kindFor(pair: string): number {
    const known = this.#known.get(pair);
    if (known !== undefined) return known;
    const parted = pair.includes(GAP) ? 1 : 0;
    const kind = FIRST_OWN + ((2 * this.#counts[parted]!++ + parted) % (KINDS - FIRST_OWN));
    this.#known.set(pair, kind);
    const firsts = codesFor(pair[0]!);
    for (const second of codesFor(pair[1]!)) {
      for (const first of firsts) {
        const index = first | (second << 8);
        if (this.kinds[index] !== WAKING) this.kinds[index] = kind;
      }
    }
    return kind;
  }

  #fillSteps(): void {
    const { steps } = this;
    const rows = [false, true].map((isParted) =>
      Uint8Array.from({ length: KINDS }, (_, kind) =>
        kind === WAKING ? OF_INTEREST : isParted || hasGap(kind) ? PARTED : 0,
      ),
    );
    for (let second = 0; second < KINDS; second++) {
      steps.set(rows[hasGap(second) ? 1 : 0]!, second << 8);
    }
    steps.fill(OF_INTEREST, WAKING << 8, (WAKING + 1) << 8);
  }

  #mark(first: string, second: string): void {
    const from = this.#kindFor(first);
    const behind = second === '' ? this.#kindsBehindGap(first) : [this.#kindFor(second)];
    for (const kind of behind) this.steps[from | (kind << 8)]! |= OF_INTEREST;
  }

  /** The kinds of all pairs that may follow a word that has ended: after a gap it may be anything. */
  #kindsBehindGap(pair: string): readonly number[] {
    const kinds = [BEHIND_GAP];
    if (pair.endsWith(GAP)) kinds.push(INSIDE, BEFORE_GAP);
    for (const [known, kind] of this.#known) {
      if (pair.endsWith(GAP) || known.startsWith(GAP)) kinds.push(kind);
    }
    return kinds;
  }
}

/** How many characters make it worth to have a filter: to make one takes as long as to scan these. */
const WORTHWHILE = 1 << 14;

/** The {@link PairFilter} of a plan, which is made when enough was scanned. */
export class PairFilterInWaiting {
  readonly #waking: Waking;
  #scanned = 0;
  #filter: PairFilter | undefined;

  constructor(waking: Waking) {
    this.#waking = waking;
  }

  /** The filter, if there is one yet, for a text of so many characters. */
  for(length: number): PairFilter | undefined {
    if (this.#filter !== undefined) return this.#filter;
    this.#scanned += length;
    if (this.#scanned >= WORTHWHILE) this.#filter = new PairFilter(this.#waking);
    return this.#filter;
  }
}

/** Whether the pairs of a kind have a character that is no part of a run. */
function hasGap(kind: number): boolean {
  if (kind < FIRST_OWN) return kind === BEHIND_GAP || kind === BEFORE_GAP;
  return (kind - FIRST_OWN) % 2 === 1;
}

/** The codes that a character of a keyword stands for: small and capital, or any gap. */
function codesFor(character: string): readonly number[] {
  if (character === GAP) {
    gaps ??= [...CLASS.keys()].filter((code) => code <= BEYOND && (CLASS[code]! & RUN) === 0);
    return gaps;
  }
  const code = character.charCodeAt(0);
  return code > 96 && code < 123 ? [code, code - SMALL] : [code];
}

let gaps: readonly number[] | undefined;

/** What a character is, as far as pairs go. */
type Sort = 'inside' | 'capital' | 'hyphen' | 'gap' | 'waking';

function sortsOf(signs: Uint8Array): readonly Sort[] {
  return Array.from(CLASS, (kind, code): Sort => {
    // Bytes that are no UTF-8.
    if (code > BEYOND) return 'waking';
    if (kind === DIGIT || ALWAYS.includes(String.fromCharCode(code))) return 'waking';
    if ((kind & RUN) === 0) return signs[kind] === 1 ? 'waking' : 'gap';
    if (kind === UPPER) return 'capital';
    return kind === DASH ? 'hyphen' : 'inside';
  });
}

function kindOf(first: Sort, second: Sort, capitals: boolean): number {
  if (first === 'waking' || second === 'waking') return WAKING;
  const hasCapital = first === 'capital' || second === 'capital';
  if (capitals && hasCapital) return WAKING;
  // A run that begins with a hyphen; inside of one it does not matter, which is not seen here.
  if (first === 'hyphen') return WAKING;
  if (first !== 'gap' && second !== 'gap') {
    return first === 'capital' && second === 'capital' ? WAKING : INSIDE;
  }
  if (hasCapital || second === 'hyphen') return WAKING;
  return first === 'gap' ? BEHIND_GAP : BEFORE_GAP;
}
