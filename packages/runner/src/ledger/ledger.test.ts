import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  contentsOf,
  MARKERS,
  makeProject,
  rowsOf,
  type TestProject,
} from '../project.test-support.js';
import { PlanChangedError } from './plan-changed-error.js';
import { readRun, rebuildSummary } from './read-run.js';
import { findRun, listRuns } from './run-folder.js';
import { takeLock } from './run-lock.js';

/** Says what it heard and something of its own, fails on demand, and reports what it should not. */
const AGENT = `
const own = ${JSON.stringify(MARKERS.otherEmail)};
export function run({ text }) {
  if (text.includes('fail')) throw new Error('no luck with ' + text);
  return { text: text + ' / ask ' + own, metadata: { [text]: text, nested: [{ user: text }] } };
}
`;
const SENSITIVE = `${MARKERS.email}, ${MARKERS.card}, ${MARKERS.key}`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function withInputs(inputs: unknown[], test: object = {}, agent = AGENT) {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { retries: 0, ...test } },
    { 'agent.mjs': agent, 'scenarios/first.yaml': { inputs } },
  );
  return project;
}

/** A project in which every place that can hold text holds something sensitive. */
async function withSecretsEverywhere() {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { retries: 0 } },
    {
      'agent.mjs': AGENT,
      [`scenarios/${MARKERS.email}.yaml`]: {
        name: `For ${MARKERS.email}`,
        inputs: [
          {
            name: `A title with ${MARKERS.card}`,
            text: `I am ${SENSITIVE}`,
            context: { customer: MARKERS.email },
            criteria: [{ contains: MARKERS.key }, { regex: MARKERS.email }, 'no-pii'],
          },
          { text: `fail ${SENSITIVE}` },
          { turns: [{ text: `${'very '.repeat(14)}long ${MARKERS.card}` }, { text: SENSITIVE }] },
        ],
      },
    },
  );
  return project;
}

