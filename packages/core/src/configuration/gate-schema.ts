import * as z from 'zod';
import { DEFAULTS } from './defaults.js';
import { duration } from './quantities.js';

const share = z
  .number()
  .min(0, 'expected a share from 0 to 1, such as 0.9')
  .max(1, 'expected a share from 0 to 1, such as 0.9');

/** What a run must reach to end with 0. Limits are held against intervals, not against point estimates. */
export const gate = z.strictObject({
  min_pass_rate: share
    .optional()
    .describe('The least share of judged cases that must pass; without it, every case must.'),
  min_score: share.optional().describe('The least mean score of judged cases, by their weights.'),
  max_error_rate: share
    .optional()
    .describe('The largest share of cases that may end with an error; without it, none may.'),
  max_unjudged: share
    .optional()
    .describe('The largest share of cases that may go unjudged; without it, any may.'),
  max_p95: duration
    .optional()
    .describe('The longest latency that 95 % of the answered cases may take.'),
  no_regression: z
    .boolean()
    .default(false)
    .describe('Whether the run must not be worse than the baseline.'),
  baseline: z
    .string()
    .min(1)
    .default(DEFAULTS.gate.baseline)
    .describe(
      'What "no_regression" compares with: "latest" for the latest earlier run, a run, or a file of rows.',
    ),
  smallest_change: share
    .gt(0, 'expected a share above 0, such as 0.1')
    .default(DEFAULTS.gate.smallest_change)
    .describe(
      'The smallest change of the pass rate that matters; it says how many inputs are enough.',
    ),
  insufficient_data: z
    .enum(['pass', 'fail'])
    .default(DEFAULTS.gate.insufficient_data)
    .describe('What the gate does where there are too few data to tell.'),
});
export type GateConfiguration = z.output<typeof gate>;
