import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type ProcessOptions,
  type ProcessRun,
  type RunningProcess,
  startProcess,
  type TemporaryFolder,
  temporaryFolder,
} from '@fluxloop/plugin-kit/testing';

const root = new URL('../', import.meta.url);
const bin = new URL('bin/fluxloop.js', root);

/** Builds the command where nobody has; the tests run what was built. */
export async function ensureBuilt(): Promise<void> {
  const built = ['dist/index.cjs', 'oclif.manifest.json'].map((path) => new URL(path, root));
  if (built.every((file) => existsSync(file))) return;
  process.stderr.write('packages/cli is not built; building it now.\n');
  await promisify(execFile)('npm', ['run', 'build'], { cwd: fileURLToPath(root) });
}

/** A folder with a home of its own, in which the built command is run. */
export interface Workplace {
  readonly folder: TemporaryFolder;
  start(argv: readonly string[], options?: Partial<ProcessOptions>): RunningProcess;
  run(argv: readonly string[], options?: Partial<ProcessOptions>): Promise<ProcessRun>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a workplace with these files in it. */
export async function workplace(files: Readonly<Record<string, string>> = {}): Promise<Workplace> {
  const folder = await temporaryFolder({ 'home/.keep': '', ...files });
  const start: Workplace['start'] = (argv, options = {}) =>
    startProcess({ bin, argv, cwd: folder.path, home: `${folder.path}/home`, ...options });
  return {
    folder,
    start,
    run: (argv, options) => start(argv, options).finished,
    [Symbol.asyncDispose]: folder.remove,
  };
}

/** An agent that repeats what it hears, after a while. */
const ECHO_AGENT = `
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
const delay = Number(process.argv[2] ?? 0);
for await (const line of createInterface({ input: process.stdin })) {
  const { type, session, text } = JSON.parse(line);
  if (type !== 'input') continue;
  void sleep(delay).then(() =>
    process.stdout.write(JSON.stringify({ type: 'final', session, text: 'You said: ' + text }) + '\\n'));
}
`;

/** The files of a project whose agent is {@link ECHO_AGENT}; every case passes. */
export function echoProject(
  options: { configuration?: string; delayMs?: number; texts?: readonly string[] } = {},
): Record<string, string> {
  const texts = options.texts ?? ['hello', 'write to ada@example.com'];
  return {
    'agent.mjs': ECHO_AGENT,
    'fluxloop.yaml': `project: support-bot
runner:
  process: { command: [node, agent.mjs, "${options.delayMs ?? 0}"], protocol: jsonl }
${options.configuration ?? ''}`,
    'scenarios/echo.yaml': JSON.stringify({
      name: 'echo',
      inputs: texts.map((text) => ({ text, criteria: [{ icontains: 'you said' }] })),
    }),
  };
}

/** A scenario that {@link ECHO_AGENT} does not pass. */
export const FAILING_SCENARIO = JSON.stringify({
  name: 'failing',
  inputs: [{ text: 'hello', criteria: [{ contains: 'goodbye' }] }],
});
