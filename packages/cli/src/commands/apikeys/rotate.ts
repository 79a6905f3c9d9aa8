import type { ApiKey } from '@fluxloop/core/contract';
import { BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import { type DeliveredKey, deliverKey } from '../../keys/deliver-key.js';
import { formatDelivered, formatMoment } from '../../keys/format-key.js';
import { graceFlag, keyArgument, outputEnvFlag } from '../../keys/key-flags.js';
import { whichKey } from '../../keys/which-key.js';

interface Rotated {
  previous: ApiKey;
  delivered: DeliveredKey;
}

/** `fluxloop apikeys rotate`. */
export default class ApikeysRotate extends BaseCommand<typeof ApikeysRotate, Rotated> {
  static override summary = 'Replace an API key by a new one; the old one works on for a while.';
  static override description =
    'The new key may do what the old one may, for as long as the old one was made for. Without an id or a key it rotates the key that is in use.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0b9d7e6a-1c2d-4e3f-8a9b-0c1d2e3f4a5b --grace 24h',
    '<%= config.bin %> <%= command.id %> $FLUXLOOP_API_KEY --grace 0 --output-env .env --yes',
  ];

  static override args = { key: keyArgument };

  static override flags = {
    grace: graceFlag({ summary: 'How long the old key works on, 0 to 7d. [default: 24h]' }),
    'output-env': outputEnvFlag,
    yes: Flags.boolean({ char: 'y', summary: 'Replace the key that --output-env finds.' }),
  };

  async run(): Promise<Rotated> {
    const context = this.context();
    const reference = await whichKey({
      typed: this.args.key,
      credential: context.credential,
      stdin: this.surroundings.stdin,
    });
    const client = await context.client();
    const { grace } = this.flags;
    const { made, delivered } = await deliverKey(
      {
        client,
        outputEnv: this.flags['output-env'],
        cwd: this.surroundings.cwd,
        replace: this.flags.yes,
      },
      () => client.apiKeys.rotate(reference, grace === undefined ? {} : { grace_seconds: grace }),
    );
    return { previous: made.previous, delivered };
  }

  protected render({ previous, delivered }: Rotated): void {
    this.print(
      `${mark('good', this.mode.stdout.paint)} Rotated the key "${printableLine(previous.name)}"\n`,
    );
    this.print(formatDelivered(delivered, this.mode.stdout));
    this.print(
      previous.revoked_at !== null || previous.expires_at === null
        ? '\nThe old key is revoked.\n'
        : `\nThe old key works until ${formatMoment(previous.expires_at)}.\n`,
    );
  }

  /** The new key is in the JSON, unless it is in the file: this is the one place that shows it. */
  protected override toSuccessJson({ previous, delivered }: Rotated): object {
    const { key, secret, envFile } = delivered;
    return {
      previous,
      successor: {
        ...key,
        ...(secret === null ? { env_file: envFile } : { key: secret.reveal() }),
      },
    };
  }
}
