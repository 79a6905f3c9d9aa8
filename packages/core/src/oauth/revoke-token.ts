import { NetworkError } from '../errors/index.js';
import type { Secret } from '../secret.js';
import { discoverServer } from './authorization-server.js';
import type { OAuthHttpOptions } from './oauth-http.js';
import { oauthProblem } from './oauth-problem.js';

const ELSEWHERE = 'End it in the browser instead, at /settings/security.';

/**
 * Ends a token at the platform that issued it, and with a refresh token the whole sign-in (RFC 7009).
 * A token that the platform does not know any more counts as ended (section 2.2).
 *
 * @param endpoint - the platform that issued the token
 * @throws NetworkError, AuthenticationError where that did not work; `revocation_unsupported` where
 *   the platform has no such endpoint
 */
export async function revokeToken(
  endpoint: string,
  token: Secret,
  kind: 'refresh_token' | 'access_token',
  http: OAuthHttpOptions = {},
): Promise<void> {
  const oauth = await import('oauth4webapi');
  const { as, client, origin, requestOptions } = await discoverServer(endpoint, http);
  if (as.revocation_endpoint === undefined) {
    throw new NetworkError('revocation_unsupported', `${origin} cannot revoke tokens.`, {
      hint: ELSEWHERE,
    });
  }
  try {
    const answer = await oauth.revocationRequest(as, client, oauth.None(), token.reveal(), {
      ...requestOptions({ repeatable: true }),
      additionalParameters: { token_type_hint: kind },
    });
    await oauth.processRevocationResponse(answer);
  } catch (error) {
    throw oauthProblem(error, {
      origin,
      hint: ELSEWHERE,
    });
  }
}
