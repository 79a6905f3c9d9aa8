import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import type { Environment } from '@fluxloop/core/storage';
import type { Plugin } from '@oclif/core/config';
import { addPlugin } from './change-plugin-list.js';
import { loadPlugin } from './load-plugin.js';
import { npmInstall } from './npm-install.js';
import { notAdded } from './plugin-failed.js';
import {
  type InstalledPlugin,
  isPackageName,
  type ListedPlugin,
  pluginRoot,
  pluginsFolder,
} from './plugin-list.js';

/** What {@link installPlugin} takes. */
export interface InstallPluginOptions {
  /** As `fluxloopHome` gives it. */
  home: string;
  /** What npm is asked for; a file as an absolute path. */
  spec: string;
  env: Environment;
  signal: AbortSignal;
  /** Refuses a package with another name: an update must not bring another plugin. */
  name?: string;
  onWarning: (message: string) => void;
}

/** What came of it. */
export interface PluginInstallation {
  listed: InstalledPlugin;
  plugin: Plugin;
  /** What it took the place of. */
  replaced: ListedPlugin | undefined;
}

/**
 * Installs a plugin into a folder of its own, and lists it once it can be loaded. Whatever fails, what
 * was installed before stays as it is.
 *
 * @throws UsageError `not_a_plugin`, `plugin_failed`; as {@link npmInstall} and {@link addPlugin} say
 */
export async function installPlugin(options: InstallPluginOptions): Promise<PluginInstallation> {
  const { home, spec, env, signal, onWarning } = options;
  await mkdir(pluginsFolder(home), { recursive: true, mode: 0o700 });
  const path = await mkdtemp(join(pluginsFolder(home), 'package-'));
  try {
    const manifest = join(path, 'package.json');
    await writeFile(manifest, JSON.stringify({ private: true }));
    await npmInstall({ folder: path, spec, env, signal });
    const name = installedName(await readFile(manifest, 'utf8'), spec);
    if (options.name !== undefined && options.name !== name) {
      throw new UsageError('not_a_plugin', `${spec} is now another package: ${name}.`);
    }
    const folder = path.slice(pluginsFolder(home).length + 1);
    const listed: InstalledPlugin = { name, type: 'installed', folder, source: spec };
    const plugin = await loadPlugin(home, listed);
    await keepManifest(pluginRoot(home, listed), plugin);
    return { listed, plugin, replaced: await addPlugin(home, listed, onWarning) };
  } catch (error) {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    throw notAdded(error);
  }
}

/** npm writes what it installed as the one dependency of the folder. */
function installedName(manifest: string, spec: string): string {
  const { dependencies } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  const [name] = Object.keys(dependencies ?? {});
  if (isPackageName(name)) return name;
  throw new UsageError('not_a_plugin', `${spec} is no package with a name.`);
}

/** Without a manifest every start would import all commands of the plugin to see which there are. */
async function keepManifest(root: string, plugin: Plugin): Promise<void> {
  if (plugin.hasManifest) return;
  await writeFile(join(root, 'oclif.manifest.json'), JSON.stringify(plugin.manifest));
}
