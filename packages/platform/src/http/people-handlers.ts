import type { PeopleRouteName } from '@fluxloop/core/contract';
import { displayName } from '../access/principal.js';
import { requireConfirmation } from '../identity/confirmation.js';
import {
  completePasswordReset,
  createResetLink,
  requestPasswordReset,
} from '../identity/password-reset.js';
import type { PasswordRules } from '../identity/password-rules.js';
import { requirePasswordSignIn } from '../identity/password-sign-in.js';
import { changePerson, listPeople, requirePlatformAdmin } from '../identity/people.js';
import { createSession } from '../identity/sessions.js';
import { describeLink } from '../identity/single-sign-on/find-account.js';
import type { IdentityProvider } from '../identity/single-sign-on/provider.js';
import { beginSingleSignOn } from '../identity/single-sign-on/single-sign-on.js';
import type { Mailer } from '../mail/mailer.js';
import { originOf } from '../oauth/origin.js';
import {
  acceptInvitation,
  joinByInvitation,
  openInvitation,
} from '../projects/accept-invitation.js';
import { createInvitation, listInvitations, revokeInvitation } from '../projects/invitations.js';
import { giveSession } from './account-handlers.js';
import type { HandlerContext } from './handlers.js';
import type { Handlers } from './route-types.js';

/** How people come to the platform, as its settings have it. */
export interface AccountServices {
  mailer: Mailer;
  rules: PasswordRules;
  /** `null`: no single sign-on. */
  provider: IdentityProvider | null;
  /** False: only admins of the platform sign in with a password. */
  passwordSignIn: boolean;
}

/** The handlers of coming to the platform and back into an account, and of looking after people. */
export function peopleHandlers({
  store,
  cookie,
  publicUrl,
  accounts,
}: HandlerContext): Pick<Handlers, PeopleRouteName> {
  const { database } = store;
  const { mailer, rules, provider, passwordSignIn } = accounts;
  const singleSignOn = { database, cookie, provider, publicUrl };
  return {
    getSignInOptions: async () => ({
      password: passwordSignIn,
      single_sign_on: provider === null ? null : { name: provider.name },
      mail: mailer.enabled,
    }),
    beginSingleSignOn: ({ body, address, reply }) =>
      beginSingleSignOn(singleSignOn, { next: body.next, linkingUserId: null }, { address, reply }),
    getSingleSignOnLink: async ({ principal }) => ({
      link: await describeLink(database, principal.person.id),
    }),
    linkSingleSignOn: async ({ principal, address, reply }) => {
      await requireConfirmation(database, principal.sessionHash);
      return beginSingleSignOn(
        singleSignOn,
        { next: undefined, linkingUserId: principal.person.id },
        { address, reply },
      );
    },

    requestPasswordReset: async ({ body, address }) => {
      requirePasswordSignIn(passwordSignIn);
      const context = { database, mailer, rules, publicUrl: publicUrl() };
      await requestPasswordReset(context, body.email, address);
      return { mail: mailer.enabled };
    },
    completePasswordReset: ({ body }) =>
      completePasswordReset({ database, mailer, rules, publicUrl: publicUrl() }, body),

    listPeople: async ({ principal }) => {
      requirePlatformAdmin(principal.person);
      return { people: await listPeople(database) };
    },
    changePerson: async ({ principal, params, body }) => {
      requirePlatformAdmin(principal.person);
      return changePerson(database, params.id, body);
    },
    createResetLink: async ({ principal, params }) => {
      requirePlatformAdmin(principal.person);
      const { url, expires_at } = await createResetLink(database, publicUrl(), params);
      return { url, expires_at };
    },

    listInvitations: async ({ project }) => ({
      invitations: await listInvitations(database, project),
    }),
    createInvitation: ({ project, principal, body }) =>
      createInvitation(
        { database, mailer, publicUrl: publicUrl() },
        { project, invitedBy: displayName(principal) },
        body,
      ),
    revokeInvitation: ({ project, params }) => revokeInvitation(database, project, params.id),
    lookUpInvitation: ({ body }) => openInvitation(database, body.token),
    acceptInvitation: async ({ body, address, userAgent, reply }) => {
      requirePasswordSignIn(passwordSignIn);
      const person = await acceptInvitation(database, rules, body);
      const origin = originOf(address, userAgent);
      const session = await createSession(database, person.id, { origin });
      return giveSession(cookie, reply, { person, ...session });
    },
    joinByInvitation: ({ principal, body }) =>
      joinByInvitation(database, principal.person, body.token),
  };
}
