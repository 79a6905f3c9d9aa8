import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TemporaryFolder, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchArguments } from './watch-arguments.js';
import { type WatchTestsOptions, watchTests } from './watch-tests.js';
import { isWatchedFile } from './watched-file.js';

let folder: TemporaryFolder;
let end: AbortController;
let watching: Promise<number> | undefined;

beforeEach(async () => {
  folder = await temporaryFolder({
    'fluxloop.yaml': 'runner: { target: "./agent.mjs:run" }\n',
    'agent.mjs': 'export const run = () => "hi";\n',
    'scenarios/first.yaml': 'inputs: [hi]\n',
  });
  end = new AbortController();
});
afterEach(async () => {
  end.abort();
  await watching;
  await folder.remove();
});

const file = (name: string) => join(folder.path, name);

/** Watches, and tells what happened; `run` is the work of the nth round, counted from 1. */
function start(run: (round: number, signal: AbortSignal) => Promise<void>) {
  const log: string[] = [];
  const waiting: { text: string; resolve: () => void }[] = [];
  const note = (text: string) => {
    log.push(text);
    for (const one of waiting.filter((other) => text.includes(other.text))) one.resolve();
  };
  let rounds = 0;
  const options: WatchTestsOptions = {
    root: folder.path,
    signal: end.signal,
    onChange: (files) => note(`changed ${files.join(' ')}`),
    onIdle: () => note('idle'),
    onWarning: (message) => note(`warning ${message}`),
    run: async (signal) => {
      rounds += 1;
      note(`round ${rounds}`);
      await run(rounds, signal);
      note(`${signal.aborted ? 'stopped' : 'finished'} ${rounds}`);
    },
  };
  watching = watchTests(options);
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      if (log.some((one) => one.includes(text))) resolve();
      else waiting.push({ text, resolve });
    });
  return { log, until };
}

/** Work that ends only when it is told to. */
function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

describe('watching', () => {
  it('runs once, and again when a scenario, the configuration or the agent changes', async () => {
    const { log, until } = start(async () => undefined);
    await until('idle');
    await appendFile(file('scenarios/first.yaml'), '# more\n');
    await until('finished 2');
    await appendFile(file('agent.mjs'), '// more\n');
    await until('finished 3');
    await mkdir(file('scenarios/new'));
    await writeFile(file('scenarios/new/config.yaml'), 'inputs: [hi]\n');
    await until('finished 4');
    expect(log.filter((one) => one.startsWith('changed'))).toEqual([
      `changed ${join('scenarios', 'first.yaml')}`,
      'changed agent.mjs',
      `changed ${join('scenarios', 'new', 'config.yaml')}`,
    ]);
  });

  it('stops a round that is outdated, and answers many changes with one round', async () => {
    const { log, until } = start(async (round, signal) => {
      if (round === 1) await untilStopped(signal);
    });
    await until('round 1');
    await appendFile(file('agent.mjs'), '// 1\n');
    await appendFile(file('fluxloop.yaml'), '# 1\n');
    await appendFile(file('agent.mjs'), '// 2\n');
    await until('finished 2');
    expect(log).toEqual([
      'round 1',
      'stopped 1',
      'changed agent.mjs fluxloop.yaml',
      'round 2',
      'finished 2',
      ...log.slice(5),
    ]);
    expect(log.filter((one) => one.startsWith('round'))).toHaveLength(2);
  });

  it('gives up on a file that every round writes', async () => {
    const { until, log } = start(async () => {
      await appendFile(file('memory.json'), '{}\n');
      // The watcher is told by the system; the round must still be on by then.
      await new Promise((resolve) => setTimeout(resolve, 80));
    });
    await until('warning memory.json changes whenever tests run');
    await until('idle');
    expect(log.filter((one) => one.startsWith('round')).length).toBeLessThanOrEqual(4);
  });

  it('ends with the signal, and stops the round', async () => {
    const { until, log } = start(async (_, signal) => untilStopped(signal));
    await until('round 1');
    end.abort();
    expect(await watching).toBe(1);
    expect(log).toEqual(['round 1', 'stopped 1']);
  });
});

describe('what is watched', () => {
  it.each([
    ['fluxloop.yaml', true],
    ['scenarios/orders/config.yaml', true],
    ['data/cases.jsonl', true],
    ['src/agent.ts', true],
    ['agent.py', true],
    ['.env', true],
    ['.env.local', true],
    ['.fluxloop/results/run_x/results.jsonl', false],
    ['node_modules/x/index.js', false],
    ['.git/index', false],
    ['agent.log', false],
    ['agent.ts.swp', false],
    ['picture.png', false],
  ])('of %s: %s', (path, watched) => {
    expect(isWatchedFile(path.split('/').join(join('a', 'b').charAt(1)))).toBe(watched);
  });
});

describe('what a round is called with', () => {
  it('is what was typed, and no upload that was not', () => {
    expect(watchArguments(['--watch', '--scenario', 'a'], {})).toEqual([
      '--scenario',
      'a',
      '--no-upload',
    ]);
    expect(watchArguments(['--upload', '--watch'], { upload: true })).toEqual(['--upload']);
  });

  it.each([{ resume: 'latest' }, { json: true }, { 'api-key': 'x' }])(
    'is nothing that makes no sense with rounds: %j',
    (flags) => {
      expect(() => watchArguments(['--watch'], flags)).toThrow(
        expect.objectContaining({ code: 'watch_contradiction', exitCode: 2 }),
      );
    },
  );
});
