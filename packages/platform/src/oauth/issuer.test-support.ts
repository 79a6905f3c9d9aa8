import http from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An OpenID Connect issuer on this machine: a real server with real keys. */
export interface TestIssuer {
  /** Its identifier. */
  url: string;
  /** Signs a token as a CI does. `claims` add to, change or, when undefined, take from the usual. */
  sign(claims?: Record<string, unknown>, options?: SignOptions): Promise<string>;
  /** Takes its keys back and makes others, as issuers do now and then. */
  replaceKeys(): Promise<void>;
  /** What it answers with instead of its documents; `null` for those again. */
  answerWith(answer: ((path: string) => { status: number; body: string }) | null): void;
  /** How often it was asked for each path. */
  asked: string[];
  close(): Promise<void>;
}

interface SignOptions {
  algorithm?: 'RS256' | 'ES256';
  /** Signed by a key that is not in its set. */
  wrongKey?: boolean;
  /** Another text in the header's place for the key. */
  keyId?: string;
}

/** Starts an issuer on loopback. */
export async function startTestIssuer(): Promise<TestIssuer> {
  let generation = 0;
  let keys = await makeKeys(generation);
  let instead: ((path: string) => { status: number; body: string }) | null = null;
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (instead !== null) {
      const { status, body } = instead(path);
      const headers = status === 302 ? { location: body } : {};
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      return;
    }
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: Object.values(keys).map((pair) => pair.jwk) },
    };
    response
      .writeHead(path in documents ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(documents[path] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url,
    asked,
    sign: async (claims = {}, { algorithm = 'RS256', wrongKey = false, keyId } = {}) => {
      const pair = wrongKey ? (await makeKeys(generation))[algorithm] : keys[algorithm];
      const now = Math.floor(Date.now() / 1_000);
      const payload: JWTPayload = {
        iss: url,
        sub: 'repo:acme/app:ref:refs/heads/main',
        iat: now,
        nbf: now,
        exp: now + 300,
        repository: 'acme/app',
        ref: 'refs/heads/main',
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: algorithm, kid: keyId ?? String(pair.jwk.kid) })
        .sign(pair.privateKey);
    },
    replaceKeys: async () => {
      generation += 1;
      keys = await makeKeys(generation);
    },
    answerWith: (answer) => {
      instead = answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function makeKeys(generation: number) {
  const make = async (algorithm: 'RS256' | 'ES256') => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: `${algorithm} ${generation}`, use: 'sig' };
    return { privateKey, jwk };
  };
  return { RS256: await make('RS256'), ES256: await make('ES256') };
}
