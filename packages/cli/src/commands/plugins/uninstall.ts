import { Args, BaseCommand, mark } from '@fluxloop/plugin-kit';
import { removePlugin } from '../../plugins/change-plugin-list.js';
import { pluginRoot } from '../../plugins/plugin-list.js';
import { whichPlugin } from '../../plugins/which-plugin.js';

interface RemovedPlugin {
  name: string;
  type: 'installed' | 'linked';
  /** The folder that its package.json was in; a linked one is still there. */
  root: string;
}

/** `fluxloop plugins uninstall`. */
export default class PluginsUninstall extends BaseCommand<typeof PluginsUninstall, RemovedPlugin> {
  static override summary = 'Remove a plugin, also one that does not work.';
  static override description =
    'Nothing of the plugin is run, and npm is not needed. A folder that is linked stays as it is.';
  static override examples = ['<%= config.bin %> <%= command.id %> @acme/fluxloop-tone'];

  static override args = {
    name: Args.string({
      description: 'Its name, or the folder that it is linked to.',
      required: true,
    }),
  };

  async run(): Promise<RemovedPlugin> {
    const home = await this.context().home();
    const plugin = whichPlugin(home, this.args.name, this.surroundings.cwd);
    await removePlugin(home, plugin.name, (message) => this.warn(message));
    return { name: plugin.name, type: plugin.type, root: pluginRoot(home, plugin) };
  }

  protected render({ name, type, root }: RemovedPlugin): void {
    const done =
      type === 'linked' ? `Unlinked ${name}; its folder stays: ${root}` : `Removed ${name}`;
    this.print(`${mark('good', this.mode.stdout.paint)} ${done}\n`);
  }
}
