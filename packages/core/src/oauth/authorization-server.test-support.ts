import type { ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { type Behaviour, json, platform } from '../client/platform.test-support.js';
import { freshKey } from '../credentials/keys.test-support.js';

/** A request that a server saw, as far as these tests look. */
interface SeenForm {
  method: string;
  path: string;
  contentType: string;
  authorization: string | undefined;
  userAgent: string | undefined;
  form: URLSearchParams;
}

/** What a stub answers; each gets the form that was posted, and how often it was asked before. */
export interface StubBehaviour {
  /** Members of the metadata to replace; `undefined` leaves one out. */
  metadata?: (url: string) => Record<string, unknown>;
  token?: (form: URLSearchParams, count: number) => StubAnswer | Promise<StubAnswer>;
  device?: (form: URLSearchParams) => StubAnswer;
  revoke?: (form: URLSearchParams) => StubAnswer;
  /** Answers before anything else, for faults; `false` leaves it to the others. */
  first?: (response: ServerResponse, path: string, count: number) => boolean;
  principal?: Record<string, unknown>;
}

/** A status and a body. */
export type StubAnswer = readonly [status: number, body: unknown];

/** A platform that speaks OAuth as a test wants it. */
export interface StubServer {
  url: string;
  port: number;
  seen: SeenForm[];
  /** The forms that came to one path. */
  to(path: string): URLSearchParams[];
  /** Calls itself so from now on: behind a name or a proxy, an address differs from where it listens. */
  answerAs(issuer: string): void;
}

/** A good answer of the token endpoint. */
export function issued(changes: Record<string, unknown> = {}): StubAnswer {
  return [
    200,
    {
      access_token: freshKey('at'),
      refresh_token: freshKey('refresh'),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'read-write',
      ...changes,
    },
  ];
}

/** An error answer (RFC 6749, section 5.2). */
export function refused(error: string, error_description?: string): StubAnswer {
  return [400, { error, ...(error_description === undefined ? {} : { error_description }) }];
}

/** A good answer of the device authorization endpoint. */
export function deviceStarted(url: string, changes: Record<string, unknown> = {}): StubAnswer {
  return [
    200,
    {
      device_code: ['device', 'code'].join('-'),
      user_code: 'BCDF-GHJK',
      verification_uri: `${url}/device`,
      verification_uri_complete: `${url}/device#code=BCDF-GHJK`,
      expires_in: 600,
      interval: 5,
      ...changes,
    },
  ];
}

/** Starts a real server on loopback that ends with the running test. */
export async function stubServer(
  behaviour: StubBehaviour = {},
  options: { tls?: ServerOptions } = {},
): Promise<StubServer> {
  const seen: SeenForm[] = [];
  const counts = new Map<string, number>();
  const behave: Behaviour = async (response, request) => {
    const path = new URL(request.url, 'http://stub').pathname;
    const form = new URLSearchParams(request.body.toString('utf8'));
    seen.push({
      method: request.method,
      path,
      contentType: request.headers['content-type'] ?? '',
      authorization: request.headers.authorization,
      userAgent: request.headers['user-agent'],
      form,
    });
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    if (behaviour.first?.(response, path, count)) return;
    const [status, body] = await answerTo(path, form, count);
    json(response, status, body, { 'cache-control': 'no-store' });
  };
  const server = await platform(behave, options);
  let issuer = server.url;

  const answerTo = async (
    path: string,
    form: URLSearchParams,
    count: number,
  ): Promise<StubAnswer> => {
    switch (path) {
      case '/.well-known/oauth-authorization-server':
        return [200, { ...metadataOf(issuer), ...behaviour.metadata?.(issuer) }];
      case '/oauth/token':
        return (await behaviour.token?.(form, count)) ?? issued();
      case '/oauth/device_authorization':
        return behaviour.device?.(form) ?? deviceStarted(issuer);
      case '/oauth/revoke':
        return behaviour.revoke?.(form) ?? [200, {}];
      case '/v1/principal':
        return [200, { ...PRINCIPAL, ...behaviour.principal }];
      default:
        return [404, {}];
    }
  };
  return {
    url: server.url,
    port: server.port,
    seen,
    answerAs: (next) => {
      issuer = next;
    },
    to: (path) => seen.filter((one) => one.path === path).map(({ form }) => form),
  };
}

function metadataOf(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    device_authorization_endpoint: `${url}/oauth/device_authorization`,
    revocation_endpoint: `${url}/oauth/revoke`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  };
}

const PRINCIPAL = {
  kind: 'access_token',
  user: {
    id: '5f2b0a4e-3c1d-4e8f-9a6b-7c8d9e0f1a2b',
    email: 'ada@example.com',
    is_admin: false,
    created_at: '2026-11-21T14:30:22Z',
  },
  service_account: null,
  api_key: null,
  scope: 'read-write',
  expires_at: null,
  projects: [],
};
