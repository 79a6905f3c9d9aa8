import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';

/** What a platform can do to a request. */
export type Fault =
  | 'status 401'
  | 'status 403'
  | 'status 500'
  | 'silence'
  | 'refused connection'
  | 'malformed answer'
  | 'redirect';

/** Each of them once. */
export const FAULTS: readonly Fault[] = [
  'status 401',
  'status 403',
  'status 500',
  'silence',
  'refused connection',
  'malformed answer',
  'redirect',
];

/** A platform that does one thing to every request. */
export interface FaultyPlatform {
  url: string;
  /** The request lines that came: methods and addresses, without headers. */
  requestLines: string[];
  /** Is told of every request before it is answered. */
  onRequest: () => void;
  close(): Promise<void>;
}

/** Starts it on loopback. Its answers repeat the credential that they got, as a careless server does. */
export async function startFaultyPlatform(fault: Fault): Promise<FaultyPlatform> {
  if (fault === 'refused connection') return closedPort();
  const requestLines: string[] = [];
  const server = createServer((request, response) => {
    requestLines.push(`${request.method} ${request.url}`);
    platform.onRequest();
    request.resume();
    answer(fault, response, request.headers.authorization ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const platform: FaultyPlatform = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requestLines,
    onRequest: () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return platform;
}

function answer(fault: Fault, response: ServerResponse, echoed: string): void {
  const problem = (status: number): void => {
    response.writeHead(status, { 'content-type': 'application/problem+json', 'x-echo': echoed });
    response.end(
      JSON.stringify({
        type: 'about:blank',
        title: `Refused: ${echoed}`,
        detail: `The credential "${echoed}" was refused.`,
        hint: `It was ${echoed}.`,
        status,
        code: 'refused',
      }),
    );
  };
  switch (fault) {
    case 'status 401':
      problem(401);
      return;
    case 'status 403':
      problem(403);
      return;
    case 'status 500':
      problem(500);
      return;
    case 'malformed answer':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"authorization":"${echoed}",`);
      return;
    case 'redirect':
      response.writeHead(307, { location: `http://127.0.0.1:9/?${encodeURIComponent(echoed)}` });
      response.end();
      return;
    default:
    // Silence: the connection stays open, and nothing comes.
  }
}

async function closedPort(): Promise<FaultyPlatform> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    requestLines: [],
    onRequest: () => {},
    close: async () => {},
  };
}
