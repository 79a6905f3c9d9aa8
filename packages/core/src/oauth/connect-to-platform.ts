import type { ClientOptions } from '../client/client-options.js';
import { createClient, type FluxLoopClient } from '../client/create-client.js';
import { profileStore } from '../credentials/profile-store.js';
import { requireCredential } from '../credentials/resolve-credential.js';
import type { ResolveCredentialOptions, ResolvedCredential } from '../credentials/resolve-types.js';
import type { Secret } from '../secret.js';
import { storedSession } from './stored-session.js';

/** A client, and which credential it uses. */
export interface PlatformConnection {
  client: FluxLoopClient;
  resolved: ResolvedCredential & { credential: Secret };
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
  const { endpoint, credential, credentialOrigin, profile, renewable } = resolved;
  const { env, userAgent } = options;
  const session =
    renewable && profile !== null
      ? storedSession({
          store: profileStore(
            resolve.home,
            resolve.keyring === undefined ? {} : { keyring: resolve.keyring },
          ),
          profile,
          endpoint,
          http: {
            ...(env === undefined ? {} : { env }),
            ...(userAgent === undefined ? {} : { userAgent }),
          },
          ...(resolve.clock === undefined ? {} : { clock: resolve.clock }),
        })
      : credential;
  return {
    client: createClient({ ...options, endpoint, credential: session, credentialOrigin }),
    resolved,
  };
}
