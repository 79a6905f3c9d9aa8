import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess, TemporaryFolder } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { echoProject, ensureBuilt, type Workplace, workplace } from '../built-cli.test-support.js';

beforeAll(ensureBuilt);

let started: RunningProcess | undefined;
afterEach(() => {
  started?.child.kill('SIGKILL');
  started = undefined;
});

function watch(here: Workplace, ...argv: string[]): RunningProcess {
  started = here.start(['test', '--watch', ...argv]);
  return started;
}

/** Whether a process of this number is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A project whose agent says that it is there, and answers nothing. */
function endless(more: string): Record<string, string> {
  return {
    ...echoProject({ texts: ['a', 'b'] }),
    'agent.mjs': `import { writeFileSync } from 'node:fs';
      ${more}
      writeFileSync('started', '');
      process.stdin.resume();
      setInterval(() => undefined, 1000);`,
  };
}

/** With nobody at a terminal, progress is told from the first case on; the agent is up by then. */
async function untilRuns(folder: TemporaryFolder): Promise<void> {
  await folder.untilExists('.fluxloop/results');
  await folder.untilExists('started');
}

describe('test --watch', () => {
  it('runs again with the new agent and the new scenarios, uploads nothing, and ends with Ctrl-C', async () => {
    await using here = await workplace({
      ...echoProject({ texts: ['hello'] }),
      'fluxloop.yaml':
        'project: support-bot\nrunner:\n  target: "./inside.mjs:run"\ntest: { auto_upload: true }\n',
      'inside.mjs': `export const run = ({ text }) => 'You said: ' + text;\n`,
    });
    const running = watch(here);
    await running.waitForOutput(/Waiting for changes/);
    await writeFile(
      join(here.folder.path, 'inside.mjs'),
      `export const run = () => 'something else';\n`,
    );
    await running.waitForOutput(/inside\.mjs changed[\s\S]*✘ [\s\S]*Waiting for changes/);
    await writeFile(
      join(here.folder.path, 'scenarios', 'echo.yaml'),
      'name: echo\ninputs:\n  - text: hi\n    criteria: [{ contains: else }]\n',
    );
    await running.waitForOutput(/✔ The one case passed[\s\S]*✔ The one case passed/);
    running.child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await running.finished;
    expect(exitCode).toBe(130);
    // With auto_upload a credential would have been asked for.
    expect(stdout + stderr).not.toMatch(/credential|upload/i);
    expect(readdirSync(join(here.folder.path, '.fluxloop', 'results'))).toHaveLength(3);
  });

  it('stops the round with Ctrl-C and keeps what is done', async () => {
    await using here = await workplace(endless(''));
    const running = watch(here, '--parallel', '1');
    await untilRuns(here.folder);
    running.child.kill('SIGINT');
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/fluxloop test --resume run_\w+/);
  });

  it('ends at once with a second Ctrl-C, and leaves nobody behind', async () => {
    // An agent that takes its time to stop.
    await using here = await workplace(endless(`process.on('SIGTERM', () => undefined);`));
    const running = watch(here);
    await untilRuns(here.folder);
    const [run = ''] = readdirSync(join(here.folder.path, '.fluxloop', 'results'));
    const lock = join(here.folder.path, '.fluxloop', 'results', run, 'run.lock');
    const { pid } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number };
    expect(isAlive(pid)).toBe(true);
    running.child.kill('SIGINT');
    // Two signals that are sent at the same moment are one.
    await new Promise((resolve) => setTimeout(resolve, 500));
    running.child.kill('SIGINT');
    expect((await running.finished).exitCode).toBe(130);
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });
});
