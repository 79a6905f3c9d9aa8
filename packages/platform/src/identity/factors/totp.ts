import { randomBytes } from 'node:crypto';
import type { TotpEnrolment } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { Person } from '../../access/principal.js';
import type { Database } from '../../database/database.js';
import { ProblemError } from '../../http/problem.js';

/** 160 bits, as RFC 4226, section 4, recommends. */
const SECRET_BYTES = 20;
/** RFC 6238, section 5.2: one step before and after, for clocks that differ. */
const WINDOW = 1;
const STEP_SECONDS = 30;
/** What every authenticator app knows; others are ignored by some of them. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: STEP_SECONDS } as const;
/** An app must give its first code within this time. */
const ENROLMENT_LIFETIME = sql`interval '1 hour'`;

/**
 * Makes a secret for an authenticator app. Until {@link confirmTotp} nothing is asked of it; a
 * second one takes the place of the first.
 *
 * @param issuer - how the app names the platform
 * @throws ProblemError 409 `totp_on`
 */
export async function beginTotp(
  database: Database,
  person: Person,
  issuer: string,
): Promise<TotpEnrolment> {
  const secret = randomBytes(SECRET_BYTES);
  const { rows } = await sql`
    insert into totp_factors as t (user_id, secret) values (${person.id}, ${secret})
    on conflict (user_id) do update set secret = excluded.secret, created_at = now()
    where t.confirmed_at is null
    returning user_id
  `.execute(database);
  if (rows.length === 0) throw alreadyOn();
  const totp = totpOf(secret, { issuer, label: person.email });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * Turns the second factor on by the app's first code, which cannot be used again to sign in.
 *
 * @param database - a transaction
 * @throws ProblemError 409 `totp_not_begun`, `totp_on`; 403 `code_wrong`
 */
export async function confirmTotp(database: Database, userId: string, code: string): Promise<void> {
  const factor = await database
    .selectFrom('totp_factors')
    .select(['secret', 'confirmed_at'])
    .select(sql<boolean>`created_at > now() - ${ENROLMENT_LIFETIME}`.as('fresh'))
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (factor !== undefined && factor.confirmed_at !== null) throw alreadyOn();
  if (factor === undefined || !factor.fresh) {
    throw new ProblemError({
      status: 409,
      code: 'totp_not_begun',
      title: 'No authenticator app waits for its first code, or not any more.',
      hint: 'Begin again: a new QR code is made.',
    });
  }
  const step = stepOf(factor.secret, code);
  if (step === null) {
    throw new ProblemError({
      status: 403,
      code: 'code_wrong',
      title: 'The code is not the one that the app should show now.',
      hint: 'Wait for the next code. If that fails too, check the clock of the phone.',
    });
  }
  await database
    .updateTable('totp_factors')
    .set({ confirmed_at: sql<Date>`now()`, last_step: step })
    .where('user_id', '=', userId)
    .execute();
}

/**
 * Takes a code of the app, once: of two sign-ins with the same code one succeeds, and no older
 * code is good after a newer one (RFC 6238, section 5.2).
 *
 * @returns false for a code that is wrong or used
 */
export async function takeTotp(database: Database, userId: string, code: string): Promise<boolean> {
  const factor = await database
    .selectFrom('totp_factors')
    .select('secret')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  const step = factor === undefined ? null : stepOf(factor.secret, code);
  if (factor === undefined || step === null) return false;
  const { numUpdatedRows } = await database
    .updateTable('totp_factors')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('secret', '=', factor.secret)
    .where((where) =>
      where.or([where('last_step', 'is', null), where('last_step', '<', `${step}`)]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The time step that a code is of; `null` when it is none of those that are good now. */
function stepOf(secret: Buffer, code: string): number | null {
  const token = code.replace(/[\s-]/g, '');
  const now = Date.now();
  const delta = totpOf(secret).validate({ token, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + delta;
}

function totpOf(secret: Buffer, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...PARAMETERS,
    ...names,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

function alreadyOn(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'totp_on',
    title: 'An authenticator app is set up already.',
    hint: 'Turn it off first to set up another one.',
  });
}
