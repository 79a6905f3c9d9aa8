import type { ExitCode } from '@fluxloop/core/errors';
import { Args, BaseCommand, type ErrorReport, mark, printableLine } from '@fluxloop/plugin-kit';
import { type ListedPlugin, readPluginList } from '../../plugins/plugin-list.js';
import { type PluginUpdate, updatePlugin } from '../../plugins/update-plugin.js';
import { whichPlugin } from '../../plugins/which-plugin.js';

interface FailedUpdate {
  name: string;
  outcome: 'failed';
  error: ErrorReport;
}

interface PluginUpdates {
  plugins: (PluginUpdate | FailedUpdate)[];
}

/** `fluxloop plugins update`. */
export default class PluginsUpdate extends BaseCommand<typeof PluginsUpdate, PluginUpdates> {
  static override summary = 'Install the newest versions of plugins.';
  static override description =
    'Looks where each came from: a package of the registry within the version that was asked for, a git repository, an address. A plugin whose update fails stays as it was.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> @acme/fluxloop-tone',
  ];

  static override args = {
    name: Args.string({ description: 'Only this one; without it all of them.' }),
  };

  async run(): Promise<PluginUpdates> {
    const home = await this.context().home();
    const { name } = this.args;
    const chosen =
      name === undefined ? readPluginList(home) : [whichPlugin(home, name, this.surroundings.cwd)];
    const plugins: PluginUpdates['plugins'] = [];
    for (const listed of chosen) plugins.push(await this.#update(home, listed));
    return { plugins };
  }

  protected render({ plugins }: PluginUpdates): void {
    if (plugins.length === 0) this.print('There is no plugin to update.\n');
    const { paint } = this.mode.stdout;
    for (const plugin of plugins) {
      if (plugin.outcome === 'failed') {
        const { message, hint } = plugin.error;
        this.print(`${mark('bad', paint)} ${plugin.name}: ${printableLine(message)}\n`);
        if (hint !== undefined) this.print(`   ${hint.replaceAll('\n', '\n   ')}\n`);
      } else {
        const sign = mark(plugin.outcome === 'skipped' ? 'none' : 'good', paint);
        this.print(`${sign} ${plugin.name}: ${printableLine(told(plugin))}\n`);
      }
    }
  }

  async #update(home: string, listed: ListedPlugin): Promise<PluginUpdate | FailedUpdate> {
    const signal = this.surroundings.interruption();
    try {
      return await updatePlugin(listed, {
        home,
        env: this.surroundings.env,
        signal,
        onWarning: (message) => this.warn(message),
      });
    } catch (error) {
      if (signal.aborted) throw error;
      const report = this.report(error);
      this.endWith(report.exit_code as ExitCode);
      return { name: listed.name, outcome: 'failed', error: report };
    }
  }
}

function told({ outcome, from, to, why }: PluginUpdate): string {
  if (outcome === 'updated') return `${from ?? 'broken'} → ${to}`;
  return outcome === 'skipped' ? `left alone, ${why}` : `${to} is the newest`;
}
