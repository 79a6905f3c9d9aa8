import { describeListed } from './describe-plugin.js';
import { type InstallPluginOptions, installPlugin } from './install-plugin.js';
import type { ListedPlugin } from './plugin-list.js';

/** What became of a plugin at an update. */
export interface PluginUpdate {
  name: string;
  /** `skipped`: there is nowhere to look for a newer one. */
  outcome: 'updated' | 'unchanged' | 'skipped';
  /** `null` when the former one did not work. */
  from: string | null;
  to: string | null;
  /** Why it was skipped. */
  why?: string;
}

/**
 * Installs a plugin anew from where it came from. If that fails, the former one stays.
 *
 * @throws as {@link installPlugin} says
 */
export async function updatePlugin(
  listed: ListedPlugin,
  options: Omit<InstallPluginOptions, 'spec' | 'name'>,
): Promise<PluginUpdate> {
  const { name } = listed;
  const { version: from } = await describeListed(options.home, listed);
  const why = reasonToSkip(listed);
  if (why !== undefined || listed.type === 'linked') {
    return { name, outcome: 'skipped', from, to: from, ...(why && { why }) };
  }
  const { plugin } = await installPlugin({ ...options, spec: listed.source, name });
  const outcome = plugin.version === from ? 'unchanged' : 'updated';
  return { name, outcome, from, to: plugin.version };
}

function reasonToSkip(listed: ListedPlugin): string | undefined {
  if (listed.type === 'linked') return 'it is linked, and always what its folder has';
  const isFile = /^(?:[\\/]|[a-z]:[\\/])/i.test(listed.source);
  return isFile ? 'it came from a file; install the new file' : undefined;
}
