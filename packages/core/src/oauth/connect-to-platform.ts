import type { ClientOptions, RenewableCredential } from '../client/client-options.js';
import { createClient, type FluxLoopClient } from '../client/create-client.js';
import { profileStore } from '../credentials/profile-store.js';
import { requireCredential, resolveCredential } from '../credentials/resolve-credential.js';
import type { ResolveCredentialOptions, ResolvedCredential } from '../credentials/resolve-types.js';
import { Secret } from '../secret.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { storedSession } from './stored-session.js';

/** A credential that was found. */
export type FoundCredential = ResolvedCredential & { credential: Secret; credentialOrigin: string };

/** A client, and which credential it uses. */
export interface PlatformConnection {
  client: FluxLoopClient;
  resolved: FoundCredential;
}

/**
 * Finds the credential and makes a client with it. A stored session is renewed when it has less than
 * five minutes left, and when the platform refuses it; keys and tokens of variables are sent as they are.
 * Nothing is sent before the first call of the client.
 *
 * @param resolve - what the resolver looks at
 * @param options - the client's own options
 * @throws what `requireCredential` and `createClient` throw
 */
export async function connectToPlatform(
  resolve: ResolveCredentialOptions,
  options: Omit<ClientOptions, 'endpoint' | 'credential' | 'credentialOrigin'> = {},
): Promise<PlatformConnection> {
  const resolved = await requireCredential(resolve);
  const { endpoint, credentialOrigin } = resolved;
  const { env, userAgent } = options;
  const credential = sendable(resolve, resolved, {
    ...(env === undefined ? {} : { env }),
    ...(userAgent === undefined ? {} : { userAgent }),
  });
  return { client: createClient({ ...options, endpoint, credential, credentialOrigin }), resolved };
}

/**
 * The credential that wins, fit to be sent for some minutes: a stored session is renewed first where
 * it must be.
 *
 * @throws what `requireCredential` and `renewSession` throw
 */
export async function currentCredential(
  resolve: ResolveCredentialOptions,
  http: OAuthHttpOptions = {},
): Promise<FoundCredential> {
  const resolved = await requireCredential(resolve);
  const sending = sendable(resolve, resolved, http);
  if (sending instanceof Secret) return resolved;
  const credential = await sending.current();
  // It may have been renewed, and then it ends later.
  const { expiresAt } = await resolveCredential(resolve);
  return { ...resolved, credential, expiresAt };
}

function sendable(
  resolve: ResolveCredentialOptions,
  { credential, renewable, profile, endpoint }: FoundCredential,
  http: OAuthHttpOptions,
): Secret | RenewableCredential {
  if (!renewable || profile === null) return credential;
  const { home, keyring, clock } = resolve;
  return storedSession({
    store: profileStore(home, keyring === undefined ? {} : { keyring }),
    profile,
    endpoint,
    http,
    ...(clock === undefined ? {} : { clock }),
  });
}
