import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A load balancer in front of several replicas, as far as these tests need one. */
export interface LoadBalancer {
  readonly url: string;
  readonly port: number;
  /** Sends requests to these ports of loopback in turn from now on. */
  forwardTo(ports: readonly number[]): void;
  /** How many requests of this method and path came, since {@link LoadBalancer.forget}. */
  count(method: string, path: string): number;
  /** Which replicas got a request, since the start. */
  readonly used: ReadonlySet<number>;
  forget(): void;
  close(): void;
}

/** Starts it on a free port. It keeps what it forwards as it is, the `Host` included. */
export async function startLoadBalancer(): Promise<LoadBalancer> {
  let ports: readonly number[] = [];
  let turn = 0;
  let counts = new Map<string, number>();
  const used = new Set<number>();
  const server = createServer((incoming, outgoing) => {
    const line = `${incoming.method} ${(incoming.url ?? '').split('?')[0]}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
    const port = ports[turn++ % ports.length] ?? 0;
    used.add(port);
    const forwarded = request(
      {
        host: '127.0.0.1',
        port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    used,
    forwardTo: (next) => {
      ports = next;
    },
    count: (method, path) => counts.get(`${method} ${path}`) ?? 0,
    forget: () => {
      counts = new Map();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
