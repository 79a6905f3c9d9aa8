import { Alphabet, isIn } from '../../engine/characters.js';
import type { TokenRow } from './token-rows/index.js';

/** A prefix with its row. */
export interface TokenEntry {
  prefix: string;
  row: TokenRow;
}

/** What is added to a bucket's number. */
const HEX = 1 << 15;
const LONGEST_HEX = 128;
const NO_ENTRIES: readonly TokenEntry[] = [];

/** The rows of vendors' tokens, by what of them is seen first. */
export class TokenIndex {
  /**
   * The entries by the first two characters of their prefix, the long prefixes first. The number of a
   * bucket goes with {@link HEX} if one of them may be hexadecimal digits and dashes alone.
   */
  readonly #buckets: TokenEntry[][] = [[]];
  readonly #bucketOf = new Uint16Array(128 * 128);
  /** The rows without a prefix, by their length: their tell-tale is inside. */
  readonly #infixes: TokenRow[][] = [];
  /** The lengths of those that may be hexadecimal digits and dashes alone. */
  readonly #hexLengths = new Uint8Array(LONGEST_HEX);

  constructor(rows: readonly TokenRow[]) {
    for (const row of rows) {
      for (const prefix of row.prefixes) {
        const isHex = isHexadecimal(prefix) && mayBeHexadecimal(row);
        if (prefix !== '') this.#enter(prefix, row, isHex ? HEX : 0);
        else {
          this.#infixes[row.form.leastLength] ??= [];
          this.#infixes[row.form.leastLength]!.push(row);
          if (isHex) this.#hexLengths[row.form.leastLength] = 1;
        }
      }
    }
    for (const bucket of this.#buckets) bucket.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** The prefixes that begin with two characters of ASCII. */
  beginningWith(first: number, second: number): readonly TokenEntry[] {
    const bucket = this.#bucketOf[bucketKey(first, second)]! & ~HEX;
    return bucket === 0 ? NO_ENTRIES : this.#buckets[bucket]!;
  }

  /** Whether there are any. */
  mayBegin(first: number, second: number): boolean {
    return first < 128 && second < 128 && this.#bucketOf[bucketKey(first, second)] !== 0;
  }

  /** Whether there are any in front of hexadecimal digits and dashes alone. */
  mayBeginHex(first: number, second: number): boolean {
    return (this.#bucketOf[bucketKey(first, second)]! & HEX) !== 0;
  }

  /** Whether there are rows without a prefix of that length, of hexadecimal digits and dashes alone. */
  mayBeHexOf(length: number): boolean {
    return length < LONGEST_HEX && this.#hexLengths[length] === 1;
  }

  /** The rows without a prefix of that length. */
  ofLength(length: number): readonly TokenRow[] | undefined {
    return this.#infixes[length];
  }

  /** Puts a prefix into the buckets; of one character it goes into that of each letter or digit behind. */
  #enter(prefix: string, row: TokenRow, hex: number): void {
    const entry = { prefix, row };
    if (prefix.length > 1) this.#enterAt(prefix.charCodeAt(1), entry, hex);
    else {
      for (let second = 0; second < 128; second++) {
        if (isIn(Alphabet.alphanumeric, second)) this.#enterAt(second, entry, hex);
      }
    }
  }

  #enterAt(second: number, entry: TokenEntry, hex: number): void {
    const key = bucketKey(entry.prefix.charCodeAt(0), second);
    if (this.#bucketOf[key] === 0) this.#bucketOf[key] = this.#buckets.push([]) - 1;
    this.#buckets[this.#bucketOf[key]! & ~HEX]!.push(entry);
    this.#bucketOf[key]! |= hex;
  }
}

/** Whether what of a text belongs to a run, up to its first other sign, is hexadecimal. */
function isHexadecimal(text: string): boolean {
  return /^[\da-f-]*(?:[^\w-]|$)/i.test(text);
}

/** What of a form's notation is no literal. */
const STRETCHES = /uuid|[a-z]\d+(-\d*)?| /gi;

/** Whether no literal of a form stands against a run of hexadecimal digits. */
function mayBeHexadecimal({ form }: TokenRow): boolean {
  return isHexadecimal(form.notation.replace(STRETCHES, ''));
}

function bucketKey(first: number, second: number): number {
  return (first << 7) | second;
}
