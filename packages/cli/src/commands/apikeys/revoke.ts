import type { ApiKey } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import { askYesNo } from '../../ask.js';
import { formatMoment } from '../../keys/format-key.js';
import { keyArgument } from '../../keys/key-flags.js';
import { whichKey } from '../../keys/which-key.js';

/** `fluxloop apikeys revoke`. */
export default class ApikeysRevoke extends BaseCommand<typeof ApikeysRevoke, ApiKey> {
  static override summary = 'Revoke an API key at once and for good.';
  static override description =
    'Takes an id, or the key itself, which is hashed on this machine and not sent. When the command ends, the key is refused everywhere.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0b9d7e6a-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
    '<%= config.bin %> <%= command.id %> - < leaked-key.txt',
  ];

  static override args = { key: { ...keyArgument, required: true } };

  static override flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<ApiKey> {
    const context = this.context();
    const reference = await whichKey({
      typed: this.args.key,
      credential: context.credential,
      stdin: this.surroundings.stdin,
    });
    const client = await context.client();
    // A pipe that holds the key cannot hold the answer as well.
    if (this.mode.canAsk && !this.flags.yes && this.args.key !== '-') {
      await this.confirm(await client.apiKeys.get(reference));
    }
    return client.apiKeys.revoke(reference);
  }

  protected render(key: ApiKey): void {
    const when = key.revoked_at === null ? '' : ` (${formatMoment(key.revoked_at)})`;
    this.print(
      `${mark('good', this.mode.stdout.paint)} Revoked the key "${printableLine(key.name)}"${when}\n`,
    );
    this.print(`   ${key.id}  ${printableLine(key.preview)}\n`);
    if (key.replaced_by === null) return;
    // Whoever has a key can rotate it: one that leaked may have been.
    this.print('\nThe key that succeeded it when it was rotated is not revoked with it:\n');
    this.print(`   fluxloop apikeys revoke ${key.replaced_by}\n`);
  }

  private async confirm(key: ApiKey): Promise<void> {
    if (key.revoked_at !== null) return;
    const used =
      key.last_used_at === null
        ? 'it was never used'
        : `it was last used ${formatMoment(key.last_used_at)}`;
    const question = `Revoke "${printableLine(key.name)}" (${printableLine(key.preview)}; ${used})? What uses it is refused at once, and it cannot be undone.`;
    if (await askYesNo(question, this.surroundings)) return;
    throw new UsageError('not_confirmed', 'Nothing was revoked.');
  }
}
