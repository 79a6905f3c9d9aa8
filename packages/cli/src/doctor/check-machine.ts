import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { ExitCode } from '@fluxloop/core/errors';
import type { Check } from './check.js';

/** The oldest Node that `engines` allows. */
const OLDEST_NODE = [20, 19] as const;

/** Checks the Node that runs this. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const fits = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (fits) return { name: 'node', status: 'ok', message: `Node ${version}` };
  return {
    name: 'node',
    status: 'fail',
    message: `Node ${version} is too old.`,
    fix: `Install Node ${OLDEST_NODE.join('.')} or newer: https://nodejs.org`,
    exit_code: ExitCode.usage,
  };
}

/** Checks that nobody else can read FluxLoop's folder and the credentials in it. */
export async function checkHome(home: string): Promise<Check> {
  const name = 'home';
  const folder = await modeOf(home);
  if (folder === null) {
    return { name, status: 'ok', message: `${home} will be made when it is needed` };
  }
  const credentials = join(home, 'credentials');
  const file = await modeOf(credentials);
  const loose = [
    ...(isLoose(folder) ? [`chmod 700 ${home}`] : []),
    ...(file !== null && isLoose(file) ? [`chmod 600 ${credentials}`] : []),
  ];
  if (loose.length === 0) return { name, status: 'ok', message: `${home} is yours alone` };
  return {
    name,
    status: 'warn',
    message: `Others on this machine can look into ${home}.`,
    fix: loose.join(' && '),
  };
}

/** Checks that the agent that `fluxloop.yaml` names is there. */
export async function checkAgent(
  root: string,
  runner: ProjectConfiguration['runner'],
  env: NodeJS.ProcessEnv,
): Promise<Check> {
  const name = 'agent';
  const file = agentFile(runner);
  if (file !== undefined) {
    const path = resolve(root, file);
    if ((await modeOf(path)) === null) return missingAgent(`There is no file ${path}.`);
  }
  if (runner !== undefined && runner.process === undefined) {
    const { describeTarget } = await import('@fluxloop/runner');
    return { name, status: 'ok', message: describeTarget(runner) };
  }
  const [program, ...rest] = runner?.process?.command ?? [];
  if (program === undefined) {
    return {
      name,
      status: 'warn',
      message: 'fluxloop.yaml names no agent.',
      fix: 'Add "runner:" with "target:", "process:" or another kind. An example: fluxloop init',
    };
  }
  const cwd = resolve(root, runner?.process?.cwd ?? '.');
  if (!(await findProgram(program, cwd, env))) {
    return missingAgent(`There is no program "${program}".`);
  }
  const { agentScript } = await import('@fluxloop/runner');
  const script = agentScript([program, ...rest]);
  if (script !== undefined && (await modeOf(resolve(cwd, script))) === null) {
    return missingAgent(`There is no file ${resolve(cwd, script)}.`);
  }
  return { name, status: 'ok', message: [program, ...rest].join(' ') };
}

/** The file that a runner names, if it is one of the project's. */
function agentFile(runner: ProjectConfiguration['runner']): string | undefined {
  const target = runner?.target;
  if (typeof target === 'string') return target.slice(0, target.lastIndexOf(':'));
  if (target !== undefined) return /^\.{0,2}\//.test(target.module) ? target.module : undefined;
  return runner?.replay;
}

/** Checks that results can be written. */
export async function checkResults(root: string): Promise<Check> {
  const folder = join(root, '.fluxloop', 'results');
  const existing = await nearestExisting(folder);
  try {
    await access(existing, constants.W_OK);
    return { name: 'results', status: 'ok', message: folder };
  } catch {
    return {
      name: 'results',
      status: 'fail',
      message: `${existing} cannot be written to.`,
      fix: `Give your user permission for it: chmod u+w ${existing}`,
      exit_code: ExitCode.usage,
    };
  }
}

function missingAgent(message: string): Check {
  return {
    name: 'agent',
    status: 'fail',
    message,
    fix: 'Correct "runner:" in fluxloop.yaml.',
    exit_code: ExitCode.usage,
  };
}

async function findProgram(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (isAbsolute(program) || program.includes('/')) {
    return (await modeOf(resolve(cwd, program))) !== null;
  }
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const ending of endings) {
      if ((await modeOf(join(folder, program + ending))) !== null) return true;
    }
  }
  return false;
}

async function nearestExisting(folder: string): Promise<string> {
  let current = folder;
  while ((await modeOf(current)) === null && dirname(current) !== current)
    current = dirname(current);
  return current;
}

/** `null` for what is not there, or may not be looked at. */
async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode;
  } catch {
    return null;
  }
}

function isLoose(mode: number): boolean {
  // Windows has no such bits; its folders in a user's profile are private by themselves.
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}
