import { userConfiguration } from '@fluxloop/core/configuration';
import { NotFoundError } from '@fluxloop/core/errors';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';

interface Setting {
  key: string;
  value: string;
}

/** `fluxloop config get`. */
export default class ConfigGet extends BaseCommand<typeof ConfigGet, Setting> {
  static override summary = 'Show one of your settings.';
  static override examples = ['<%= config.bin %> <%= command.id %> profile'];
  static override args = {
    key: Args.string({ required: true, description: 'The name of the setting.' }),
  };

  async run(): Promise<Setting> {
    const { key } = this.args;
    const value = await userConfiguration(await this.context().home()).get(key);
    if (value === undefined) {
      throw new NotFoundError('not_set', `${key} is not set.`, {
        hint: `Set it: fluxloop config set ${key} VALUE`,
      });
    }
    return { key, value };
  }

  protected render({ value }: Setting): void {
    this.print(`${value}\n`);
  }
}
