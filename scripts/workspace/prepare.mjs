import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { repository } from './paths.mjs';

/** @typedef {import('./child-processes.mjs').ChildProcesses} ChildProcesses */
/** @typedef {import('./steps.mjs').Steps} Steps */

const logs = join(repository, 'node_modules/.cache/fluxloop/logs');

/**
 * Brings the checkout to where its commands run: dependencies installed, packages built. Each
 * step is skipped when what it reads has not changed since it last succeeded.
 *
 * @param {ChildProcesses} processes
 * @param {Steps} steps
 * @returns {Promise<void>}
 * @throws {Error} when a step fails, with the end of its log
 */
export async function prepareWorkspace(processes, steps) {
  await install(processes, steps);
  await build(processes, steps);
}

/**
 * @param {ChildProcesses} processes
 * @param {Steps} steps
 */
async function install(processes, steps) {
  const stamp = new Stamp('install');
  const wanted = fingerprint([
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...workspacePackages().map((folder) => `${folder}/package.json`),
  ]);
  if (stamp.matches(wanted)) return;
  await steps.run('Installing dependencies', async () => {
    stamp.clear();
    await pnpm(processes, ['install', '--frozen-lockfile', '--prefer-offline'], 'install.log');
    stamp.write(wanted);
  });
}

/**
 * @param {ChildProcesses} processes
 * @param {Steps} steps
 */
async function build(processes, steps) {
  const stamp = new Stamp('build');
  const wanted = fingerprint(['pnpm-lock.yaml', 'tsconfig.base.json', 'packages']);
  if (stamp.matches(wanted) && everyPackageIsBuilt()) return;
  await steps.run('Building the packages', async () => {
    stamp.clear();
    await pnpm(processes, ['run', 'build'], 'build.log');
    stamp.write(wanted);
  });
}

/**
 * pnpm, in the version that `packageManager` names, by npx: nothing has to be installed first.
 *
 * @param {ChildProcesses} processes
 * @param {string[]} args
 * @param {string} log
 */
function pnpm(processes, args, log) {
  const { packageManager } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  return processes.run(npx, ['--yes', packageManager, ...args], {
    cwd: repository,
    log: join(logs, log),
    // Without CI pnpm asks before it replaces a node_modules of another layout.
    env: { ...process.env, CI: 'true' },
  });
}

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

/** @returns {string[]} */
function workspacePackages() {
  return [
    ...['packages', 'examples'].flatMap((folder) =>
      readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`),
    ),
    'benchmarks',
  ];
}

/** @returns {boolean} */
function everyPackageIsBuilt() {
  return readdirSync(join(repository, 'packages')).every((name) =>
    existsSync(join(repository, 'packages', name, 'dist')),
  );
}
