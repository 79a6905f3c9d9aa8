import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PythonRunner } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { childEnvironment } from './child-environment.js';
import type { OpenTargetOptions } from './open-target.js';
import { jsonlTarget } from './process-target.js';
import type { Target } from './target.js';
import { targetNotFound } from './target-error.js';

const WINDOWS = process.platform === 'win32';
const IN_VIRTUAL_ENVIRONMENT = WINDOWS ? 'Scripts/python.exe' : 'bin/python';
/** What Python itself reads, and what says which environment is active. */
const PYTHON_VARIABLES = ['VIRTUAL_ENV', 'PYTHONPATH', 'PYTHONHOME', 'CONDA_PREFIX'];

/**
 * Makes the target for a Python function: the user's own interpreter runs a small program of ours, which
 * has no dependencies, imports the function and speaks the agent protocol for it.
 * @throws ConfigurationError `target_not_found`, `target_not_loadable`, `python_not_found`
 */
export async function openPythonTarget(
  settings: PythonRunner,
  options: OpenTargetOptions,
): Promise<Target> {
  const { root, env } = options;
  const cwd = resolve(root, settings.cwd ?? '.');
  await requireModule(settings.function, cwd);
  const program = fileURLToPath(new URL('./programs/fluxloop_agent.py', import.meta.url));
  const pool = jsonlTarget(
    {
      command: [await interpreter(settings, root, env), '-u', program, settings.function],
      cwd,
      env: {
        ...childEnvironment(env, [...PYTHON_VARIABLES, ...settings.env]),
        PYTHONIOENCODING: 'utf-8',
      },
      readyPattern: /^\{"type": "ready"\}$/,
      stopSignal: settings.stop_signal,
      stopTimeoutMs: settings.stop_timeout,
    },
    { instances: settings.instances },
    options,
  );
  const fault = await pool.warm();
  if (fault === null) return pool;
  throw new ConfigurationError(
    'target_not_loadable',
    `The agent's function ${settings.function} cannot be loaded: ${fault.message}`,
    {
      hint: `Run it by itself to see more: python3 -c "import ${settings.function.split(':')[0]}"`,
    },
  );
}

/** The interpreter that the project uses: what is asked for, the active environment's, the project's, the system's. */
async function interpreter(
  { interpreter: asked }: PythonRunner,
  root: string,
  env: OpenTargetOptions['env'],
): Promise<string> {
  if (asked !== undefined) {
    if (!/[\\/]/.test(asked)) return asked;
    const path = resolve(root, asked);
    if (await exists(path)) return path;
    throw new ConfigurationError('python_not_found', `There is no interpreter at ${path}.`, {
      hint: 'Correct runner.python.interpreter in fluxloop.yaml, or leave it out.',
    });
  }
  const folders = [env.VIRTUAL_ENV, join(root, '.venv'), join(root, 'venv')];
  for (const folder of folders) {
    if (folder === undefined || folder === '') continue;
    const path = join(folder, IN_VIRTUAL_ENVIRONMENT);
    if (await exists(path)) return path;
  }
  return WINDOWS ? 'python' : 'python3';
}

/** A module that lies below the working folder is looked for now, since every case would fail for it. */
async function requireModule(name: string, cwd: string): Promise<void> {
  const [module = ''] = name.split(':');
  const path = join(cwd, ...module.split('.'));
  const root = join(cwd, module.split('.')[0] ?? '');
  // What is not there at all may be installed in the environment.
  if (!(await exists(root)) && !(await exists(`${root}.py`))) return;
  if ((await exists(`${path}.py`)) || (await exists(path))) return;
  throw targetNotFound(
    `The agent's module ${module} does not exist in ${cwd}.`,
    'Correct runner.python in fluxloop.yaml; modules are written with dots: src.agent:run.',
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
