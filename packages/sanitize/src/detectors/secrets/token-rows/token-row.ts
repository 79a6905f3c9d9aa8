/** The form of one vendor's tokens: a prefix, and so many characters of an alphabet behind it. */
export interface TokenRow {
  /** Names the rule in spans. */
  rule: string;
  prefixes: readonly string[];
  /** What the rest consists of, from `Alphabet`. */
  alphabet: number;
  /** How long the rest is at least. */
  least: number;
  /** How long it is at most; without it the whole stretch counts, whatever its length. */
  most?: number;
  /** What the rest must hold somewhere. */
  holds?: string;
  /** The page that describes it. */
  source: string;
}

/** Writes a row: prefixes parted by blanks, least and most length, the page without `https://`. */
export const row = (
  rule: string,
  prefixes: string,
  alphabet: number,
  [least, most]: [number, number?],
  source: string,
  holds?: string,
): TokenRow => ({
  rule,
  prefixes: prefixes.split(' '),
  alphabet,
  least,
  ...(most === undefined ? {} : { most }),
  ...(holds === undefined ? {} : { holds }),
  source: `https://${source}`,
});
