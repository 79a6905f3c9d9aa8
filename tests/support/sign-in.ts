import type { FluxLoopClient } from '@fluxloop/core';
import { type CommandOptions, type RunningCommand, startCli } from './command.ts';
import type { Team } from './team.ts';

/** What a person does in the browser. */
type Decision = 'approve' | 'deny';

/** A person who is signed in on the platform's pages, as far as sign-ins of the command go. */
export interface Person {
  /**
   * Opens the address that the command shows, decides, and lets the browser go back to the command.
   *
   * @returns the page that the browser ends on
   */
  decideInBrowser(address: string, decision?: Decision): Promise<{ status: number; text: string }>;
  /** Types the code that the command shows into the device page. */
  decideForDevice(userCode: string, decision?: Decision): Promise<void>;
}

/** Signs the team's admin in, by requests of the same routes as the pages send. */
export async function personOf(team: Pick<Team, 'asAdmin'>): Promise<Person> {
  const client: FluxLoopClient = await team.asAdmin();
  return {
    decideInBrowser: async (address, decision = 'approve') => {
      const asked = await fetch(address, { redirect: 'manual' });
      const page = new URL(asked.headers.get('location') ?? '', address);
      const id = page.searchParams.get('request') ?? '';
      const { redirect_to } = await client.request('decideAuthorizationRequest', {
        params: { id },
        body: { decision },
      });
      const back = await fetch(redirect_to);
      return { status: back.status, text: await back.text() };
    },
    decideForDevice: async (user_code, decision = 'approve') => {
      await client.request('decideDevice', { body: { user_code, decision } });
    },
  };
}

/** Starts `fluxloop auth login` in the browser's way, and gives the address that it shows. */
export async function startBrowserLogin(
  argv: readonly string[],
  options: CommandOptions,
): Promise<{ running: RunningCommand; address: string }> {
  const running = startCli(['auth', 'login', '--browser', ...argv], {
    ...options,
    // No browser opens in a test: there is none to be found.
    env: { ...options.env, PATH: '/nonexistent' },
  });
  const line = await running.line(/^ {2}https?:\/\/\S+\/oauth\/authorize\?/);
  return { running, address: line.trim() };
}

/** Starts `fluxloop auth login` with a code, and gives the code that it shows. */
export async function startDeviceLogin(
  argv: readonly string[],
  options: CommandOptions,
): Promise<{ running: RunningCommand; userCode: string }> {
  const running = startCli(['auth', 'login', '--device', ...argv], options);
  return { running, userCode: userCodeIn(await running.line(/Enter the code/)) };
}

/** The code in a line of `auth login`. */
export function userCodeIn(line: string): string {
  return /([A-Z0-9]{4}-[A-Z0-9]{4})\s*$/.exec(line)?.[1] ?? '';
}

/** Signs a home in through the browser's way, to the end. */
export async function signInHome(
  team: Pick<Team, 'url' | 'asAdmin'>,
  options: CommandOptions,
  argv: readonly string[] = [],
): Promise<void> {
  const { running, address } = await startBrowserLogin(['--endpoint', team.url, ...argv], options);
  await (await personOf(team)).decideInBrowser(address);
  const { code, stderr } = await running.outcome;
  if (code !== 0) throw new Error(stderr);
}
