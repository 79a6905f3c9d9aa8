import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.js';
import { UniqueTexts } from './unique-texts.js';

describe('random numbers', () => {
  it('are the same for the same key, in every version of Node and on every machine', () => {
    const random = new SeededRandom('key');
    expect(Array.from({ length: 4 }, () => random.next())).toMatchInlineSnapshot(`
      [
        2523626526,
        1585320153,
        4287687430,
        3846486104,
      ]
    `);
  });

  it('have nothing to do with each other for keys that are nearly the same', () => {
    const firsts = Array.from({ length: 2_000 }, (_, key) => new SeededRandom(`1\n${key}`).next());
    expect(new Set(firsts).size).toBe(2_000);
    const mean = firsts.reduce((sum, one) => sum + one, 0) / firsts.length / 2 ** 32;
    expect(mean).toBeGreaterThan(0.47);
    expect(mean).toBeLessThan(0.53);
  });

  it('are spread evenly below a limit, and reach both ends of a range', () => {
    const random = new SeededRandom('dice');
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 6_000; i += 1) counts[random.between(1, 6) - 1]! += 1;
    // Chi-squared with 5 degrees of freedom: 20.5 is the 99.9 % point.
    expect(counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)).toBeLessThan(20.5);
  });

  it('choose by weight, and never what weighs nothing', () => {
    const random = new SeededRandom('weights');
    const chosen = Array.from({ length: 4_000 }, () =>
      random.weighted([
        { weight: 3, value: 'often' },
        { weight: 0, value: 'never' },
        { weight: 1, value: 'seldom' },
      ]),
    );
    expect(chosen).not.toContain('never');
    const share = chosen.filter((one) => one === 'often').length / chosen.length;
    expect(share).toBeGreaterThan(0.71);
    expect(share).toBeLessThan(0.79);
  });
});

describe('texts that there were', () => {
  it('are known again, however many there are', () => {
    const texts = new UniqueTexts();
    for (let i = 0; i < 20_000; i += 1) expect(texts.add(`text ${i}`)).toBe(true);
    for (let i = 0; i < 20_000; i += 7) expect(texts.add(`text ${i}`)).toBe(false);
    expect(texts.add('')).toBe(true);
    expect(texts.add('')).toBe(false);
  });
});
