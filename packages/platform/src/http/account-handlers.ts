import type { AccountRouteName, Session } from '@fluxloop/core/contract';
import type { FastifyReply } from 'fastify';
import { describePerson, type Person } from '../access/principal.js';
import { beginSession } from '../identity/begin-session.js';
import { changePassword } from '../identity/change-password.js';
import { confirmedUntil, confirmPerson, requireConfirmation } from '../identity/confirmation.js';
import { askForPasskey, checkPasskey } from '../identity/factors/passkey-sign-in.js';
import { deletePasskey, listPasskeys, renamePasskey } from '../identity/factors/passkeys.js';
import { beginPasskey, registerPasskey } from '../identity/factors/register-passkey.js';
import { relyingParty, requireRelyingParty } from '../identity/factors/relying-party.js';
import {
  checkSecondFactor,
  describeSecondFactor,
  renewRecoveryCodes,
  turnOff,
  turnOn,
} from '../identity/factors/second-factor.js';
import { beginTotp } from '../identity/factors/totp.js';
import { endOpenSession, endOtherSignIns, listOpenSessions } from '../identity/open-sessions.js';
import { hasPassword } from '../identity/require-password.js';
import { createSession, endSession } from '../identity/sessions.js';
import { signIn } from '../identity/sign-in.js';
import { originOf } from '../oauth/origin.js';
import type { HandlerContext } from './handlers.js';
import type { Handlers } from './route-types.js';
import type { SessionCookie } from './session-cookie.js';

/** Gives the browser the cookie of a session that began, and the answer that says so. */
export function giveSession(
  cookie: SessionCookie,
  reply: FastifyReply,
  session: { person: Person; token: string; expiresAt: Date },
): Session {
  cookie.set(reply, session.token, session.expiresAt);
  return {
    user: describePerson(session.person),
    expires_at: session.expiresAt.toISOString(),
  };
}

/** The handlers of signing in, and of how people do. */
export function accountHandlers({
  store,
  cookie,
  publicUrl,
  accounts,
}: HandlerContext): Pick<Handlers, AccountRouteName> {
  const { database } = store;
  const { rules, passwordSignIn } = accounts;
  return {
    signIn: async ({ body, address, userAgent, reply }) => {
      const outcome = await signIn(database, body, { address, passwordSignIn });
      if ('needed' in outcome) return outcome.needed;
      const { person, passwordHash } = outcome;
      const origin = originOf(address, userAgent);
      const session = await createSession(database, person.id, { origin, passwordHash });
      return giveSession(cookie, reply, { person, ...session });
    },
    completeSignIn: async ({ body, address, userAgent, reply }) => {
      const userId = await checkSecondFactor(database, body, address);
      const how = { origin: originOf(address, userAgent), ticket: body.ticket };
      return giveSession(cookie, reply, await beginSession(database, userId, how));
    },
    askForPasskey: ({ body, address }) =>
      askForPasskey(database, requireRelyingParty(publicUrl()), { ticket: body.ticket, address }),
    signInWithPasskey: async ({ body, address, userAgent, reply }) => {
      const userId = await checkPasskey(database, requireRelyingParty(publicUrl()), body);
      const how = { origin: originOf(address, userAgent), ticket: body.ticket };
      return giveSession(cookie, reply, await beginSession(database, userId, how));
    },
    getSession: async ({ principal }) => ({
      user: describePerson(principal.person),
      expires_at: principal.expiresAt.toISOString(),
    }),
    signOut: async ({ principal, reply }) => {
      await endSession(database, principal.sessionHash);
      cookie.clear(reply);
    },
    confirmPerson: async ({ principal, body, address }) => ({
      confirmed_until: (
        await confirmPerson(database, principal, body.password, address)
      ).toISOString(),
    }),

    listSessions: async ({ principal }) => ({
      sessions: await listOpenSessions(database, principal.person.id, principal.sessionHash),
    }),
    endSession: async ({ principal, params, reply }) => {
      const { person, sessionHash } = principal;
      const own = await endOpenSession(database, person.id, params.id, sessionHash);
      if (own) cookie.clear(reply);
    },
    endOtherSessions: async ({ principal }) => ({
      ended: await endOtherSignIns(database, principal.person.id, principal.sessionHash),
    }),

    getAccount: async ({ principal }) => {
      const { person } = principal;
      const [until, secondFactor, withPassword] = await Promise.all([
        confirmedUntil(database, principal.sessionHash),
        describeSecondFactor(database, person.id),
        hasPassword(database, person.id),
      ]);
      return {
        user: describePerson(person),
        has_password: withPassword,
        confirmed_until: until.toISOString(),
        second_factor: secondFactor,
        passkey_origin: relyingParty(publicUrl())?.origin ?? null,
      };
    },
    changePassword: ({ principal, body, address }) =>
      changePassword({ database, rules }, principal, body, address),

    beginTotp: async ({ principal }) => {
      await requireConfirmation(database, principal.sessionHash);
      return beginTotp(database, principal.person, `FluxLoop (${new URL(publicUrl()).host})`);
    },
    confirmTotp: async ({ principal, body, address }) => {
      await requireConfirmation(database, principal.sessionHash);
      return turnOn(database, { userId: principal.person.id, address }, body.code);
    },
    removeTotp: async ({ principal }) => {
      await requireConfirmation(database, principal.sessionHash);
      await turnOff(database, principal.person.id);
    },
    renewRecoveryCodes: async ({ principal }) => {
      await requireConfirmation(database, principal.sessionHash);
      return renewRecoveryCodes(database, principal.person.id);
    },

    listPasskeys: async ({ principal }) => ({
      passkeys: await listPasskeys(database, principal.person.id),
    }),
    beginPasskey: async ({ principal, address }) => {
      await requireConfirmation(database, principal.sessionHash);
      const party = requireRelyingParty(publicUrl());
      return beginPasskey(database, party, principal.person, address);
    },
    registerPasskey: async ({ principal, body }) => {
      await requireConfirmation(database, principal.sessionHash);
      const party = requireRelyingParty(publicUrl());
      return registerPasskey(database, party, principal.person.id, body);
    },
    renamePasskey: ({ principal, params, body }) =>
      renamePasskey(database, { id: params.id, userId: principal.person.id }, body.name),
    deletePasskey: async ({ principal, params }) => {
      await requireConfirmation(database, principal.sessionHash);
      await deletePasskey(database, { id: params.id, userId: principal.person.id });
    },
  };
}
