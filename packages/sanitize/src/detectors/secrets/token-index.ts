import { Alphabet, isIn } from '../../engine/characters.js';
import type { TokenRow } from './token-rows/index.js';

/** A prefix with its row. */
export interface TokenEntry {
  prefix: string;
  row: TokenRow;
}

const NO_ENTRIES: readonly TokenEntry[] = [];

/** The rows of vendors' tokens, by what of them is seen first. */
export class TokenIndex {
  /** The entries by the first two characters of their prefix; the long prefixes first. */
  readonly #buckets: TokenEntry[][] = [[]];
  readonly #bucketOf = new Uint16Array(128 * 128);
  /** The rows without a prefix, by their length: their tell-tale is inside. */
  readonly #infixes: TokenRow[][] = [];

  constructor(rows: readonly TokenRow[]) {
    for (const row of rows) {
      for (const prefix of row.prefixes) {
        if (prefix !== '') this.#enter(prefix, row);
        else {
          this.#infixes[row.form.leastLength] ??= [];
          this.#infixes[row.form.leastLength]!.push(row);
        }
      }
    }
    for (const bucket of this.#buckets) bucket.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** The prefixes that begin with two characters of ASCII. */
  beginningWith(first: number, second: number): readonly TokenEntry[] {
    const bucket = this.#bucketOf[bucketKey(first, second)]!;
    return bucket === 0 ? NO_ENTRIES : this.#buckets[bucket]!;
  }

  /** Whether there are any. */
  mayBegin(first: number, second: number): boolean {
    return first < 128 && second < 128 && this.#bucketOf[bucketKey(first, second)] !== 0;
  }

  /** The rows without a prefix of that length. */
  ofLength(length: number): readonly TokenRow[] | undefined {
    return this.#infixes[length];
  }

  /** Puts a prefix into the buckets; of one character it goes into that of each letter or digit behind. */
  #enter(prefix: string, row: TokenRow): void {
    const entry = { prefix, row };
    if (prefix.length > 1) this.#enterAt(prefix.charCodeAt(1), entry);
    else {
      for (let second = 0; second < 128; second++) {
        if (isIn(Alphabet.alphanumeric, second)) this.#enterAt(second, entry);
      }
    }
  }

  #enterAt(second: number, entry: TokenEntry): void {
    const key = bucketKey(entry.prefix.charCodeAt(0), second);
    if (this.#bucketOf[key] === 0) this.#bucketOf[key] = this.#buckets.push([]) - 1;
    this.#buckets[this.#bucketOf[key]!]!.push(entry);
  }
}

function bucketKey(first: number, second: number): number {
  return (first << 7) | second;
}
