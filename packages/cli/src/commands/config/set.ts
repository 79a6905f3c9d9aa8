import { userConfiguration } from '@fluxloop/core/configuration';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';

interface Setting {
  key: string;
  value: string;
}

/** `fluxloop config set`. */
export default class ConfigSet extends BaseCommand<typeof ConfigSet, Setting> {
  static override summary = 'Change one of your settings.';
  static override description =
    'The settings: profile (used when none is named), api_key_file (holds your API key, mode 600), project (used outside of one), credential_store (file, or keyring: the operating system’s own).';
  static override examples = [
    '<%= config.bin %> <%= command.id %> profile staging',
    '<%= config.bin %> <%= command.id %> api_key_file ~/.secrets/fluxloop_key',
  ];
  static override args = {
    key: Args.string({ required: true, description: 'The name of the setting.' }),
    value: Args.string({ required: true, description: 'What it is to be.' }),
  };

  async run(): Promise<Setting> {
    const { key, value } = this.args;
    const settings = userConfiguration(await this.context().home());
    await settings.set(key, value);
    return { key, value: (await settings.get(key)) ?? value };
  }

  protected render({ key, value }: Setting): void {
    this.print(`${key} = ${value}\n`);
  }
}
