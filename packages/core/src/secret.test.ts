import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freshKey } from './credentials/keys.test-support.js';
import { revealJson } from './reveal-json.js';
import { Secret } from './secret.js';

describe('Secret', () => {
  const value = freshKey();
  const secret = new Secret(value);

  it.each<[string, (subject: Secret) => string]>([
    ['String()', (subject) => String(subject)],
    ['a template string', (subject) => `${subject}`],
    ['concatenation', (subject) => `key: ${subject}`.concat('')],
    ['JSON.stringify', (subject) => JSON.stringify({ subject, list: [subject] })],
    [
      'util.inspect with every option',
      (subject) => inspect({ subject }, { showHidden: true, depth: null, getters: true }),
    ],
    [
      'util.format',
      (subject) => format('%s %o %O %j %d', subject, subject, subject, subject, subject),
    ],
    ['Object.entries', (subject) => inspect(Object.entries(subject))],
    ['a spread copy', (subject) => inspect({ ...subject })],
    ['structuredClone', (subject) => inspect(structuredClone(subject))],
    ['an error message', (subject) => inspect(new Error(`refused: ${subject}`))],
    ['Object.getOwnPropertyNames', (subject) => inspect(Object.getOwnPropertyDescriptors(subject))],
  ])('does not show through %s', (_, show) => {
    expect(show(secret)).not.toContain(value);
  });

  it('gives its value only when it is asked to reveal it', () => {
    expect(secret.reveal()).toBe(value);
  });

  it('equals another one with the same value', () => {
    expect(secret.equals(new Secret(value))).toBe(true);
    expect(secret.equals(new Secret(freshKey()))).toBe(false);
  });

  it('is written in clear by revealJson, at any depth, and by nothing that JSON.stringify does', () => {
    const document = { profiles: { one: { access_token: secret, tags: [secret] } } };
    expect(JSON.parse(revealJson(document))).toEqual({
      profiles: { one: { access_token: value, tags: [value] } },
    });
    expect(JSON.stringify(document)).not.toContain(value);
  });
});
