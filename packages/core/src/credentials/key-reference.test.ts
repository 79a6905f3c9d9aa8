import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { keyReference } from './key-reference.js';
import { freshKey } from './keys.test-support.js';

describe('keyReference', () => {
  it.each(['api', 'sa', 'dev', 'staging', 'prod'] as const)(
    'hashes a key of the kind %s, so that the key itself goes nowhere',
    (kind) => {
      const key = freshKey(kind);
      const hash = createHash('sha256').update(key).digest('hex');
      expect(keyReference(key)).toBe(hash);
      expect(keyReference(` ${key}\n`)).toBe(hash);
      expect(keyReference(new Secret(key))).toBe(hash);
    },
  );

  it('leaves an id and a hash as they are, in lower case', () => {
    const id = randomUUID();
    const hash = createHash('sha256').update('x').digest('hex');
    expect(keyReference(id.toUpperCase())).toBe(id);
    expect(keyReference(hash.toUpperCase())).toBe(hash);
  });

  it.each<[string, () => string, string]>([
    [
      'the placeholder of a manual',
      () => ['flx', 'old', 'key...'].join('_'),
      'credential_shortened',
    ],
    ['a name', () => 'ci-bot', 'credential_foreign'],
    ['a truncated key', () => freshKey().slice(0, -3), 'credential_truncated'],
    ['an access token', () => freshKey('at'), 'credential_kind_wrong'],
    ['nothing', () => ' ', 'credential_empty'],
  ])('refuses %s without repeating it, and says where ids are', (_name, make, code) => {
    const text = make();
    const refused = expect.objectContaining({ code, exitCode: 2 });
    expect(() => keyReference(text)).toThrow(refused);
    try {
      keyReference(text);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(JSON.stringify(error)).toContain('fluxloop apikeys list');
      if (text.trim() !== '') expect(JSON.stringify(error)).not.toContain(text);
    }
  });
});
