import { fluxloopHome } from '@fluxloop/core/storage';
import { concealKeys, outputMode, printableLine, surroundings } from '@fluxloop/plugin-kit';
import type { LoadOptions } from '@oclif/core/interfaces';
import { readPluginList } from './plugin-list.js';

/**
 * What oclif loads: this program, with the plugins of this user. A plugin that does not work is left out
 * and named on standard error.
 *
 * @param root - a file of the program, below its package.json
 * @param argv - what was typed
 */
export async function program(root: string, argv: readonly string[]): Promise<LoadOptions> {
  // oclif would look for plugins at a place of its own.
  const alone = { root, userPlugins: false, devPlugins: false };
  // Nothing that a plugin does may stand in the way of its removal.
  if (/^plugins(?::|$)/.test(argv[0] ?? '')) return alone;
  try {
    const home = fluxloopHome(surroundings().env);
    const listed = readPluginList(home);
    if (listed.length === 0) return alone;
    const { loadPlugins } = await import('./load-plugins.js');
    const { plugins, failures } = await loadPlugins({ root, home, listed });
    for (const failure of failures) warn(failure, argv);
    return { ...alone, plugins };
  } catch (error) {
    warn(error, argv);
    return alone;
  }
}

function warn(error: unknown, argv: readonly string[]): void {
  const around = surroundings();
  const { paint } = outputMode(
    { json: argv.includes('--json'), ...(argv.includes('--no-color') ? { color: false } : {}) },
    around,
  ).stderr;
  const hint = error instanceof Error && 'hint' in error ? ` ${String(error.hint)}` : '';
  const message = error instanceof Error ? error.message : String(error);
  const text = printableLine(concealKeys(`${message}${hint}`, around.env));
  around.stderr.write(`${paint('yellow', '[WARN]')} ${text}\n`);
}
