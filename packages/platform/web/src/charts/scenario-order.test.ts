import { describe, expect, it } from 'vitest';
import { mostTroubledFirst, type ScenarioCounts } from './scenario-order.js';

const scenario = (name: string, counts: Partial<ScenarioCounts>): ScenarioCounts => ({
  scenario: name,
  pass: 0,
  fail: 0,
  error: 0,
  unjudged: 0,
  skipped: 0,
  ...counts,
});

describe('mostTroubledFirst', () => {
  it('puts failures and errors first, and equal ones by name', () => {
    const given = [
      scenario('returns', { pass: 9 }),
      scenario('billing', { fail: 2, error: 1 }),
      scenario('account', { pass: 3, unjudged: 5 }),
      scenario('delivery', { error: 4 }),
    ];
    expect(mostTroubledFirst(given).map((one) => one.scenario)).toEqual([
      'delivery',
      'billing',
      'account',
      'returns',
    ]);
    expect(given[0]?.scenario).toBe('returns');
  });
});
