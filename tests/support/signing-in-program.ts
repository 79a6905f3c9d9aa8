import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';

/** What the platform answers who asks for tokens. */
interface TokenAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** A program that signs in as the command line does, but by hand. */
export interface SigningInProgram {
  /** Where the browser is sent to ask for access. `changes` replace parameters of the request. */
  authorizationUrl(changes?: Record<string, string>): string;
  /** What the browser brought back last. */
  returned(): Promise<URLSearchParams>;
  /** Exchanges the code that came back. */
  redeem(code: string): Promise<TokenAnswer>;
  /** Begins the device flow. */
  beginDevice(): Promise<{ device_code: string; user_code: string; complete: string }>;
  /** Asks whether a person has decided. */
  poll(deviceCode: string): Promise<TokenAnswer>;
  /** The e-mail address that an access token speaks for. */
  whoAmI(accessToken: unknown): Promise<string>;
  close(): Promise<void>;
}

const CLIENT = 'fluxloop-cli';

/** Starts a program that listens on loopback for the browser to come back (RFC 8252, section 7.3). */
export async function startSigningInProgram(platform: string): Promise<SigningInProgram> {
  const waiting: ((parameters: URLSearchParams) => void)[] = [];
  const arrived: URLSearchParams[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Back</title>');
    if (url.pathname !== '/callback') return;
    const next = waiting.shift();
    if (next === undefined) arrived.push(url.searchParams);
    else next(url.searchParams);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const verifier = randomBytes(32).toString('base64url');
  const post = async (path: string, fields: Record<string, string>): Promise<TokenAnswer> => {
    const body = new URLSearchParams({ client_id: CLIENT, ...fields });
    const response = await fetch(platform + path, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    authorizationUrl: (changes = {}) =>
      `${platform}/oauth/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT,
        redirect_uri: redirectUri,
        scope: 'read-write',
        state: 'of the program',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...changes,
      })}`,
    returned: () => {
      const here = arrived.shift();
      return here === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(here);
    },
    redeem: (code) =>
      post('/oauth/token', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    beginDevice: async () => {
      const { body } = await post('/oauth/device_authorization', { scope: 'read' });
      return {
        device_code: String(body.device_code),
        user_code: String(body.user_code),
        complete: String(body.verification_uri_complete),
      };
    },
    poll: (deviceCode) =>
      post('/oauth/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: deviceCode,
      }),
    whoAmI: async (accessToken) => {
      const headers = { authorization: `Bearer ${String(accessToken)}` };
      const response = await fetch(`${platform}/v1/principal`, { headers });
      const principal = (await response.json()) as { user: { email: string } };
      return principal.user.email;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
