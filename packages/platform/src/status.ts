import { dataFolderAt } from './config/data-folder.js';
import { findRunningInstance } from './config/instance.js';
import { type PlatformSettings, resolveDataFolder } from './config/settings.js';

/** Whether a platform runs on a data folder, and where it answers. */
export type PlatformStatus =
  | { running: false; data_folder: string }
  | { running: true; data_folder: string; url: string; pid: number; started_at: string };

/** Looks for the platform of a data folder, and asks it whether it is there. */
export async function findPlatform(
  settings: Pick<PlatformSettings, 'data' | 'env'> = {},
): Promise<PlatformStatus> {
  const folder = dataFolderAt(resolveDataFolder(settings));
  const found = await findRunningInstance(folder.instanceFile);
  if (found === null) {
    return { running: false, data_folder: folder.path };
  }
  const { url, pid, started_at } = found;
  return { running: true, data_folder: folder.path, url, pid, started_at };
}
