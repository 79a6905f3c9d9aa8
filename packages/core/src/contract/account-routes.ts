import * as accounts from './accounts.js';
import { session, signInRequest } from './identity.js';
import * as passkeys from './passkeys.js';
import type { Route } from './route.js';
import * as second from './second-factor.js';

/** The routes by which people sign in, and look after how they do. */
export const accountRoutes = {
  signIn: {
    method: 'POST',
    path: '/v1/session',
    summary:
      'Sign in with e-mail and password; sets the session cookie, or asks for the second factor.',
    access: 'none',
    body: signInRequest,
    success: { status: 201, body: second.signInAnswer },
  },
  completeSignIn: {
    method: 'POST',
    path: '/v1/session/second-factor',
    summary: 'Complete a sign-in with the code of an app or a recovery code.',
    access: 'none',
    body: second.completeSignInRequest,
    success: { status: 201, body: session },
  },
  askForPasskey: {
    method: 'POST',
    path: '/v1/session/passkey-options',
    summary: 'Give the browser what a passkey is to sign.',
    access: 'none',
    body: passkeys.passkeyOptionsRequest,
    success: { status: 201, body: passkeys.passkeyRequestOptions },
  },
  signInWithPasskey: {
    method: 'POST',
    path: '/v1/session/passkey',
    summary: 'Sign in with a passkey, alone or as the second factor.',
    access: 'none',
    body: passkeys.passkeySignInRequest,
    success: { status: 201, body: session },
  },
  getSession: {
    method: 'GET',
    path: '/v1/session',
    summary: 'Tell who is signed in.',
    access: 'session',
    success: { status: 200, body: session },
  },
  signOut: {
    method: 'DELETE',
    path: '/v1/session',
    summary: 'End the session.',
    access: 'session',
    success: { status: 204, body: null },
  },
  confirmPerson: {
    method: 'POST',
    path: '/v1/session/confirmation',
    summary: 'Give the password again before a change to how you sign in.',
    access: 'session',
    body: accounts.confirmPersonRequest,
    success: { status: 200, body: accounts.confirmation },
  },
  listSessions: {
    method: 'GET',
    path: '/v1/sessions',
    summary: 'List where you are signed in: browsers and logins of the command line.',
    access: 'session',
    success: { status: 200, body: accounts.openSessionList },
  },
  endSession: {
    method: 'DELETE',
    path: '/v1/sessions/:id',
    summary: 'Sign out one browser or one login of the command line, at once.',
    access: 'session',
    params: accounts.openSessionParams,
    success: { status: 204, body: null },
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/v1/sessions',
    summary: 'Sign out everywhere else, at once.',
    access: 'session',
    success: { status: 200, body: accounts.endedSessions },
  },
  getAccount: {
    method: 'GET',
    path: '/v1/account',
    summary: 'Show how you sign in.',
    access: 'session',
    success: { status: 200, body: accounts.account },
  },
  changePassword: {
    method: 'PUT',
    path: '/v1/account/password',
    summary: 'Change the password, and sign out everywhere else.',
    access: 'session',
    body: accounts.changePasswordRequest,
    success: { status: 204, body: null },
  },
  beginTotp: {
    method: 'POST',
    path: '/v1/account/totp',
    summary: 'Begin with an authenticator app; it asks for nothing until it is confirmed.',
    access: 'session',
    success: { status: 201, body: second.totpEnrolment },
  },
  confirmTotp: {
    method: 'POST',
    path: '/v1/account/totp/confirm',
    summary:
      "Turn the second factor on with the app's first code; the answer holds the recovery codes.",
    access: 'session',
    body: second.confirmTotpRequest,
    success: { status: 200, body: second.recoveryCodes },
  },
  removeTotp: {
    method: 'DELETE',
    path: '/v1/account/totp',
    summary: 'Turn the second factor off; its recovery codes end with it.',
    access: 'session',
    success: { status: 204, body: null },
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/v1/account/recovery-codes',
    summary: 'Make ten new recovery codes; the old ones are good no more.',
    access: 'session',
    success: { status: 201, body: second.recoveryCodes },
  },
  listPasskeys: {
    method: 'GET',
    path: '/v1/account/passkeys',
    summary: 'List your passkeys.',
    access: 'session',
    success: { status: 200, body: passkeys.passkeyList },
  },
  beginPasskey: {
    method: 'POST',
    path: '/v1/account/passkeys/options',
    summary: 'Give the browser what it is to make a passkey by.',
    access: 'session',
    success: { status: 201, body: passkeys.passkeyCreationOptions },
  },
  registerPasskey: {
    method: 'POST',
    path: '/v1/account/passkeys',
    summary: 'Keep a passkey that the browser has made.',
    access: 'session',
    body: passkeys.registerPasskeyRequest,
    success: { status: 201, body: passkeys.passkey },
  },
  renamePasskey: {
    method: 'PUT',
    path: '/v1/account/passkeys/:id',
    summary: 'Call a passkey something else.',
    access: 'session',
    params: passkeys.passkeyParams,
    body: passkeys.renamePasskeyRequest,
    success: { status: 200, body: passkeys.passkey },
  },
  deletePasskey: {
    method: 'DELETE',
    path: '/v1/account/passkeys/:id',
    summary: 'Forget a passkey; nobody signs in with it any more.',
    access: 'session',
    params: passkeys.passkeyParams,
    success: { status: 204, body: null },
  },
} as const satisfies Record<string, Route>;

/** The name of a route in {@link accountRoutes}. */
export type AccountRouteName = keyof typeof accountRoutes;
