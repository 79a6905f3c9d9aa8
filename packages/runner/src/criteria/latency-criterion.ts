import { parseDuration } from '@fluxloop/core/notation';
import { type CriterionKind, CriterionValueError } from './criterion.js';

/** Every answer came within the time: seconds as a number, or `500ms`, `2s`, `1m`. */
export const latency: CriterionKind = {
  type: 'latency',
  create: ({ value }) => {
    const limit = parseDuration(value);
    if (limit === null) {
      throw new CriterionValueError('it needs a duration, such as latency: 2s or latency: 500ms');
    }
    return {
      expected: `at most ${limit} ms`,
      examine: (answers) => {
        const slowest = Math.max(...answers.map(({ latencyMs }) => latencyMs));
        return {
          met: slowest <= limit,
          reason: `The ${answers.length > 1 ? 'slowest ' : ''}answer took ${Math.round(slowest)} ms.`,
        };
      },
    };
  },
};
