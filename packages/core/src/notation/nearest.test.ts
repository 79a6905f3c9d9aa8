import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

const commands = ['init', 'test', 'auth login', 'auth logout', 'config set', 'results show'];

describe('the word that was probably meant', () => {
  it.each([
    ['inti', 'init'],
    ['tset', 'test'],
    ['TEST', 'test'],
    ['auth logn', 'auth login'],
    ['result show', 'results show'],
  ])('by %s is %s', (typed, meant) => {
    expect(nearest(typed, commands)).toBe(meant);
  });

  it.each([['x'], ['deploy'], ['quickstart'], ['']])('is not guessed at %j', (typed) => {
    expect(nearest(typed, commands)).toBeUndefined();
  });
});
