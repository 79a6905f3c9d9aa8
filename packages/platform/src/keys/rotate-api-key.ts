import type { ApiKey, CreatedApiKey } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { keyOf, personOf } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { storeKey } from './create-api-key.js';
import { refuseBroader, requireMastery } from './key-authority.js';
import { findApiKey, type KeyKeeper, readApiKey } from './stored-keys.js';

/**
 * Mints the successor of a key: the same in all that it may do, for as long as the old one was made
 * for. The old key works on for the grace, or until its own end when that is sooner.
 *
 * @param id - its id, or the SHA-256 of the key in hexadecimal
 * @param graceSeconds - 0 revokes the old key at once
 * @throws ProblemError 404 `api_key_not_found`; 409 `api_key_over` for one that is revoked, expired
 *   or rotated already; 403 as `refuseBroader` does
 */
export async function rotateApiKey(
  database: Database,
  keeper: KeyKeeper,
  id: string,
  graceSeconds: number,
): Promise<{ previous: ApiKey; successor: CreatedApiKey }> {
  const seen = await findApiKey(database, keeper, id);
  requireMastery(keeper, seen);
  return database.transaction().execute(async (transaction) => {
    // Locked, so that of two rotations at once one finds the successor of the other.
    const old = await transaction
      .selectFrom('api_keys')
      .selectAll()
      .select(sql<boolean>`coalesce(expires_at <= now(), false)`.as('expired'))
      .where('id', '=', seen.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    refuseOver(old);
    const lifetimeMs =
      old.expires_at === null ? null : old.expires_at.getTime() - old.created_at.getTime();
    if (keyOf(keeper.principal)?.id !== old.id) {
      refuseBroader(keeper, {
        scope: old.scope,
        projects: seen.projects,
        environment: old.environment,
        addresses: old.allowed_addresses,
        lifetimeMs,
      });
    }
    const limits = await transaction
      .selectFrom('api_key_projects')
      .select('project_id')
      .where('api_key_id', '=', old.id)
      .execute();
    const successor = await storeKey(transaction, {
      name: old.name,
      owner:
        old.service_account_id === null
          ? { userId: old.user_id ?? '' }
          : { serviceAccountId: old.service_account_id },
      createdBy: personOf(keeper.principal)?.id ?? null,
      scope: old.scope,
      projects: seen.projects,
      projectIds: old.all_projects ? null : limits.map(({ project_id }) => project_id),
      environment: old.environment,
      addresses: old.allowed_addresses,
      lifetimeMs,
      replaces: old.id,
      expiresAt:
        lifetimeMs === null
          ? null
          : sql<Date>`now() + make_interval(secs => ${lifetimeMs / 1_000})`,
    });
    await transaction
      .updateTable('api_keys')
      .set({
        rotated_at: sql`now()`,
        expires_at: sql`least(expires_at, now() + make_interval(secs => ${graceSeconds}))`,
        ...(graceSeconds === 0 ? { revoked_at: sql`now()` } : {}),
      })
      .where('id', '=', old.id)
      .execute();
    return { previous: await readApiKey(transaction, old.id), successor };
  });
}

function refuseOver(old: {
  revoked_at: Date | null;
  rotated_at: Date | null;
  expired: boolean;
}): void {
  const why =
    old.rotated_at !== null
      ? 'was rotated before; rotate its successor'
      : old.revoked_at !== null
        ? 'is revoked; create another'
        : old.expired
          ? 'has expired; create another'
          : null;
  if (why === null) return;
  throw new ProblemError({
    status: 409,
    code: 'api_key_over',
    title: `The API key ${why}.`,
    hint: 'fluxloop apikeys list shows what each key was succeeded by.',
  });
}
