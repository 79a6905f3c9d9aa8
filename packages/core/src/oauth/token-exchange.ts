import type { Secret } from '../secret.js';
import { discoverServer } from './authorization-server.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { oauthProblem } from './oauth-problem.js';
import { type TokenSet, tokenSetOf } from './token-set.js';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

/** What {@link exchangeIdentity} works with. */
export interface ExchangeOptions {
  /** The platform's address, which the user has chosen. */
  endpoint: string;
  /** The OIDC ID token of the CI's own issuer. */
  identity: Secret;
  /** `read`, `write`, `read-write` or `admin`; what the platform grants to this identity by default. */
  scope?: string;
  /** The project, where the identity is trusted by several. */
  project?: string;
  http?: OAuthHttpOptions;
  /** Now, in milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
}

/**
 * Exchanges an OIDC identity for a short-lived token of the platform (RFC 8693, section 2.1).
 *
 * @returns tokens without a refresh token: the identity is exchanged again instead
 * @throws AuthenticationError `oauth_invalid_grant` where no project trusts the identity, …
 */
export async function exchangeIdentity(options: ExchangeOptions): Promise<TokenSet> {
  const { scope, project, clock = Date.now } = options;
  const oauth = await import('oauth4webapi');
  const { as, client, origin, requestOptions } = await discoverServer(
    options.endpoint,
    options.http,
  );
  try {
    const sentAt = clock();
    const answer = await oauth.genericTokenEndpointRequest(
      as,
      client,
      oauth.None(),
      GRANT_TYPE,
      {
        subject_token: options.identity.reveal(),
        subject_token_type: ID_TOKEN,
        ...(scope === undefined ? {} : { scope }),
        ...(project === undefined ? {} : { project }),
      },
      requestOptions({ repeatable: true }),
    );
    return tokenSetOf(await oauth.processGenericTokenEndpointResponse(as, client, answer), sentAt);
  } catch (error) {
    throw oauthProblem(error, {
      origin,
      hint: 'An admin of the project has to trust this issuer, with the claims that this job has; the platform’s log of activity tells why it did not fit.',
    });
  }
}
