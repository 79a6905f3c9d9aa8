import { credentialsFile } from '@fluxloop/core/credentials';
import { ExitCode } from '@fluxloop/core/errors';
import { BaseCommand, Flags, formatFields, mark } from '@fluxloop/plugin-kit';
import {
  type CredentialStatus,
  confirmedStatus,
  credentialStatus,
} from '../../credentials/credential-status.js';

/** `fluxloop auth status`. */
export default class AuthStatus extends BaseCommand<typeof AuthStatus, CredentialStatus> {
  static override summary =
    'Show which credential is used, where it comes from and what it shadows.';
  static override description =
    'Makes no request, unless --check asks the platform whether it accepts the credential. Ends with 3 when there is none, or it has expired.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --check --json',
  ];

  static override flags = {
    check: Flags.boolean({ summary: 'Ask the platform whether it accepts the credential.' }),
  };

  async run(): Promise<CredentialStatus> {
    const context = this.context();
    const resolved = await context.credential();
    const { profiles } = await credentialsFile(await context.home()).read();
    const stored = resolved.profile === null ? undefined : profiles[resolved.profile];
    const status = credentialStatus(resolved, stored, Date.now());
    if (this.flags.check) {
      const client = await context.client();
      return confirmedStatus(status, await client.principal.get());
    }
    if (!status.authenticated) this.endWith(ExitCode.authentication);
    return status;
  }

  protected render(status: CredentialStatus): void {
    const { paint } = this.mode.stdout;
    const { principal, source } = status;
    if (status.authenticated) {
      const verified = principal === null ? '' : ', and the platform accepts it';
      this.print(
        `${mark('good', paint)} There is a credential for ${status.endpoint}${verified}.\n\n`,
      );
    } else {
      const problem = describeAbsence(status);
      this.print(`${mark('bad', paint)} ${problem}\n\n`);
    }
    this.print(
      formatFields(
        [
          ['Platform', `${status.endpoint} (${describeEndpointSource(status.endpoint_source)})`],
          ['Profile', status.profile],
          ['Credential', status.kind === null ? null : `flx_${status.kind}_***`],
          ['From', source?.detail],
          ['Account', status.user_email],
          ['Scope', status.scope],
          [
            'Expires',
            status.renewable ? `${status.expires_at}, renewed by itself` : status.expires_at,
          ],
          ['Projects', principal?.projects.map(({ slug, role }) => `${slug} (${role})`).join(', ')],
          ['Not used', status.shadowed.map(({ detail }) => detail).join(', ') || null],
        ],
        this.mode.stdout,
      ),
    );
    if (!status.authenticated) {
      this.print('\nSign in: fluxloop auth login, or set FLUXLOOP_API_KEY.\n');
    }
  }
}

function describeAbsence({ expired, session_ended_at }: CredentialStatus): string {
  if (expired) return 'The credential has expired.';
  if (session_ended_at !== null) {
    return `The platform has ended your session (noticed at ${session_ended_at}).`;
  }
  return 'You are not signed in.';
}

const ENDPOINT_SOURCES: Readonly<Record<string, string>> = {
  flag: 'from --endpoint',
  profile: 'from the profile',
  default: 'the default',
};

function describeEndpointSource(source: string): string {
  return ENDPOINT_SOURCES[source] ?? `from ${source}`;
}
