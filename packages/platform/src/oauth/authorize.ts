import type { Database } from '../database/database.js';
import {
  type AskedAuthorization,
  answerUrl,
  keepAuthorizationRequest,
} from './authorization-requests.js';
import { isKnownClient, isRedirectUri } from './client.js';
import { OAuthError } from './oauth-error.js';
import type { RequestOrigin } from './origin.js';
import { Parameters } from './parameters.js';
import { isCodeChallenge } from './pkce.js';
import { parseScope } from './scope.js';

/** A state is for the client to read; a longer one would make addresses that browsers refuse. */
const LONGEST_STATE = 2_048;

/**
 * The authorization endpoint (RFC 6749, section 4.1.1, with RFC 7636): checks what is asked, keeps
 * it, and gives the address to go to.
 *
 * What is wrong with the client or the redirect URI is thrown, to be shown and never redirected
 * (section 4.1.2.1). Any other fault is the client's to hear, by the redirect; but nobody is
 * redirected who has not signed in (RFC 9700, section 4.11.2).
 *
 * @param query - as it came, without its question mark
 * @param signedIn - whether the browser has a session
 * @returns the consent page, or the redirect URI with the error
 * @throws OAuthError for the page
 */
export async function authorize(
  database: Database,
  issuer: string,
  query: string,
  { origin, signedIn }: { origin: RequestOrigin; signedIn: () => Promise<boolean> },
): Promise<string> {
  const parameters = new Parameters(query);
  const clientId = parameters.required('client_id');
  if (!isKnownClient(clientId)) {
    throw new OAuthError('unauthorized_client', 'The client is not known here.');
  }
  const redirectUri = parameters.required('redirect_uri');
  if (!isRedirectUri(redirectUri)) {
    throw new OAuthError('invalid_request', 'The redirect URI is not one of this client.');
  }
  const request = readRequest(parameters, clientId, redirectUri);
  const { asked } = request;
  if (asked instanceof OAuthError && (await signedIn())) {
    return answerUrl({ redirect_uri: redirectUri, state: request.state }, issuer, {
      error: asked.code,
      error_description: asked.message,
    });
  }
  const id = await keepAuthorizationRequest(database, request, origin);
  if (id === null) {
    throw new OAuthError(
      'temporarily_unavailable',
      'Too many sign-ins wait for an answer from this address.',
      { status: 429, headers: { 'retry-after': '60' } },
    );
  }
  return `${issuer}/authorize?request=${id}`;
}

function readRequest(
  parameters: Parameters,
  clientId: string,
  redirectUri: string,
): AskedAuthorization {
  const request = { clientId, redirectUri };
  let state: string | null = null;
  try {
    state = parameters.optional('state');
    if (state !== null && state.length > LONGEST_STATE) {
      state = null;
      throw new OAuthError('invalid_request', 'The state is too long.');
    }
    return { ...request, state, asked: readQuestion(parameters) };
  } catch (error) {
    if (error instanceof OAuthError) return { ...request, state, asked: error };
    throw error;
  }
}

function readQuestion(parameters: Parameters) {
  parameters.refuseRepeated();
  if (parameters.required('response_type') !== 'code') {
    throw new OAuthError('unsupported_response_type', 'The response type is code.');
  }
  const mode = parameters.optional('response_mode');
  if (mode !== null && mode !== 'query') {
    throw new OAuthError('invalid_request', 'The response mode is query.');
  }
  const codeChallenge = parameters.optional('code_challenge');
  if (codeChallenge === null) {
    throw new OAuthError('invalid_request', 'A code challenge is required.');
  }
  // Without a method it is `plain` (RFC 7636, section 4.3), which hides nothing.
  if (parameters.optional('code_challenge_method') !== 'S256') {
    throw new OAuthError('invalid_request', 'The code challenge method is S256.');
  }
  if (!isCodeChallenge(codeChallenge)) {
    throw new OAuthError('invalid_request', 'The code challenge is not a SHA-256 in base64url.');
  }
  return { scope: parseScope(parameters.optional('scope')), codeChallenge };
}
