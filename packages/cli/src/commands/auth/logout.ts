import { credentialsFile, DEFAULT_ENDPOINT } from '@fluxloop/core/credentials';
import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import { apiKeysPage } from '../../settings-page.js';

interface SignedOut {
  /** The profiles that are gone from the credentials file. */
  removed: string[];
  /** Where keys are revoked: signing out forgets a key, but does not end it. */
  api_keys_page: string;
}

/** `fluxloop auth logout`. */
export default class AuthLogout extends BaseCommand<typeof AuthLogout, SignedOut> {
  static override summary = 'Forget the stored credential of a profile, or of all.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --profile staging',
    '<%= config.bin %> <%= command.id %> --all',
  ];

  static override flags = {
    all: Flags.boolean({ summary: 'Forget every profile.' }),
  };

  async run(): Promise<SignedOut> {
    const { env } = this.surroundings;
    const file = credentialsFile(await this.context().home());
    let removed: string[] = [];
    let endpoint: string | undefined;
    const chosen = this.flags.profile ?? env.FLUXLOOP_PROFILE;
    await file.update((document) => {
      const name = chosen ?? document.default_profile ?? 'default';
      removed = Object.keys(document.profiles).filter((one) => this.flags.all || one === name);
      endpoint = removed.map((one) => document.profiles[one]?.api_endpoint).find(Boolean);
      for (const one of removed) delete document.profiles[one];
      if (document.default_profile !== undefined && removed.includes(document.default_profile)) {
        delete document.default_profile;
      }
      return document;
    });
    for (const name of ['FLUXLOOP_TOKEN', 'FLUXLOOP_API_KEY']) {
      if (env[name]) this.warn(`${name} is set and goes on being used. Unset it: unset ${name}`);
    }
    return { removed, api_keys_page: apiKeysPage(endpoint ?? DEFAULT_ENDPOINT) };
  }

  protected render({ removed, api_keys_page }: SignedOut): void {
    if (removed.length === 0) {
      this.print('There was no stored credential to forget.\n');
      return;
    }
    this.print(`✅ Signed out: ${removed.join(', ')}\n`);
    this.print(`A key itself goes on working. To end it, revoke it at ${api_keys_page}\n`);
  }
}
