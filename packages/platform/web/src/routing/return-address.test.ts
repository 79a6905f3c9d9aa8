import { describe, expect, it } from 'vitest';
import { returnAddress } from './return-address.js';

describe('returnAddress', () => {
  it('leads back to the page that was asked for, with its query', () => {
    expect(returnAddress('/projects/shop/runs/run_1?verdict=fail')).toBe(
      '/projects/shop/runs/run_1?verdict=fail',
    );
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/.//evil.example/',
    '/%2e//evil.example/',
    '/projects/..//evil.example/',
    'javascript:alert(1)',
    'projects',
    '/login?next=/login',
    '/setup',
    '',
    undefined,
  ])('does not lead to %j', (wanted) => {
    expect(returnAddress(wanted)).toBe('/projects');
  });
});
