import { describe, expect, it } from 'vitest';
import { parseQuery, stringifyQuery } from './query-string.js';

describe('the query of an address', () => {
  it('keeps text as text, also where it looks like something else', () => {
    expect(parseQuery('?search=123&scenario=true')).toEqual({ search: '123', scenario: 'true' });
  });

  it('gathers a name that occurs more than once', () => {
    expect(parseQuery('?verdict=fail&verdict=error')).toEqual({ verdict: ['fail', 'error'] });
  });

  it('cannot be used to reach a prototype', () => {
    parseQuery('?__proto__=polluted');
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is written as a person would write it', () => {
    expect(stringifyQuery({ verdict: ['fail', 'error'], search: 'where is it?' })).toBe(
      '?verdict=fail&verdict=error&search=where+is+it%3F',
    );
  });

  it('is empty when nothing is asked', () => {
    expect(stringifyQuery({ verdict: undefined, search: '', scenario: null })).toBe('');
  });

  it.each([
    '?verdict=fail&verdict=error&search=a+b',
    '?next=%2Fprojects%2Fshop%2Fruns%3Fsearch%3Dx%26sort%3Dscore',
    '',
  ])('survives being read and written: %s', (text) => {
    expect(stringifyQuery(parseQuery(text))).toBe(text);
  });
});
