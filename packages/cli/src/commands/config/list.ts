import type { UserKey } from '@fluxloop/core/configuration';
import { userConfiguration } from '@fluxloop/core/configuration';
import { BaseCommand } from '@fluxloop/plugin-kit';

interface Settings {
  settings: Partial<Record<UserKey, string>>;
}

/** `fluxloop config list`. */
export default class ConfigList extends BaseCommand<typeof ConfigList, Settings> {
  static override summary = 'Show all of your settings.';

  async run(): Promise<Settings> {
    return { settings: await userConfiguration(await this.context().home()).list() };
  }

  protected render({ settings }: Settings): void {
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`);
    this.print(lines.length === 0 ? 'Nothing is set.\n' : lines.join(''));
  }
}
