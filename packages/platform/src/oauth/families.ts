import type { Scope } from '@fluxloop/core/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { RequestOrigin } from './origin.js';

/** A login ends this long after it began, however much it is used. */
const ABSOLUTE_LIFETIME = sql`interval '90 days'`;

/** How a login began. */
export type LoginGrant = 'authorization_code' | 'device_code';

/** Why a login was ended before its time. */
export type EndReason = 'revoked' | 'code_reused' | 'token_reused';

/** A login of a program: all tokens that come from one grant, and end together. */
export interface LoginFamily {
  id: string;
  clientId: string;
  grant: LoginGrant;
  scope: Scope;
  /** Where the program was when it signed in, and what it said it is. */
  address: string;
  userAgent: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** When it ends if it is not used, and at the latest. */
  expiresAt: Date;
}

/**
 * Begins a login for a person. RFC 9700, section 4.14.2, has its tokens bound to what was
 * consented to: the person, the client and the scope.
 *
 * @returns the new family's id
 */
export async function beginFamily(
  database: Database,
  login: {
    userId: string;
    clientId: string;
    grant: LoginGrant;
    scope: Scope;
    origin: Pick<RequestOrigin, 'address' | 'userAgent'>;
  },
): Promise<string> {
  const { id } = await database
    .insertInto('login_families')
    .values({
      user_id: login.userId,
      client_id: login.clientId,
      grant_type: login.grant,
      scope: login.scope,
      address: login.origin.address,
      user_agent: login.origin.userAgent,
      expires_at: sql`now() + ${ABSOLUTE_LIFETIME}`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A person's logins that still live, the newest first. */
export async function listFamilies(database: Database, userId: string): Promise<LoginFamily[]> {
  const rows = await database
    .selectFrom('login_families as f')
    .innerJoin('refresh_tokens as r', 'r.family_id', 'f.id')
    .selectAll('f')
    .select('r.expires_at as idle_end')
    .where('f.user_id', '=', userId)
    .where('f.ended_at', 'is', null)
    // Of a family's refresh tokens one has not been used yet.
    .where('r.rotated_at', 'is', null)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .orderBy('f.created_at', 'desc')
    .orderBy('f.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    grant: row.grant_type,
    scope: row.scope,
    address: row.address,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.idle_end,
  }));
}

/**
 * Ends a login at once: none of its tokens is accepted from here on, on any replica.
 *
 * @param owner - only a login of this person; without it any
 * @returns false when there is no such login, or it has ended already
 */
export async function endFamily(
  database: Database,
  id: string,
  options: { reason?: EndReason; owner?: string } = {},
): Promise<boolean> {
  const ended = await end(
    database,
    options.reason ?? 'revoked',
    sql<SqlBool>`
    id = ${id} and (${options.owner ?? null}::uuid is null or user_id = ${options.owner ?? null})`,
  );
  return ended > 0;
}

/**
 * Ends all logins of a person: after a change of the password, or when they ask for it.
 *
 * @param except - a login that stays
 * @returns how many were ended
 */
export function endFamilies(
  database: Database,
  userId: string,
  options: { except?: string } = {},
): Promise<number> {
  return end(
    database,
    'revoked',
    sql<SqlBool>`
    user_id = ${userId} and id is distinct from ${options.except ?? null}`,
  );
}

async function end(
  database: Database,
  reason: EndReason,
  which: Expression<SqlBool>,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('login_families')
    .set({ ended_at: sql`now()`, end_reason: reason })
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .where(which)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
