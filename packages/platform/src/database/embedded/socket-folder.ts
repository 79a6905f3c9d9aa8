import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DatabaseOwner } from './owner.js';

/**
 * Bytes that fit in `sockaddr_un.sun_path` beside the final NUL (unix(7): 108 on Linux; 104 on
 * macOS).
 */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;

/** PostgreSQL names its socket by the port, though it listens on none. */
export const SOCKET_PORT = 5432;

/** Where the socket is. */
export interface SocketFolder {
  folder: string;
  /** Call it once the database holds its cluster: tidies what a killed start left. */
  claim(): Promise<void>;
  /** Removes a temporary folder. */
  remove(): Promise<void>;
}

/**
 * Makes the 0700 folder for the database's Unix socket: `socket` inside `home`, or a short
 * temporary folder when that path is too long. The name of a temporary one is noted in `home`,
 * so that the next start removes what a killed one left.
 */
export async function openSocketFolder(
  home: string,
  owner: DatabaseOwner | null,
): Promise<SocketFolder> {
  const { inside, note } = socketFolders(home);
  const socket = path.join(inside, `.s.PGSQL.${SOCKET_PORT}`);
  const temporary = Buffer.byteLength(socket) > LONGEST_SOCKET_PATH;
  const folder = temporary ? await mkdtemp(path.join(os.tmpdir(), 'flx-')) : inside;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (owner !== null) {
    await chown(folder, owner.uid, owner.gid);
  }
  let claimed = false;
  return {
    folder,
    claim: async () => {
      claimed = true;
      const left = await readFile(note, 'utf8').catch(() => null);
      if (left !== null && left !== folder) {
        await rm(left, { recursive: true, force: true });
      }
      if (temporary) {
        await writeFile(note, folder, { mode: 0o600 });
      } else {
        await rm(note, { force: true });
      }
    },
    remove: async () => {
      // The folder inside `home` stays: the next start may be making its socket there already.
      if (temporary) {
        await rm(folder, { recursive: true, force: true });
        if (claimed) {
          await rm(note, { force: true });
        }
      }
    },
  };
}

/** The usual place of the socket, and the file that names another one when there is one. */
export function socketFolders(home: string): { inside: string; note: string } {
  return { inside: path.join(home, 'socket'), note: path.join(home, 'socket-folder') };
}
