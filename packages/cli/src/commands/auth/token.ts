import { BaseCommand } from '@fluxloop/plugin-kit';

interface PrintedToken {
  token: string;
  kind: string | null;
  endpoint: string;
  expires_at: string | null;
}

/** `fluxloop auth token`: the one command whose output is a secret, as `gh auth token` is. */
export default class AuthToken extends BaseCommand<typeof AuthToken, PrintedToken> {
  static override summary = 'Print the credential that commands send, for scripts.';
  static override description =
    'A session is refreshed first where it must be. Pipe it where it is needed; what a terminal shows stays in its history.';
  static override examples = ['export FLUXLOOP_TOKEN=$(<%= config.bin %> <%= command.id %>)'];

  async run(): Promise<PrintedToken> {
    const context = this.context();
    const { env } = this.surroundings;
    const { currentCredential } = await import('@fluxloop/core/oauth');
    const found = await currentCredential(await context.resolving(), {
      userAgent: this.userAgent,
      env,
    });
    return {
      token: found.credential.reveal(),
      kind: found.kind,
      endpoint: found.endpoint,
      expires_at: found.expiresAt,
    };
  }

  protected render({ token }: PrintedToken): void {
    this.print(`${token}\n`);
  }
}
