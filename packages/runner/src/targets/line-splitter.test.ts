import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from './line-splitter.js';

/** The lines of bytes that come in pieces, and whether all of them fitted. */
function split(bytes: Buffer, cuts: readonly number[], maxBytes: number) {
  const splitter = new LineSplitter(maxBytes);
  const lines: string[] = [];
  let fits = true;
  let start = 0;
  for (const cut of [...cuts, bytes.length]) {
    const end = Math.min(Math.max(cut, start), bytes.length);
    fits &&= splitter.push(bytes.subarray(start, end), (line) => lines.push(line) > 0);
    start = end;
  }
  return { lines, rest: splitter.rest, fits };
}

const texts = fc.string({ unit: fc.constantFrom('a', 'ü', '\n', '\r', '😀', ' '), maxLength: 60 });
const cuttings = fc.array(fc.nat(200), { maxLength: 8 }).map((cuts) => cuts.sort((a, b) => a - b));

describe('lines', () => {
  it('are the same wherever the bytes are cut', () => {
    fc.assert(
      fc.property(texts, cuttings, (text, cuts) => {
        const expected = text.split('\n');
        const { lines, rest, fits } = split(Buffer.from(text), cuts, 1000);
        expect(fits).toBe(true);
        expect([...lines, rest]).toEqual(expected);
      }),
    );
  });

  it('that are too long are refused, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(texts, cuttings, fc.integer({ min: 1, max: 12 }), (text, cuts, maxBytes) => {
        const longest = Math.max(...text.split('\n').map((line) => Buffer.byteLength(line)));
        expect(split(Buffer.from(text), cuts, maxBytes).fits).toBe(longest <= maxBytes);
      }),
    );
  });
});
