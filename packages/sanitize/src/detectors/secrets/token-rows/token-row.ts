import { TokenForm } from './token-form.js';

/** The form of one vendor's tokens: a prefix, and what stands behind it. */
export interface TokenRow {
  /** Names the rule in spans. */
  rule: string;
  prefixes: readonly string[];
  /** What stands behind the prefix. */
  form: TokenForm;
  /** What stands before the prefix, where the tell-tale is inside the token. */
  lead?: TokenForm;
  /** Whether the last six characters are the CRC-32 of those between the prefix and them. */
  hasChecksum?: boolean;
  /** Whether the prefix says so little that the rest must look random too. */
  isWeak?: boolean;
  /** The page that describes it. */
  source: string;
}

/** What few rows have. */
interface Particulars {
  lead?: string;
  hasChecksum?: boolean;
  isWeak?: boolean;
}

/**
 * Writes a row.
 *
 * @param prefixes - parted by blanks
 * @param form - what stands behind the prefix, in the notation of {@link TokenForm}
 * @param source - the vendor's page, without `https://`
 */
export function row(
  rule: string,
  prefixes: string,
  form: string,
  source: string,
  { lead, ...particulars }: Particulars = {},
): TokenRow {
  return {
    rule,
    prefixes: prefixes.split(' '),
    form: new TokenForm(form),
    ...(lead === undefined ? {} : { lead: new TokenForm(lead) }),
    ...particulars,
    source: `https://${source}`,
  };
}
