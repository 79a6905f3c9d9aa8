import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { outputMode } from '@fluxloop/plugin-kit';
import { fakeSurroundings } from '@fluxloop/plugin-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunProgress } from './run-progress.js';

const row = (verdict: Verdict, said: string, index = 0): ResultRow => ({
  case_id: `c_${String(index).padStart(20, '0')}`,
  iteration: 0,
  scenario: 'refunds',
  name: said,
  verdict,
  score: verdict === 'pass' ? 1 : 0,
  started_at: '2026-11-21T14:30:22.000Z',
  duration_ms: 1,
  latency_ms: 1,
  attempts: 1,
  messages: [],
  criteria: [],
  ...(verdict === 'error' ? { error: { code: 'x', message: `it broke at ${said}` } } : {}),
  redactions: {},
});

interface Place {
  columns?: number;
  env?: Record<string, string>;
  json?: boolean;
}

function follow(rows: readonly ResultRow[], { columns, env = {}, json = false }: Place = {}) {
  const around = fakeSurroundings({
    env,
    ...(columns === undefined ? {} : { terminal: { columns } }),
  });
  const warnings: string[] = [];
  const progress = new RunProgress({
    stream: around.stderr,
    mode: outputMode({ json }, around),
    onWarning: (message) => {
      warnings.push(message);
      around.stderr.write(`[WARN] ${message}\n`);
    },
  });
  const run = { runId: 'run_1', folder: '/tmp/run_1', resumed: 0, shard: null };
  progress.follow({ type: 'run-started', ...run, total: rows.length });
  for (const one of rows) progress.follow({ type: 'case-finished', row: one });
  return { progress, shown: () => around.recorded.stderr, warnings };
}

/** What stays on the screen: every line as it was last drawn. */
const lines = (shown: string): string[] =>
  shown
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\r\u001B[2K') + 1).replace('\u001B[2K', ''));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the progress of a run', () => {
  it('shows each case that did not pass, and why, as it comes', () => {
    const { progress, shown } = follow(
      [row('pass', 'a'), row('error', 'b'), row('unjudged', 'c'), row('skipped', 'd')],
      { columns: 80, env: { NO_COLOR: '1' } },
    );
    expect(lines(shown())).toEqual([
      '✘ error refunds › b: it broke at b',
      '? unjudged refunds › c: it has no criteria to judge it by',
      expect.stringMatching(/^Testing {2}█+ {2}4\/4 {2}100 % {2}1 error, 1 unjudged$/),
    ]);
    progress.end();
  });

  it('shows twenty of them, and says that there are more', () => {
    const rows = Array.from({ length: 50 }, (_, index) => row('error', 'x', index));
    const { progress, shown } = follow(rows);
    expect(shown().match(/✘ error/g)).toHaveLength(20);
    expect(shown().match(/Further ones are counted, and not shown here\./g)).toHaveLength(1);
    expect(shown()).toContain('Testing: 50/50 (50 error)\n');
    expect(progress.failures).toMatchObject({ count: 50, first: { length: 20 } });
    progress.end();
  });

  it('stays within the terminal, and lets nobody write to it', () => {
    const hostile = `\u001B[2J\u202Egpj.exe\n${'very long '.repeat(40)}`;
    const { progress, shown } = follow([row('error', hostile)], {
      columns: 60,
      env: { NO_COLOR: '1' },
    });
    expect(Math.max(...lines(shown()).map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(shown().replaceAll('\r\u001B[2K', '')).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
    expect(shown()).toContain('<U+202E>gpj.exe');
    progress.end();
  });

  it('is plain lines with CI set, also in a terminal', () => {
    const rows = Array.from({ length: 20 }, (_, index) => row('pass', 'x', index));
    const { progress, shown } = follow(rows, { columns: 80, env: { CI: 'true' } });
    expect(shown()).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(shown().split('\n')).toHaveLength(11);
    progress.end();
  });

  it('makes way for a warning, and goes on', () => {
    const { progress, shown, warnings } = follow([row('pass', 'a'), row('pass', 'b')], {
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    progress.follow({ type: 'warning', message: 'the agent is slow' });
    expect(warnings).toEqual(['the agent is slow']);
    expect(lines(shown())[0]).toBe('[WARN] the agent is slow');
    expect(lines(shown())[1]).toContain('2/2');
    progress.end();
  });

  it('counts on while the agent thinks, until the end', () => {
    const { progress, shown } = follow([row('pass', 'a')], { columns: 80 });
    const before = shown().length;
    vi.advanceTimersByTime(2_000);
    expect(shown().length).toBeGreaterThan(before);
    progress.end();
    const after = shown().length;
    vi.advanceTimersByTime(5_000);
    expect(shown().length).toBe(after);
  });

  it('is silent with --json, and keeps what did not pass', () => {
    const { progress, shown } = follow([row('error', 'a')], { json: true });
    expect(shown()).toBe('');
    expect(progress.failures.count).toBe(1);
  });
});
