import { BaseCommand } from '@fluxloop/plugin-kit';
import {
  type DescribedPlugin,
  describeListed,
  formatPlugin,
} from '../../plugins/describe-plugin.js';
import { readPluginList } from '../../plugins/plugin-list.js';

interface ListedPlugins {
  plugins: DescribedPlugin[];
}

/** `fluxloop plugins`. */
export default class Plugins extends BaseCommand<typeof Plugins, ListedPlugins> {
  static override summary = 'List the plugins that are installed or linked.';
  static override description =
    'Plugins bring commands, criteria and targets. Shows where each is from, what it brings, and why it does not work.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<ListedPlugins> {
    const home = await this.context().home();
    const plugins = readPluginList(home).map((plugin) => describeListed(home, plugin));
    return { plugins: await Promise.all(plugins) };
  }

  protected render({ plugins }: ListedPlugins): void {
    if (plugins.length === 0) {
      this.print('There is no plugin yet. Install one: fluxloop plugins install PACKAGE\n');
      return;
    }
    this.print(plugins.map((plugin) => formatPlugin(plugin, this.mode.stdout)).join('\n'));
  }
}
