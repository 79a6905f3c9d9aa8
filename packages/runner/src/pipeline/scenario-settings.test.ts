import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

/** Says how many sessions were busy at once, at most, as far as each has seen. */
const AGENT = `let busy = 0;
export async function run({ text }) {
  busy += 1;
  const seen = busy;
  if (text.startsWith('wait')) await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
  await new Promise((resolve) => setTimeout(resolve, 5));
  busy -= 1;
  return String(seen);
}
`;

async function make(files: Record<string, string>, test: object = {}): Promise<TestProject> {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { parallel: 4, ...test } },
    { 'agent.mjs': AGENT, ...files },
  );
  return project;
}

describe('what a scenario says of how it runs', () => {
  it('iterations: its own, unless the run is asked for others', async () => {
    const { run } = await make(
      { 'scenarios/a.yaml': 'iterations: 3\ninputs: [hi]', 'scenarios/b.yaml': 'inputs: [hi]' },
      { iterations: 2 },
    );
    const counts = ({ rows }: { rows: { scenario: string }[] }) =>
      ['a', 'b'].map((name) => rows.filter(({ scenario }) => scenario === name).length);
    const own = await run();
    expect(counts(own)).toEqual([3, 2]);
    expect(own.summary.complete).toBe(true);
    expect(counts(await run({ iterations: 1 }))).toEqual([1, 1]);
  });

  it('iterations: a run that is continued keeps to those that it was begun with', async () => {
    const { run } = await make({ 'scenarios/a.yaml': 'iterations: 3\ninputs: [hi, ho]' });
    const stop = new AbortController();
    const first = await run({
      parallel: 1,
      iterations: 2,
      signal: stop.signal,
      onEvent: ({ type }) => type === 'case-finished' && stop.abort(),
    });
    expect(first.interrupted).toBe(true);
    expect((await run({ resume: first.runId })).rows).toHaveLength(4);
  });

  it('parallel: no more of its cases at the same time', async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => `"hi ${index}"`).join(', ');
    const { run } = await make({
      'scenarios/a.yaml': `parallel: 1\ninputs: [${inputs}]`,
    });
    const { rows } = await run();
    expect(rows.map(({ messages }) => messages[1]?.text)).toEqual(Array(12).fill('1'));
  });

  it('timeout: of a case, unless the run is asked for another', async () => {
    const { run } = await make({
      'scenarios/a.yaml': 'timeout: 50ms\ninputs: [wait, { text: wait too, timeout: 20ms }]',
    });
    const { rows } = await run();
    expect(rows.map(({ error }) => error?.code)).toEqual(['target_timeout', 'target_timeout']);
    expect(rows.map(({ error }) => error?.message)).toEqual([
      expect.stringContaining('50 ms'),
      expect.stringContaining('20 ms'),
    ]);
    expect((await run({ timeoutMs: 30 })).rows[0]?.error?.message).toContain('30 ms');
  });

  it('personas and weights: every row names its own', async () => {
    const { run } = await make({
      'scenarios/a.yaml':
        'personas: [{ name: hurried, weight: 2 }, { name: calm }]\ninputs: [{ text: hi, weight: 3 }]',
    });
    expect((await run()).rows.map(({ persona, weight }) => [persona, weight]).sort()).toEqual([
      ['calm', 3],
      ['hurried', 6],
    ]);
  });
});
