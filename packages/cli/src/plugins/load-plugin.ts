import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';
import { pluginFailed, reason } from './plugin-failed.js';
import { type ListedPlugin, pluginRoot } from './plugin-list.js';

/**
 * Loads a plugin as oclif has it. One without a manifest has all of its commands imported, to see which
 * there are.
 *
 * @param home - as `fluxloopHome` gives it
 * @throws UsageError `plugin_failed` with its name; so does a command of it that cannot be loaded later
 */
export async function loadPlugin(home: string, listed: ListedPlugin): Promise<Plugin> {
  const { name } = listed;
  const root = pluginRoot(home, listed);
  await checkPackage(name, root);
  const plugin = new Plugin({
    root,
    // A linked one as well: for "link" oclif looks for TypeScript, and warns of what it does not do.
    type: 'user',
    // A command that cannot be imported is told of with the plugin's name, not as a warning of Node.
    errorOnManifestCreate: true,
  });
  try {
    await plugin.load();
  } catch (error) {
    throw pluginFailed(name, `it cannot be loaded: ${reason(error)}`, error);
  }
  plugin.commands = plugin.commands.map((command) => ({
    ...command,
    load: async () => {
      try {
        return await command.load();
      } catch (error) {
        const typed = command.id.replaceAll(':', ' ');
        throw pluginFailed(
          name,
          `its command "${typed}" cannot be loaded: ${reason(error)}`,
          error,
        );
      }
    },
  }));
  return plugin;
}

/** oclif would take the next package.json further up for the plugin's. */
async function checkPackage(name: string, root: string): Promise<void> {
  const file = join(root, 'package.json');
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw pluginFailed(
      name,
      isGone ? `there is no ${file}` : `${file} cannot be read: ${reason(error)}`,
    );
  }
  const found = new Map(Object.entries(manifest ?? {}));
  if (found.get('name') !== name) {
    throw pluginFailed(name, `${file} is of another package, ${String(found.get('name'))}`);
  }
  if (!found.has('oclif')) {
    throw pluginFailed(name, `its package.json has no "oclif", which says what a plugin brings`);
  }
}
