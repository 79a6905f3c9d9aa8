import type { AuthorizationServer, Client } from 'oauth4webapi';
import { assertEndpoint, isLoopback } from '../credentials/endpoint.js';
import { NetworkError } from '../errors/index.js';
import { type OAuthHttpOptions, oauthFetch } from './oauth-http.js';
import { oauthProblem } from './oauth-problem.js';

/** The public client that the command line is at every platform (RFC 6749, section 2.1). */
const CLIENT_ID = 'fluxloop-cli';

/** A platform's token endpoints, as its metadata names them. */
export interface PlatformServer {
  /** Metadata whose issuer was compared, and whose endpoints are the platform's own. */
  as: AuthorizationServer;
  client: Client;
  /** The platform's origin: the only place that a token or a code is sent to. */
  origin: string;
  /** Options of every request: the transport, and plain http where the platform is on loopback. */
  requestOptions(settings?: { repeatable?: boolean }): RequestOptions;
}

type RequestOptions = ReturnType<typeof optionsFor>;

/** Endpoints that a code, a device code or a token is sent to. */
const SENDING = ['token_endpoint', 'device_authorization_endpoint', 'revocation_endpoint'] as const;

/**
 * Reads a platform's metadata (RFC 8414). Its issuer must be the endpoint itself (section 3.3),
 * and whatever a secret is sent to must be at that very origin: no answer moves a token elsewhere.
 *
 * @param endpoint - the platform's address, which the user has chosen
 * @throws UsageError `endpoint_invalid`, `endpoint_insecure`
 * @throws NetworkError `issuer_mismatch`, `metadata_foreign_endpoint`, `unexpected_response`, and as
 *   `createClient` says for no answer
 */
export async function discoverServer(
  endpoint: string,
  http: OAuthHttpOptions = {},
): Promise<PlatformServer> {
  const oauth = await import('oauth4webapi');
  const url = assertEndpoint(endpoint);
  const { origin } = url;
  const requestOptions: PlatformServer['requestOptions'] = ({ repeatable = false } = {}) =>
    optionsFor(oauth, url, http, repeatable);
  try {
    const answer = await oauth.discoveryRequest(url, {
      algorithm: 'oauth2',
      ...requestOptions({ repeatable: true }),
    });
    const as = await oauth.processDiscoveryResponse(url, answer);
    assertOwnEndpoints(as, origin);
    return { as, client: { client_id: CLIENT_ID }, origin, requestOptions };
  } catch (error) {
    throw issuerMismatch(error, endpoint) ?? oauthProblem(error, { origin });
  }
}

function optionsFor(
  oauth: typeof import('oauth4webapi'),
  url: URL,
  http: OAuthHttpOptions,
  repeatable: boolean,
) {
  return {
    [oauth.customFetch]: oauthFetch(http, repeatable),
    // `assertEndpoint` lets plain http pass on loopback only.
    [oauth.allowInsecureRequests]: url.protocol === 'http:',
  };
}

function assertOwnEndpoints(as: AuthorizationServer, origin: string): void {
  for (const name of SENDING) {
    const value = as[name];
    if (value === undefined || (URL.canParse(value) && new URL(value).origin === origin)) continue;
    throw new NetworkError(
      'metadata_foreign_endpoint',
      `${origin} names another place as its ${name}; nothing was sent there.`,
      { hint: 'Ask who runs the platform: its public URL has to be the address that you use.' },
    );
  }
}

/**
 * An address that a browser is sent to, or that a person is told to open: of the platform's pages.
 *
 * @throws NetworkError `unexpected_response` for anything but https, or http on loopback
 */
export function assertPageUrl(text: string | undefined, origin: string): URL {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : null;
  const encrypted = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url !== null && encrypted && url.username === '' && url.password === '') return url;
  throw new NetworkError(
    'unexpected_response',
    `Authentication failed: ${origin} names no page that can be opened safely.`,
    { hint: 'It may not be a FluxLoop platform. Check the endpoint: fluxloop doctor' },
  );
}

function issuerMismatch(error: unknown, endpoint: string): NetworkError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  // An issuer that is no URL at all differs as well.
  const codes = ['OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED', 'ERR_INVALID_URL'];
  if (typeof error.code !== 'string' || !codes.includes(error.code)) return null;
  const issuer = claimedIssuer(error.cause);
  return new NetworkError(
    'issuer_mismatch',
    `The platform at ${endpoint} calls itself ${issuer ?? 'something else'}, so it is not trusted with a sign-in.`,
    {
      hint:
        issuer === null
          ? 'Check the endpoint: fluxloop doctor'
          : `If that is the right address, use it: --endpoint ${issuer}`,
    },
  );
}

function claimedIssuer(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('body' in cause)) return null;
  const { body } = cause;
  if (typeof body !== 'object' || body === null || !('issuer' in body)) return null;
  const { issuer } = body;
  return typeof issuer === 'string' && /^https?:\/\/[\w.:[\]/-]{1,200}$/.test(issuer)
    ? issuer
    : null;
}
