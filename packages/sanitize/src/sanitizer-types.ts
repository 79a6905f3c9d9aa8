import type { Placeholders } from './placeholders.js';
import type { ReportFinding } from './report/report-finding.js';
import type { JsonValue } from './sanitize-value.js';
import type { Counts } from './splice.js';
import type { Format } from './structure/format.js';
import type { Category } from './types.js';

/** A sensitive value in a text. It tells where it is and never what it is. */
export interface Span {
  /** A built-in type, or one of your own. */
  type: string;
  /** What found it: `email`, `github-token`, `assignment`. */
  rule: string;
  /** Offset of the first UTF-16 code unit. */
  start: number;
  /** Offset behind the last one. */
  end: number;
  /** How sure the rule is, above 0 and up to 1. */
  confidence: number;
}

/**
 * What a text is written in. A structure is walked through token by token, not parsed: what is not
 * replaced stays byte by byte, what comes out can be parsed, escapes are read, and the name that a
 * value stands under tells more about it. `auto` tells the format by the beginning of the text.
 */
export type FormatOption = Format | 'auto';

/** Options of one call. */
export interface DetectOptions {
  /** Default: `text`. */
  format?: FormatOption;
}

/** Options of one call. */
export interface InspectOptions extends DetectOptions {
  /** The name that findings tell. Default: `text`. */
  file?: string;
}

/** Options of one call. */
export interface ScopeOptions {
  /** The scope of the numbered placeholders. Without it each call is a scope of its own. */
  placeholders?: Placeholders;
}

/** Options of one call. */
export interface SanitizeOptions extends DetectOptions, ScopeOptions {}

/** What was made of a text. */
export interface SanitizedText {
  text: string;
  /** Where the values were, in the original text; sorted, not overlapping. */
  spans: Span[];
  /** How many values of each type were replaced; types without one are left out. */
  counts: Counts;
}

/** What was made of bytes. */
export interface SanitizedBytes {
  bytes: Uint8Array;
  /** Where the values were, in the original bytes; sorted, not overlapping. */
  spans: Span[];
  /** How many values of each type were replaced; types without one are left out. */
  counts: Counts;
}

/** What was made of a JSON value. */
export interface SanitizedValue<T> {
  value: T;
  /** How many values of each type were replaced; types without one are left out. */
  counts: Counts;
}

/** Finds and replaces sensitive values. It keeps nothing of the texts it has seen. */
export interface TextSanitizer {
  /** The types that are on: the built-in ones in documented order, then others. */
  readonly types: readonly string[];
  /**
   * What the outcome depends on beside the text, as one line: engine version, types, operators,
   * and a digest of the rest. Two sanitizers with the same line do the same, but for their keys
   * and their known secrets.
   */
  readonly rules: string;
  /** What leaks with a value of a type: access to something, or who somebody is. */
  categoryOf(type: string): Category;
  /** Replaces every sensitive value in a text. Sanitizing the outcome again changes nothing. */
  sanitize(text: string, options?: SanitizeOptions): SanitizedText;
  /**
   * Replaces sensitive values in a JSON value: in strings, in the names of members, and whole
   * numbers such as a card's (which become strings). A member's name is context for its value.
   * The input is left as it is.
   */
  sanitizeValue<T extends JsonValue>(value: T, options?: ScopeOptions): SanitizedValue<T>;
  /** Finds the sensitive values in a text: sorted, not overlapping. */
  detect(text: string, options?: DetectOptions): Span[];
  /**
   * A web stream that does to a text in chunks what {@link Sanitizer.sanitize} does to the whole,
   * wherever it is cut. It holds back what a later chunk could make part of a value.
   */
  stream(options?: SanitizeOptions): TransformStream<string, string>;
}

/** A sanitizer with all it can do: texts, values, bytes, streams, and what reports need. */
export interface Sanitizer extends TextSanitizer {
  /**
   * Replaces every sensitive value in bytes of UTF-8, as {@link Sanitizer.sanitize} does in a text,
   * without decoding them as a whole. The offsets of its spans count bytes. What is no UTF-8 is
   * kept as it is.
   */
  sanitizeBytes(bytes: Uint8Array, options?: SanitizeOptions): SanitizedBytes;
  /**
   * A web stream that does to bytes in chunks what {@link Sanitizer.sanitizeBytes} does to the
   * whole, wherever they are cut, also within a character.
   */
  streamBytes(options?: SanitizeOptions): TransformStream<Uint8Array, Uint8Array>;
  /**
   * Finds the sensitive values in a text and tells their lines, columns and fingerprints, for
   * reports (see `@fluxloop/sanitize/report`) and baselines. What it tells holds no value.
   */
  inspect(text: string, options?: InspectOptions): ReportFinding[];
}
