import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The variables that a function reads: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's FluxLoop folder: `FLUXLOOP_HOME`, else `~/.fluxloop`. It holds the credentials and
 * the user's configuration.
 *
 * @param env - read for `FLUXLOOP_HOME`, `HOME` (`USERPROFILE` on Windows)
 * @returns an absolute path; it need not exist
 */
export function fluxloopHome(env: Environment): string {
  const chosen = env.FLUXLOOP_HOME;
  return chosen ? resolve(expandTilde(chosen, env)) : join(userHome(env), '.fluxloop');
}

/**
 * Replaces a leading `~` by the user's home folder, for paths that no shell has seen.
 *
 * @param path - `~`, `~/…` or any other path, which is returned as it is
 */
export function expandTilde(path: string, env: Environment): string {
  return path === '~' || path.startsWith('~/') ? join(userHome(env), path.slice(1)) : path;
}

function userHome(env: Environment): string {
  return (process.platform === 'win32' ? env.USERPROFILE : env.HOME) || homedir();
}
