import { Args, BaseCommand, Flags, printableLine } from '@fluxloop/plugin-kit';
import { confirmInstall } from '../../plugins/confirm-install.js';
import {
  type DescribedPlugin,
  describePlugin,
  formatPlugin,
} from '../../plugins/describe-plugin.js';
import { installPlugin } from '../../plugins/install-plugin.js';
import { ownCommandsOf } from '../../plugins/own-commands.js';
import { pluginSource } from '../../plugins/plugin-source.js';

/** `fluxloop plugins install`. */
export default class PluginsInstall extends BaseCommand<typeof PluginsInstall, DescribedPlugin> {
  static override summary = 'Install a plugin.';
  static override description =
    'Your own npm fetches it, with the settings of your .npmrc, into the folder plugins of ~/.fluxloop. It runs no scripts of packages, and gets no FluxLoop key. One that is installed already is replaced.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> @acme/fluxloop-tone',
    '<%= config.bin %> <%= command.id %> @acme/fluxloop-tone@1.2.0 --yes',
    '<%= config.bin %> <%= command.id %> git+https://git.example.com/acme/tone.git#v1.2.0',
    '<%= config.bin %> <%= command.id %> ./acme-fluxloop-tone-1.2.0.tgz',
  ];

  static override args = {
    package: Args.string({
      description: 'A package of the npm registry, a git URL, or an archive.',
      required: true,
    }),
  };

  static override flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<DescribedPlugin> {
    const { env, cwd } = this.surroundings;
    const source = pluginSource(this.args.package, cwd);
    await confirmInstall({
      source,
      yes: this.flags.yes,
      mode: this.mode,
      surroundings: this.surroundings,
    });
    if (this.mode.stderr.interactive && !this.mode.json) {
      this.surroundings.stderr.write(`Installing ${printableLine(source.spec)} …\n`);
    }
    const home = await this.context().home();
    const { listed, plugin } = await installPlugin({
      home,
      spec: source.spec,
      env,
      signal: this.surroundings.interruption(),
      onWarning: (message) => this.warn(message),
    });
    for (const taken of ownCommandsOf(plugin, this.config)) {
      this.warn(`Its command "${taken}" is not used: fluxloop has one of its own.`);
    }
    return describePlugin(home, listed, plugin);
  }

  protected render(plugin: DescribedPlugin): void {
    this.print(formatPlugin(plugin, this.mode.stdout));
  }
}
