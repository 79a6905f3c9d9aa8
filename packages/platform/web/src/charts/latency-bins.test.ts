import { describe, expect, it } from 'vitest';
import { axisTicks, binRange, describeLatency } from './latency-bins.js';

describe('axisTicks', () => {
  it.each([
    [1000, [0, 200, 400, 600, 800, 1000]],
    [812, [0, 200, 400, 600, 800]],
    [37, [0, 10, 20, 30]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [0, [0]],
  ])('marks an axis that ends at %d', (end, ticks) => {
    const marks = axisTicks(end);
    expect(marks).toHaveLength(ticks.length);
    for (const [index, mark] of marks.entries()) expect(mark).toBeCloseTo(ticks[index]!, 9);
  });

  it.each([0.001, 3, 99, 101, 5_432, 1e7])('stays few, and inside, for %d', (end) => {
    const marks = axisTicks(end);
    expect(marks.length).toBeGreaterThan(2);
    expect(marks.length).toBeLessThan(8);
    expect(marks.at(-1)).toBeLessThanOrEqual(end * 1.000001);
  });
});

describe('binRange', () => {
  it('names both ends', () => {
    expect(binRange({ from: 900, to: 1200 })).toBe('900 ms – 1.2 s');
  });
});

describe('describeLatency', () => {
  it('tells the chart in a sentence', () => {
    expect(describeLatency({ p50: 40, p95: 812, p99: 900, max: 1240 })).toBe(
      'Half of the cases were answered within 40 ms, 95% within 812 ms, all within 1.24 s.',
    );
  });

  it('has words for a run without answers', () => {
    expect(describeLatency({ p50: null, p95: null, p99: null, max: null })).toBe(
      'No case was answered.',
    );
  });
});
