import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { errno, fileProblem } from './file-problem.js';

/** The bits that let anybody but the owner in. */
export const OTHERS = 0o077;
/** Only the owner of an entry may rename or remove it, as in /tmp. */
const STICKY = 0o1000;
const WRITABLE_BY_OTHERS = 0o022;
/** What FluxLoop itself puts into its folder. */
const OURS =
  /^(?:(?:credentials|config\.json|pending-sign-ins|session-[\w.-]+)(?:\.lock|\..+\.tmp)?|\.cache|plugins)$/;

/**
 * Creates a folder that only its owner can enter (0700), or makes it so.
 *
 * A folder that others could enter is tightened only when it is FluxLoop's own (`.fluxloop`, or
 * nothing but FluxLoop's files in it): `FLUXLOOP_HOME` may name a folder that others need.
 *
 * @param onWarning - told when an existing folder was open to others
 * @throws ConfigurationError `folder_open_to_others` when others could replace files in a folder
 *   that is not ours to tighten; and as `fileProblem` says
 */
export async function ensurePrivateFolder(
  folder: string,
  onWarning: (message: string) => void,
): Promise<void> {
  try {
    await makeFolder(folder);
    if (process.platform === 'win32') return;
    const mode = (await stat(folder)).mode;
    if ((mode & OTHERS) === 0) return;
    if (basename(folder) === '.fluxloop' || (await holdsOnlyOurs(folder))) {
      await chmod(folder, 0o700);
      onWarning(`${folder} was open to other users of this machine; it is now 0700.`);
      return;
    }
    if ((mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0) {
      throw new ConfigurationError(
        'folder_open_to_others',
        `Other users of this machine can replace files in ${folder}.`,
        { location: { file: folder }, hint: `Close it first: chmod 700 ${folder}` },
      );
    }
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw fileProblem(error, 'write', folder);
  }
}

/** Node's own recursive `mkdir` says ENOENT where a file system is read-only, which misleads. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errno(error) === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      return makeFolder(folder);
    }
    if (errno(error) !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
  }
}

async function holdsOnlyOurs(folder: string): Promise<boolean> {
  return (await readdir(folder)).every((name) => OURS.test(name));
}
