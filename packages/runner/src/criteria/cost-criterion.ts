import { CriterionFault, type CriterionKind, CriterionValueError } from './criterion.js';

/** What the agent reported that its answers cost is at most so many US dollars, together. */
export const cost: CriterionKind = {
  type: 'cost',
  create: ({ value }) => {
    if (typeof value !== 'number' || !(value >= 0 && Number.isFinite(value))) {
      throw new CriterionValueError('it needs an amount in US dollars, such as cost: 0.01');
    }
    return {
      expected: `at most $${value}`,
      examine: (answers) => {
        const costs = answers.map(({ usage }) => usage?.costUsd);
        const sum = costs.reduce<number>((total, one) => total + (one ?? 0), 0);
        if (sum <= value && costs.includes(undefined)) {
          throw new CriterionFault(
            'criterion_no_data',
            'The agent did not report what its answer cost (usage.cost_usd).',
          );
        }
        return { met: sum <= value, reason: `The answers cost $${Number(sum.toPrecision(6))}.` };
      },
    };
  },
};
