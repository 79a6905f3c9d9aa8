import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, type FluxLoopClient } from '@fluxloop/core';
import { ChildProcesses } from '../../scripts/workspace/child-processes.mjs';
import { platformBin } from '../../scripts/workspace/paths.mjs';
import { cleanEnvironment } from './command.ts';
import { startOwnDatabase } from './database.ts';
import { type LoadBalancer, startLoadBalancer } from './load-balancer.ts';

/** Several processes of the platform on one PostgreSQL, behind one address. */
export interface Replicas {
  /** The address of the load balancer, which is the platform's public one. */
  url: string;
  balancer: LoadBalancer;
  admin: { email: string; password: string };
  /** A client that is signed in as the admin. */
  asAdmin(): Promise<FluxLoopClient>;
  close(): Promise<void>;
}

/**
 * Starts them as real processes, with a first admin.
 *
 * @param folder - where everything is kept; others may enter it
 * @param count - how many
 */
export async function startReplicas(folder: string, count: number): Promise<Replicas> {
  const processes = new ChildProcesses();
  const database = await startOwnDatabase(join(folder, 'database'));
  const balancer = await startLoadBalancer();
  const close = async (): Promise<void> => {
    await processes.stopAll();
    balancer.close();
    await database.stop();
  };
  try {
    const started = [];
    // One after the other: the first one makes the tables.
    for (let index = 0; index < count; index += 1) {
      started.push(
        await startReplica(processes, join(folder, `replica-${index}`), {
          publicUrl: balancer.url,
          databaseUrl: database.url,
        }),
      );
    }
    balancer.forwardTo(started.map(({ port }) => port));
    const admin = { email: 'admin@example.com', password: randomBytes(18).toString('base64url') };
    const token = started[0]?.setupToken ?? '';
    const client = createClient({ endpoint: balancer.url, session: true });
    await client.setup.createFirstAdmin({ token, ...admin });
    return {
      url: balancer.url,
      balancer,
      admin,
      asAdmin: async () => {
        const signedIn = createClient({ endpoint: balancer.url, session: true });
        await signedIn.session.create(admin);
        return signedIn;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startReplica(
  processes: ChildProcesses,
  folder: string,
  { publicUrl, databaseUrl }: { publicUrl: string; databaseUrl: string },
): Promise<{ port: number; setupToken: string | null }> {
  // What it prints is its public address, so its own port is chosen here.
  const port = await freePort();
  const child = processes.start(
    process.execPath,
    [
      platformBin,
      ...['start', '--json', '--data', folder],
      ...['--port', String(port), '--public-url', publicUrl],
    ],
    {
      cwd: '/',
      env: cleanEnvironment({ DATABASE_URL: databaseUrl }),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (child.stdout === null) throw new Error('The replica was started without pipes.');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const event: { event?: string; setup_url?: string | null } = JSON.parse(line);
      if (event.event !== 'listening') return;
      const fragment = event.setup_url ? new URL(event.setup_url).hash.slice(1) : '';
      resolve({ port, setupToken: new URLSearchParams(fragment).get('token') });
    });
    lines.once('close', () => reject(new Error('The replica ended before it listened.')));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
