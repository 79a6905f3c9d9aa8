import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import type { Environment } from '@fluxloop/core/storage';
import { npmEnvironment } from './npm-environment.js';
import { npmProblem } from './npm-problem.js';

/** Each is said although some are npm's defaults: the user's `.npmrc` may say otherwise. */
const SETTINGS = [
  '--ignore-scripts',
  '--save',
  '--omit=dev',
  '--no-global',
  '--no-package-lock',
  '--no-dry-run',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--loglevel=error',
  '--json',
];

/** What {@link npmInstall} takes. */
export interface NpmInstallOptions {
  /** A folder with a package.json, in which nothing is installed yet. */
  folder: string;
  /** The package, as npm takes it. */
  spec: string;
  env: Environment;
  /** Stops npm. */
  signal: AbortSignal;
}

/**
 * Has the user's own npm install a package and what it depends on. No script of theirs is run
 * (`preinstall`, `install`, `postinstall`, and `prepare` of git repositories).
 *
 * @throws ConfigurationError `npm_missing`; what {@link npmProblem} makes of npm's answer; Node's AbortError
 */
export async function npmInstall({ folder, spec, env, signal }: NpmInstallOptions): Promise<void> {
  const { command, argv } = npmCommand(env);
  const child = spawn(command, [...argv, 'install', '--prefix', folder, ...SETTINGS, '--', spec], {
    cwd: folder,
    env: npmEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  let failure: unknown;
  child.once('error', (error) => {
    failure = error;
  });
  // Also after a failure: as long as npm is there it may write into the folder.
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  if (failure !== undefined) throw isMissing(failure) ? missing() : failure;
  if (exitCode !== 0) throw npmProblem(spec, output);
}

/** On Windows `npm` is a batch file, which takes a shell with its own ideas of quotes; so its program is run. */
function npmCommand(env: Environment): { command: string; argv: string[] } {
  if (process.platform !== 'win32') return { command: 'npm', argv: [] };
  const folders = [dirname(process.execPath), ...(env.PATH ?? env.Path ?? '').split(delimiter)];
  const programs = folders.map((folder) =>
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  const program = programs.find((file) => existsSync(file));
  if (program === undefined) throw missing();
  return { command: process.execPath, argv: [program] };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function missing(): ConfigurationError {
  return new ConfigurationError('npm_missing', 'npm, which fetches plugins, is not in the PATH.', {
    hint: 'It comes with Node: https://nodejs.org. A folder needs none: fluxloop plugins link DIR',
  });
}
