import { describe, expect, it } from 'vitest';
import { PasskeyError, passkeyError } from './passkey-error.js';

describe('what the browser says of a passkey', () => {
  it.each([
    ['InvalidStateError', /already/],
    ['SecurityError', /at this address/],
    ['NotSupportedError', /cannot make/],
    ['ConstraintError', /cannot make/],
    ['NotAllowedError', /No passkey was used/],
    ['AbortError', /No passkey was used/],
  ])('%s becomes a sentence with a way on', (name, words) => {
    const told = passkeyError(Object.assign(new Error('opaque'), { name }));
    expect(told).toBeInstanceOf(PasskeyError);
    expect(told.message).toMatch(words);
    expect(told.hint).not.toBe('');
  });

  it('makes one of what is no error at all', () => {
    expect(passkeyError('x').message).toMatch(/No passkey was used/);
  });
});
