import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, UsageError } from '@fluxloop/core/errors';
import type { Plugin } from '@oclif/core/config';
import { addPlugin } from './change-plugin-list.js';
import { loadPlugin } from './load-plugin.js';
import { notAdded } from './plugin-failed.js';
import { isPackageName, type LinkedPlugin } from './plugin-list.js';

/**
 * Lists a folder as a plugin, once it can be loaded. Nothing is written there.
 *
 * @param home - as `fluxloopHome` gives it
 * @param root - the folder, absolute
 * @param onWarning - told when the list was open to others
 * @throws NotFoundError `file_not_found`; UsageError `not_a_plugin`, `plugin_failed`; ConfigurationError
 *   when the list cannot be written
 */
export async function linkPlugin(
  home: string,
  root: string,
  onWarning: (message: string) => void,
): Promise<{ listed: LinkedPlugin; plugin: Plugin }> {
  const listed: LinkedPlugin = { name: await packageName(root), type: 'linked', root };
  const plugin = await loadPlugin(home, listed).catch((error: unknown) => {
    throw notAdded(error);
  });
  await addPlugin(home, listed, onWarning);
  return { listed, plugin };
}

async function packageName(root: string): Promise<string> {
  const file = join(root, 'package.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new NotFoundError('file_not_found', `There is no ${file}.`, {
      hint: 'Name the folder of the plugin, in which its package.json is.',
    });
  }
  try {
    const { name } = JSON.parse(text) as { name?: unknown };
    if (isPackageName(name)) return name;
  } catch {
    throw new UsageError('not_a_plugin', `${file} is no JSON.`);
  }
  throw new UsageError('not_a_plugin', `${file} has no name, or one that npm would not take.`);
}
