import type { GateConfiguration } from '@fluxloop/core/configuration';
import type { Comparison } from '../compare/compare-runs.js';
import type { RunSummary } from '../ledger/summary.js';
import type { Estimate } from '../statistics/interval.js';
import { atLeast, atMost, type GateCheck, rowsLacking } from './gate-limits.js';

/** What a gate says about a run. */
export interface GateResult {
  passed: boolean;
  checks: GateCheck[];
  /** What happens where there are too few data to tell. */
  insufficient_data: GateConfiguration['insufficient_data'];
}

/** What {@link evaluateGate} takes. */
export interface EvaluateGateOptions {
  /** Of a run that is complete. */
  summary: Pick<RunSummary, 'totals' | 'statistics'>;
  /** `gate:` of `fluxloop.yaml`; where there is none, every case must pass. */
  gate: GateConfiguration | undefined;
  /** With the baseline; `null` where there is none yet, left out where none is asked for. */
  comparison?: Comparison | null;
}

/**
 * Holds a run against its gate. Limits are held against intervals: a limit is missed where the whole
 * interval lies beyond it, and met where the whole interval lies within. In between there are too few
 * data, which is said, and which `insufficient_data` decides.
 *
 * Where nothing is asked about how many cases pass, every one must; where nothing is asked about errors,
 * there must be none.
 */
export function evaluateGate({ summary, gate, comparison }: EvaluateGateOptions): GateResult {
  const checks: GateCheck[] = [];
  const { totals, statistics } = summary;
  const compared = comparison !== undefined;
  if (gate?.min_pass_rate !== undefined) {
    checks.push(shareCheck('min_pass_rate', 'pass rate', statistics.pass_rate, gate.min_pass_rate));
  }
  if (gate?.min_score !== undefined) {
    checks.push(shareCheck('min_score', 'score', statistics.score, gate.min_score));
  }
  if (gate?.min_pass_rate === undefined && gate?.min_score === undefined && !compared) {
    checks.push(everyCasePasses(summary));
  }
  if (gate?.max_error_rate === undefined) checks.push(noErrors(summary));
  else checks.push(errorCheck(statistics.error_rate, gate.max_error_rate));
  if (gate?.max_unjudged !== undefined) checks.push(unjudgedCheck(summary, gate.max_unjudged));
  if (gate?.max_p95 !== undefined) {
    const { p95 } = totals.latency_ms;
    checks.push(latencyCheck(p95, statistics.p95_ms, gate.max_p95));
  }
  if (compared) checks.push(regressionCheck(comparison));
  const insufficient = gate?.insufficient_data ?? 'pass';
  const passed = checks.every(
    ({ outcome }) =>
      outcome === 'met' || (outcome === 'insufficient_data' && insufficient === 'pass'),
  );
  return { passed, checks, insufficient_data: insufficient };
}

function everyCasePasses({ totals }: EvaluateGateOptions['summary']): GateCheck {
  const { pass, fail } = totals.verdicts;
  const name = 'every_case_passes';
  if (fail === 0) return { name, outcome: 'met', message: `No case failed, ${pass} passed.` };
  return { name, outcome: 'missed', message: `${fail} of ${pass + fail} judged cases failed.` };
}

function noErrors({ totals }: EvaluateGateOptions['summary']): GateCheck {
  const { error } = totals.verdicts;
  const name = 'no_errors';
  if (error === 0) return { name, outcome: 'met', message: 'No case ended with an error.' };
  return {
    name,
    outcome: 'missed',
    message: `${error} of ${totals.cases} cases ended with an error.`,
  };
}

/** Whether somebody can judge a case is no matter of chance: the share itself is held against the limit. */
function unjudgedCheck({ totals }: EvaluateGateOptions['summary'], limit: number): GateCheck {
  const { unjudged, skipped } = totals.verdicts;
  const run = totals.cases - skipped;
  const outcome = unjudged <= limit * run ? 'met' : 'missed';
  const wanted = limit === 0 ? 'none may go so' : `at most ${percent(limit)} may go so`;
  const message = `${unjudged} of ${run} cases went unjudged; ${wanted}.`;
  return { name: 'max_unjudged', outcome, message };
}

function shareCheck(
  name: string,
  what: string,
  estimate: Estimate | null,
  limit: number,
): GateCheck {
  if (estimate === null) {
    return {
      name,
      outcome: 'insufficient_data',
      message: `No case was judged, so there is no ${what}.`,
    };
  }
  const outcome = atLeast(estimate, limit);
  return { name, outcome, message: shareMessage(what, 'at least', estimate, limit, outcome) };
}

function errorCheck(estimate: Estimate | null, limit: number): GateCheck {
  const name = 'max_error_rate';
  if (estimate === null) return { name, outcome: 'met', message: 'No case was run.' };
  const outcome = atMost(estimate, limit);
  return {
    name,
    outcome,
    message: shareMessage('error rate', 'at most', estimate, limit, outcome),
  };
}

function shareMessage(
  what: string,
  bound: string,
  estimate: Estimate,
  limit: number,
  outcome: GateCheck['outcome'],
): string {
  const { value, low, high } = estimate;
  const found = `The ${what} is ${percent(value)} (${percent(low)} to ${percent(high)}); ${bound} ${percent(limit)} is wanted.`;
  if (outcome !== 'insufficient_data') return found;
  const lacking = rowsLacking(estimate, limit);
  const more =
    lacking === null
      ? 'It is too close to the limit for any number of rows to tell.'
      : `About ${lacking} ${lacking === 1 ? 'row' : 'rows'} more would tell.`;
  return `${found} ${more}`;
}

function latencyCheck(
  p95: number | null,
  bounds: { low: number | null; high: number | null },
  limit: number,
): GateCheck {
  const name = 'max_p95';
  if (p95 === null) {
    return {
      name,
      outcome: 'insufficient_data',
      message: 'No case was answered, so there is no latency.',
    };
  }
  const time = (ms: number | null) => (ms === null ? 'unknown' : `${Math.round(ms)} ms`);
  return {
    name,
    outcome: atMost(bounds, limit),
    message: `The 95th percentile of the latency is ${time(p95)} (${time(bounds.low)} to ${time(bounds.high)}); at most ${time(limit)} is wanted.`,
  };
}

function regressionCheck(comparison: Comparison | null): GateCheck {
  const name = 'no_regression';
  if (comparison === null) {
    return {
      name,
      outcome: 'insufficient_data',
      message: 'There is no earlier complete run to compare with.',
    };
  }
  const { change, before } = comparison;
  if (change === null) {
    return {
      name,
      outcome: 'insufficient_data',
      message: `No input was judged both here and in ${before.name}.`,
    };
  }
  const { verdict, difference, low, high, inputs, more_inputs } = change;
  const found = `Against ${before.name} the pass rate changed by ${signed(difference)} points (${signed(low)} to ${signed(high)}) over ${inputs} inputs.`;
  switch (verdict) {
    case 'regression':
      return { name, outcome: 'missed', message: `${found} That is a regression.` };
    case 'insufficient_data': {
      const size = (change.smallest_change * 100).toFixed(1);
      const message = `${found} To find a change of ${size} points with a power of 80 %, ${more_inputs} inputs more are needed.`;
      return { name, outcome: 'insufficient_data', message };
    }
    default:
      return { name, outcome: 'met', message: found };
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A difference of shares, in percentage points. */
function signed(difference: number): string {
  return `${difference > 0 ? '+' : ''}${(difference * 100).toFixed(1)}`;
}
