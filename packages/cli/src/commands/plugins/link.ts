import { resolve } from 'node:path';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';
import {
  type DescribedPlugin,
  describePlugin,
  formatPlugin,
} from '../../plugins/describe-plugin.js';
import { linkPlugin } from '../../plugins/link-plugin.js';
import { ownCommandsOf } from '../../plugins/own-commands.js';

/** `fluxloop plugins link`. */
export default class PluginsLink extends BaseCommand<typeof PluginsLink, DescribedPlugin> {
  static override summary = 'Use a folder as a plugin, as it is.';
  static override description =
    'For plugins that you write: what changes there is in effect at the next command. Install what it depends on in the folder yourself.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> ../fluxloop-tone',
  ];

  static override args = {
    dir: Args.string({ description: 'The folder of its package.json.', default: '.' }),
  };

  async run(): Promise<DescribedPlugin> {
    const home = await this.context().home();
    const root = resolve(this.surroundings.cwd, this.args.dir);
    const { listed, plugin } = await linkPlugin(home, root, (message) => this.warn(message));
    for (const taken of ownCommandsOf(plugin, this.config)) {
      this.warn(`Its command "${taken}" is not used: fluxloop has one of its own.`);
    }
    return describePlugin(home, listed, plugin);
  }

  protected render(plugin: DescribedPlugin): void {
    this.print(formatPlugin(plugin, this.mode.stdout));
  }
}
