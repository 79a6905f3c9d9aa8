import type { ApiKey, CreateApiKeyRequest } from '@fluxloop/core/contract';
import { BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import { accountProject } from '../../keys/account-project.js';
import { type DeliveredKey, deliverKey } from '../../keys/deliver-key.js';
import { formatDelivered } from '../../keys/format-key.js';
import { lifetimeFlag, outputEnvFlag } from '../../keys/key-flags.js';

const SCOPES = ['read', 'write', 'read-write', 'admin'] as const;
const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
const TYPES = ['user', 'service-account'] as const;

/** `fluxloop apikeys create`. */
export default class ApikeysCreate extends BaseCommand<typeof ApikeysCreate, DeliveredKey> {
  static override summary = 'Create an API key, and show it once.';
  static override description =
    'The key acts for you and never does more than you may; a service account acts for its project and outlives who made it. It expires after 90 days unless --expires says otherwise.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name my-cli-key',
    '<%= config.bin %> <%= command.id %> --name ci-bot --type service-account',
    '<%= config.bin %> <%= command.id %> --scope read --expires 7d --output-env .env',
  ];

  static override flags = {
    name: Flags.string({ summary: 'What it is called in lists.', helpValue: 'NAME' }),
    type: Flags.option({
      summary: 'A key of yours, or of a service account (made by an admin of its project).',
      options: TYPES,
      default: 'user',
    })(),
    scope: Flags.option({
      summary: 'What it may do at most.',
      options: SCOPES,
      default: 'read-write',
    })(),
    project: Flags.string({
      summary: 'Limit it to this project; repeat it for several. [default: all of yours]',
      helpValue: 'SLUG',
      multiple: true,
      multipleNonGreedy: true,
    }),
    environment: Flags.option({
      summary: 'Tie it to an environment, which its prefix then says.',
      options: ENVIRONMENTS,
    })(),
    expires: lifetimeFlag({ summary: 'When it ends: 90d, 12w, or never. [default: 90d]' }),
    'allow-ip': Flags.string({
      summary: 'Let it be used only from this address or block; repeat it for several.',
      helpValue: 'CIDR',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'output-env': outputEnvFlag,
    yes: Flags.boolean({ char: 'y', summary: 'Replace the key that --output-env finds.' }),
  };

  async run(): Promise<DeliveredKey> {
    const context = this.context();
    const client = await context.client();
    const request = await this.request();
    if (request.scope === 'admin') {
      this.warn(
        'A key of the scope admin is broad: it manages members, keys and settings, and deletes. For uploads --scope read-write is enough.',
      );
    }
    const { delivered } = await deliverKey(
      {
        client,
        outputEnv: this.flags['output-env'],
        cwd: this.surroundings.cwd,
        replace: this.flags.yes,
      },
      async () => ({ successor: await client.apiKeys.create(request) }),
    );
    return delivered;
  }

  protected render(delivered: DeliveredKey): void {
    const what = delivered.key.service_account === null ? 'API key' : 'service account';
    this.print(
      `${mark('good', this.mode.stdout.paint)} Created the ${what} "${printableLine(delivered.key.name)}"\n`,
    );
    this.print(formatDelivered(delivered, this.mode.stdout));
  }

  /** The key is in the JSON, unless it is in the file: this is the one place that shows it. */
  protected override toSuccessJson({ key, secret, envFile }: DeliveredKey): ApiKey {
    return {
      ...key,
      ...(secret === null ? { env_file: envFile } : { key: secret.reveal() }),
    };
  }

  private async request(): Promise<CreateApiKeyRequest> {
    const { flags } = this;
    const context = this.context();
    const addresses = flags['allow-ip'] ?? [];
    const isAccount = flags.type === 'service-account';
    const projects = isAccount
      ? [
          await accountProject({
            typed: flags.project ?? [],
            configuration: (await context.project()).configuration,
            home: await context.home(),
            client: await context.client(),
          }),
        ]
      : flags.project;
    return {
      name: flags.name ?? defaultName(flags.scope, new Date()),
      type: isAccount ? 'service_account' : 'user',
      scope: flags.scope,
      ...(projects === undefined ? {} : { projects }),
      ...(flags.environment === undefined ? {} : { environment: flags.environment }),
      ...(flags.expires === undefined ? {} : { expires_in_days: flags.expires }),
      ...(addresses.length === 0 ? {} : { allowed_addresses: addresses }),
    };
  }
}

/** Says what the key may do and when it was made: the two questions of who finds it in a list. */
function defaultName(scope: string, now: Date): string {
  return `${scope} key of ${now.toISOString().slice(0, 10)}`;
}
