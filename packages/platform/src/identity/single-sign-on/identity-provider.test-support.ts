import { createHash, randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An OpenID provider on this machine: a real server with real keys and its own checks. */
export interface TestIdentityProvider {
  /** Its identifier. */
  url: string;
  clientId: string;
  clientSecret: string;
  /** Who is signed in there; what is here is in the identity token. */
  person: Record<string, unknown>;
  /** Claims that are told at the userinfo endpoint only. */
  userinfo: Record<string, unknown>;
  /** What it does wrong, or says no to. */
  fault: Fault | null;
  /** Every authorization request. */
  asked: URLSearchParams[];
  /** Every address that was asked for, by the provider's own clients and browsers. */
  paths: string[];
  close(): Promise<void>;
}

type Fault =
  | 'denies'
  | 'wrong iss parameter'
  | 'wrong nonce'
  | 'wrong audience'
  | 'wrong issuer'
  | 'wrong key'
  | 'no signature'
  | 'expired'
  | 'fails';

/** Starts one whose sign-in page says yes by itself, for {@link TestIdentityProvider.person}. */
export async function startTestIdentityProvider(): Promise<TestIdentityProvider> {
  const keys = await generateKeyPair('RS256');
  const others = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, URLSearchParams>();
  const server = http.createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', provider.url);
    provider.paths.push(url.pathname);
    if (provider.fault === 'fails') return json(response, 503, {});
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(response, 200, describe(provider.url));
      case '/keys':
        return json(response, 200, { keys: [jwk] });
      case '/authorize':
        return authorize(url.searchParams, response);
      case '/token':
        return giveTokens(request, response);
      case '/userinfo':
        return json(response, 200, { sub: provider.person.sub, ...provider.userinfo });
      default:
        return json(response, 404, {});
    }
  }

  function authorize(parameters: URLSearchParams, response: ServerResponse): void {
    provider.asked.push(parameters);
    const back = new URL(parameters.get('redirect_uri') ?? '');
    const iss = provider.fault === 'wrong iss parameter' ? 'https://evil.example' : provider.url;
    back.searchParams.set('state', parameters.get('state') ?? '');
    back.searchParams.set('iss', iss);
    if (provider.fault === 'denies') {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'text of the provider');
    } else {
      const code = randomUUID();
      codes.set(code, parameters);
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function giveTokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(await readBody(request));
    const asked = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    // Each part is form-encoded before they are joined (RFC 6749, section 2.3.1).
    const credentials = Buffer.from(
      (request.headers.authorization ?? '').replace('Basic ', ''),
      'base64',
    )
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      asked === undefined ||
      credentials.join() !== [provider.clientId, provider.clientSecret].join() ||
      asked.get('code_challenge') !== challenge ||
      asked.get('redirect_uri') !== body.get('redirect_uri')
    ) {
      return json(response, 400, { error: 'invalid_grant' });
    }
    json(response, 200, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await sign(asked.get('nonce') ?? ''),
    });
  }

  async function sign(nonce: string): Promise<string> {
    const { fault } = provider;
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: fault === 'wrong issuer' ? 'https://evil.example' : provider.url,
      aud: fault === 'wrong audience' ? 'another-client' : provider.clientId,
      iat: now - 600,
      exp: fault === 'expired' ? now - 300 : now + 300,
      nonce: fault === 'wrong nonce' ? 'of another sign-in' : nonce,
      ...provider.person,
    };
    if (fault === 'no signature') {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part(claims)}.`;
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(fault === 'wrong key' ? others.privateKey : keys.privateKey);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const provider: TestIdentityProvider = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    clientId: 'fluxloop',
    clientSecret: ['a', 'secret', 'of two/parts'].join('-'),
    person: {},
    userinfo: {},
    fault: null,
    asked: [],
    paths: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

/** What it says of itself (OpenID Connect Discovery 1.0, section 3; RFC 9207). */
function describe(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
