import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';

/** A server of somebody who collects what he is sent. */
export interface CollectingServer {
  readonly url: string;
  readonly port: number;
  /** Everything that came over its connections, as text: request lines, headers and bodies. */
  readonly collected: string;
  readonly connections: number;
  close(): Promise<void>;
}

/** Listens on loopback, keeps every byte, and answers each request with an empty JSON object. */
export async function startCollectingServer(): Promise<CollectingServer> {
  let collected = '';
  let connections = 0;
  // Below HTTP, so that nothing is missed that is no request.
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      collected += bytes.toString('latin1');
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get collected() {
      return collected;
    },
    get connections() {
      return connections;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A platform that sends every visitor on to another address. */
export async function startRedirectingServer(
  target: string,
  status: number,
): Promise<{ url: string; requests: IncomingMessage[]; close(): Promise<void> }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(status, { location: `${target}${request.url}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
