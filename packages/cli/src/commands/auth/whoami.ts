import type { Principal } from '@fluxloop/core/contract';
import { BaseCommand, formatFields } from '@fluxloop/plugin-kit';

interface WhoAmI {
  endpoint: string;
  profile: string | null;
  user_email: string | null;
  service_account: string | null;
  principal: Principal;
}

/** `fluxloop auth whoami`. */
export default class AuthWhoami extends BaseCommand<typeof AuthWhoami, WhoAmI> {
  static override summary = 'Ask the platform whom your credential speaks for.';
  static override examples = ['<%= config.bin %> <%= command.id %> --json'];

  async run(): Promise<WhoAmI> {
    const context = this.context();
    const client = await context.client();
    const principal = await client.principal.get();
    const { profile } = await context.platform();
    return {
      endpoint: client.endpoint,
      profile,
      user_email: principal.user?.email ?? null,
      service_account: principal.service_account?.name ?? null,
      principal,
    };
  }

  protected render({ endpoint, profile, user_email, service_account, principal }: WhoAmI): void {
    const { api_key: key, projects } = principal;
    this.print(`${user_email ?? service_account ?? 'unknown'}\n\n`);
    this.print(
      formatFields(
        [
          ['Platform', endpoint],
          ['Profile', profile],
          ['Key', key?.name],
          ['Scope', principal.scope],
          ['Projects', projects.map(({ slug, role }) => `${slug} (${role})`).join(', ') || 'none'],
        ],
        this.mode.stdout,
      ),
    );
  }
}
