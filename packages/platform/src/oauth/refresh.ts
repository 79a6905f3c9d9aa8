import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { endFamily } from './families.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { narrowScope } from './scope.js';
import { isToken, keepTokens, newSalt, successorsOf, type TokenAnswer } from './tokens.js';

/**
 * A refresh token that was used may be shown again for this long, and is answered with the same
 * successor: by a process that lost a race, or one that lost the answer.
 */
const GRACE = sql`interval '30 seconds'`;

/**
 * The refresh token grant (RFC 6749, section 6) with rotation and detection of reuse (RFC 9700,
 * section 4.14.2). A used token that comes after the grace ends its login, and no other.
 *
 * @throws OAuthError `invalid_grant`, `invalid_request`, `invalid_scope`
 */
export async function refresh(
  database: Database,
  clientId: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const token = parameters.required('refresh_token');
  if (!isToken(token, 'refresh')) {
    throw refuse('The refresh token is not known.', { isGuess: true });
  }
  const sha256 = hashToken(token);
  const outcome = await database.transaction().execute(async (transaction) => {
    // Everything about a login happens one after the other, over all replicas. The token is read
    // only afterwards: what a statement that waited has read is from before its wait.
    const family = await transaction
      .selectFrom('login_families')
      .selectAll()
      .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
      .where('id', '=', (query) =>
        query.selectFrom('refresh_tokens').select('family_id').where('sha256', '=', sha256),
      )
      .forUpdate()
      .executeTakeFirst();
    const presented = await transaction
      .selectFrom('refresh_tokens')
      .select('successor_salt')
      .select(sql<boolean>`expires_at <= clock_timestamp()`.as('expired'))
      .select(sql<boolean | null>`rotated_at + ${GRACE} <= clock_timestamp()`.as('reused'))
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    if (family === undefined || presented === undefined) {
      return refuse('The refresh token is not known.', { isGuess: true });
    }
    if (family.client_id !== clientId) {
      return refuse('The refresh token was given to another client.');
    }
    if (family.ended_at !== null) {
      return refuse('The login has been ended.');
    }
    if (family.expired || presented.expired) {
      return refuse('The login is over; it was not used for too long, or it is too old.');
    }
    if (presented.reused === true) {
      await endFamily(transaction, family.id, { reason: 'token_reused' });
      return refuse('The refresh token was used before; its login has been ended.');
    }
    const scope = narrowScope(parameters.optional('scope'), family.scope);
    const salt = presented.successor_salt ?? newSalt();
    if (presented.successor_salt === null) {
      await transaction
        .updateTable('refresh_tokens')
        .set({ rotated_at: sql<Date>`clock_timestamp()`, successor_salt: salt })
        .where('sha256', '=', sha256)
        .execute();
    }
    await transaction
      .updateTable('login_families')
      .set({ last_used_at: sql<Date>`now()` })
      .where('id', '=', family.id)
      .execute();
    return keepTokens(transaction, family.id, successorsOf(token, salt, scope), scope);
  });
  // Not inside: what a refusal changes must stay.
  if (outcome instanceof OAuthError) throw outcome;
  return outcome;
}

function refuse(description: string, options: { isGuess?: boolean } = {}): OAuthError {
  return new OAuthError('invalid_grant', description, options);
}
