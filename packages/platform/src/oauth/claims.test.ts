import { expect, it } from 'vitest';
import { claimMatches } from './claims.js';

it.each<[unknown, string]>([
  ['acme/app', 'acme/app'],
  ['acme/app', 'acme/*'],
  ['acme/app', '*/app'],
  ['acme/app', '**'],
  ['acme/app', 'a*e/a*p'],
  ['acme/', 'acme/*'],
  ['a/b/c', 'a/**'],
  ['a/b/c', '**/c'],
  ['a/b/c', 'a/**/c'],
  ['refs/heads/release-1.2', 'refs/heads/release-*'],
  [true, 'true'],
  [42, '42'],
  ['', ''],
  ['', '*'],
])('%j has the form %j', (claim, pattern) => {
  expect(claimMatches(claim, pattern)).toBe(true);
});

it.each<[unknown, string]>([
  ['acme/app', 'acme'],
  ['acme/app', 'app'],
  ['acme/app', '*'],
  ['acme/app/evil', 'acme/*'],
  ['xacme/app', 'acme/*'],
  ['acme/app', 'ACME/app'],
  ['acmeXapp', 'acme.app'],
  ['acme/app\n', 'acme/app'],
  ['', 'a'],
  [null, '**'],
  [undefined, '**'],
  [['acme/app'], '**'],
  [{ a: 1 }, '**'],
])('%j does not have the form %j', (claim, pattern) => {
  expect(claimMatches(claim, pattern)).toBe(false);
});

it('takes no longer for a pattern of many stars', () => {
  expect(claimMatches('a'.repeat(5_000), `${'a*'.repeat(150)}b`)).toBe(false);
});
