import type { Passkey } from '@fluxloop/core/contract';
import type { Selectable } from 'kysely';
import type { Database } from '../../database/database.js';
import type { FactorTables } from '../../database/factor-tables.js';
import { ProblemError } from '../../http/problem.js';

/** A person's passkeys, the oldest first. */
export async function listPasskeys(database: Database, userId: string): Promise<Passkey[]> {
  const rows = await database
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(describePasskey);
}

/**
 * Calls a person's passkey something else.
 *
 * @throws ProblemError 404 `passkey_not_found`
 */
export async function renamePasskey(
  database: Database,
  passkey: { id: string; userId: string },
  name: string,
): Promise<Passkey> {
  const row = await database
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', passkey.id)
    .where('user_id', '=', passkey.userId)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw passkeyNotFound();
  return describePasskey(row);
}

/**
 * Forgets a person's passkey at once.
 *
 * @throws ProblemError 404 `passkey_not_found`
 */
export async function deletePasskey(
  database: Database,
  passkey: { id: string; userId: string },
): Promise<void> {
  const { numDeletedRows } = await database
    .deleteFrom('passkeys')
    .where('id', '=', passkey.id)
    .where('user_id', '=', passkey.userId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw passkeyNotFound();
}

/** A passkey as answers show it. */
export function describePasskey(row: Selectable<FactorTables['passkeys']>): Passkey {
  return {
    id: row.id,
    name: row.name,
    synced: row.synced,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}

function passkeyNotFound(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'passkey_not_found',
    title: 'You have no such passkey.',
    hint: 'It may have been deleted; reload the page.',
  });
}
