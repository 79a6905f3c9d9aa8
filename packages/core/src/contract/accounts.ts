import * as z from 'zod';
import { timestamp } from './identifiers.js';
import { newPassword, scope, user } from './identity.js';

/** How a person signs in. */
export const account = z
  .object({
    user,
    /** False for who signs in by single sign-on or passkeys alone. */
    has_password: z.boolean(),
    /** Until when the ways to sign in may be changed without another confirmation; may be past. */
    confirmed_until: timestamp,
    /** `null` while the password alone suffices. */
    second_factor: z.object({ since: timestamp, recovery_codes_left: z.int().min(0) }).nullable(),
    /** The address at which passkeys work, without a slash at the end; `null` where they cannot. */
    passkey_origin: z.string().nullable(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

const password = z.string().min(1).max(256);

export const confirmPersonRequest = z.object({ password }).meta({ id: 'ConfirmPersonRequest' });

/** Until when the confirmation holds. */
export const confirmation = z.object({ confirmed_until: timestamp }).meta({ id: 'Confirmation' });

export const changePasswordRequest = z
  .object({ current_password: password, new_password: newPassword })
  .meta({ id: 'ChangePasswordRequest' });

/** A place where a person is signed in. */
export const openSession = z
  .object({
    id: z.uuid(),
    /** `browser`: the dashboard. `program`: a login of the command line. */
    kind: z.enum(['browser', 'program']),
    /** The program; `null` for a browser. */
    client: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** What the program may do; `null` for a browser, which may do what the person may. */
    scope: scope.nullable(),
    /** Where the sign-in came from, and what it said it is; empty where that was not kept. */
    address: z.string(),
    user_agent: z.string(),
    created_at: timestamp,
    /** True to a minute. */
    last_used_at: timestamp,
    expires_at: timestamp,
    /** The session that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'OpenSession' });
export type OpenSession = z.infer<typeof openSession>;

/** The one that asks first, then those that were used last. */
export const openSessionList = z
  .object({ sessions: z.array(openSession) })
  .meta({ id: 'OpenSessionList' });
export const openSessionParams = z.object({ id: z.uuid() });

/** How many were ended. */
export const endedSessions = z.object({ ended: z.int().min(0) }).meta({ id: 'EndedSessions' });
