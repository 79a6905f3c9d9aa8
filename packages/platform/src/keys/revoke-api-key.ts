import type { ApiKey } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { requireMastery } from './key-authority.js';
import { findApiKey, isHeld, type KeyKeeper, readApiKey } from './stored-keys.js';

/**
 * Revokes a key for good; one that is revoked already stays as it is. When this returns, no
 * replica lets it through any more, because none keeps what it knew of a key.
 *
 * @param id - its id, or the SHA-256 of the key in hexadecimal
 * @throws ProblemError 404 `api_key_not_found`; 403 `scope_insufficient` for a key that is named by
 *   its id and may do more than who asks
 */
export async function revokeApiKey(
  database: Database,
  keeper: KeyKeeper,
  id: string,
): Promise<ApiKey> {
  const key = await findApiKey(database, keeper, id);
  // Whoever holds a key could end it with the key itself, unless it is the key that leaked.
  if (!isHeld(id)) requireMastery(keeper, key);
  await database
    .updateTable('api_keys')
    .set({ revoked_at: sql`coalesce(revoked_at, now())` })
    .where('id', '=', key.id)
    .execute();
  return readApiKey(database, key.id);
}
