import * as z from 'zod';
import { timestamp } from './identifiers.js';

/**
 * The JSON forms of Web Authentication, Level 3
 * (https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON), as far as passkeys use them.
 */
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/);
/** Section 4: a credential's id has at most 1,023 bytes. */
const credentialId = base64url.max(1364);
const publicKey = z.literal('public-key');

const descriptor = z.object({
  id: credentialId,
  type: publicKey,
  /** How a browser may reach the authenticator. */
  transports: z.array(z.string()).optional(),
});

const userVerification = z.literal('required');

/** What the browser is to make a passkey by. */
export const passkeyCreationOptions = z
  .object({
    challenge: base64url,
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: publicKey })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal('required'),
      requireResidentKey: z.literal(true),
      userVerification,
    }),
    attestation: z.literal('none'),
  })
  .meta({ id: 'PasskeyCreationOptions' });
export type PasskeyCreationOptions = z.infer<typeof passkeyCreationOptions>;

/** What the browser is to sign with a passkey. */
export const passkeyRequestOptions = z
  .object({
    challenge: base64url,
    rpId: z.string(),
    timeout: z.int(),
    /** Empty: any passkey of this platform that the authenticator holds. */
    allowCredentials: z.array(descriptor),
    userVerification,
  })
  .meta({ id: 'PasskeyRequestOptions' });
export type PasskeyRequestOptions = z.infer<typeof passkeyRequestOptions>;

const credential = { id: credentialId, rawId: credentialId, type: publicKey };
/** Nothing is asked of extensions. */
const clientExtensionResults = z.object({}).default({});

const name = z.string().trim().min(1).max(100);

/** A new passkey, as the browser answers it, and what its owner calls it. */
export const registerPasskeyRequest = z
  .object({
    name,
    credential: z.object({
      ...credential,
      response: z.object({
        clientDataJSON: base64url,
        attestationObject: base64url,
        transports: z.array(z.string().max(40)).max(20).optional(),
      }),
      clientExtensionResults,
    }),
  })
  .meta({ id: 'RegisterPasskeyRequest' });

/** Asks for what to sign; with the ticket of a password that was right, for the passkeys of that account. */
export const passkeyOptionsRequest = z
  .object({ ticket: z.string().min(1).max(200).optional() })
  .meta({ id: 'PasskeyOptionsRequest' });

/** A signature by a passkey, as the browser answers it. */
export const passkeySignInRequest = z
  .object({
    ticket: z.string().min(1).max(200).optional(),
    credential: z.object({
      ...credential,
      response: z.object({
        clientDataJSON: base64url,
        authenticatorData: base64url,
        signature: base64url,
        userHandle: base64url.max(100).optional(),
      }),
      clientExtensionResults,
    }),
  })
  .meta({ id: 'PasskeySignInRequest' });
export type PasskeySignInRequest = z.infer<typeof passkeySignInRequest>;

/** A passkey of an account. */
export const passkey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Whether the passkey's keeper copies it to other devices, such as a password manager does. */
    synced: z.boolean(),
    created_at: timestamp,
    last_used_at: timestamp.nullable(),
  })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof passkey>;

export const passkeyList = z.object({ passkeys: z.array(passkey) }).meta({ id: 'PasskeyList' });
export const passkeyParams = z.object({ id: z.uuid() });
export const renamePasskeyRequest = z.object({ name }).meta({ id: 'RenamePasskeyRequest' });
