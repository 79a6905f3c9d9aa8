import { describe, expect, it } from 'vitest';
import { closest } from './closest.js';

const commands = ['init', 'test', 'auth login', 'auth logout', 'config set', 'results show'];

describe('closest', () => {
  it.each([
    ['inti', 'init'],
    ['tset', 'test'],
    ['auth logn', 'auth login'],
    ['result show', 'results show'],
  ])('takes %s for %s', (typed, meant) => {
    expect(closest(typed, commands)).toBe(meant);
  });

  it.each([['x'], ['deploy'], ['quickstart'], ['']])('does not guess at %j', (typed) => {
    expect(closest(typed, commands)).toBeUndefined();
  });
});
