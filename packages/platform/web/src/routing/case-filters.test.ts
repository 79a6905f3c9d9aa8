import { describe, expect, it } from 'vitest';
import { caseFilters, isFiltered, toggleVerdict } from './case-filters.js';
import { parseQuery, stringifyQuery } from './query-string.js';

const read = (address: string) => caseFilters.parse(parseQuery(address));

describe("the case list's filters", () => {
  it('are read from the address', () => {
    expect(read('?verdict=fail&verdict=error&scenario=refunds&search=order&sort=latency')).toEqual({
      verdict: ['fail', 'error'],
      scenario: 'refunds',
      search: 'order',
      sort: 'latency',
    });
  });

  it('may name one verdict', () => {
    expect(read('?verdict=fail').verdict).toEqual(['fail']);
  });

  it.each(['?verdict=broken', '?sort=age', `?search=${'x'.repeat(201)}`, '?scenario=a&scenario=b'])(
    'forget what the address says wrongly: %s',
    (address) => {
      expect(stringifyQuery(read(address))).toBe('');
    },
  );

  it('have one address, whatever the order in which they were chosen', () => {
    expect(stringifyQuery(read('?verdict=error&verdict=fail'))).toBe('?verdict=fail&verdict=error');
  });

  it('do not put the default order into the address', () => {
    expect(stringifyQuery(read('?sort=name'))).toBe('');
  });
});

describe('toggleVerdict', () => {
  it('adds a verdict and takes it away again', () => {
    const failing = toggleVerdict({}, 'fail');
    expect(failing.verdict).toEqual(['fail']);
    expect(toggleVerdict(failing, 'error').verdict).toEqual(['fail', 'error']);
    expect(toggleVerdict(failing, 'fail').verdict).toBeUndefined();
  });

  it('leaves the other filters alone', () => {
    expect(toggleVerdict({ search: 'order' }, 'pass')).toEqual({
      search: 'order',
      verdict: ['pass'],
    });
  });
});

describe('isFiltered', () => {
  it('tells whether cases are left out', () => {
    expect(isFiltered(read(''))).toBe(false);
    expect(isFiltered(read('?sort=score'))).toBe(false);
    expect(isFiltered(read('?verdict=fail'))).toBe(true);
    expect(isFiltered(read('?search=x'))).toBe(true);
  });
});
