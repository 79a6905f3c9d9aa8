import { Plugin } from '@oclif/core/config';
import { loadPlugin } from './load-plugin.js';
import type { ListedPlugin } from './plugin-list.js';

/** What {@link loadPlugins} takes. */
export interface LoadPluginsOptions {
  /** A file of the program, below its package.json. */
  root: string;
  /** As `fluxloopHome` gives it. */
  home: string;
  listed: readonly ListedPlugin[];
}

/**
 * Loads the program and its plugins.
 *
 * @returns the program first, as oclif wants it, and the plugins that work; and an error for each that
 *   does not
 */
export async function loadPlugins({ root, home, listed }: LoadPluginsOptions) {
  const itself = new Plugin({ isRoot: true, root });
  const [, ...loaded] = await Promise.all([
    itself.load(),
    ...listed.map((plugin) => loadPlugin(home, plugin).catch((error: unknown) => ({ error }))),
  ]);
  const plugins = new Map([[itself.name, itself]]);
  const failures: unknown[] = [];
  for (const one of loaded) {
    if (one instanceof Plugin) plugins.set(one.name, one);
    else failures.push(one.error);
  }
  return { plugins, failures };
}
