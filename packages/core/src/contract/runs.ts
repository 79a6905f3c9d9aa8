import * as z from 'zod';
import { caseId, projectSlug, runId, sha256Hex, timestamp } from './identifiers.js';
import { redactionCounts, resultRow, verdict } from './result-row.js';

/** Where a run stands on the platform. */
export const runStatus = z.enum(['uploading', 'complete']).meta({ id: 'RunStatus' });

/** Announces a run before its first chunk; sending it again changes nothing. */
export const createRunRequest = z
  .object({
    run_id: runId,
    started_at: timestamp,
    engine_version: z.string().max(64),
    /** Digest of the plan: which cases, how often, with which criteria. */
    plan_digest: sha256Hex,
    /** Digest of the sanitizer's rules that made the rows fit to leave the machine; `null` after `--no-sanitize`. */
    sanitizer_digest: sha256Hex.nullable(),
    scenarios: z
      .array(z.object({ name: z.string().min(1).max(200), digest: sha256Hex }))
      .max(10_000),
  })
  .meta({ id: 'CreateRunRequest' });
export type CreateRunRequest = z.infer<typeof createRunRequest>;

/** Milliseconds; `null` where no case was answered. */
export const latencySummary = z
  .object({
    p50: z.number().nullable(),
    p95: z.number().nullable(),
    p99: z.number().nullable(),
    max: z.number().nullable(),
  })
  .meta({ id: 'LatencySummary' });

/** A fold over a run's rows. */
export const runTotals = z
  .object({
    cases: z.int().nonnegative(),
    verdicts: z.object({
      pass: z.int().nonnegative(),
      fail: z.int().nonnegative(),
      error: z.int().nonnegative(),
      unjudged: z.int().nonnegative(),
      skipped: z.int().nonnegative(),
    }),
    /** The mean score of judged rows, by their cases' weights; `null` where none was judged. */
    score: z.number().min(0).max(1).nullable(),
    latency_ms: latencySummary,
    redactions: redactionCounts,
  })
  .meta({ id: 'RunTotals' });
export type RunTotals = z.infer<typeof runTotals>;

/** A run as lists show it. */
export const run = z
  .object({
    run_id: runId,
    project: projectSlug,
    status: runStatus,
    started_at: timestamp,
    created_at: timestamp,
    /** Who announced it: an e-mail address, or an API key's name. */
    created_by: z.string(),
    engine_version: z.string(),
    sanitized: z.boolean(),
    scenarios: z.array(z.string()),
    totals: runTotals,
    /** The run's page in the dashboard. */
    url: z.url(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof run>;

/** Most recent first. */
export const runList = z
  .object({ runs: z.array(run), next_cursor: z.string().nullable() })
  .meta({ id: 'RunList' });
export type RunList = z.infer<typeof runList>;

/** Which runs to list. */
export const runQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type RunQuery = z.input<typeof runQuery>;

/** A line that was not taken, and why. Lines are counted from 1 within the chunk. */
export const rejectedRow = z
  .object({ line: z.int().positive(), reason: z.string() })
  .meta({ id: 'RejectedRow' });

/** What became of a chunk. The same chunk sent again gives the same receipt and changes nothing. */
export const chunkReceipt = z
  .object({
    chunk: z.int().nonnegative(),
    sha256: sha256Hex,
    /** Rows that were stored by this chunk. */
    accepted: z.int().nonnegative(),
    /** Rows that were there already. */
    duplicates: z.int().nonnegative(),
    rejected: z.array(rejectedRow),
  })
  .meta({ id: 'ChunkReceipt' });
export type ChunkReceipt = z.infer<typeof chunkReceipt>;

/** Closes an upload: how many rows the ledger holds. */
export const completeRunRequest = z
  .object({ rows: z.int().nonnegative() })
  .meta({ id: 'CompleteRunRequest' });

/** Which cases to list. */
export const caseQuery = z.object({
  verdict: z
    .array(verdict)
    .or(verdict.transform((one) => [one]))
    .optional(),
  scenario: z.string().max(200).optional(),
  /** Words looked for in the case's name and messages. */
  search: z.string().max(200).optional(),
  sort: z.enum(['name', 'latency', 'score']).default('name'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaseQuery = z.input<typeof caseQuery>;

/** A row without its transcript. */
export const caseSummary = resultRow
  .pick({
    case_id: true,
    iteration: true,
    scenario: true,
    name: true,
    verdict: true,
    score: true,
    latency_ms: true,
    duration_ms: true,
  })
  .extend({ turns: z.int().nonnegative() })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof caseSummary>;

export const caseList = z
  .object({
    cases: z.array(caseSummary),
    total: z.int().nonnegative(),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'CaseList' });
export type CaseList = z.infer<typeof caseList>;

/** How a run's latencies are spread: equal-width bins over [0, max], by verdict. */
export const runDistribution = z
  .object({
    bins: z.array(
      z.object({
        /** Milliseconds, inclusive. */
        from: z.number(),
        /** Milliseconds, exclusive but in the last bin. */
        to: z.number(),
        pass: z.int(),
        fail: z.int(),
        error: z.int(),
        unjudged: z.int(),
        skipped: z.int(),
      }),
    ),
    scenarios: z.array(
      z.object({
        scenario: z.string(),
        pass: z.int(),
        fail: z.int(),
        error: z.int(),
        unjudged: z.int(),
        skipped: z.int(),
      }),
    ),
  })
  .meta({ id: 'RunDistribution' });
export type RunDistribution = z.infer<typeof runDistribution>;

/** Path parameters. */
export const projectParams = z.object({ project: projectSlug });
export const runParams = z.object({ project: projectSlug, run_id: runId });
export const chunkParams = runParams.extend({
  chunk: z.coerce.number().int().min(0).max(1_000_000),
});
export const caseParams = runParams.extend({
  case_id: caseId,
  iteration: z.coerce.number().int().nonnegative(),
});
