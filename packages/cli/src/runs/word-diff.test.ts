import { describe, expect, it } from 'vitest';
import { diffWords } from './word-diff.js';

const inShort = (expected: string, said: string): string =>
  (diffWords(expected, said) ?? [])
    .map(({ kind, text }) =>
      kind === 'same' ? text : `${kind === 'missing' ? '-' : '+'}(${text})`,
    )
    .join('');

describe('diffWords', () => {
  it('keeps as many words as the two have in common, in order', () => {
    expect(inShort('your order 42 has shipped', 'your order 43 has been shipped')).toBe(
      'your order -(42 )+(43 )has +(been )shipped',
    );
  });

  it('finds nothing where nothing differs, but for white space at the ends', () => {
    expect(inShort(' a b ', 'a b')).toBe('a b');
  });

  it.each([
    ['', 'new', '+(new)'],
    ['old', '', '-(old)'],
    ['', '', ''],
  ])('compares %j with %j', (expected, said, shown) => {
    expect(inShort(expected, said)).toBe(shown);
  });

  it('gives back both texts, whatever they are', () => {
    const texts = ['a b c d e f', 'f e d c b a', 'a a a b b', 'b a b a', 'x\ny  z'];
    for (const one of texts) {
      for (const other of texts) {
        const stretches = diffWords(one, other) ?? [];
        const without = (kind: string): string =>
          stretches.map((part) => (part.kind === kind ? '' : part.text)).join('');
        expect(without('added').split(/\s+/).join(' ').trim()).toBe(one.split(/\s+/).join(' '));
        expect(without('missing').split(/\s+/).join(' ').trim()).toBe(other.split(/\s+/).join(' '));
      }
    }
  });

  it('leaves long texts alone', () => {
    expect(diffWords('word '.repeat(501), 'word')).toBeNull();
  });
});
