import type { ClientAuth, Configuration } from 'openid-client';
import * as z from 'zod';
import type { SingleSignOnSettings } from '../../config/account-settings.js';

/** Who the identity provider says has signed in. */
export interface ProvedIdentity {
  issuer: string;
  /** `sub`, which the provider never gives to another person. */
  subject: string;
  /** Lower case; `null` where it tells none. */
  email: string | null;
  /** Whether the provider has made sure that the address is the person's. */
  emailVerified: boolean;
}

/** What is kept between the two halves of a sign-in. */
export interface Challenge {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** The identity provider. */
export interface IdentityProvider {
  /** How people know it. */
  readonly name: string;
  readonly allowedDomains: readonly string[];
  /** Makes a challenge, and the address that the browser is sent to with it. */
  begin(redirectUri: string): Promise<{ challenge: Challenge; url: URL }>;
  /**
   * Redeems what the browser brought back.
   *
   * @param returned - the whole address that it came back to
   * @throws SingleSignOnRefusedError when the provider said no
   * @throws Error when the provider does not answer, or not as it should
   */
  complete(returned: URL, challenge: Challenge): Promise<ProvedIdentity>;
}

/** The provider, or the person there, said no. */
export class SingleSignOnRefusedError extends Error {
  override readonly name = 'SingleSignOnRefusedError';
}

const TIMEOUT_S = 5;
/** What a provider says of itself is asked for again after this long. */
const METADATA_LIFETIME_MS = 60 * 60 * 1_000;

const claimsSchema = z.object({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase())
    .optional()
    .catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
});

/**
 * Makes the client of an OpenID provider (OpenID Connect Core 1.0, section 3.1): code flow with
 * PKCE (RFC 7636), `state`, `nonce`, and `iss` (RFC 9207) where the provider sends it. The identity
 * token's signature is checked by the provider's keys, though it comes over TLS.
 */
export function createIdentityProvider(settings: SingleSignOnSettings): IdentityProvider {
  const described = describeProvider(settings);
  return {
    name: settings.name,
    allowedDomains: settings.allowedDomains,
    begin: async (redirectUri) => {
      const client = await import('openid-client');
      const configuration = await described();
      const challenge = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: challenge.state,
        nonce: challenge.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(challenge.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { challenge, url };
    },
    complete: async (returned, challenge) => {
      const client = await import('openid-client');
      const configuration = await described();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, returned, {
          expectedState: challenge.state,
          expectedNonce: challenge.nonce,
          pkceCodeVerifier: challenge.codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('The provider sent no identity token.');
        const told =
          claims.email === undefined &&
          configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : claims;
        const { email, email_verified } = claimsSchema.parse(told);
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: email ?? null,
          emailVerified: email_verified === true,
        };
      } catch (error) {
        if (error instanceof client.AuthorizationResponseError) {
          throw new SingleSignOnRefusedError('The identity provider said no.');
        }
        throw error;
      }
    },
  };
}

/** Asks the provider for its description when it is needed, and again after an hour or a failure. */
function describeProvider(settings: SingleSignOnSettings): () => Promise<Configuration> {
  let known: { configuration: Promise<Configuration>; at: number } | null = null;
  return () => {
    if (known === null || Date.now() - known.at > METADATA_LIFETIME_MS) {
      const asked = { configuration: discover(settings), at: Date.now() };
      known = asked;
      asked.configuration.catch(() => {
        if (known === asked) known = null;
      });
    }
    return known.configuration;
  };
}

async function discover(settings: SingleSignOnSettings): Promise<Configuration> {
  const client = await import('openid-client');
  const { issuer, clientId, clientSecret } = settings;
  const secret = clientSecret?.reveal();
  const authenticate: ClientAuth = (server, metadata, body, headers) => {
    if (secret === undefined) return client.None()(server, metadata, body, headers);
    // What a provider takes where it does not say (OpenID Connect Discovery 1.0, section 3).
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const way = methods.includes('client_secret_basic')
      ? client.ClientSecretBasic(secret)
      : client.ClientSecretPost(secret);
    return way(server, metadata, body, headers);
  };
  return client.discovery(issuer, clientId, undefined, authenticate, {
    timeout: TIMEOUT_S,
    execute: [
      client.enableNonRepudiationChecks,
      // The settings let an issuer without https pass on this machine only.
      ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  });
}
