import { describe, expect, it } from 'vitest';
import { createSanitizer as llm } from './llm.js';
import { createSanitizer as pii } from './pii.js';
import { type SecretsConfig, createSanitizer as secrets } from './secrets.js';
import { createSanitizer as strict } from './strict.js';

const key = ['gh', 'p_', 'aB3dE5fG7h'.repeat(4)].join('');
const text = `a@x.example ${key} password=hunter2!`;

describe('the entry for secrets', () => {
  it('finds secrets in text, values and streams, and nothing else', async () => {
    const sanitizer = secrets();
    expect(sanitizer.types).toEqual(['api_key']);
    expect(sanitizer.sanitize(text).text).toBe('a@x.example [API_KEY_1] password=[API_KEY_2]');
    expect(sanitizer.sanitizeValue({ password: 'correct horse', to: 'a@x.example' }).value).toEqual(
      {
        password: '[API_KEY_1]',
        to: 'a@x.example',
      },
    );
    const { readable, writable } = sanitizer.stream();
    const writer = writable.getWriter();
    void writer.write(text).then(() => writer.close());
    let output = '';
    for await (const piece of readable) output += piece;
    expect(output).toBe(sanitizer.sanitize(text).text);
  });

  it('takes a replacement, allowed values and known secrets', () => {
    const sanitizer = secrets({
      patterns: [{ type: 'secret', replace: '[REDACTED]' }],
      allow: ['HUNTER2!'],
      knownSecrets: ['swordfish'],
    });
    expect(sanitizer.sanitize(`${text} swordfish`).text).toBe(
      'a@x.example [REDACTED] password=hunter2! [REDACTED]',
    );
    expect(sanitizer.rules).not.toMatch(/hunter2|swordfish/i);
  });

  it.each<[object, string]>([
    [{ operator: 'mask' }, 'operator'],
    [{ patterns: [{ type: 'email' }] }, 'patterns[0].type'],
    [{ patterns: [{ type: 'api_key', operator: 'mask' }] }, 'patterns[0].operator'],
    [{ patterns: [{ type: 'api_key', replace: 7 }] }, 'patterns[0].replace'],
    [{ patterns: 'api_key' }, 'patterns'],
    [{ allow: { values: [] } }, 'allow'],
    [{ rules: ['nothing'] }, 'rules[0]'],
  ])('refuses %j, which it has not on board', (config, at) => {
    expect(() => secrets(config as SecretsConfig)).toThrow(
      expect.objectContaining({ name: 'SanitizerConfigurationError', key: at }),
    );
  });

  it('reads no other format, and says so', () => {
    expect(() => secrets().sanitize('{}', { format: 'json' })).toThrow(
      expect.objectContaining({ key: 'format' }),
    );
  });
});

describe('the entries of the other presets', () => {
  it('find what their preset says', () => {
    expect(pii().sanitize(text).text).toBe(`[EMAIL_1] ${key} password=hunter2!`);
    expect(llm().sanitize(text).text).toBe('[EMAIL_1] [API_KEY_1] password=[API_KEY_2]');
    expect(strict().types).toContain('person');
  });

  it('take the whole configuration, for the types that they have', () => {
    expect(pii({ patterns: [{ type: 'email', replace: 'x' }] }).sanitize('a@x.example').text).toBe(
      'x',
    );
    expect(() => pii({ patterns: [{ type: 'api_key' }] })).toThrow(
      expect.objectContaining({
        code: 'type_unknown',
        hint: expect.stringContaining('"@fluxloop/sanitize"'),
      }),
    );
    expect(() => llm({ preset: 'strict' })).toThrow(expect.objectContaining({ key: 'preset' }));
  });
});
