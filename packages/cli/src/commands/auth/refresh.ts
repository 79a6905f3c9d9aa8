import { BaseCommand, formatFields, mark } from '@fluxloop/plugin-kit';

interface RefreshedToken {
  profile: string;
  endpoint: string;
  /** When the new access token ends. */
  expires_at: string | null;
}

/** `fluxloop auth refresh`. */
export default class AuthRefresh extends BaseCommand<typeof AuthRefresh, RefreshedToken> {
  static override summary = 'Refresh the access token of a profile now.';
  static override description =
    'Every command does so by itself when less than five minutes are left, so this is seldom needed.';
  static override examples = ['<%= config.bin %> <%= command.id %> --profile staging'];

  async run(): Promise<RefreshedToken> {
    const context = this.context();
    const { env } = this.surroundings;
    const { endpoint, profile: chosen } = await context.platform();
    const { FIRST_PROFILE, renewNow } = await import('@fluxloop/core/oauth');
    const profile = chosen ?? FIRST_PROFILE;
    const tokens = await renewNow({
      store: await context.profiles(),
      profile,
      endpoint,
      http: { userAgent: this.userAgent, env },
    });
    return { profile, endpoint, expires_at: tokens.expires_at ?? null };
  }

  protected render({ profile, endpoint, expires_at }: RefreshedToken): void {
    this.print(`${mark('good', this.mode.stdout.paint)} Token refreshed\n\n`);
    this.print(
      formatFields(
        [
          ['Platform', endpoint],
          ['Profile', profile],
          ['Expires', expires_at],
        ],
        this.mode.stdout,
      ),
    );
  }
}
