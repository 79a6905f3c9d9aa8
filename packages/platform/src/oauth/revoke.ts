import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { endFamily } from './families.js';
import { OAuthError } from './oauth-error.js';
import { isToken } from './tokens.js';

/**
 * Revokes a token (RFC 7009, section 2.1): a refresh token with its whole login, an access token
 * alone. One that is not known, or no longer good, needs nothing more. What kind it is its form
 * says, so no hint is needed, and none can mislead.
 *
 * @throws OAuthError `unauthorized_client` for a token of another client; `unsupported_token_type`
 *   for an API key, which is no token of this endpoint
 */
export async function revokeToken(
  database: Database,
  clientId: string,
  token: string,
): Promise<void> {
  if (isToken(token, 'refresh')) {
    const family = await database
      .selectFrom('refresh_tokens as t')
      .innerJoin('login_families as f', 'f.id', 't.family_id')
      .select(['f.id', 'f.client_id'])
      .where('t.sha256', '=', hashToken(token))
      .executeTakeFirst();
    if (family === undefined) return;
    refuseOtherClient(clientId, family.client_id);
    await endFamily(database, family.id);
  } else if (isToken(token, 'at')) {
    const found = await database
      .selectFrom('access_tokens as t')
      .leftJoin('login_families as f', 'f.id', 't.family_id')
      .select(['t.sha256', 'f.client_id'])
      .where('t.sha256', '=', hashToken(token))
      .executeTakeFirst();
    if (found === undefined) return;
    refuseOtherClient(clientId, found.client_id ?? clientId);
    await database
      .updateTable('access_tokens')
      .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
      .where('sha256', '=', found.sha256)
      .execute();
  } else if (/^flx_(?:api|sa|dev|staging|prod)_/.test(token)) {
    throw new OAuthError(
      'unsupported_token_type',
      'API keys are revoked by fluxloop apikeys revoke, or in the dashboard.',
    );
  }
}

function refuseOtherClient(asking: string, owner: string): void {
  if (asking !== owner) {
    throw new OAuthError('unauthorized_client', 'The token was given to another client.');
  }
}
