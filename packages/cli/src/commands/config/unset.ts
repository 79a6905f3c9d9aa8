import { userConfiguration } from '@fluxloop/core/configuration';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';

interface UnsetSetting {
  key: string;
}

/** `fluxloop config unset`. */
export default class ConfigUnset extends BaseCommand<typeof ConfigUnset, UnsetSetting> {
  static override summary = 'Forget one of your settings.';
  static override examples = ['<%= config.bin %> <%= command.id %> api_key_file'];
  static override args = {
    key: Args.string({ required: true, description: 'The name of the setting.' }),
  };

  async run(): Promise<UnsetSetting> {
    const { key } = this.args;
    await userConfiguration(await this.context().home()).unset(key);
    return { key };
  }

  protected render({ key }: UnsetSetting): void {
    this.print(`${key} is not set any more.\n`);
  }
}
