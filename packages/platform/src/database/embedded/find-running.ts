import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientConfig } from 'pg';
import { DATABASE_USER } from './cluster.js';
import { DATABASE } from './index.js';
import { clusterHome, databaseOwner } from './owner.js';
import { SOCKET_PORT, socketFolders } from './socket-folder.js';

/**
 * How to connect to the embedded database of a platform that is running on a data folder. Who may
 * enter the socket's folder is the platform's own user, or root.
 *
 * @param dataFolder - absolute; must exist
 */
export async function connectionOfRunning(dataFolder: string): Promise<ClientConfig> {
  const home = await clusterHome(dataFolder, databaseOwner());
  const { inside, note } = socketFolders(home);
  const host = (await readFile(note, 'utf8').catch(() => null)) ?? inside;
  return { host: path.resolve(host), port: SOCKET_PORT, user: DATABASE_USER, database: DATABASE };
}
