import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.js';
import { countWords, numbersIn } from './number-criteria.js';
import { textSimilarity } from './text-similarity.js';

/** The table of Wagner and Fischer, as the textbook has it. */
function bruteDistance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (__, column) => (row === 0 ? column : row)),
  );
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      (table[row] ?? [])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + same,
      );
    }
  }
  return at(a.length, b.length);
}

/** Few letters, so that texts have something in common; lengths around the limits of a block. */
const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'ä', '😀'),
  minLength: 0,
  maxLength: 70,
});

describe('the distance of two texts', () => {
  it('is what the textbook says', () => {
    fc.assert(fc.property(word, word, (a, b) => editDistance(a, b) === bruteDistance(a, b)));
  });

  it.each([31, 32, 33, 63, 64, 65, 96, 97])('is right at a length of %d', (length) => {
    const text = 'abcd'.repeat(25).slice(0, length);
    const other = `x${text.slice(0, -2)}yz`;
    expect(editDistance(text, other)).toBe(bruteDistance(text, other));
    expect(editDistance(text, '')).toBe(length);
    expect(editDistance(text, text)).toBe(0);
  });

  it('counts characters as people see them, not their halves', () => {
    expect(editDistance('😀', '😁')).toBe(1);
  });
});

describe('the likeness of two texts', () => {
  it('is from 0 to 1, the same both ways, and 1 for the same text', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
    const measures = fc.constantFrom('trigrams' as const, 'words' as const);
    fc.assert(
      fc.property(texts, texts, measures, (a, b, measure) => {
        const likeness = textSimilarity(a, b, measure);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(textSimilarity(b, a, measure)).toBe(likeness);
        expect(textSimilarity(a, a, measure)).toBe(1);
      }),
    );
  });

  it.each([
    ['Hello, World!', 'hello world', 'trigrams', 1],
    ['ﬁne', 'fine', 'trigrams', 1],
    ['abc', 'xyz', 'trigrams', 0],
    ['', 'abc', 'words', 0],
    ['!', '?', 'trigrams', 0],
    ['!', '!', 'trigrams', 1],
    // " na", "nac", "ach", "cht", "ht " and " na", "nac", "ack", "ckt", "kt ": 2 of 10
    ['nacht', 'nackt', 'trigrams', 0.4],
    ['the cat sat', 'the dog sat', 'words', 2 / 3],
    ['one two two', 'two one', 'words', 1],
  ] as const)('of "%s" and "%s" by %s is %d', (a, b, measure, expected) => {
    expect(textSimilarity(a, b, measure)).toBeCloseTo(expected, 10);
  });
});

describe('the numbers in a text', () => {
  it.each<[string, number[]]>([
    ['It costs $1,234.50 today', [1234.5]],
    ['-3 and +4 and −5', [-3, 4, -5]],
    ['6.02e23', [6.02e23]],
    ['.5 or 0.5', [0.5, 0.5]],
    ['5kg at 20%', [5, 20]],
    ['B2B, x86_64', []],
    ['12,34', [12]],
    ['1,234,567', [1234567]],
    ['Nothing.', []],
    ['17.', [17]],
  ])('%j are %j', (text, expected) => {
    expect(numbersIn(text)).toEqual(expected);
  });

  it('are found again as they were written', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 5 });
    fc.assert(
      fc.property(numbers, (all) => {
        expect(numbersIn(all.map(String).join(' and ')).map((one) => one + 0)).toEqual(
          all.map((one) => one + 0),
        );
      }),
    );
  });
});

describe('the words of a text', () => {
  it.each([
    ["It's a well-known fact.", 4],
    ['', 0],
    ['… !', 0],
    ['Größe 42, naïve', 3],
    ['a - b', 2],
  ])('%j are %d', (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});
