import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { NetworkError } from '../errors/index.js';
import { errno } from '../storage/file-problem.js';
import { resultPage, type SignInOutcome } from './result-page.js';

/** The path of the redirect URI; the port is whichever is free (RFC 8252, section 7.3). */
const CALLBACK_PATH = '/callback';

/** What the browser brought back. */
export interface AuthorizationResponse {
  /** The parameters as they came, `state` already compared. */
  parameters: URLSearchParams;
  /** Shows the person what became of it, and resolves when the browser has the page. */
  show(outcome: SignInOutcome): Promise<void>;
}

/** A receiver of one authorization response on loopback. */
export interface LoopbackReceiver {
  /** `http://127.0.0.1:49152/callback`. */
  readonly redirectUri: string;
  /**
   * Resolves with the first answer that carries the right `state`. Any other is shown a page, and
   * the wait goes on: a page in another tab must not be able to end a sign-in.
   */
  received(): Promise<AuthorizationResponse>;
  /** Stops listening. */
  close(): Promise<void>;
}

/**
 * Listens on loopback only, on a free port, for the redirect that ends an authorization (RFC 8252, sections
 * 7.3 and 8.3: a literal 127.0.0.1, or [::1] where there is no IPv4).
 *
 * @param state - what the answer must carry (RFC 6749, section 10.12)
 * @throws NetworkError `loopback_unavailable`
 */
export async function openLoopbackReceiver(state: string): Promise<LoopbackReceiver> {
  let taken: ((received: AuthorizationResponse) => void) | null = null;
  const promise = new Promise<AuthorizationResponse>((resolve) => {
    taken = resolve;
  });
  const server = createServer((request, response) => {
    const parameters = answerIn(request, response, authority);
    if (parameters === null) return;
    const states = parameters.getAll('state');
    const take = states.length === 1 && sameText(states[0] ?? '', state) ? taken : null;
    if (take === null) {
      void show(response, { kind: 'stale' });
      return;
    }
    // One answer ends the wait; reloading the page starts nothing again.
    taken = null;
    take({ parameters, show: (outcome) => show(response, outcome) });
  });
  const authority = await listen(server);
  return {
    redirectUri: `http://${authority}${CALLBACK_PATH}`,
    received: () => promise,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}

/** @returns the parameters of a request to the redirect URI; `null` for any other, which is answered */
function answerIn(
  request: IncomingMessage,
  response: ServerResponse,
  authority: string,
): URLSearchParams | null {
  const refuse = (status: number): null => {
    response.writeHead(status, { connection: 'close' }).end();
    return null;
  };
  if (request.method !== 'GET') return refuse(405);
  // A name that somebody else's DNS brings to loopback is not who we listen for.
  if (request.headers.host !== authority) return refuse(421);
  const url = new URL(request.url ?? '/', `http://${authority}`);
  return url.pathname === CALLBACK_PATH ? url.searchParams : refuse(404);
}

async function show(response: ServerResponse, outcome: SignInOutcome): Promise<void> {
  if (response.writableEnded || response.destroyed) return;
  const { status, headers, html } = resultPage(outcome);
  response.writeHead(status, headers).end(html);
  // A browser that was closed meanwhile takes no page; the sign-in does not wait for it.
  await Promise.race([once(response, 'close'), once(response, 'finish')]).catch(() => {});
}

/** @returns the host and port that it listens on, as a URL has them */
async function listen(server: Server): Promise<string> {
  for (const host of ['127.0.0.1', '::1']) {
    try {
      server.listen(0, host);
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      return host === '::1' ? `[::1]:${port}` : `${host}:${port}`;
    } catch (error) {
      if (host === '::1') throw unavailable(error);
    }
  }
  throw unavailable(null);
}

function unavailable(error: unknown): NetworkError {
  return new NetworkError(
    'loopback_unavailable',
    `Authentication failed: this machine does not let the browser come back (${errno(error) || 'no loopback address'}).`,
    { hint: 'Sign in with a code instead: fluxloop auth login --device' },
  );
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
