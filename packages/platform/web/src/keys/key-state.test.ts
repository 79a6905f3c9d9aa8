import { describe, expect, it } from 'vitest';
import { keyState } from './key-state.js';

describe('keyState', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    [null, null, 'active'],
    [null, '2026-11-21T12:00:01Z', 'active'],
    [null, '2026-11-21T12:00:00Z', 'expired'],
    ['2026-11-20T00:00:00Z', null, 'revoked'],
    ['2026-11-20T00:00:00Z', '2026-11-20T12:00:00Z', 'revoked'],
  ])('with revoked_at %s and expires_at %s is %3$s', (revoked_at, expires_at, state) => {
    expect(keyState({ revoked_at, expires_at }, now)).toBe(state);
  });
});
