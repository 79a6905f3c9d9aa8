import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFile } from '@fluxloop/core/storage';
import {
  isPackageFolder,
  type ListedPlugin,
  parsePluginList,
  pluginListFile,
  pluginsFolder,
  readPluginList,
} from './plugin-list.js';

/** A folder that no list names, and that nobody has filled for so long, was left by a killed process. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000;

/**
 * Puts a plugin into the list, in the place of one of the same name, as one step among any number of
 * processes; what it replaces is removed.
 *
 * @param onWarning - told when the folder was open to others
 * @returns the plugin that it replaced
 * @throws ConfigurationError when the list cannot be read or written
 */
export async function addPlugin(
  home: string,
  plugin: ListedPlugin,
  onWarning: (message: string) => void,
): Promise<ListedPlugin | undefined> {
  const replaced = await change(home, plugin.name, plugin, onWarning);
  await removeFolders(home, replaced);
  return replaced;
}

/**
 * Takes a plugin out of the list, and removes what npm fetched for it. A linked folder stays.
 *
 * @returns the plugin; `undefined` when there was none of this name
 * @throws ConfigurationError when the list cannot be read or written
 */
export async function removePlugin(
  home: string,
  name: string,
  onWarning: (message: string) => void,
): Promise<ListedPlugin | undefined> {
  const removed = await change(home, name, undefined, onWarning);
  await removeFolders(home, removed);
  return removed;
}

async function change(
  home: string,
  name: string,
  plugin: ListedPlugin | undefined,
  onWarning: (message: string) => void,
): Promise<ListedPlugin | undefined> {
  const path = pluginListFile(home);
  let former: ListedPlugin | undefined;
  await privateFile(path, onWarning).update((text) => {
    const listed = text === null ? [] : parsePluginList(text, path);
    former = listed.find((one) => one.name === name);
    const others = listed.filter((one) => one.name !== name);
    const plugins = plugin === undefined ? others : [...others, plugin];
    return `${JSON.stringify({ plugins }, undefined, 2)}\n`;
  });
  return former;
}

async function removeFolders(home: string, former: ListedPlugin | undefined): Promise<void> {
  const folder = pluginsFolder(home);
  if (former?.type === 'installed') await remove(join(folder, former.folder));
  const used = new Set(
    readPluginList(home).map((one) => (one.type === 'installed' ? one.folder : '')),
  );
  for (const name of await readdir(folder)) {
    if (!isPackageFolder(name) || used.has(name)) continue;
    const path = join(folder, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > LEFT_BEHIND_MS) await remove(path);
  }
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}
