/**
 * True when a claim has the form of a pattern: `*` stands for any text without a slash, `**` for
 * any text. The whole value counts, and only texts, numbers and truth values can match.
 */
export function claimMatches(claim: unknown, pattern: string): boolean {
  if (typeof claim !== 'string' && typeof claim !== 'number' && typeof claim !== 'boolean') {
    return false;
  }
  return matches(String(claim), pattern);
}

/**
 * Where the pattern can be after each character of the text: a table, so that no pattern takes
 * long, as a regular expression with several stars could.
 */
function matches(text: string, pattern: string): boolean {
  const tokens = pattern.match(/\*\*|[\s\S]/g) ?? [];
  let reached = skipStars(new Set([0]), tokens);
  for (const character of text) {
    const next = new Set<number>();
    for (const position of reached) {
      const token = tokens[position];
      if (token === '**' || (token === '*' && character !== '/')) next.add(position);
      else if (token === character) next.add(position + 1);
    }
    reached = skipStars(next, tokens);
  }
  return reached.has(tokens.length);
}

/** A star may stand for nothing. */
function skipStars(positions: Set<number>, tokens: readonly string[]): Set<number> {
  for (const position of positions) {
    // A set that grows while it is walked through is walked to its new end.
    if (tokens[position] === '*' || tokens[position] === '**') positions.add(position + 1);
  }
  return positions;
}

/**
 * Issuers that sign for everybody, and the claims of theirs that name whose token it is: without
 * one of them, anybody could sign in.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
const SHARED_ISSUERS: Record<string, Record<string, RegExp>> = {
  'https://token.actions.githubusercontent.com': {
    repository: /^[^*/]+\//,
    repository_id: /^\d+$/,
    repository_owner: /^[^*]+$/,
    repository_owner_id: /^\d+$/,
    sub: /^repo:[^*/]+\//,
  },
  'https://gitlab.com': {
    project_path: /^[^*/]+\//,
    project_id: /^\d+$/,
    namespace_path: /^[^*/]+(?:\/|$)/,
    namespace_id: /^\d+$/,
    sub: /^project_path:[^*/]+\//,
  },
};

/**
 * Tells which claims would keep strangers out, when none of the patterns does.
 *
 * @returns `null` when the patterns are tight enough
 */
export function missingBinding(
  issuer: string,
  patterns: Readonly<Record<string, string>>,
): readonly string[] | null {
  const binding = SHARED_ISSUERS[issuer];
  if (binding === undefined) {
    return Object.values(patterns).some((pattern) => !pattern.startsWith('*'))
      ? null
      : Object.keys(patterns);
  }
  const bound = Object.entries(binding).some(([claim, form]) => form.test(patterns[claim] ?? ''));
  return bound ? null : Object.keys(binding);
}
