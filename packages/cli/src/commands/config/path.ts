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
    const { userConfiguration } = await import('@fluxloop/core/configuration');
    const { credentialsFile } = await import('@fluxloop/core/credentials');
    const home = await this.context().home();
    return { path: userConfiguration(home).path, credentials: credentialsFile(home).path };
  }

  protected render({ path }: SettingsPath): void {
    this.print(`${path}\n`);
  }
}
