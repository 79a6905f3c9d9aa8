import { CLI_CLIENT, type DeviceAuthorization, type Scope } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { hashToken, newToken } from '../identity/tokens.js';
import { networkOf } from '../throttle/network.js';
import type { RequestOrigin } from './origin.js';
import { newUserCode, readUserCode } from './user-code.js';
import { beginGuess } from './user-code-throttle.js';

/** A device waits this long for a decision. */
export const DEVICE_LIFETIME_SECONDS = 600;
/** A device asks this seldom, in seconds, until it is told to slow down (RFC 8628, section 3.5). */
export const POLL_INTERVAL_SECONDS = 5;
/** More devices that wait from one network are taken for somebody who fills the table. */
const MOST_WAITING = 100;
/** Codes that are drawn until one is free; the second is hardly ever needed. */
const DRAWS = 5;

/** What a device is told: RFC 8628, section 3.2. */
export interface NewDeviceAuthorization {
  deviceCode: string;
  userCode: string;
}

/**
 * Keeps a device's request until a person decides.
 *
 * @returns `null` when too many wait already
 */
export async function keepDeviceAuthorization(
  database: Database,
  request: { clientId: string; scope: Scope },
  origin: RequestOrigin,
): Promise<NewDeviceAuthorization | null> {
  const deviceCode = newToken();
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const userCode = newUserCode();
    const { rows } = await sql<{ kept: boolean; full: boolean }>`
      with waiting as (
        select count(*) >= ${MOST_WAITING} as full from device_authorizations
        where network = ${origin.network} and expires_at > now() and decision is null
      ),
      kept as (
        insert into device_authorizations
          (device_code_sha256, user_code, client_id, scope, address, network, user_agent,
           expires_at, interval_seconds)
        select ${hashToken(deviceCode)}::bytea, ${userCode}, ${request.clientId}, ${request.scope},
          ${origin.address}, ${origin.network}, ${origin.userAgent},
          now() + make_interval(secs => ${DEVICE_LIFETIME_SECONDS}), ${POLL_INTERVAL_SECONDS}::int
        from waiting where not waiting.full
        on conflict (user_code) do nothing
        returning true
      )
      select waiting.full, exists (select from kept) as kept from waiting
    `.execute(database);
    if (rows[0]?.kept === true) return { deviceCode, userCode };
    if (rows[0]?.full === true) return null;
  }
  throw new Error('No free user code was drawn.');
}

/** Who looks for a device: a person, and where that person is. */
interface Seeker {
  userId: string;
  address: string;
}

/**
 * Shows the device of a code to the person who typed it.
 *
 * @throws ProblemError 404 `user_code_unknown`; 429 `too_many_attempts`
 */
export async function lookUpDevice(
  database: Database,
  typed: string,
  seeker: Seeker,
): Promise<DeviceAuthorization> {
  const guess = await beginGuess(database, seeker);
  const userCode = readUserCode(typed);
  const row =
    userCode === null
      ? undefined
      : await database
          .selectFrom('device_authorizations')
          .selectAll()
          .where('user_code', '=', userCode)
          .where('expires_at', '>', sql<Date>`now()`)
          .where('decision', 'is', null)
          .executeTakeFirst();
  if (row === undefined) throw unknown();
  await guess.succeeded();
  return {
    client: CLI_CLIENT,
    scope: row.scope,
    address: row.address,
    same_address: row.network === networkOf(seeker.address),
    user_agent: row.user_agent,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    user_code: row.user_code,
  };
}

/**
 * Decides a device's request, once.
 *
 * @throws ProblemError 404 `user_code_unknown`; 429 `too_many_attempts`
 */
export async function decideDevice(
  database: Database,
  typed: string,
  decision: 'approve' | 'deny',
  seeker: Seeker,
): Promise<void> {
  const guess = await beginGuess(database, seeker);
  const { numUpdatedRows } = await database
    .updateTable('device_authorizations')
    .set({ user_id: seeker.userId, decision })
    .where('user_code', '=', readUserCode(typed) ?? '')
    .where('expires_at', '>', sql<Date>`now()`)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw unknown();
  await guess.succeeded();
}

function unknown(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'user_code_unknown',
    title: 'No device waits with this code.',
    hint: 'Compare it with the one in your terminal; a code works once, for ten minutes.',
  });
}
