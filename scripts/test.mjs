import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser, installBrowser } from './testing/browser.mjs';
import { summarize } from './testing/summary.mjs';
import { ChildProcesses, exited } from './workspace/child-processes.mjs';
import { requireSupportedNode } from './workspace/node-version.mjs';
import { repository } from './workspace/paths.mjs';
import { prepareWorkspace } from './workspace/prepare.mjs';
import { Steps } from './workspace/steps.mjs';

const processes = new ChildProcesses();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => processes.stopAll().finally(() => process.exit(130)));
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await processes.stopAll();
}

/**
 * Installs what the tests need and runs them.
 *
 * @param {string[]} args - handed to vitest: a path or a name narrows what runs
 * @returns {Promise<number>} the exit code
 */
async function test(args) {
  requireSupportedNode();
  const steps = new Steps(process.stdout);
  await prepareWorkspace(processes, steps);
  const browser = await provideBrowser(steps);
  const report = join(repository, 'artifacts/tests.json');
  rmSync(report, { force: true });
  const child = processes.start(
    process.execPath,
    [vitest(), 'run', ...reporters(report), ...args],
    {
      cwd: repository,
      env: {
        ...process.env,
        ...(browser.path === undefined
          ? { FLUXLOOP_NO_BROWSER: browser.reason }
          : { FLUXLOOP_BROWSER: browser.path }),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const { code } = await exited(child);
  if (existsSync(report)) steps.say(`\n${summarize(report)}`);
  if (browser.path === undefined && process.env.CI) {
    steps.say(`The browser tests did not run: ${browser.reason}. With CI set, that is a failure.`);
    return 1;
  }
  return code ?? 1;
}

/** @param {Steps} steps */
async function provideBrowser(steps) {
  const found = findBrowser();
  if (found !== undefined) return { path: found };
  const reason = await steps.run('Installing a browser for the tests', () =>
    installBrowser(processes, join(repository, 'artifacts/browser-install.log')),
  );
  const installed = findBrowser();
  return installed === undefined
    ? { reason: reason ?? 'no browser was found' }
    : { path: installed };
}

/** vitest's command, from the workspace that was just installed. */
function vitest() {
  const manifest = createRequire(join(repository, 'package.json')).resolve('vitest/package.json');
  return join(dirname(manifest), 'vitest.mjs');
}

/** @param {string} report */
function reporters(report) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}
