/** A value that is settled. */
export interface Finding {
  start: number;
  end: number;
  /** The end of what the value is known by: its own, or that of the longest look. */
  knownEnd: number;
  confidence: number;
  rule: string;
  type: string;
  /** The quotation mark that a bare number in JSON needs around its replacement, or nothing. */
  quote: string;
  /** Whether it is left where it is; see {@link Match.kept}. */
  kept: boolean;
  /** What a word in its place would be glued to, see `glueOf`. */
  glue: number;
}
