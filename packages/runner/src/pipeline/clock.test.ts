import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 21, 12);

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function withAgent(agent: string, inputs: string[]) {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, test: { parallel: 1, retries: 1 } },
    { 'agent.mjs': agent, 'scenarios/first.yaml': { inputs } },
  );
  return project;
}

describe('a clock that is set while a run goes on', () => {
  it.each([
    ['back by five hours at each look', (looks: number) => NOON - looks * 5 * HOUR],
    ['forward by five hours at each look', (looks: number) => NOON + looks * 5 * HOUR],
    ['to and fro', (looks: number) => NOON + (looks % 2) * 9 * HOUR],
  ])('%s: no row is lost, nothing took less than no time', async (_, timeAt) => {
    const { run } = await withAgent('export const run = ({ text }) => text;', ['a', 'b', 'c', 'd']);
    let looks = 0;
    const { rows, summary, runId, events } = await run({ clock: () => timeAt(looks++) });
    expect(runId).toMatch(/^run_20261121_120000_/);
    expect(summary).toMatchObject({ complete: true, totals: { cases: 4 } });
    for (const row of rows) {
      expect(row.duration_ms).toBeGreaterThanOrEqual(0);
      expect(row.latency_ms).toBeGreaterThanOrEqual(0);
      // Deadlines do not go by it: none passed.
      expect(row.error).toBeUndefined();
    }
    expect(Date.parse(summary.finished_at)).toBeGreaterThanOrEqual(Date.parse(summary.started_at));
    expect(events.at(-1)?.type).toBe('run-finished');
  });

  it('back: a run that is continued before it began is the same run, and whole', async () => {
    const { run } = await withAgent('export const run = ({ text }) => text;', ['a', 'b', 'c']);
    const stop = new AbortController();
    const begun = await run({
      clock: () => NOON,
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === 'case-finished') stop.abort();
      },
    });
    const { summary, runId } = await run({ clock: () => NOON - 9 * HOUR, resume: begun.runId });
    expect(runId).toBe(begun.runId);
    expect(summary).toMatchObject({ complete: true, totals: { cases: 3 } });
  });

  it('back: a busy agent is still left alone for as long as it asks', async () => {
    const agent = `
      let calls = 0;
      let refused = 0;
      export function run() {
        calls += 1;
        if (calls <= 2) {
          refused = performance.now();
          throw Object.assign(new Error('busy'), { retryAfter: 0.2 });
        }
        return String(performance.now() - refused);
      }`;
    const { run } = await withAgent(agent, ['a']);
    let looks = 0;
    const { rows } = await run({ clock: () => NOON - looks++ * 5 * HOUR });
    expect(Number(rows[0]?.messages[1]?.text)).toBeGreaterThanOrEqual(195);
  });
});