describe('the folder of a run', () => {
  it('holds nothing sensitive when what is stored is sanitized', async () => {
    const { run } = await withSecretsEverywhere();
    const { folder, rows } = await run();
    const contents = await contentsOf(folder);
    expect(contents.size).toBeGreaterThanOrEqual(6);
    for (const [path, content] of contents) {
      for (const marker of Object.values(MARKERS)) {
        expect(path + content, path).not.toContain(marker);
        expect(content, path).not.toContain(marker.replaceAll(' ', ''));
      }
    }
    expect(rows[0]?.redactions).toMatchObject({ email: expect.any(Number) });
    expect(rows.map(({ verdict }) => verdict).sort()).toEqual(['error', 'fail', 'unjudged']);
  });

  it('holds the raw text otherwise, so that the search above is known to find it', async () => {
    const { run } = await withSecretsEverywhere();
    const { folder } = await run({ sanitizeStored: false });
    const results = await readFile(join(folder, 'results.jsonl'), 'utf8');
    for (const marker of Object.values(MARKERS)) expect(results).toContain(marker);
    for (const name of ['plan.json', 'config.yaml', 'leaks.jsonl', 'events.jsonl']) {
      const content = await readFile(join(folder, name), 'utf8');
      for (const marker of Object.values(MARKERS)) expect(content, name).not.toContain(marker);
    }
  });

  it('keeps a limit that looks like a card number', async () => {
    const limit = Number(['4111', '1111', '1111', '1111'].join(''));
    const { run } = await withInputs(['hello'], { max_output: limit });
    const { folder } = await run();
    const content = await readFile(join(folder, 'config.yaml'), 'utf8');
    expect(content).toContain(`max_output: ${limit}`);
  });

  it('gives a case the same id and title whether its rows are sanitized or not', async () => {
    const { run } = await withInputs([`I am ${SENSITIVE}`]);
    const [clean] = (await run()).rows;
    const [raw] = (await run({ sanitizeStored: false })).rows;
    expect(raw?.case_id).toBe(clean?.case_id);
    expect(raw?.name).toBe(clean?.name);
  });

  it('numbers the placeholders of each case from one, and keeps a value its number', async () => {
    const { run } = await withInputs([
      { turns: [`I am ${MARKERS.email}`, `again ${MARKERS.email}`] },
      `I am ${MARKERS.email}`,
    ]);
    const { rows } = await run();
    for (const { messages } of rows) {
      expect(messages.map(({ text }) => text).join('\n')).toMatch(/\[EMAIL_1\].*ask \[EMAIL_2\]/s);
    }
  });

  it('is closed to others', async () => {
    const { run } = await withInputs(['hi']);
    const { folder } = await run();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of ['results.jsonl', 'plan.json', 'leaks.jsonl', 'summary.json']) {
      expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
    }
  });

  it('lists what the agent brought up by itself, and never the value', async () => {
    const { run } = await withInputs([`I am ${MARKERS.email}`, 'hello', 'hello again']);
    const { folder } = await run();
    const lines = (await readFile(join(folder, 'leaks.jsonl'), 'utf8')).trim().split('\n');
    const leaks = lines.map((line) => JSON.parse(line));
    expect(leaks).toHaveLength(3);
    expect(new Set(leaks.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(leaks).toContainEqual({
      case_id: expect.stringMatching(/^c_[0-9a-f]{20}$/),
      iteration: 0,
      turn: 0,
      type: 'email',
      rule: expect.any(String),
      offset: 'hello / ask '.length,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('takes another key for the fingerprints of another project', async () => {
    const fingerprint = async () => {
      const { run, remove } = await withInputs(['hello']);
      const { folder } = await run();
      const line = await readFile(join(folder, 'leaks.jsonl'), 'utf8');
      await remove();
      return JSON.parse(line).fingerprint;
    };
    expect(await fingerprint()).not.toBe(await fingerprint());
  });

  it('notes turns and new attempts as events without text', async () => {
    const { run } = await withInputs(['fail', 'hello'], { retries: 1 });
    const { folder, rows } = await run({ random: () => 0 });
    const events = (await readFile(join(folder, 'events.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const failed = rows.find(({ name }) => name === 'fail');
    expect(events).toContainEqual({
      case_id: failed?.case_id,
      iteration: 0,
      type: 'retry',
      attempt: 1,
      at: expect.any(String),
      code: 'target_error',
      wait_ms: 0,
    });
    expect(events.filter(({ type }) => type === 'turn')).toHaveLength(1);
  });

  it('is found by its id and as the latest', async () => {
    const { run, root } = await withInputs(['hi']);
    const first = await run({ clock: () => Date.UTC(2026, 10, 21, 14, 30, 22) });
    const second = await run({ clock: () => Date.UTC(2026, 10, 21, 14, 30, 23) });
    expect(first.runId).toMatch(/^run_20261121_143022_[a-z0-9]{4}$/);
    expect((await listRuns(root)).map(({ runId }) => runId)).toEqual([second.runId, first.runId]);
    expect((await findRun(root, 'latest')).runId).toBe(second.runId);
    expect((await findRun(root, first.runId)).summary).toEqual(first.summary);
    await expect(findRun(root, 'run_1')).rejects.toMatchObject({
      code: 'run_not_found',
      exitCode: 5,
      hint: expect.stringContaining(second.runId),
    });
  });

  it('takes another name when one is taken', async () => {
    const { run } = await withInputs(['hi']);
    const clock = () => Date.UTC(2026, 10, 21);
    let calls = 0;
    const random = () => (calls++ < 8 ? 0 : 0.5);
    await run({ clock, random: () => 0 });
    expect((await run({ clock, random })).runId).toMatch(/_iiii$/);
  });
});

describe('a row', () => {
  it('is in its file before the next case begins, so that a kill costs what is in progress alone', async () => {
    const results = "new URL('.fluxloop/results/', import.meta.url)";
    const { run } = await withInputs(
      ['one', 'two', 'three', 'four'],
      { parallel: 1 },
      `import { readdirSync, readFileSync } from 'node:fs';
       export function run() {
         const [folder] = readdirSync(${results});
         const ledger = new URL(folder + '/results.jsonl', ${results});
         return String(readFileSync(ledger, 'utf8').split('\\n').length - 1);
       }`,
    );
    const { rows } = await run();
    expect(rows.map(({ messages }) => messages[1]?.text).sort()).toEqual(['0', '1', '2', '3']);
  });
});

describe('summary.json', () => {
  it('comes out of the rows alone, to the byte', async () => {
    const { run } = await withInputs(['one', 'fail', SENSITIVE], { iterations: 3 });
    const { folder, summary } = await run();
    const path = join(folder, 'summary.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, '{}');
    expect(await rebuildSummary(folder)).toEqual(summary);
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});

describe('recovery', () => {
  const inputs = Array.from({ length: 8 }, (_, index) => `case ${index}`);

  it.each([
    ['half a line', (path: string) => appendFile(path, '{"crc32":"0000')],
    [
      'a whole line with a wrong checksum',
      (path: string) => appendFile(path, '{"crc32":"00000000","case_id":"x"}\n'),
    ],
    ['the last bytes missing', async (path: string) => truncate(path, (await stat(path)).size - 5)],
    ['zeros, as a file system leaves them', (path: string) => appendFile(path, Buffer.alloc(4096))],
  ])('cuts off a torn tail and runs what is missing: %s', async (_, damage) => {
    const { run } = await withInputs(inputs);
    const whole = await run();
    await damage(join(whole.folder, 'results.jsonl'));
    const { rows, events, summary } = await run({ resume: whole.runId });
    expect(rows.map(({ name }) => name)).toEqual(inputs);
    expect(summary.complete).toBe(true);
    expect(events).toContainEqual({
      type: 'warning',
      message: expect.stringContaining('run again'),
    });
  });

  it('drops leaks and events whose row was lost, so that none is there twice', async () => {
    const { run } = await withInputs(inputs);
    const { folder, runId } = await run();
    await truncate(join(folder, 'results.jsonl'), 1000);
    await run({ resume: runId });
    for (const name of ['leaks.jsonl', 'events.jsonl']) {
      const lines = (await readFile(join(folder, name), 'utf8')).trim().split('\n');
      expect(new Set(lines.map((line) => JSON.parse(line).case_id)).size, name).toBe(8);
      expect(lines, name).toHaveLength(8);
    }
  });

  it('does nothing more for a run that is complete', async () => {
    const { run } = await withInputs(inputs);
    const whole = await run();
    const before = await readFile(join(whole.folder, 'results.jsonl'));
    const again = await run({ resume: 'latest' });
    expect(again.summary).toEqual(whole.summary);
    expect(await readFile(join(whole.folder, 'results.jsonl'))).toEqual(before);
  });

  it('goes on with the scenarios and iterations that the run was begun with', async () => {
    const { run, write } = await withInputs(['one', 'two']);
    await write('scenarios/second.yaml', 'name: second\ninputs: [three]');
    const begun = await run({ iterations: 3, scenarios: ['second'] });
    expect(begun.rows).toHaveLength(3);
    await truncate(join(begun.folder, 'results.jsonl'), 10);
    const continued = await run({ resume: begun.runId });
    expect(continued.rows.map(({ name, iteration }) => `${name} ${iteration}`).sort()).toEqual([
      'three 0',
      'three 1',
      'three 2',
    ]);
  });

  it('refuses a changed plan and shows the differences', async () => {
    const { run, write } = await withInputs(inputs);
    const { folder, runId } = await run();
    const before = await rowsOf(folder);
    await write('scenarios/first.yaml', 'inputs: [one]');
    await write('scenarios/second.yaml', 'inputs: [two]');
    const refusal = await run({ resume: runId, iterations: 2, sanitizeStored: false }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(PlanChangedError);
    expect(refusal).toMatchObject({
      code: 'plan_changed',
      exitCode: 2,
      differences: [
        'The number of iterations was 1 and is 2.',
        'Sanitizing was on and is off.',
        'The scenario "first" has changed (8 cases before, 1 now).',
        'The scenario "second" is new.',
      ],
    });
    expect(await rowsOf(folder)).toEqual(before);
  });

  it('notices a changed criterion', async () => {
    const { run, write } = await withInputs(inputs);
    const { runId } = await run();
    await write('scenarios/first.yaml', JSON.stringify({ inputs, criteria: [{ contains: 'x' }] }));
    await expect(run({ resume: runId })).rejects.toMatchObject({ code: 'plan_changed' });
  });
});

describe('the lock of a run', () => {
  it('refuses a second writer while the first is at work', async () => {
    const { run } = await withInputs(
      ['one'],
      {},
      'export const run = ({ signal }) => new Promise((_, no) => signal.addEventListener("abort", no));',
    );
    const controller = new AbortController();
    let second: Promise<unknown> = Promise.resolve();
    await run({
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== 'run-started') return;
        second = run({ resume: event.runId }).catch((error: unknown) => error);
        void second.then(() => controller.abort());
      },
    });
    expect(await second).toMatchObject({
      code: 'run_in_use',
      exitCode: 2,
      message: expect.stringContaining(`number ${process.pid}`),
    });
  });

  it.each([
    ['a dead process', { pid: 2 ** 22 - 3, started: 'x' }],
    ['an earlier process of this number', { pid: process.pid, started: 'before the last boot' }],
    ['nobody who can be read', null],
  ])('is taken over from %s', async (_, holder) => {
    const { run } = await withInputs(['one']);
    const { folder, runId } = await run();
    const { hostname } = await import('node:os');
    const content = holder === null ? '' : JSON.stringify({ ...holder, host: hostname() });
    await writeFile(join(folder, 'run.lock'), content);
    expect((await run({ resume: runId })).summary.complete).toBe(true);
    await expect(stat(join(folder, 'run.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is taken over by one of many who find it at once, also when one died at taking it over', async () => {
    const { root } = await withInputs(['one']);
    const { hostname } = await import('node:os');
    const dead = JSON.stringify({ pid: 2 ** 22 - 3, started: 'x', host: hostname() });
    for (let round = 0; round < 20; round += 1) {
      const path = join(root, `lock-${round}`);
      await writeFile(path, dead);
      if (round % 2 === 1) await writeFile(`${path}.over`, dead);
      const tries = await Promise.allSettled(
        Array.from({ length: 12 }, () => takeLock(path, { code: 'in_use', doing: 'is at it' })),
      );
      const taken = tries.filter(({ status }) => status === 'fulfilled');
      expect(taken, `round ${round}`).toHaveLength(1);
      for (const one of tries) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'in_use' });
        else await one.value.release();
      }
      expect((await readdir(root)).filter((name) => name.startsWith('lock-'))).toEqual([]);
    }
  });

  it('is respected where another machine holds it', async () => {
    const { run } = await withInputs(['one']);
    const { folder, runId } = await run();
    const holder = { pid: 1, started: null, host: 'elsewhere.test' };
    await writeFile(join(folder, 'run.lock'), JSON.stringify(holder));
    await expect(run({ resume: runId })).rejects.toMatchObject({
      code: 'run_in_use',
      hint: expect.stringContaining('run.lock'),
    });
  });
});

describe('a folder that cannot be written', () => {
  it('is told apart from a bug: a file where the folder should be', async () => {
    const { run, write } = await withInputs(['one']);
    await write('.fluxloop', 'a file');
    await expect(run()).rejects.toMatchObject({ code: 'folder_not_writable', exitCode: 2 });
  });

  it('is not read where there is no run', async () => {
    const { root } = await withInputs(['one']);
    await expect(readRun(root)).rejects.toMatchObject({ code: 'run_not_found' });
  });
});
