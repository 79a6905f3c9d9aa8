import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../sanitizer.js';
import { identity } from './index.js';

const sanitizer = createSanitizer();
const TYPES = new Set(identity.map(({ type }) => type));
const SEED = 20241101;
const SAMPLES = 3000;

function alarms(text: string): number {
  return sanitizer.detect(text).filter(({ type }) => TYPES.has(type)).length;
}

/** The share of values in which something is found, as the value of a member that says nothing. */
function shareOf(values: fc.Arbitrary<string>): number {
  const texts = fc.sample(values, { numRuns: SAMPLES, seed: SEED });
  return (
    texts.filter((text) => alarms(`{"value": ${text}, "next": "${text}"}`) > 0).length / SAMPLES
  );
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));

describe('numbers in a log', () => {
  it.each([7, 8, 9, 10, 16, 17, 19, 20])('of %i digits are left alone', (length) => {
    expect(shareOf(digits(length))).toBe(0);
  });

  it.each([11, 12, 13, 14, 15, 18])(
    'of %i digits are left alone but for one in a hundred',
    (length) => {
      expect(shareOf(digits(length))).toBeLessThan(0.01);
    },
  );

  it('are left alone where they are times', () => {
    const seconds = fc.integer({ min: 1_420_000_000, max: 1_980_000_000 });
    expect(shareOf(seconds.map(String))).toBe(0);
    expect(shareOf(fc.tuple(seconds, fc.nat(999)).map(([s, ms]) => String(s * 1000 + ms)))).toBe(0);
    expect(shareOf(fc.date({ noInvalidDate: true }).map((date) => `"${date.toISOString()}"`))).toBe(
      0,
    );
  });
});

describe('ids in a log', () => {
  it.each([
    ['UUIDs', fc.uuid()],
    ['hashes', fc.stringMatching(/^(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40})$/)],
    ['short hashes', fc.stringMatching(/^[0-9a-f]{7,12}$/)],
    ['order numbers', fc.stringMatching(/^(?:ORD|INV|SO)-\d{5,10}$/)],
    ['versions', fc.stringMatching(/^\d{1,2}\.\d{1,3}\.\d{1,4}$/)],
    ['phone numbers', fc.stringMatching(/^\+1 [2-9]\d\d-[2-9]\d\d-\d{4}$/)],
  ])('that are %s are left alone', (_name, values) => {
    expect(shareOf(values.map((value) => `"${value}"`))).toBe(0);
  });
});

describe('numbers behind other labels', () => {
  it.each([
    'order number 52998224725',
    'invoice id 85073003328',
    'tracking number: 15108695088',
    'transaction 255081416802538',
    'ticket #1630615123457',
    'request id number 39001010000',
  ])('are left alone: %s', (text) => {
    expect(alarms(text)).toBe(0);
  });
});
