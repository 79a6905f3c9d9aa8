import { credentialsFile, resolveEndpoint } from '@fluxloop/core/credentials';
import { UsageError } from '@fluxloop/core/errors';
import { BaseCommand, Flags, formatFields, readStandardInput } from '@fluxloop/plugin-kit';
import { type SignedIn, signInWithToken } from '../../credentials/sign-in.js';
import { apiKeysPage } from '../../settings-page.js';

/** `fluxloop auth login --with-token`. */
export default class AuthLogin extends BaseCommand<typeof AuthLogin, SignedIn> {
  static override summary = 'Sign in with an API key from standard input.';
  static override description =
    'Reads the key from standard input, asks the platform whom it speaks for, and keeps it in the credentials file, where it is sent to that platform only.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --with-token < api_key.txt',
    'pass fluxloop | <%= config.bin %> <%= command.id %> --with-token --profile staging',
  ];

  static override flags = {
    'with-token': Flags.boolean({ summary: 'Read the key from standard input.' }),
  };

  async run(): Promise<SignedIn> {
    const { env } = this.surroundings;
    const context = this.context();
    const { file, root, configuration } = await context.project();
    const { profile, endpoint } = this.flags;
    const home = await context.home();
    const chosen = await resolveEndpoint({
      flags: { ...(profile && { profile }), ...(endpoint && { endpoint }) },
      env,
      home,
      project: file === null ? null : { file, root, configuration },
    });
    if (!this.flags['with-token']) {
      const page = apiKeysPage(chosen.endpoint);
      throw new UsageError('login_needs_token', 'This version signs in with an API key only.', {
        hint: `Create a key at ${page} and pass it on standard input:\nfluxloop auth login --with-token < api_key.txt\nIn CI, set FLUXLOOP_API_KEY instead; no sign-in is needed.`,
      });
    }
    if (this.surroundings.stdin.isTTY === true) {
      this.surroundings.stderr.write('Paste the key, then press Enter and Ctrl-D.\n');
    }
    return signInWithToken({
      token: await readStandardInput(this.surroundings.stdin),
      chosen,
      file: credentialsFile(home, { onWarning: (message) => this.warn(message) }),
      connect: async (credential) => {
        const { createClient } = await import('@fluxloop/core/client');
        return createClient({
          endpoint: chosen.endpoint,
          credential,
          credentialOrigin: new URL(chosen.endpoint).origin,
          userAgent: this.userAgent,
          env,
        });
      },
    });
  }

  protected render(signedIn: SignedIn): void {
    const { api_key: key } = signedIn;
    this.print('✅ Successfully authenticated\n\n');
    this.print(
      formatFields(
        [
          ['Platform', signedIn.endpoint],
          ['Account', signedIn.user_email],
          ['Key', key === null ? null : `${key.name} (${key.scope})`],
          ['Expires', key?.expires_at ?? (key === null ? null : 'never')],
          ['Projects', signedIn.projects.map(({ slug, role }) => `${slug} (${role})`).join(', ')],
          ['Profile', `${signedIn.profile}${signedIn.replaced ? ' (replaced)' : ''}`],
          ['Stored in', signedIn.credentials_file],
        ],
        this.mode.stdout,
      ),
    );
  }
}
