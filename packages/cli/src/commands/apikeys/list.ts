import type { ApiKey } from '@fluxloop/core/contract';
import { BaseCommand } from '@fluxloop/plugin-kit';
import { formatListed } from '../../keys/format-key.js';

interface ListedKeys {
  /** Newest first. */
  api_keys: ApiKey[];
}

/** `fluxloop apikeys list`. */
export default class ApikeysList extends BaseCommand<typeof ApikeysList, ListedKeys> {
  static override summary = 'List your API keys, and the service accounts that you manage.';
  static override description =
    'Shows what each may do, when it ends, when it was last used, and what succeeded it. Revoked and expired keys are listed too.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<ListedKeys> {
    const client = await this.context().client();
    return { api_keys: await client.apiKeys.list() };
  }

  protected render({ api_keys: keys }: ListedKeys): void {
    if (keys.length === 0) {
      this.print('There is no API key yet. Make one: fluxloop apikeys create --name NAME\n');
      return;
    }
    const now = Date.now();
    this.print(keys.map((key) => formatListed(key, now, this.mode.stdout)).join('\n'));
  }
}
