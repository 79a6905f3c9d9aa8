import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CI's own OpenID Connect issuer, on loopback. */
export interface CiIssuer {
  /** Its identifier. */
  readonly url: string;
  /** Signs an identity with these claims; `iss`, `sub`, `iat`, `exp` are filled in. */
  identity(claims: Record<string, unknown>): string;
  /**
   * The two variables that a job of GitHub Actions gets, which lead to this issuer.
   *
   * @param claims - what the job's identity says
   */
  gitHubVariables(claims: Record<string, unknown>): Record<string, string>;
  /** Audiences that the job asked for, with the token that it showed. */
  readonly asked: { audience: string | null; authorization: string | undefined }[];
  close(): void;
}

const LIFETIME_S = 300;

/** Starts an issuer with a key of its own: discovery, keys, and GitHub's way to a job's identity. */
export async function startCiIssuer(): Promise<CiIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked: CiIssuer['asked'] = [];
  let ofJob: Record<string, unknown> = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', url);
    const answer = (body: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (path.pathname) {
      case '/.well-known/openid-configuration':
        return answer({ issuer: url, jwks_uri: `${url}/keys` });
      case '/keys':
        return answer({
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        });
      case '/github': {
        const audience = path.searchParams.get('audience');
        asked.push({ audience, authorization: request.headers.authorization });
        return answer({ value: identity({ ...ofJob, aud: audience }) });
      }
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identity = (claims: Record<string, unknown>): string => {
    const now = Math.floor(Date.now() / 1000);
    return sign(
      {
        iss: url,
        sub: 'job',
        jti: randomUUID(),
        iat: now,
        nbf: now,
        exp: now + LIFETIME_S,
        ...claims,
      },
      privateKey,
    );
  };
  return {
    url,
    asked,
    identity,
    gitHubVariables: (claims) => {
      ofJob = claims;
      return {
        GITHUB_ACTIONS: 'true',
        CI: 'true',
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/github?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the job shows this',
      };
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A JWS in compact form (RFC 7515, section 3.1). */
function sign(claims: Record<string, unknown>, key: KeyObject): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part(claims)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`;
}
