import { resolve } from 'node:path';
import { NotFoundError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/plugin-kit';
import { type ListedPlugin, readPluginList } from './plugin-list.js';

/**
 * The plugin that was named.
 *
 * @param home - as `fluxloopHome` gives it
 * @param typed - its package's name, or the folder that it is linked to
 * @param cwd - what a relative folder starts from
 * @throws NotFoundError `plugin_not_found`; ConfigurationError as `readPluginList` says
 */
export function whichPlugin(home: string, typed: string, cwd: string): ListedPlugin {
  const listed = readPluginList(home);
  const found =
    listed.find(({ name }) => name === typed) ??
    listed.find((plugin) => plugin.type === 'linked' && plugin.root === resolve(cwd, typed));
  if (found !== undefined) return found;
  const meant = nearest(
    typed,
    listed.map(({ name }) => name),
  );
  throw new NotFoundError('plugin_not_found', `There is no plugin ${typed} installed or linked.`, {
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}See which there are: fluxloop plugins`,
  });
}
