import type { ResultRow } from '@fluxloop/core/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TotalsFold } from './totals-fold.js';

const rows: fc.Arbitrary<ResultRow[]> = fc.array(
  fc.record(
    {
      case_id: fc.constant('c_00000000000000000000'),
      iteration: fc.constant(0),
      scenario: fc.constant('a'),
      name: fc.constant('a case'),
      verdict: fc.constantFrom('pass', 'fail', 'error', 'unjudged', 'skipped'),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      started_at: fc.constant('2026-11-21T14:30:22.000Z'),
      duration_ms: fc.nat(),
      latency_ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
      attempts: fc.constant(1),
      messages: fc.constant([]),
      criteria: fc.constant([]),
      redactions: fc.dictionary(fc.constantFrom('email', 'phone'), fc.nat(9)),
      weight: fc.double({ min: 0, max: 1e6, noNaN: true }),
      cost: fc.double({ min: 0, max: 10, noNaN: true }),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 60 },
);

function foldOf(some: readonly ResultRow[]): TotalsFold {
  const fold = new TotalsFold();
  for (const row of some) fold.add(row);
  return fold;
}

describe('the totals of several folds together', () => {
  it('are to the last bit those of one fold over all rows', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 4 }), (parts) => {
        const together = new TotalsFold();
        for (const part of parts) together.merge(foldOf(part));
        const one = foldOf(parts.flat());
        expect(together.totals()).toEqual(one.totals());
        expect(together.cost).toBe(one.cost);
        expect(together.p95Bounds()).toEqual(one.p95Bounds());
      }),
    );
  });
});
