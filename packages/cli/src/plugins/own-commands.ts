import type { Config, Plugin } from '@oclif/core/interfaces';

/**
 * The commands of a plugin that nobody will reach, because the program has its own of the same name.
 *
 * @param config - of the program without plugins
 * @returns them as they are typed
 */
export function ownCommandsOf(plugin: Pick<Plugin, 'commands'>, config: Config): string[] {
  const own = new Set(config.commandIDs);
  return plugin.commands.flatMap(({ id }) => (own.has(id) ? [id.replaceAll(':', ' ')] : []));
}
