import { describe, expect, it } from 'vitest';
import { foundBy } from '../found-by.test-support.js';
import { createPhoneDetector } from './phone.js';

describe('with a region', () => {
  it.each([
    ['FR', 'mon fixe, 0199001234', '0199001234'],
    ['FR', 'le 06 39 98 12 34.', '06 39 98 12 34'],
    ['gb', 'ring 01632 960 123', '01632 960 123'],
    ['ES', 'el 612 345 678', '612 345 678'],
    ['DK', '32 12 34 56', '32 12 34 56'],
    ['HU', '06 1 234 5678', '06 1 234 5678'],
  ])('%s has its national form in "%s"', (region, text, number) => {
    expect(foundBy(createPhoneDetector({ region }), text)).toEqual([number]);
  });

  it.each([
    ['FR', 'order 0199001234'],
    ['FR', '2024-11-01 10:00, 01/11/2024'],
    ['ES', '112 345 678 and 612.345.678'],
    ['DK', 'took 12 34 56 78'],
  ])('%s leaves "%s" alone', (region, text) => {
    expect(foundBy(createPhoneDetector({ region }), text)).toEqual([]);
  });

  it('finds nothing of the region without one, or with an unknown one', () => {
    for (const region of [undefined, 'XX']) {
      expect(foundBy(createPhoneDetector({ region }), 'el 612 345 678')).toEqual([]);
    }
  });
});
