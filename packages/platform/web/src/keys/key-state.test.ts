import { describe, expect, it } from 'vitest';
import { keyState } from './key-state.js';

describe('keyState', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const past = '2026-11-20T00:00:00Z';
  const future = '2026-11-21T12:00:01Z';
  it.each([
    [null, null, null, 'active'],
    [null, future, null, 'active'],
    [null, future, past, 'rotated'],
    [null, '2026-11-21T12:00:00Z', null, 'expired'],
    [null, past, past, 'expired'],
    [past, null, null, 'revoked'],
    [past, past, past, 'revoked'],
  ])('with revoked_at %s, expires_at %s and rotated_at %s is %4$s', (...given) => {
    const [revoked_at, expires_at, rotated_at, state] = given;
    expect(keyState({ revoked_at, expires_at, rotated_at }, now)).toBe(state);
  });
});
