import { session } from './identity.js';
import * as invitations from './invitations.js';
import * as resets from './password-resets.js';
import * as people from './people.js';
import type { Route } from './route.js';
import { projectParams } from './runs.js';
import * as sso from './single-sign-on.js';

/** The routes by which people come to the platform and back into their accounts, and are looked after. */
export const peopleRoutes = {
  getSignInOptions: {
    method: 'GET',
    path: '/v1/sign-in-options',
    summary: 'Tell which ways to sign in there are.',
    access: 'none',
    success: { status: 200, body: sso.signInOptions },
  },
  beginSingleSignOn: {
    method: 'POST',
    path: '/v1/single-sign-on',
    summary:
      'Begin to sign in with the identity provider; sets a cookie that binds it to the browser.',
    access: 'none',
    body: sso.beginSingleSignOnRequest,
    success: { status: 200, body: sso.singleSignOnBegun },
  },
  getSingleSignOnLink: {
    method: 'GET',
    path: '/v1/single-sign-on/link',
    summary: 'Show the account of the identity provider that signs in to yours.',
    access: 'session',
    success: { status: 200, body: sso.singleSignOnLink },
  },
  linkSingleSignOn: {
    method: 'POST',
    path: '/v1/single-sign-on/link',
    summary: 'Begin to link your account with one of the identity provider.',
    access: 'session',
    success: { status: 200, body: sso.singleSignOnBegun },
  },
  requestPasswordReset: {
    method: 'POST',
    path: '/v1/password-resets',
    summary:
      'Mail a link for a new password, if the address has an account; the answer is always the same.',
    access: 'none',
    body: resets.passwordResetRequest,
    success: { status: 200, body: resets.passwordResetRequested },
  },
  completePasswordReset: {
    method: 'POST',
    path: '/v1/password-resets/complete',
    summary: 'Set a new password by a link, and sign out everywhere.',
    access: 'none',
    body: resets.completePasswordReset,
    success: { status: 204, body: null },
  },
  listPeople: {
    method: 'GET',
    path: '/v1/users',
    summary: 'List the people of the platform; for its admins.',
    access: 'session',
    success: { status: 200, body: people.personList },
  },
  changePerson: {
    method: 'PUT',
    path: '/v1/users/:id',
    summary: 'Change what a person may do on the platform, or deactivate them; for its admins.',
    access: 'session',
    params: people.personParams,
    body: people.changePersonRequest,
    success: { status: 200, body: people.person },
  },
  createResetLink: {
    method: 'POST',
    path: '/v1/users/:id/reset-link',
    summary: 'Make a link with which a person sets a new password; for admins of the platform.',
    access: 'session',
    params: people.personParams,
    success: { status: 201, body: resets.resetLink },
  },
  listInvitations: {
    method: 'GET',
    path: '/v1/projects/:project/invitations',
    summary: 'List the invitations that nobody has answered.',
    access: 'admin',
    params: projectParams,
    success: { status: 200, body: invitations.invitationList },
  },
  createInvitation: {
    method: 'POST',
    path: '/v1/projects/:project/invitations',
    summary: 'Invite an e-mail address; where it could not be mailed, the answer holds the link.',
    access: 'admin',
    params: projectParams,
    body: invitations.createInvitationRequest,
    success: { status: 201, body: invitations.createdInvitation },
  },
  revokeInvitation: {
    method: 'DELETE',
    path: '/v1/projects/:project/invitations/:id',
    summary: 'Take an invitation back.',
    access: 'admin',
    params: invitations.invitationParams,
    success: { status: 204, body: null },
  },
  lookUpInvitation: {
    method: 'POST',
    path: '/v1/invitations/lookup',
    summary: 'Show an invitation to who holds its link.',
    access: 'none',
    body: invitations.lookUpInvitationRequest,
    success: { status: 200, body: invitations.openedInvitation },
  },
  acceptInvitation: {
    method: 'POST',
    path: '/v1/invitations/accept',
    summary: 'Make the account of an invited address, join its project, and sign in.',
    access: 'none',
    body: invitations.acceptInvitationRequest,
    success: { status: 201, body: session },
  },
  joinByInvitation: {
    method: 'POST',
    path: '/v1/invitations/join',
    summary: 'Join the project of an invitation with the account that is signed in.',
    access: 'session',
    body: invitations.joinInvitationRequest,
    success: { status: 200, body: invitations.joinedProject },
  },
} as const satisfies Record<string, Route>;

/** The name of a route in {@link peopleRoutes}. */
export type PeopleRouteName = keyof typeof peopleRoutes;
