import type { Estimate } from './interval.js';

/** How well inputs do when they are tried `k` times. */
export interface Repeats {
  k: number;
  /** The mean chance that at least one of `k` tries passes. */
  pass_at_k: number;
  /** The mean chance that all of them pass. */
  pass_hat_k: number;
  /** How many inputs were judged at least `k` times. */
  inputs: number;
}

/** An input that passed in some iterations and failed in others. */
export interface FlakyInput {
  case_id: string;
  scenario: string;
  name: string;
  pass: number;
  fail: number;
}

/** What a run's rows say about the agent, and how sure that is. */
export interface RunStatistics {
  /** How many inputs have rows. */
  inputs: number;
  /** How many rows passed or failed; the others say nothing about how good the agent is. */
  judged: number;
  /** The share of judged rows that passed. */
  pass_rate: Estimate | null;
  /** The mean score of judged rows, each weighed as its case says. */
  score: Estimate | null;
  /** The share of rows that ended with an error, among those that were run. */
  error_rate: Estimate | null;
  /** What the run cost in US dollars, as far as the agent told; `null` where it did not. */
  cost: number | null;
  /** The bounds that hold the 95th percentile of the latency in 95 of 100 runs, in milliseconds. */
  p95_ms: { low: number | null; high: number | null };
  repeats: Repeats[];
  flaky: {
    count: number;
    /** The first of them, by scenario, name and id. */
    first: FlakyInput[];
  };
}
