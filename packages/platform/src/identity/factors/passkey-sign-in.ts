import type { PasskeyRequestOptions, PasskeySignInRequest } from '@fluxloop/core/contract';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { sql } from 'kysely';
import type { Database } from '../../database/database.js';
import { ProblemError } from '../../http/problem.js';
import { CHALLENGE_SECONDS, issueChallenge, takeChallenge } from './challenges.js';
import { userHandle } from './register-passkey.js';
import type { RelyingParty } from './relying-party.js';
import { readTicket } from './tickets.js';

/**
 * What a browser is to sign: with any passkey of this platform; with a ticket, one of its account.
 * Without a ticket nothing is told of any account.
 *
 * @throws ProblemError 401 `sign_in_expired`; 429 `too_many_attempts`
 */
export async function askForPasskey(
  database: Database,
  party: RelyingParty,
  { ticket, address }: { ticket: string | undefined; address: string },
): Promise<PasskeyRequestOptions> {
  const allowed =
    ticket === undefined
      ? []
      : await database
          .selectFrom('passkeys')
          .select(['credential_id', 'transports'])
          .where('user_id', '=', await readTicket(database, ticket))
          .execute();
  return {
    challenge: await issueChallenge(database, null, address),
    rpId: party.id,
    timeout: CHALLENGE_SECONDS * 1000,
    allowCredentials: allowed.map(({ credential_id, transports }) => ({
      id: credential_id,
      type: 'public-key',
      transports,
    })),
    userVerification: 'required',
  };
}

/**
 * Checks a signature by a passkey (https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion). The
 * authenticator has asked for the finger or the PIN, so it is a whole sign-in; a ticket only binds
 * it to the account whose password was given, and is for the caller to spend.
 *
 * @returns the id of the person
 * @throws ProblemError 401 `passkey_unknown`, `passkey_refused`, `sign_in_expired`
 */
export async function checkPasskey(
  database: Database,
  party: RelyingParty,
  { credential, ticket }: PasskeySignInRequest,
): Promise<string> {
  const wanted = ticket === undefined ? null : await readTicket(database, ticket);
  const passkey = await database
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credential.id)
    .executeTakeFirst();
  if (passkey === undefined || (wanted !== null && passkey.user_id !== wanted)) {
    throw new ProblemError({
      status: 401,
      code: 'passkey_unknown',
      title:
        wanted === null
          ? 'The platform does not know this passkey, or not any more.'
          : 'This passkey is not one of the account whose password you gave.',
      hint: 'Use another one, or sign in with your password.',
    });
  }
  const verified = await verifyAuthenticationResponse({
    response: credential,
    expectedChallenge: (challenge) => takeChallenge(database, null, challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
    // What the library throws at is the answer that is wrong.
  }).catch(() => null);
  const { userHandle: handle } = credential.response;
  if (
    verified?.verified !== true ||
    (handle !== undefined && handle !== userHandle(passkey.user_id))
  ) {
    throw passkeyRefused();
  }
  const { newCounter } = verified.authenticationInfo;
  // Section 6.1.1: a count that did not grow is of a copy. Asked by the update, so that of two
  // sign-ins at once with the same count one succeeds.
  const { numUpdatedRows } = await database
    .updateTable('passkeys')
    .set({ counter: newCounter, last_used_at: sql<Date>`now()` })
    .where('id', '=', passkey.id)
    .where(sql<boolean>`(counter < ${newCounter} or (counter = 0 and ${newCounter} = 0))`)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw passkeyRefused();
  return passkey.user_id;
}

function passkeyRefused(): ProblemError {
  return new ProblemError({
    status: 401,
    code: 'passkey_refused',
    title: 'The answer of the passkey does not fit what was asked.',
    hint: 'Try again within five minutes, or sign in with your password.',
  });
}
