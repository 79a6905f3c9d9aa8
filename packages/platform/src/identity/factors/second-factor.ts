import type { Account, RecoveryCodes } from '@fluxloop/core/contract';
import type { Database } from '../../database/database.js';
import { ProblemError } from '../../http/problem.js';
import { beginCode } from './code-throttle.js';
import {
  countRecoveryCodes,
  isRecoveryCode,
  removeRecoveryCodes,
  replaceRecoveryCodes,
  takeRecoveryCode,
} from './recovery-codes.js';
import { tryTicket } from './tickets.js';
import { confirmTotp, takeTotp } from './totp.js';

/**
 * Checks the code of the second step of a sign-in: of the authenticator app, or a recovery code.
 * The code is used up; the ticket is for the caller to spend with the session.
 *
 * @param address - the client's address, for the throttle
 * @returns the id of the person
 * @throws ProblemError 401 `sign_in_expired`, `code_wrong`; 429 `too_many_attempts`
 */
export async function checkSecondFactor(
  database: Database,
  { ticket, code }: { ticket: string; code: string },
  address: string,
): Promise<string> {
  const userId = await tryTicket(database, ticket);
  const kind = isRecoveryCode(code) ? 'recovery_code' : 'totp';
  const attempt = await beginCode(database, { userId, address, kind });
  const take = kind === 'totp' ? takeTotp : takeRecoveryCode;
  if (!(await take(database, userId, code))) {
    throw new ProblemError({
      status: 401,
      code: 'code_wrong',
      title: 'The code is wrong, or was used before.',
      hint: 'Wait for the next code of the app, or use a recovery code.',
    });
  }
  await attempt.succeeded();
  return userId;
}

/**
 * Turns the second factor on by the app's first code.
 *
 * @throws as {@link confirmTotp}; 429 `too_many_attempts`
 */
export async function turnOn(
  database: Database,
  seeker: { userId: string; address: string },
  code: string,
): Promise<RecoveryCodes> {
  const { userId } = seeker;
  const attempt = await beginCode(database, { ...seeker, kind: 'totp' });
  const codes = await database.transaction().execute(async (transaction) => {
    await confirmTotp(transaction, userId, code);
    return replaceRecoveryCodes(transaction, userId);
  });
  await attempt.succeeded();
  return { recovery_codes: codes };
}

/**
 * Turns the second factor off, with its recovery codes and the sign-ins that wait for a code.
 *
 * @returns false when it was not on
 */
export function turnOff(database: Database, userId: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('totp_factors')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    await removeRecoveryCodes(transaction, userId);
    await transaction.deleteFrom('sign_in_tickets').where('user_id', '=', userId).execute();
    return numDeletedRows > 0n;
  });
}

/**
 * Makes ten new recovery codes; the old ones are good no more.
 *
 * @throws ProblemError 409 `totp_off`
 */
export function renewRecoveryCodes(database: Database, userId: string): Promise<RecoveryCodes> {
  return database.transaction().execute(async (transaction) => {
    const factor = await transaction
      .selectFrom('totp_factors')
      .select('user_id')
      .where('user_id', '=', userId)
      .where('confirmed_at', 'is not', null)
      .forUpdate()
      .executeTakeFirst();
    if (factor === undefined) {
      throw new ProblemError({
        status: 409,
        code: 'totp_off',
        title: 'Recovery codes stand in for an authenticator app, and none is set up.',
        hint: 'Set up an authenticator app first.',
      });
    }
    return { recovery_codes: await replaceRecoveryCodes(transaction, userId) };
  });
}

/** The second factor as the account shows it; `null` while it is off. */
export async function describeSecondFactor(
  database: Database,
  userId: string,
): Promise<Account['second_factor']> {
  const factor = await database
    .selectFrom('totp_factors')
    .select('confirmed_at')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (factor?.confirmed_at == null) return null;
  return {
    since: factor.confirmed_at.toISOString(),
    recovery_codes_left: await countRecoveryCodes(database, userId),
  };
}
