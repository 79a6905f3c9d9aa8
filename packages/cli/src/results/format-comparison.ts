import { formatFields, type Mark, mark, type StreamMode } from '@fluxloop/plugin-kit';
import { formatTable, wrap } from '@fluxloop/plugin-kit/rendering';
import type {
  Change,
  ChangedInput,
  ChangedInputs,
  ChangeVerdict,
  Comparison,
} from '@fluxloop/runner';
import { inTime } from '../runs/format-run.js';

const SHOWN = 20;

const VERDICTS = {
  regression: { words: 'regression', meaning: 'bad' },
  improvement: { words: 'improvement', meaning: 'good' },
  no_evidence: { words: 'no evidence of a change', meaning: 'good' },
  insufficient_data: { words: 'insufficient data', meaning: 'warning' },
} as const satisfies Record<ChangeVerdict, { words: string; meaning: Mark }>;

/** A comparison of two runs for people: the verdict, the figures behind it, and what changed. */
export function formatComparison(comparison: Comparison, mode: StreamMode): string {
  const { before, after, change, worse, better } = comparison;
  const p95 = inTime(before.totals.latency_ms.p95);
  const blocks = [
    formatFields(
      [
        ['Before', describe(before)],
        ['After', describe(after)],
        ['Compared', `${change?.inputs ?? 0} inputs${leftOut(comparison)}`],
        [
          'Pass rate',
          change === null ? null : `${percent(change.before)} → ${percent(change.after)}`,
        ],
        [
          'Change',
          change === null
            ? null
            : `${signed(change.difference)} points (${signed(change.low)} to ${signed(change.high)})`,
        ],
        ['P95', `${p95} → ${inTime(after.totals.latency_ms.p95)}`],
      ],
      mode,
    ),
    `${verdict(change, mode)}\n`,
  ];
  if (worse.count > 0) blocks.push(changedInputs('Worse', worse, mode));
  if (better.count > 0) blocks.push(changedInputs('Better', better, mode));
  return blocks.join('\n');
}

function describe({ name, started_at, complete }: Comparison['before']): string {
  const begun = started_at === null ? '' : `, ${started_at}`;
  return `${name}${begun}${complete ? '' : ' (not complete)'}`;
}

function leftOut({ only_before, only_after }: Comparison): string {
  const parts = [
    ...(only_before > 0 ? [`${only_before} judged before only`] : []),
    ...(only_after > 0 ? [`${only_after} judged after only`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function verdict(change: Change | null, { paint, proseWidth }: StreamMode): string {
  if (change === null) {
    return paint('yellow', '! Nothing to compare: no input was judged in both runs.');
  }
  const { words, meaning } = VERDICTS[change.verdict];
  const chance = `p = ${change.p_value} one-sided, ${change.p_value_two_sided} two-sided (${change.method})`;
  const lines = wrap(`${chance}.${advice(change)}`, proseWidth);
  return [mark(meaning, paint, { text: words, more: 'bold' }), ...lines].join('\n');
}

function advice({ verdict, more_inputs, smallest_change, power }: Change): string {
  const size = `${(smallest_change * 100).toFixed(1)} points`;
  const often = `${Math.round(power * 100)} of 100 times`;
  if (verdict === 'insufficient_data') {
    return ` A change of ${size} could have gone unseen; with ${more_inputs} inputs more it would show ${often}.`;
  }
  return verdict === 'no_evidence' ? ` A change of ${size} would most likely have shown.` : '';
}

function changedInputs(title: string, { count, first }: ChangedInputs, mode: StreamMode): string {
  const shown = first.slice(0, SHOWN);
  const table = formatTable(
    shown,
    [
      { header: title, value: ({ name }) => name, overflow: 'truncate' },
      { header: 'Scenario', value: ({ scenario }) => scenario, overflow: 'truncate' },
      { header: 'Before', align: 'right', value: (input: ChangedInput) => passes(input.before) },
      { header: 'After', align: 'right', value: (input: ChangedInput) => passes(input.after) },
    ],
    mode,
  );
  return count > shown.length ? `${table}… and ${count - shown.length} more\n` : table;
}

function passes({ pass, fail }: { pass: number; fail: number }): string {
  if (pass + fail === 1) return pass === 1 ? 'pass' : 'fail';
  return `${pass}/${pass + fail}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A difference of shares, in percentage points. */
function signed(difference: number): string {
  return `${difference > 0 ? '+' : ''}${(difference * 100).toFixed(1)}`;
}
