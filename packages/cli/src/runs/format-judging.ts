import { formatFields, mark, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import type { JudgeUsage, RunCriterionResult } from '@fluxloop/runner';
import { VERDICT_MARKS } from './verdict-marks.js';

/** What the criteria of whole scenarios came to, a line for each. */
export function formatRunCriteria(
  criteria: readonly RunCriterionResult[],
  { paint }: StreamMode,
): string {
  return criteria
    .map(({ scenario, type, expected, verdict, reason }) => {
      return `${mark(VERDICT_MARKS[verdict], paint)} ${printableLine(scenario)}: ${type} ${expected}. ${reason}\n`;
    })
    .join('');
}

/** What judging took: `Judge: 12 questions, 3 from the cache, 4321 tokens, $0.02`. */
export function formatJudgeUsage(usage: JudgeUsage | null, mode: StreamMode): string {
  if (usage === null) return '';
  const { calls, cached, input_tokens, output_tokens, cost_usd } = usage;
  const parts = [
    `${calls} ${calls === 1 ? 'request' : 'requests'}`,
    ...(cached === 0 ? [] : [`${cached} from the cache`]),
    `${input_tokens + output_tokens} tokens`,
    ...(cost_usd === undefined ? [] : [`$${Number(cost_usd.toPrecision(3))}`]),
  ];
  return formatFields([['Judge', parts.join(', ')]], mode);
}
