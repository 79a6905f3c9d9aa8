import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** The user that the postmaster runs as when node itself runs as root. */
export interface DatabaseOwner {
  uid: number;
  gid: number;
}

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY: DatabaseOwner = { uid: 65534, gid: 65534 };

/** Where root's clusters live when `nobody` may not enter the data folder. */
const SYSTEM_FOLDER = '/var/lib/fluxloop-platform';

/** Who must own the cluster: `null` for ourselves. */
export function databaseOwner(uid = process.getuid?.()): DatabaseOwner | null {
  return uid === 0 ? NOBODY : null;
}

/** True when every folder on the way to `folder` may be entered by any user. */
export async function isReachableByOthers(folder: string): Promise<boolean> {
  let current = await realpath(folder);
  for (;;) {
    const { mode } = await stat(current);
    if ((mode & 0o001) === 0) {
      return false;
    }
    const parent = path.dirname(current);
    if (parent === current) {
      return true;
    }
    current = parent;
  }
}

/**
 * The folder that holds the cluster, its socket and copied programs. It is `postgres` inside the
 * data folder, but where the owner may not enter that (a data folder below `/root`, say) it is
 * `/var/lib/fluxloop-platform/<hash of the data folder's path>`.
 *
 * @param dataFolder - absolute; must exist
 */
export async function clusterHome(
  dataFolder: string,
  owner: DatabaseOwner | null,
): Promise<string> {
  if (owner === null || (await isReachableByOthers(dataFolder))) {
    return path.join(dataFolder, 'postgres');
  }
  const hash = createHash('sha256')
    .update(await realpath(dataFolder))
    .digest('hex');
  return path.join(SYSTEM_FOLDER, hash.slice(0, 16));
}
