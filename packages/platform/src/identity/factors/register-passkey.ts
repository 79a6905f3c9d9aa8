import type {
  Passkey,
  PasskeyCreationOptions,
  registerPasskeyRequest,
} from '@fluxloop/core/contract';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { sql } from 'kysely';
import type * as z from 'zod';
import type { Person } from '../../access/principal.js';
import type { Database } from '../../database/database.js';
import { ProblemError } from '../../http/problem.js';
import { CHALLENGE_SECONDS, issueChallenge, takeChallenge } from './challenges.js';
import { describePasskey } from './passkeys.js';
import type { RelyingParty } from './relying-party.js';

/** EdDSA, ES256 and RS256 (https://www.iana.org/assignments/cose): between them, all authenticators. */
const ALGORITHMS = [-8, -7, -257];
/** More than anybody has; the browser is sent all of them. */
const MOST_PASSKEYS = 50;

/**
 * What a browser is to make a passkey by: one that it finds without an e-mail address, and that asks
 * for the finger or the PIN each time, so that it is two factors by itself. Nothing is asked about
 * the maker of the authenticator.
 *
 * @param address - the client's address
 * @throws ProblemError 409 `passkeys_too_many`; 429 `too_many_attempts`
 */
export async function beginPasskey(
  database: Database,
  party: RelyingParty,
  person: Person,
  address: string,
): Promise<PasskeyCreationOptions> {
  const known = await database
    .selectFrom('passkeys')
    .select(['credential_id', 'transports'])
    .where('user_id', '=', person.id)
    .execute();
  if (known.length >= MOST_PASSKEYS) {
    throw new ProblemError({
      status: 409,
      code: 'passkeys_too_many',
      title: `An account has ${MOST_PASSKEYS} passkeys at the most.`,
      hint: 'Delete one that you do not use any more.',
    });
  }
  return {
    challenge: await issueChallenge(database, person.id, address),
    rp: { id: party.id, name: 'FluxLoop' },
    user: { id: userHandle(person.id), name: person.email, displayName: person.email },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_SECONDS * 1000,
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id,
      type: 'public-key',
      transports,
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  };
}

/**
 * Keeps a passkey that the browser has made (https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential).
 *
 * @throws ProblemError 400 `passkey_invalid`; 409 `passkey_known`
 */
export async function registerPasskey(
  database: Database,
  party: RelyingParty,
  userId: string,
  { name, credential }: z.output<typeof registerPasskeyRequest>,
): Promise<Passkey> {
  const verified = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: (challenge) => takeChallenge(database, userId, challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs: ALGORITHMS,
    // What the library throws at tells of the form of the answer: it is the answer that is wrong.
  }).catch(() => null);
  if (verified?.registrationInfo === undefined) {
    throw new ProblemError({
      status: 400,
      code: 'passkey_invalid',
      title: 'The passkey cannot be taken: its answer does not fit what was asked.',
      hint: `Try again at ${party.origin}, within five minutes.`,
    });
  }
  const { credential: made, credentialDeviceType } = verified.registrationInfo;
  const row = await database
    .insertInto('passkeys')
    .values({
      user_id: userId,
      name,
      credential_id: made.id,
      public_key: Buffer.from(made.publicKey),
      counter: made.counter,
      transports: made.transports ?? [],
      synced: credentialDeviceType === 'multiDevice',
      last_used_at: sql<Date | null>`null`,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 409,
      code: 'passkey_known',
      title: 'This passkey is registered already.',
      hint: 'Sign in with it.',
    });
  }
  return describePasskey(row);
}

/** Names the account to the authenticator: the bytes of its id, which tell nothing about the person. */
export function userHandle(userId: string): string {
  return Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url');
}
