import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { endFamily } from './families.js';
import { OAuthError } from './oauth-error.js';
import { isToken } from './tokens.js';

/**
 * Revokes a token (RFC 7009, section 2.1): a refresh token with its whole login, an access token
 * alone. One that is not known, or no longer good, needs nothing more.
 *
 * @throws OAuthError `unsupported_token_type` for an API key, which is no token of this endpoint
 */
export async function revokeToken(
  database: Database,
  clientId: string,
  token: string,
): Promise<void> {
  if (isToken(token, 'refresh')) {
    const family = await database
      .selectFrom('refresh_tokens as r')
      .innerJoin('login_families as f', 'f.id', 'r.family_id')
      .select('f.id')
      .where('r.sha256', '=', hashToken(token))
      // A client revokes its own tokens only.
      .where('f.client_id', '=', clientId)
      .executeTakeFirst();
    if (family !== undefined) {
      await endFamily(database, family.id);
    }
  } else if (isToken(token, 'at')) {
    await database
      .updateTable('access_tokens')
      .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
      .where('sha256', '=', hashToken(token))
      .execute();
  } else if (/^flx_(?:api|sa|dev|staging|prod)_/.test(token)) {
    throw new OAuthError(
      'unsupported_token_type',
      'API keys are revoked by fluxloop apikeys revoke, or in the dashboard.',
    );
  }
}
