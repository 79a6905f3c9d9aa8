/** A regular expression that was compiled by a {@link RegexEngine}. */
export interface CompiledRegex {
  /** The matches in a text, from the left, apart: the offsets of the group that was asked for. */
  matches(text: string): { start: number; end: number }[];
  /** Whether the whole text matches. */
  matchesWhole(text: string): boolean;
}

/** Runs regular expressions in time that is linear in the text. */
export interface RegexEngine {
  /**
   * @param options.group - the group whose offsets count; 0 is the whole match
   * @throws RegexSyntaxError if the pattern is not one
   */
  compile(pattern: string, options: { ignoreCase: boolean; group: number }): CompiledRegex;
}

/** A pattern that the engine does not take; the message says why. */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError';
}
