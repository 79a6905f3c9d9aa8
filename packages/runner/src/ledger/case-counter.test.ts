import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseCounter } from './case-counter.js';

const digits = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 20, maxLength: 20 });
const ids = digits.map((all) => `c_${all.join('')}`);
// Few different ids, so that pairs come again, and ids that differ in one digit only.
const near = fc
  .tuple(fc.nat(19), fc.constantFrom('0', '1', 'f'))
  .map(([at, digit]) => `c_${'0'.repeat(at)}${digit}${'0'.repeat(19 - at)}`);
const pairs = fc.array(fc.tuple(fc.oneof(ids, near), fc.constantFrom(0, 1, 65_535)), {
  maxLength: 3000,
});

describe('CaseCounter', () => {
  it('counts like a map of strings', () => {
    fc.assert(
      fc.property(pairs, (counted) => {
        const counter = new CaseCounter();
        const model = new Map<string, number>();
        for (const [id, iteration] of counted) {
          const key = `${id} ${iteration}`;
          expect(counter.increment(id, iteration)).toBe(model.get(key) ?? 0);
          model.set(key, (model.get(key) ?? 0) + 1);
        }
        expect(counter.size).toBe(model.size);
        for (const [id, iteration] of counted) {
          expect(counter.has(id, iteration)).toBe(true);
          expect(counter.has(id, 7)).toBe(model.has(`${id} 7`));
        }
      }),
      { numRuns: 30 },
    );
  });
});
