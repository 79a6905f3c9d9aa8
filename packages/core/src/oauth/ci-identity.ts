import { assertEndpoint } from '../credentials/endpoint.js';
import { AuthenticationError, NetworkError, type UsageError } from '../errors/index.js';
import { Secret } from '../secret.js';
import type { Environment } from '../storage/home.js';
import { type OAuthHttpOptions, oauthFetch } from './oauth-http.js';

/** Where an identity can come from: the CI, or what a person hands over. */
export interface CiIdentityOptions {
  env: Environment;
  /** Whom the identity is for: the platform's address. GitHub is asked for it; GitLab has it in its configuration. */
  audience: string;
  /** The text of a token that was handed over, from a file or standard input; it comes before the environment. */
  given?: { text: string; source: string };
  http?: OAuthHttpOptions;
}

/** An OIDC ID token, and where it came from. */
export interface CiIdentity {
  token: Secret;
  /** For people: `GitHub Actions`. */
  source: string;
}

/** The variable that a GitLab job's `id_tokens:` fills for us; GitLab lets the job choose its name. */
export const IDENTITY_VARIABLE = 'FLUXLOOP_ID_TOKEN';

/**
 * Gets the OIDC identity of a CI job: what was handed over; `FLUXLOOP_ID_TOKEN` (GitLab's
 * `id_tokens:`, or any CI that puts its token into a variable); or GitHub's, for jobs with
 * `permissions: id-token: write`.
 *
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 * @throws AuthenticationError `identity_missing`, `identity_malformed`
 * @throws NetworkError where GitHub gives none
 */
export async function ciIdentity(options: CiIdentityOptions): Promise<CiIdentity> {
  const { env, given } = options;
  if (given !== undefined)
    return { token: assertIdentity(given.text, given.source), source: given.source };
  const fromVariable = env[IDENTITY_VARIABLE];
  if (fromVariable) {
    return { token: assertIdentity(fromVariable, IDENTITY_VARIABLE), source: IDENTITY_VARIABLE };
  }
  if (env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) {
    return { token: await askGitHub(options), source: 'GitHub Actions' };
  }
  throw missing(options);
}

async function askGitHub({ env, audience, http = {} }: CiIdentityOptions): Promise<Secret> {
  const address = env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) throw gitHubFailed('its address is not one');
  // The request token goes nowhere in clear.
  assertEndpoint(url.origin, 'ACTIONS_ID_TOKEN_REQUEST_URL');
  url.searchParams.set('audience', audience);
  const answer = await oauthFetch(http, true)(url.href, {
    method: 'GET',
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ''}`,
    },
    body: undefined,
    redirect: 'manual',
  });
  if (answer.status !== 200) throw gitHubFailed(`it answered with status ${answer.status}`);
  const body: unknown = await answer.json().catch(() => null);
  const value: unknown =
    typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
  if (typeof value !== 'string') throw gitHubFailed('its answer holds no token');
  return assertIdentity(value, 'the answer of GitHub');
}

/** A JWT in compact form (RFC 7519, section 3); whether it is good is the platform's to say. */
function assertIdentity(text: string, source: string): Secret {
  const token = text.trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return new Secret(token);
  throw new AuthenticationError(
    'identity_malformed',
    `Authentication failed: ${source} holds no OIDC token.`,
    { hint: 'An OIDC token is three words of letters and digits with full stops between them.' },
  );
}

function gitHubFailed(why: string): NetworkError {
  return new NetworkError(
    'identity_unavailable',
    `Authentication failed: GitHub Actions gives no OIDC token (${why}).`,
    { hint: 'The job needs:\npermissions:\n  id-token: write' },
  );
}

function missing({ env, audience }: CiIdentityOptions): AuthenticationError | UsageError {
  const hint = env.GITHUB_ACTIONS
    ? 'Let the job ask GitHub for its identity:\npermissions:\n  id-token: write'
    : `In GitLab, give the job an identity; elsewhere, hand it over with --oidc-token-file:\nid_tokens:\n  ${IDENTITY_VARIABLE}:\n    aud: ${audience}`;
  return new AuthenticationError(
    'identity_missing',
    'Authentication failed: this job has no OIDC identity to sign in with.',
    { hint },
  );
}
