import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import {
  createPlaceholders,
  createProjectSanitizer,
  type Sanitizer,
} from '@fluxloop/core/sanitizer';
import { afterEach } from 'vitest';
import type { RunCriterion } from '../criteria/run-criteria.js';
import { type Plan, rulesDigest } from '../ledger/plan.js';
import { RunWriter } from '../ledger/run-writer.js';
import type { ReportFormat, ReportOutput } from './report.js';
import { type WriteReportsOptions, type WrittenReports, writeReports } from './write-reports.js';

/** A row that passed, with whatever a test wants different. */
export function row(different: Partial<ResultRow> = {}): ResultRow {
  return {
    case_id: `c_${'0'.repeat(20)}`,
    iteration: 0,
    scenario: 'refunds',
    name: 'a plain refund',
    verdict: 'pass',
    score: 1,
    started_at: '2026-11-21T14:30:22.000Z',
    duration_ms: 120,
    latency_ms: 100,
    attempts: 1,
    messages: [
      { role: 'user', text: 'I want a refund' },
      { role: 'agent', text: 'It is on its way.', latency_ms: 100 },
    ],
    criteria: [
      {
        type: 'contains',
        expected: 'way',
        verdict: 'pass',
        score: 1,
        reason: 'The answer contains "way".',
        weight: 1,
        required: false,
      },
    ],
    redactions: {},
    ...different,
  };
}

/** A row that failed for this reason. */
export function failedRow(reason: string, different: Partial<ResultRow> = {}): ResultRow {
  const [criterion] = row().criteria;
  return row({
    verdict: 'fail',
    score: 0,
    criteria: criterion === undefined ? [] : [{ ...criterion, verdict: 'fail', score: 0, reason }],
    ...different,
  });
}

/** The id of a made-up case. */
export function caseId(number: number): string {
  return `c_${number.toString(16).padStart(20, '0')}`;
}

/** A run in a temporary folder, written by the ledger's own writer. */
export interface RunOfRows {
  root: string;
  folder: string;
  /** Writes a report to a text. */
  text(format: ReportFormat, options?: Partial<WriteReportsOptions>): Promise<string>;
  /** Writes reports. */
  write(options: Partial<WriteReportsOptions>): Promise<WrittenReports>;
  remove(): Promise<void>;
}

/** How {@link runOf} stores the rows. */
export interface StoredAs {
  /** Default: true. */
  sanitized?: boolean;
  sanitizer?: Sanitizer;
  /** How many rows were planned. Default: as many as there are. */
  planned?: number;
  /** What is asked of each scenario as a whole. */
  runCriteria?: RunCriterion[];
  /** How often each case was run. Default: once. */
  iterations?: number;
}

/** Stores rows as a run. */
export async function runOf(rows: Iterable<ResultRow>, stored: StoredAs = {}): Promise<RunOfRows> {
  const root = await mkdtemp(join(tmpdir(), 'fluxloop-reports-'));
  const sanitizer = stored.sanitizer ?? createProjectSanitizer({ env: {} });
  const { configuration } = await loadProjectConfiguration({ cwd: root });
  const all = [...rows];
  const clean = (text: string) =>
    sanitizer.sanitize(text, { placeholders: createPlaceholders() }).text;
  const names = [...new Set(all.map(({ scenario }) => clean(scenario)))];
  const plan: Plan = {
    version: 1,
    run_id: 'run_20261121_143022_k3f9',
    started_at: '2026-11-21T14:30:22.000Z',
    engine_version: '0.0.0',
    target: 'node agent.mjs',
    iterations: stored.iterations ?? 1,
    shard: null,
    sanitized: stored.sanitized ?? true,
    sanitizer_digest: rulesDigest(sanitizer),
    selected: null,
    scenarios: names.map((name) => ({
      name,
      file: `scenarios/${name}.yaml`,
      digest: '',
      cases: 1,
      ...(stored.runCriteria === undefined ? {} : { run_criteria: stored.runCriteria }),
    })),
    rows: stored.planned ?? all.length,
    digest: '0'.repeat(64),
  };
  const writer = await RunWriter.create(plan, { root, sanitizer, configuration });
  if (writer === null) throw new Error('the folder of the run exists already');
  for (const one of all) writer.add(one, []);
  await writer.close();
  const { folder } = writer;
  const base = { root, folder, configuration, sanitizer, env: {}, reports: [] };
  const write = (options: Partial<WriteReportsOptions>) => writeReports({ ...base, ...options });
  return {
    root,
    folder,
    write,
    async text(format, options = {}) {
      const collected = collecting();
      const { reports } = await write({ ...options, reports: [{ format, to: collected }] });
      for (const report of reports) if (report.status === 'failed') throw report.error;
      return collected.text();
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Takes what a report writes. */
export function collecting(): ReportOutput & { text(): string } {
  const pieces: string[] = [];
  return {
    write: (text) => {
      pieces.push(text);
      return undefined;
    },
    text: () => pieces.join(''),
  };
}

/** The bytes of the run's ledger. */
export function ledgerOf({ folder }: RunOfRows): Promise<string> {
  return readFile(join(folder, 'results.jsonl'), 'utf8');
}

/** One row of each verdict, in two scenarios. */
export const EACH_VERDICT = [
  row({ case_id: caseId(1) }),
  failedRow('No answer contains "sorry".', { case_id: caseId(2), name: 'late order' }),
  row({
    case_id: caseId(3),
    scenario: 'orders',
    verdict: 'error',
    score: 0,
    criteria: [],
    error: { code: 'target_timeout', message: 'The agent took longer than 30 s.' },
    attempts: 2,
  }),
  row({ case_id: caseId(4), scenario: 'orders', verdict: 'unjudged', score: 0, criteria: [] }),
  row({
    case_id: caseId(5),
    scenario: 'orders',
    verdict: 'skipped',
    score: 0,
    criteria: [],
    messages: [],
  }),
];

/** {@link runOf}, for a file of tests: what a test stored is removed behind it. */
export function removedBehindEach(): typeof runOf {
  const runs: RunOfRows[] = [];
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.remove();
  });
  return async (rows, stored) => {
    const run = await runOf(rows, stored);
    runs.push(run);
    return run;
  };
}
