import { ChildProcesses, exited } from '../workspace/child-processes.mjs';
import { requireSupportedNode } from '../workspace/node-version.mjs';
import { cliBin, platformBin } from '../workspace/paths.mjs';
import { prepareWorkspace } from '../workspace/prepare.mjs';
import { Steps } from '../workspace/steps.mjs';
import { ensureAccount } from './account.mjs';
import { cliEnvironment } from './environment.mjs';
import { ADMIN_EMAIL, quickstartPlaces } from './places.mjs';
import { startPlatform } from './platform.mjs';

/** The test ran and some cases failed: for the quickstart that is a result, not a fault. */
const TESTS_FAILED = 10;
const INTERRUPTED = 130;

/**
 * From a checkout to a sanitized test result on the dashboard.
 *
 * @param {string[]} args - `--exit`: end after the test instead of staying up
 * @returns {Promise<number>} the exit code
 */
export async function quickstart(args) {
  const unknown = args.find((arg) => arg !== '--exit');
  if (unknown !== undefined) {
    throw new Error(`Unknown option ${unknown}. The quickstart takes --exit and nothing else.`);
  }
  requireSupportedNode();
  const stayUp = !args.includes('--exit') && process.stdin.isTTY && process.stdout.isTTY;
  const processes = new ChildProcesses();
  const interruption = onInterrupt(processes);
  try {
    return await Promise.race([
      everyStep(processes, stayUp ?? false, interruption.signal),
      interruption.happened,
    ]);
  } finally {
    await processes.stopAll();
    interruption.dispose();
  }
}

/**
 * @param {ChildProcesses} processes
 * @param {boolean} stayUp
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
async function everyStep(processes, stayUp, signal) {
  const steps = new Steps(process.stdout);
  const places = quickstartPlaces();
  await prepareWorkspace(processes, steps);
  const platform = await steps.run('Starting the platform', () => startPlatform(processes, places));
  await steps.run('Preparing the account, the project and the API key', () =>
    ensureAccount(processes, places, platform, signal),
  );
  steps.say('');
  const code = await runTest(processes, places);
  steps.say('');
  if (code !== 0 && code !== TESTS_FAILED) return code;
  steps.say(`Sign in at ${platform.url} as ${ADMIN_EMAIL}; the password is in ${places.password}`);
  if (stayUp) {
    steps.say('The platform stays up until you press Ctrl-C.');
    const { code: platformCode } = await exited(platform.process);
    throw new Error(`The platform ended by itself with code ${platformCode}.`);
  }
  steps.say('The platform stops now. To open the page again, start it with');
  steps.say(
    `  node ${platformBin} start --data ${places.platform} --port ${new URL(platform.url).port}`,
  );
  return 0;
}

/**
 * The main job, as a user types it.
 *
 * @param {ChildProcesses} processes
 * @param {import('./places.mjs').QuickstartPlaces} places
 * @returns {Promise<number>} the command's exit code
 */
async function runTest(processes, places) {
  const child = processes.start(
    process.execPath,
    [cliBin, 'test', '--sanitize', '--upload', '--yes'],
    { cwd: places.example, env: cliEnvironment(places), stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const { code } = await exited(child);
  return code ?? INTERRUPTED;
}

/**
 * Turns the first Ctrl-C into an orderly end and the second into an immediate one.
 *
 * @param {ChildProcesses} processes
 */
function onInterrupt(processes) {
  const controller = new AbortController();
  /** @type {(code: number) => void} */
  let report = () => {};
  const happened = new Promise((/** @type {(code: number) => void} */ resolve) => {
    report = resolve;
  });
  const listener = () => {
    if (controller.signal.aborted) return processes.killAll();
    process.stdout.write('\nStopping everything …\n');
    controller.abort();
    report(INTERRUPTED);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, listener);
  return {
    signal: controller.signal,
    happened,
    dispose() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
