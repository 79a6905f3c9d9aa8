import { userConfiguration } from '@fluxloop/core/configuration';
import { credentialsFile } from '@fluxloop/core/credentials';
import { BaseCommand } from '@fluxloop/plugin-kit';

interface SettingsPath {
  /** The file of the settings. */
  path: string;
  /** The file of the credentials. */
  credentials: string;
}

/** `fluxloop config path`. */
export default class ConfigPath extends BaseCommand<typeof ConfigPath, SettingsPath> {
  static override summary = 'Show where your settings are stored.';

  async run(): Promise<SettingsPath> {
    const home = await this.context().home();
    return { path: userConfiguration(home).path, credentials: credentialsFile(home).path };
  }

  protected render({ path }: SettingsPath): void {
    this.print(`${path}\n`);
  }
}
