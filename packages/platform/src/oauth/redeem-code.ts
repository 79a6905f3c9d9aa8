import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { beginFamily, endFamily } from './families.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { verifies } from './pkce.js';
import { keepTokens, newTokens, type TokenAnswer } from './tokens.js';

/**
 * The authorization code grant (RFC 6749, section 4.1.3) with PKCE (RFC 7636, section 4.6).
 *
 * A code is good once. Whoever shows it again may be a thief, or the one who was robbed: the
 * login that it made ends (RFC 6749, section 4.1.2).
 *
 * @throws OAuthError `invalid_grant`, `invalid_request`
 */
export async function redeemCode(
  database: Database,
  clientId: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const code = parameters.required('code');
  const redirectUri = parameters.required('redirect_uri');
  const verifier = parameters.required('code_verifier');
  const outcome = await database.transaction().execute(async (transaction) => {
    const request = await transaction
      .selectFrom('authorization_requests')
      .selectAll()
      .select(sql<boolean>`code_expires_at <= clock_timestamp()`.as('expired'))
      .where('code_sha256', '=', hashToken(code))
      .forUpdate()
      .executeTakeFirst();
    if (request?.user_id == null || request.code_challenge === null) {
      return refuse('The code is not known.', { isGuess: true });
    }
    if (request.redeemed_at !== null) {
      if (request.family_id !== null) {
        await endFamily(transaction, request.family_id, { reason: 'code_reused' });
      }
      return refuse('The code was used before; the login that it began has been ended.');
    }
    if (request.expired) {
      return refuse('The code has expired.');
    }
    if (request.client_id !== clientId || request.redirect_uri !== redirectUri) {
      return refuse('The code was given out for another client or another redirect URI.');
    }
    if (!verifies(verifier, request.code_challenge)) {
      return refuse('The code verifier does not fit the code challenge.', { isGuess: true });
    }
    const familyId = await beginFamily(transaction, {
      userId: request.user_id,
      clientId,
      grant: 'authorization_code',
      scope: request.scope,
      origin: { address: request.address, userAgent: request.user_agent },
    });
    await transaction
      .updateTable('authorization_requests')
      .set({ redeemed_at: sql<Date>`now()`, family_id: familyId })
      .where('id', '=', request.id)
      .execute();
    return keepTokens(transaction, familyId, newTokens(), request.scope);
  });
  // Not inside: what a refusal changes must stay.
  if (outcome instanceof OAuthError) throw outcome;
  return outcome;
}

function refuse(description: string, options: { isGuess?: boolean } = {}): OAuthError {
  return new OAuthError('invalid_grant', description, options);
}
