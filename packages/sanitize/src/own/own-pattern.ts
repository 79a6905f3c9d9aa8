/** A pattern of the user's own. */
export interface OwnPattern {
  readonly type: string;
  /** `regex` or `words`, with the name: what spans say. */
  readonly rule: string;
  readonly confidence: number;
  /** Whether a match may need the whole line to be seen; words are found in what is at hand. */
  readonly needsLine: boolean;
  /** The matches in a stretch of text, sorted, not overlapping. */
  matches(text: string): { start: number; end: number }[];
  /**
   * Where the longest suffix begins that more text could make a match, or a longer one.
   * `text.length` if there is none.
   */
  undecided(text: string): number;
}
