import { mark, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import type { Plugin } from '@oclif/core/config';
import { loadPlugin } from './load-plugin.js';
import { reason } from './plugin-failed.js';
import { type ListedPlugin, pluginRoot } from './plugin-list.js';

/** A plugin as `--json` shows it. */
export interface DescribedPlugin {
  name: string;
  type: ListedPlugin['type'];
  /** `null` where it cannot be told, because the plugin does not work. */
  version: string | null;
  /** The folder that holds its package.json. */
  root: string;
  /** What npm was asked for; `null` for a linked folder. */
  source: string | null;
  /** As they are typed: `tone greet`. */
  commands: string[];
  hooks: string[];
  /** Why it does not work; `null` when it does. */
  problem: string | null;
}

/** Loads a plugin and says what is in it; one that does not work is described too. */
export async function describeListed(home: string, listed: ListedPlugin): Promise<DescribedPlugin> {
  try {
    return describePlugin(home, listed, await loadPlugin(home, listed));
  } catch (error) {
    const none = { version: null, commands: [], hooks: [] };
    return { ...origin(home, listed), ...none, problem: `${reason(error)}.` };
  }
}

/** What is in a plugin that has been loaded. */
export function describePlugin(
  home: string,
  listed: ListedPlugin,
  plugin: Plugin,
): DescribedPlugin {
  return {
    ...origin(home, listed),
    version: plugin.version,
    commands: plugin.commands
      .filter(({ hidden }) => hidden !== true)
      .map(({ id }) => id.replaceAll(':', ' ')),
    hooks: Object.keys(plugin.hooks),
    problem: null,
  };
}

function origin(home: string, listed: ListedPlugin) {
  const source = listed.type === 'installed' ? listed.source : null;
  return { name: listed.name, type: listed.type, root: pluginRoot(home, listed), source };
}

/** A plugin for people: its name and version, and below where it is from and what it brings. */
export function formatPlugin(
  plugin: DescribedPlugin,
  { paint }: Pick<StreamMode, 'paint'>,
): string {
  const { name, version, source, root, commands, hooks, problem } = plugin;
  const sign = mark(problem === null ? 'good' : 'bad', paint);
  const lines = [
    `${sign} ${paint('bold', name)}${version === null ? '' : ` ${printableLine(version)}`}`,
    paint('dim', `   ${source === null ? `linked to ${root}` : `from ${source}`}`),
    ...(commands.length === 0 ? [] : [`   commands: ${printableLine(commands.join(', '))}`]),
    ...(hooks.length === 0 ? [] : [`   hooks: ${printableLine(hooks.join(', '))}`]),
    ...(problem === null
      ? []
      : [`   ${printableLine(problem)}`, `   Remove it: fluxloop plugins uninstall ${name}`]),
  ];
  return `${lines.join('\n')}\n`;
}
