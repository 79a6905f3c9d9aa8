import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';

/** A package that npm has fetched, in a folder of its own. */
export interface InstalledPlugin {
  name: string;
  type: 'installed';
  /** The folder beside the list that npm filled: `package-x7Yb2c`. */
  folder: string;
  /** What npm was asked for: `@acme/tone@1`, `git+https://…`, an absolute path. */
  source: string;
}

/** A folder of the user's, used as it is. */
export interface LinkedPlugin {
  name: string;
  type: 'linked';
  /** Absolute. */
  root: string;
}

/** A plugin as the list has it. */
export type ListedPlugin = InstalledPlugin | LinkedPlugin;

const FOLDER = /^package-\w+$/;
/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name, as far as paths go. */
const PACKAGE_NAME = /^(?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*$/;

/** Where plugins are kept: `~/.fluxloop/plugins`. */
export function pluginsFolder(home: string): string {
  return join(home, 'plugins');
}

/** The list of plugins. */
export function pluginListFile(home: string): string {
  return join(pluginsFolder(home), 'plugins.json');
}

/** The folder that holds a plugin's package.json. */
export function pluginRoot(home: string, plugin: ListedPlugin): string {
  if (plugin.type === 'linked') return plugin.root;
  return join(pluginsFolder(home), plugin.folder, 'node_modules', plugin.name);
}

/**
 * Reads the list; without plugins this is all that a start does about them.
 *
 * @param home - as `fluxloopHome` gives it
 * @throws ConfigurationError `plugin_list_unreadable`
 */
export function readPluginList(home: string): ListedPlugin[] {
  const file = pluginListFile(home);
  try {
    return parsePluginList(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw unreadable(file, `it cannot be read (${String(code)})`);
  }
}

/** @throws ConfigurationError `plugin_list_unreadable` */
export function parsePluginList(text: string, file: string): ListedPlugin[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw unreadable(file, 'it is no JSON');
  }
  const plugins = isMapping(list) ? list.plugins : undefined;
  if (!Array.isArray(plugins)) throw unreadable(file, 'it has no list "plugins"');
  return plugins.map((plugin: unknown, index) => {
    if (isListed(plugin)) return plugin;
    throw unreadable(file, `its plugin ${index + 1} is none`);
  });
}

function isListed(value: unknown): value is ListedPlugin {
  if (!isMapping(value)) return false;
  const { name, type, folder, source, root } = value;
  if (!isPackageName(name)) return false;
  if (type === 'linked') return typeof root === 'string';
  // Uninstalling removes the folder, so it must not lead out of ours.
  const isOurs = typeof folder === 'string' && FOLDER.test(folder);
  return type === 'installed' && isOurs && typeof source === 'string';
}

/** Whether it is the name of a package, with nothing in it that leads to another folder. */
export function isPackageName(name: unknown): name is string {
  return typeof name === 'string' && PACKAGE_NAME.test(name);
}

/** Whether a folder of {@link pluginsFolder} is one that npm was told to fill. */
export function isPackageFolder(name: string): boolean {
  return FOLDER.test(name);
}

function unreadable(file: string, why: string): ConfigurationError {
  return new ConfigurationError(
    'plugin_list_unreadable',
    `The list of plugins cannot be used: ${why}.`,
    { location: { file }, hint: `Remove it, and install your plugins again: ${file}` },
  );
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
