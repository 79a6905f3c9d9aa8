import type { SignedOut } from '@fluxloop/core/oauth';
import { BaseCommand, type ErrorReport, Flags, mark } from '@fluxloop/plugin-kit';
import { apiKeysPage } from '../../settings-page.js';

interface SignedOutProfile {
  profile: string;
  endpoint: string;
  kind: SignedOut['kind'];
  /** Whether the platform has ended the sign-in; `null` for a key, which signing out does not end. */
  revoked: boolean | null;
  error: ErrorReport | null;
}

interface SignOutResult {
  /** The profiles that are gone from this machine. */
  removed: string[];
  profiles: SignedOutProfile[];
}

/** `fluxloop auth logout`. */
export default class AuthLogout extends BaseCommand<typeof AuthLogout, SignOutResult> {
  static override summary = 'Sign out of a profile, or of all, on the platform and here.';
  static override description =
    'Ends the sign-in on the platform, says whether that worked, and forgets it here either way. An API key goes on working until it is revoked.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --profile staging',
    '<%= config.bin %> <%= command.id %> --all',
  ];

  static override flags = {
    all: Flags.boolean({ summary: 'Sign out of every profile.' }),
  };

  async run(): Promise<SignOutResult> {
    const { env } = this.surroundings;
    const context = this.context();
    const store = await context.profiles();
    const { pendingSignIns, signOut } = await import('@fluxloop/core/oauth');
    const document = await store.file.read();
    const chosen = this.flags.profile ?? (env.FLUXLOOP_PROFILE || undefined);
    const names = this.flags.all
      ? Object.keys(document.profiles)
      : [chosen ?? document.default_profile ?? 'default'];
    const ended = await signOut(store, names, { userAgent: this.userAgent, env });
    const waiting = pendingSignIns(await context.home());
    for (const name of names) await waiting.delete(name);
    for (const name of Object.keys(env).filter((one) => CREDENTIAL_VARIABLE.test(one))) {
      if (env[name]) this.warn(`${name} is set and goes on being used. Unset it: unset ${name}`);
    }
    return {
      removed: ended.map(({ profile }) => profile),
      profiles: ended.map(({ problem, ...rest }) => ({
        ...rest,
        error: problem === null ? null : this.report(problem),
      })),
    };
  }

  protected render({ removed, profiles }: SignOutResult): void {
    if (removed.length === 0) {
      this.print('There was no stored credential to forget.\n');
      return;
    }
    this.print(`${mark('good', this.mode.stdout.paint)} Signed out: ${removed.join(', ')}\n`);
    for (const one of profiles) this.#explain(one);
  }

  #explain({ profile, endpoint, kind, revoked, error }: SignedOutProfile): void {
    if (revoked === true) this.print(`${profile}: ended on ${endpoint} as well.\n`);
    if (kind === 'key') {
      this.print(
        `${profile}: the key itself goes on working. To end it, revoke it at ${apiKeysPage(endpoint)}\n`,
      );
    }
    if (error === null) return;
    const page = `${endpoint}/settings/security`;
    this.warn(
      revoked === false
        ? `${profile}: it is forgotten here, but ${endpoint} was not told (${error.message}) End it there: ${page}`
        : `${profile}: ${error.message}`,
    );
  }
}

const CREDENTIAL_VARIABLE = /^FLUXLOOP_(?:TOKEN|API_KEY(?:_.+)?)$/;
