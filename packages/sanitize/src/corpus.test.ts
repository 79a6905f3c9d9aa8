import { describe, expect, it } from 'vitest';
import { generateLines, hardLines, measure } from '../corpus/index.mjs';
import { createSanitizer } from './sanitizer.js';

const sanitizer = createSanitizer();
const generated = generateLines();
const lines = [...generated, ...hardLines()];

describe('the corpus', () => {
  it('is the same for the same seed', () => {
    expect(generateLines()).toEqual(generated);
    expect(generateLines({ seed: 7 })).not.toEqual(generated);
  });

  it('holds 2,000 lines in eight languages, 300 by hand', () => {
    expect(generated).toHaveLength(2000);
    expect(hardLines().length).toBeGreaterThanOrEqual(300);
    expect(new Set(generated.map(({ language }) => language)).size).toBe(9);
  });

  it('says where each value is', () => {
    for (const { text, spans } of lines) {
      for (const { start, end } of spans) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }
  });
});

describe('on the corpus', () => {
  const outcome = measure((text) => sanitizer.detect(text), lines);

  it('at most 0.3 % of the values leak', () => {
    expect(outcome.leaked.slice(0, Math.floor(outcome.values * 0.003))).toEqual(outcome.leaked);
  });

  it('at most 0.5 % of the clean lines are altered', () => {
    const faults = outcome.altered.filter(({ line }) => line.spans.length === 0);
    expect(faults.slice(0, Math.floor(outcome.cleanLines * 0.005))).toEqual(faults);
  });
});
