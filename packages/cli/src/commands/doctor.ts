import type { FluxLoopClient } from '@fluxloop/core/client';
import type { LoadedProject } from '@fluxloop/core/configuration';
import type { ResolvedCredential } from '@fluxloop/core/credentials';
import { BaseCommand, mark, printableLine } from '@fluxloop/plugin-kit';
import { type Check, failed } from '../doctor/check.js';
import { checkAgent, checkHome, checkNode, checkResults } from '../doctor/check-machine.js';
import { checkPlatform } from '../doctor/check-platform.js';

interface Diagnosis {
  /** Nothing has failed; there may be warnings. */
  ok: boolean;
  checks: Check[];
}

/** `fluxloop doctor`. */
export default class Doctor extends BaseCommand<typeof Doctor, Diagnosis> {
  static override summary = 'Check this machine, the project, the credential and the platform.';
  static override description =
    'Ends with 0 when nothing has failed, else with what a command would end with that meets the first problem.';

  async run(): Promise<Diagnosis> {
    const { env } = this.surroundings;
    const context = this.context();
    const checks: Check[] = [
      checkNode(process.versions.node),
      await checkHome(await context.home()),
    ];
    const project = await this.#attempt(checks, 'configuration', () => context.project());
    if (project !== undefined) checks.push(...(await this.#checkProject(project)));
    if (project !== undefined) {
      const resolved = await this.#attempt(checks, 'credential', () => context.credential());
      if (resolved !== undefined) {
        checks.push(describeCredential(resolved));
        checks.push(
          ...(await checkPlatform({
            endpoint: resolved.endpoint,
            hasCredential: resolved.credential !== null,
            connect: () => this.#connect(resolved.endpoint),
            connectSignedIn: () => context.client(),
            env,
          })),
        );
      }
    }
    const failure = checks.find(({ status }) => status === 'fail');
    if (failure !== undefined) this.surroundings.setExitCode(failure.exit_code ?? 1);
    return { ok: failure === undefined, checks };
  }

  protected render({ ok, checks }: Diagnosis): void {
    const { paint } = this.mode.stdout;
    const marks = {
      ok: mark('good', paint),
      warn: mark('warning', paint),
      fail: mark('bad', paint),
    };
    for (const { name, status, message, fix } of checks) {
      this.print(`${marks[status]} ${name.padEnd(13)} ${printableLine(message)}\n`);
      for (const line of fix?.split('\n') ?? []) this.print(`  → ${line}\n`);
    }
    this.print(ok ? '\nNothing stands in the way.\n' : '\nSomething needs to be put right.\n');
  }

  async #checkProject({ file, root, configuration }: LoadedProject): Promise<Check[]> {
    const configured: Check =
      file === null
        ? {
            name: 'configuration',
            status: 'warn',
            message: 'There is no fluxloop.yaml here or above.',
            fix: 'Start a project: fluxloop init',
          }
        : { name: 'configuration', status: 'ok', message: file };
    return [
      configured,
      ...(file === null
        ? []
        : [await checkAgent(root, configuration.runner, this.surroundings.env)]),
      await checkResults(root),
    ];
  }

  /** Goes on after a failure, so that one run shows every problem. */
  async #attempt<T>(
    checks: Check[],
    name: string,
    action: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      checks.push(failed(name, error, this.surroundings.env));
      return undefined;
    }
  }

  async #connect(endpoint: string): Promise<FluxLoopClient> {
    const { createClient } = await import('@fluxloop/core/client');
    return createClient({
      endpoint,
      userAgent: this.userAgent,
      env: this.surroundings.env,
      retries: 0,
      timeoutMs: 10_000,
    });
  }
}

function describeCredential({ source, kind, shadowed }: ResolvedCredential): Check {
  if (source === null) {
    return {
      name: 'credential',
      status: 'warn',
      message: 'You are not signed in. Tests run, but nothing can be uploaded.',
      fix: 'Sign in: fluxloop auth login',
    };
  }
  const unused =
    shadowed.length === 0 ? '' : `; not used: ${shadowed.map(({ detail }) => detail).join(', ')}`;
  return {
    name: 'credential',
    status: 'ok',
    message: `flx_${kind}_*** from ${source.detail}${unused}`,
  };
}
