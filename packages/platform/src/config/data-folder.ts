import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';

/** Where things are in a data folder. */
export interface DataFolder {
  /** Absolute. */
  path: string;
  /** Says which process runs the platform. */
  instanceFile: string;
  platformLog: string;
  databaseLog: string;
}

/** Names the files of a data folder. */
export function dataFolderAt(folder: string): DataFolder {
  const logs = path.join(folder, 'logs');
  return {
    path: folder,
    instanceFile: path.join(folder, 'platform.json'),
    platformLog: path.join(logs, 'platform.log'),
    databaseLog: path.join(logs, 'postgresql.log'),
  };
}

/**
 * Makes the data folder where there is none, for its owner alone. Root's may be entered, so that
 * the database's own user reaches its folder in it; all that is in it is closed.
 *
 * @throws ConfigurationError `data_folder_unusable`
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const opened = dataFolderAt(folder);
  try {
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    await mkdir(path.dirname(opened.platformLog), { recursive: true, mode: 0o700 });
    // A folder on a full or read-only disk shows it here, before anything has started.
    const probe = path.join(folder, `.writable-${process.pid}`);
    await writeFile(probe, 'x'.repeat(4096), { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw new ConfigurationError(
      'data_folder_unusable',
      `The data folder ${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { hint: 'Choose another with --data, or give yourself the right to write there.' },
    );
  }
  return opened;
}
