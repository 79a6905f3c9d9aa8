import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, UsageError } from '@fluxloop/core/errors';
import type { SignedIn, SignInTarget } from '@fluxloop/core/oauth';
import { BaseCommand, Flags, formatFields, readStandardInput } from '@fluxloop/plugin-kit';
import { browserNotice, deviceNotice, waitingNotice } from '../../sign-in/sign-in-notice.js';
import {
  type PendingResult,
  pendingResult,
  type SignedInResult,
  signedInFields,
  signedInResult,
} from '../../sign-in/sign-in-result.js';

/** `fluxloop auth login`. */
export default class AuthLogin extends BaseCommand<
  typeof AuthLogin,
  SignedInResult | PendingResult
> {
  static override summary =
    'Sign in with your browser, a code, a key, or the identity of a CI job.';
  static override description =
    'Opens your browser, and keeps what the platform issues in the credentials file, where it is sent to that platform only. Where no browser is likely (SSH, a container, CI, a coding agent) you confirm a code in a browser anywhere. Signing in twice changes nothing.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile team --endpoint https://fluxloop.acme.dev',
    '<%= config.bin %> <%= command.id %> --with-token < api_key.txt',
    '<%= config.bin %> <%= command.id %> --no-wait && <%= config.bin %> <%= command.id %> --resume',
    '<%= config.bin %> <%= command.id %> --oidc --project support-bot',
  ];

  static override flags = {
    browser: Flags.boolean({
      summary: 'Use the browser of this machine, though none seems likely.',
      exclusive: ['device', 'with-token', 'oidc', 'no-wait', 'resume'],
    }),
    device: Flags.boolean({
      summary: 'Confirm a code in a browser anywhere.',
      exclusive: ['with-token', 'oidc', 'resume'],
    }),
    'no-wait': Flags.boolean({
      summary: 'Print the code and end; --resume goes on. With --resume: ask once.',
      exclusive: ['with-token', 'oidc'],
    }),
    resume: Flags.boolean({
      summary: 'Finish a sign-in that --no-wait began.',
      exclusive: ['with-token', 'oidc', 'scope'],
    }),
    'with-token': Flags.boolean({
      summary: 'Read a key from standard input.',
      exclusive: ['oidc', 'scope'],
    }),
    oidc: Flags.boolean({ summary: 'Exchange the OIDC identity of this CI job for a token.' }),
    'oidc-token-file': Flags.string({
      summary: 'Read that identity from a file; - reads standard input.',
      helpValue: 'FILE',
      dependsOn: ['oidc'],
    }),
    project: Flags.string({
      summary: 'The project that trusts the identity.',
      helpValue: 'SLUG',
      dependsOn: ['oidc'],
    }),
    scope: Flags.string({
      summary: 'What the sign-in may do; read-write by default.',
      options: ['read', 'write', 'read-write', 'admin'],
    }),
    force: Flags.boolean({ summary: 'Sign in again, though you are signed in.' }),
  };

  async run(): Promise<SignedInResult | PendingResult> {
    const context = this.context();
    const { env } = this.surroundings;
    const store = await context.profiles();
    const target: SignInTarget = {
      chosen: await context.platform(),
      store,
      http: { userAgent: this.userAgent, env },
    };
    const signedIn = await this.#signIn(target);
    for (const name of ['FLUXLOOP_TOKEN', 'FLUXLOOP_API_KEY']) {
      if (env[name]) this.warn(`${name} is set, and is used before what you sign in with.`);
    }
    return 'status' in signedIn ? signedIn : signedInResult(signedIn, store.file.path);
  }

  protected render(result: SignedInResult | PendingResult): void {
    if (result.status === 'pending') {
      this.print(`Then finish here: ${result.resume_command}\n`);
      return;
    }
    const already = result.already ? ' (you were signed in; nothing was changed)' : '';
    // The sign and the words are those of the documentation.
    this.print(`✅ Successfully authenticated${already}\n\n`);
    this.print(formatFields(signedInFields(result), this.mode.stdout));
    if (result.already) this.print('\nTo sign in anew: fluxloop auth login --force\n');
  }

  async #signIn(target: SignInTarget): Promise<SignedIn | PendingResult> {
    const oauth = await import('@fluxloop/core/oauth');
    const { flags } = this;
    if (flags['with-token']) {
      if (this.surroundings.stdin.isTTY === true) {
        this.surroundings.stderr.write('Paste the key, then press Enter and Ctrl-D.\n');
      }
      return oauth.signInWithToken(target, await readStandardInput(this.surroundings.stdin));
    }
    if (flags.oidc) return this.#withIdentity(target);
    try {
      return await (flags.resume ? this.#resume(target) : this.#withPerson(target));
    } catch (error) {
      throw oauth.signInProblem(error);
    }
  }

  async #withPerson(target: SignInTarget): Promise<SignedIn | PendingResult> {
    const oauth = await import('@fluxloop/core/oauth');
    const { flags } = this;
    if (!flags.force) {
      const existing = await oauth.existingSignIn(target, flags.scope);
      if (existing !== null) return existing;
    }
    const { env } = this.surroundings;
    const reason = oauth.whyNoLocalBrowser({ env });
    if (flags.device || flags['no-wait'] || (reason !== null && !flags.browser)) {
      return this.#withCode(target, flags.device ? null : reason);
    }
    return oauth.signInHere(target, {
      scope: flags.scope ?? oauth.DEFAULT_SCOPE,
      signal: this.surroundings.interruption(),
      onUrl: async (url) => {
        this.surroundings.stderr.write(browserNotice(url));
        await oauth.openBrowser(url);
      },
    });
  }

  async #withCode(target: SignInTarget, reason: string | null): Promise<SignedIn | PendingResult> {
    const oauth = await import('@fluxloop/core/oauth');
    const profile = oauth.profileToSignIn(target.chosen);
    const pending = await oauth.beginDeviceSignIn(
      target.chosen.endpoint,
      this.flags.scope ?? oauth.DEFAULT_SCOPE,
      { http: target.http ?? {} },
    );
    this.surroundings.stderr.write(deviceNotice(pending, reason));
    if (this.flags['no-wait']) {
      await oauth.pendingSignIns(await this.context().home()).set(profile, pending);
      return pendingResult(profile, pending);
    }
    this.surroundings.stderr.write(waitingNotice(pending));
    const signedIn = await oauth.finishDeviceSignIn(target, pending, {
      wait: true,
      http: target.http ?? {},
      signal: this.surroundings.interruption(),
    });
    return signedIn ?? pendingResult(profile, pending);
  }

  async #resume(target: SignInTarget): Promise<SignedIn | PendingResult> {
    const oauth = await import('@fluxloop/core/oauth');
    const profile = target.chosen.profile ?? oauth.FIRST_PROFILE;
    const waiting = oauth.pendingSignIns(await this.context().home());
    const pending = await waiting.get(profile);
    const { endpoint } = pending;
    // The person chose the platform when the sign-in began; what this folder says counts no more.
    const begun: SignInTarget = {
      ...target,
      chosen: { ...target.chosen, endpoint, endpointTrusted: true },
    };
    const wait = !this.flags['no-wait'];
    if (wait) this.surroundings.stderr.write(waitingNotice(pending));
    const signedIn = await oauth
      .finishDeviceSignIn(begun, pending, {
        wait,
        http: target.http ?? {},
        signal: this.surroundings.interruption(),
      })
      .catch(async (error: unknown) => {
        if (isDecided(error)) await waiting.delete(profile);
        throw error;
      });
    if (signedIn === null) {
      this.endWith(ExitCode.authentication);
      return pendingResult(profile, pending);
    }
    await waiting.delete(profile);
    return signedIn;
  }

  async #withIdentity(target: SignInTarget): Promise<SignedIn> {
    const { signInWithIdentity } = await import('@fluxloop/core/oauth');
    const { scope, project } = this.flags;
    const given = await this.#givenIdentity();
    return signInWithIdentity(target, {
      env: this.surroundings.env,
      ...(given === undefined ? {} : { given }),
      ...(scope === undefined ? {} : { scope }),
      ...(project === undefined ? {} : { project }),
    });
  }

  async #givenIdentity(): Promise<{ text: string; source: string } | undefined> {
    const file = this.flags['oidc-token-file'];
    if (file === undefined) return undefined;
    if (file === '-') {
      return { text: await readStandardInput(this.surroundings.stdin), source: 'standard input' };
    }
    const path = resolve(this.surroundings.cwd, file);
    const text = await readFile(path, 'utf8').catch(() => {
      throw new UsageError('file_not_readable', `${path} cannot be read.`, {
        hint: 'Give the path of a file that holds the OIDC token of this job.',
      });
    });
    return { text, source: path };
  }
}

/** True once the platform has said no: the code is of no use any more. */
function isDecided(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    ['oauth_access_denied', 'oauth_expired_token', 'oauth_invalid_grant'].includes(error.code)
  );
}
