import type { ApiKey } from '@fluxloop/core/contract';
import { BaseCommand, formatFields } from '@fluxloop/plugin-kit';
import { keyFields } from '../../keys/format-key.js';
import { keyArgument } from '../../keys/key-flags.js';
import { whichKey } from '../../keys/which-key.js';

/** `fluxloop apikeys info`. */
export default class ApikeysInfo extends BaseCommand<typeof ApikeysInfo, ApiKey> {
  static override summary = 'Show what an API key may do, and how it was used.';
  static override description =
    'Takes an id, or the key itself, which is hashed on this machine and not sent. Without either it shows the key that is in use.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> $FLUXLOOP_API_KEY',
    '<%= config.bin %> <%= command.id %> 0b9d7e6a-1c2d-4e3f-8a9b-0c1d2e3f4a5b --json',
  ];

  static override args = { key: keyArgument };

  async run(): Promise<ApiKey> {
    const context = this.context();
    const reference = await whichKey({
      typed: this.args.key,
      credential: context.credential,
      stdin: this.surroundings.stdin,
    });
    return (await context.client()).apiKeys.get(reference);
  }

  protected render(key: ApiKey): void {
    this.print(formatFields(keyFields(key, Date.now()), this.mode.stdout));
  }
}
