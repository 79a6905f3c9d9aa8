import { readRules, type SanitizerConfig } from './configuration.js';
import { DETECTORS } from './detectors/index.js';
import { Barriers } from './engine/barriers.js';
import type { Hint } from './engine/labels.js';
import { createPlan } from './engine/plan.js';
import { type Swept, sweep } from './engine/sweep.js';
import { createPlaceholders, type Placeholders } from './placeholders.js';
import { createAdvance, sanitizeStream } from './sanitize-stream.js';
import { type JsonValue, ValueSanitizer } from './sanitize-value.js';
import { type Counts, splice } from './splice.js';
import { type Category, isSensitiveType, SENSITIVE_TYPES } from './types.js';

/** Changes whenever the same text and rules may give another result. */
const ENGINE_VERSION = 1;

/** A sensitive value in a text. It tells where it is and never what it is. */
export interface Span {
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

/** Options of one call. */
export interface SanitizeOptions {
  /** The scope of the numbered placeholders. Without it each call is a scope of its own. */
  placeholders?: Placeholders;
}

/** What was made of a text. */
export interface SanitizedText {
  text: string;
  /** Where the values were, in the original text; sorted, not overlapping. */
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
export interface Sanitizer {
  /** The types that are on, in documented order. */
  readonly types: readonly string[];
  /**
   * What the outcome depends on beside the text, as one line: engine version, types and literal
   * replacements. Two sanitizers with the same line do the same, but for their known secrets.
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
  sanitizeValue<T extends JsonValue>(value: T, options?: SanitizeOptions): SanitizedValue<T>;
  /** Finds the sensitive values in a text: sorted, not overlapping. */
  detect(text: string): Span[];
  /**
   * A web stream that does to a text in chunks what {@link Sanitizer.sanitize} does to the whole,
   * wherever it is cut. It holds back what a later chunk could make part of a value.
   */
  stream(options?: SanitizeOptions): TransformStream<string, string>;
}

/**
 * Builds a sanitizer.
 *
 * @param config - what to find and how to replace it; without it every built-in type is found and
 *   replaced by a numbered placeholder
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function createSanitizer(config: SanitizerConfig = {}): Sanitizer {
  const { types, literals, knownSecrets } = readRules(config);
  const plan = createPlan(DETECTORS, types);
  const barriers = new Barriers(knownSecrets, literals.values());
  const find = (text: string, hint?: Hint): Swept =>
    sweep(text, plan, barriers, { low: 0, decided: 0, open: undefined }, true, hint);

  return {
    types,
    rules: JSON.stringify({
      engine: ENGINE_VERSION,
      types: types.map((type) => [type, literals.get(type) ?? null]),
    }),
    categoryOf: (type) => (isSensitiveType(type) ? SENSITIVE_TYPES[type].category : 'pii'),
    sanitize(text, { placeholders = createPlaceholders() } = {}) {
      const { findings } = find(text);
      const counts: Counts = {};
      const sanitized = splice(text, findings, { literals, placeholders, remembers: true, counts });
      return { text: sanitized, spans: findings.map(toSpan), counts };
    },
    sanitizeValue(value, { placeholders = createPlaceholders() } = {}) {
      const counts: Counts = {};
      const replacement = { literals, placeholders, remembers: true, counts };
      const sanitizer = new ValueSanitizer(find, replacement, types.includes('api_key'));
      return { value: sanitizer.sanitize(value), counts };
    },
    detect: (text) => find(text).findings.map(toSpan),
    stream({ placeholders = createPlaceholders() } = {}) {
      const replacement = { literals, placeholders, remembers: false, counts: {} };
      return sanitizeStream(createAdvance(plan, barriers, replacement));
    },
  };
}

function toSpan({ type, rule, start, end, confidence }: Swept['findings'][number]): Span {
  return { type, rule, start, end, confidence };
}
