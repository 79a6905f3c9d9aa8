import { type Scope, scope as scopeSchema } from '@fluxloop/core/contract';
import { covers, join } from '../access/scopes.js';
import { OAuthError } from './oauth-error.js';

/** What a program gets that asks for no scope; RFC 6749, section 3.3, wants a default or an error. */
const DEFAULT_SCOPE: Scope = 'read-write';

/** Every scope, for the metadata. */
export const SCOPES: readonly Scope[] = scopeSchema.options;

/**
 * Reads the parameter `scope`: names with one space between them, in any order (RFC 6749, section
 * 3.3). Ours contain each other, so several come to the one that covers them all.
 *
 * @param fallback - what no parameter means
 * @throws OAuthError `invalid_scope` for a name that is no scope
 */
export function parseScope(parameter: string | null, fallback: Scope = DEFAULT_SCOPE): Scope {
  if (parameter === null) {
    return fallback;
  }
  return parameter
    .split(' ')
    .map((name) => {
      const parsed = scopeSchema.safeParse(name);
      if (!parsed.success) {
        throw new OAuthError('invalid_scope', `The scope is one of ${SCOPES.join(', ')}.`);
      }
      return parsed.data;
    })
    .reduce(join);
}

/**
 * The scope of a token that is made from another grant: never more than that one has.
 *
 * @throws OAuthError `invalid_scope` when more is asked (RFC 6749, section 6)
 */
export function narrowScope(parameter: string | null, granted: Scope): Scope {
  const asked = parseScope(parameter, granted);
  if (!covers(granted, asked)) {
    throw new OAuthError(
      'invalid_scope',
      `The scope ${granted} was granted, which does not cover it.`,
    );
  }
  return asked;
}
