import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type FluxLoopClient } from '@fluxloop/core';
import { ensureAccount } from '../../scripts/quickstart/account.mjs';
import { ADMIN_EMAIL, quickstartPlaces } from '../../scripts/quickstart/places.mjs';
import { type RunningPlatform, startPlatform } from '../../scripts/quickstart/platform.mjs';
import { ChildProcesses, stop } from '../../scripts/workspace/child-processes.mjs';
import { runCli } from './command.ts';

/** A platform with an admin, a project and an API key, as a team has it. */
export interface Team {
  /** The platform's address. */
  url: string;
  /** The folder that holds all of it. */
  folder: string;
  /** A `FLUXLOOP_HOME` that is signed in. */
  home: string;
  /** The API key in clear: what must be found nowhere. */
  key: string;
  admin: { email: string; password: string };
  /** A client that is signed in as the admin. */
  asAdmin(): Promise<FluxLoopClient>;
  /** Kills the platform as a power cut would, without a word. */
  kill(): Promise<void>;
  /** Starts it again on the same data, at the same address. */
  restart(): Promise<void>;
  /** Another home, signed in at another address with the same key. */
  signInAt(endpoint: string, home: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a team's platform as a real process on a real database, by the quickstart's own steps.
 *
 * @param folder - where everything is kept
 * @param env - settings of the platform
 */
export async function startTeam(folder: string, env: NodeJS.ProcessEnv = {}): Promise<Team> {
  const places = quickstartPlaces(folder);
  const processes = new ChildProcesses();
  let platform: RunningPlatform = await startPlatform(processes, places, env);
  const { url } = platform;
  try {
    await ensureAccount(processes, places, platform);
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
  const key: string = JSON.parse(readFileSync(join(places.home, 'credentials'), 'utf8')).profiles
    .quickstart.access_token;
  const admin = { email: ADMIN_EMAIL, password: readFileSync(places.password, 'utf8').trim() };
  return {
    url,
    folder,
    home: places.home,
    key,
    admin,
    async asAdmin() {
      const client = createClient({ endpoint: url, session: true });
      await client.session.create(admin);
      return client;
    },
    async kill() {
      const gone = new Promise((resolve) => platform.process.once('exit', resolve));
      platform.process.kill('SIGKILL');
      await gone;
    },
    async restart() {
      await stop(platform.process);
      platform = await startPlatform(processes, places, env);
    },
    async signInAt(endpoint, home) {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const args = ['auth', 'login', '--with-token', '--endpoint', endpoint];
      const outcome = await runCli(args, { cwd: folder, home, input: key });
      if (outcome.code !== 0) throw new Error(outcome.stderr);
    },
    close: () => processes.stopAll(),
  };
}
