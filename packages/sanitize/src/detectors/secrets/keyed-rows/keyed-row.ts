import { TokenForm } from '../token-rows/token-form.js';

/** A secret that only the name of its vendor before it tells: a form, and words of the vendor. */
export interface KeyedRow {
  /** Names the rule in spans. */
  rule: string;
  /** Words, in small letters, one of which stands before the value. */
  vendors: readonly string[];
  /** Whether a word such as `key` must stand next to the value: the vendor's are words of the language. */
  needsKeyword: boolean;
  form: TokenForm;
  /** The page that describes it. */
  source: string;
}

/**
 * Writes a row.
 *
 * @param vendors - parted by blanks; behind `+` those that are words of the language too
 * @param form - the whole value, in the notation of {@link TokenForm}
 * @param source - the vendor's page, without `https://`
 */
export function keyed(rule: string, vendors: string, form: string, source: string): KeyedRow {
  const needsKeyword = vendors.startsWith('+');
  return {
    rule,
    vendors: (needsKeyword ? vendors.slice(1) : vendors).split(' '),
    needsKeyword,
    form: new TokenForm(form),
    source: `https://${source}`,
  };
}

/** The form of a UUID (RFC 9562, section 4). */
export const UUID = 'H8 - H4 - H4 - H4 - H12';
