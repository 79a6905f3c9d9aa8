import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { SENSITIVE_TYPES, sensitiveTypes } from '../types.js';
import type { SanitizerConfig } from './configuration.js';
import { SanitizerConfigurationError } from './configuration-error.js';

const card = ['4111', '1111', '1111', '1111'].join(' ');
const key = ['gh', 'p_', 'aB3dE5fG7h'.repeat(4)].join('');

function errorOf(config: unknown): SanitizerConfigurationError {
  try {
    createSanitizer(config as SanitizerConfig);
  } catch (error) {
    if (error instanceof SanitizerConfigurationError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('the configuration of the Security Guide', () => {
  const sanitizer = createSanitizer({
    patterns: [
      { type: 'email', replace: 'user@example.com' },
      { type: 'api_key', replace: '[REDACTED]' },
      { type: 'phone', replace: '555-0000' },
    ],
  });

  it('replaces literally', () => {
    const text = `I am jane@corp.example, call 212-555-0142, my key is ${key}.`;
    expect(sanitizer.sanitize(text).text).toBe(
      'I am user@example.com, call 555-0000, my key is [REDACTED].',
    );
  });

  it('takes api_key for every kind of secret', () => {
    expect(sanitizer.sanitize('password=hunter2! Authorization: Basic amFuZTpodW50ZXIy').text).toBe(
      'password=[REDACTED] Authorization: Basic [REDACTED]',
    );
  });

  it('finds the other types too, with placeholders', () => {
    expect(sanitizer.sanitize(`card ${card}`).text).toBe('card [PAYMENT_CARD_1]');
  });

  it('leaves its own replacements, but not a longer value that ends like one', () => {
    const replaced = 'user@example.com, 555-0000 and [REDACTED]';
    expect(sanitizer.sanitize(replaced)).toMatchObject({ text: replaced, spans: [] });
    expect(sanitizer.sanitize('call 212-555-0000').text).toBe('call 555-0000');
    expect(sanitizer.sanitize('to x.user@example.com').text).toBe('to user@example.com');
  });

  it('does not read a replacement as a pattern', () => {
    const dollars = createSanitizer({ patterns: [{ type: 'email', replace: "$& $1 $' \\n" }] });
    expect(dollars.sanitize('a@b.example!').text).toBe("$& $1 $' \\n!");
  });
});

describe('types', () => {
  it('are all on without a configuration, but for those that have no form of their own', () => {
    const { types } = createSanitizer();
    expect(types).toEqual(sensitiveTypes.filter((type) => SENSITIVE_TYPES[type].byDefault));
    expect(types).not.toContain('person');
    expect(types).not.toContain('address');
  });

  it('are only those listed when defaults are off', () => {
    const sanitizer = createSanitizer({ defaults: false, patterns: [{ type: 'email' }] });
    expect(sanitizer.types).toEqual(['email']);
    expect(sanitizer.sanitize(`a@b.example ${card} ${key}`).text).toBe(`[EMAIL_1] ${card} ${key}`);
  });

  it.each([
    ['credit_card', 'payment_card'],
    ['card', 'payment_card'],
    ['ssn', 'us_ssn'],
    ['ip_address', 'ip'],
    ['secret', 'api_key'],
  ])('%s is another name for %s', (alias, type) => {
    const sanitizer = createSanitizer({ defaults: false, patterns: [{ type: alias }] });
    expect(sanitizer.types).toEqual([type]);
  });
});

describe('presets', () => {
  it('secrets find what gives access and nothing else', () => {
    const { types, sanitize } = createSanitizer({ preset: 'secrets' });
    expect(types).toEqual(['api_key']);
    expect(sanitize(`a@b.example ${key}`).text).toBe('a@b.example [API_KEY_1]');
  });

  it('pii find what identifies a person', () => {
    const { types, sanitize } = createSanitizer({ preset: 'pii' });
    expect(types).not.toContain('api_key');
    expect(sanitize(`a@b.example ${key}`).text).toBe(`[EMAIL_1] ${key}`);
  });

  it('llm leave a model the numbers of devices', () => {
    const { types } = createSanitizer({ preset: 'llm' });
    expect(types).toEqual(expect.arrayContaining(['api_key', 'email', 'national_id']));
    expect(types).not.toContain('mac');
  });

  it('strict finds every type', () => {
    expect(createSanitizer({ preset: 'strict' }).types).toEqual(sensitiveTypes);
  });

  it('take more types by patterns', () => {
    const sanitizer = createSanitizer({ preset: 'secrets', patterns: [{ type: 'email' }] });
    expect(sanitizer.types).toEqual(['email', 'api_key']);
  });
});

describe('known secrets', () => {
  const sanitizer = createSanitizer({ knownSecrets: ['swordfish', 'fish and chips', 'abc'] });

  it('are replaced wherever they stand, also inside words', () => {
    const { text, counts } = sanitizer.sanitize('xswordfishx and swordfish');
    expect(text).toBe('x[API_KEY_1]x and [API_KEY_1]');
    expect(counts).toEqual({ api_key: 2 });
  });

  it('are replaced together where they overlap', () => {
    expect(sanitizer.sanitize('a swordfish and chips b').text).toBe('a [API_KEY_1] b');
  });

  it('are left out when they are too short to tell from words', () => {
    expect(sanitizer.sanitize('abc').text).toBe('abc');
  });

  it('are replaced though every type is off', () => {
    const only = createSanitizer({ defaults: false, knownSecrets: ['swordfish'] });
    expect(only.sanitize('a swordfish').text).toBe('a [API_KEY_1]');
  });
});

describe('phoneRegion', () => {
  const text = 'el 612 345 678';

  it('finds the national numbers of that country without a label', () => {
    expect(createSanitizer().sanitize(text).text).toBe(text);
    expect(createSanitizer({ phoneRegion: 'es' }).sanitize(text).text).toBe('el [PHONE_1]');
  });

  it('goes with a preset and with the operator of the type', () => {
    const sanitizer = createSanitizer({
      preset: 'pii',
      phoneRegion: 'ES',
      patterns: [{ type: 'phone', replace: '555-0100' }],
    });
    expect(sanitizer.sanitize(text).text).toBe('el 555-0100');
  });

  it('is part of the rules, in any case', () => {
    const rulesOf = (phoneRegion: string) => createSanitizer({ phoneRegion }).rules;
    expect(rulesOf('es')).toBe(rulesOf('ES'));
    expect(rulesOf('es')).not.toBe(rulesOf('FR'));
    expect(rulesOf('es')).not.toBe(createSanitizer().rules);
  });
});

describe('rules', () => {
  it('are the same for the same rules and never hold a known secret', () => {
    const one = createSanitizer({ patterns: [{ type: 'card', replace: 'X' }, { type: 'ip' }] });
    const other = createSanitizer({
      patterns: [{ type: 'ip_address' }, { type: 'payment_card', replace: 'X' }],
      knownSecrets: ['swordfish'],
    });
    expect(other.rules).toBe(one.rules);
    expect(other.rules).not.toContain('swordfish');
    expect(one.rules).not.toBe(createSanitizer().rules);
  });
});

describe('a wrong configuration', () => {
  it.each([
    [
      { patterns: [{ type: 'emial' }] },
      'type_unknown',
      'patterns[0].type',
      'Did you mean "email"?',
    ],
    [{ patterns: [{ type: 'api-keys' }] }, 'type_unknown', 'patterns[0].type', '"api_key"'],
    [{ patterns: [{ type: 'zzzzzz' }] }, 'type_unknown', 'patterns[0].type', 'Known types: email,'],
    [
      { patterns: [{ type: 'ip' }, { type: 'ip_address' }] },
      'type_repeated',
      'patterns[1].type',
      '',
    ],
    [
      { patterns: [{ type: 'ip', replaces: 'x' }] },
      'configuration_invalid',
      'patterns[0].replaces',
      '"replace"',
    ],
    [{ patterns: [{ type: 7 }] }, 'configuration_invalid', 'patterns[0].type', ''],
    [
      { patterns: [{ type: 'ip', replace: 7 }] },
      'configuration_invalid',
      'patterns[0].replace',
      'quotes',
    ],
    [{ patterns: ['email'] }, 'configuration_invalid', 'patterns[0]', ''],
    [{ patterns: { type: 'email' } }, 'configuration_invalid', 'patterns', ''],
    [{ pattern: [] }, 'configuration_invalid', 'pattern', '"patterns"'],
    [{ defaults: 'no' }, 'configuration_invalid', 'defaults', ''],
    [{ knownSecrets: 'x' }, 'configuration_invalid', 'knownSecrets', ''],
    [{ knownSecrets: [1] }, 'configuration_invalid', 'knownSecrets[0]', ''],
    [{ phoneRegion: 'Spain' }, 'configuration_invalid', 'phoneRegion', 'two letters'],
    [{ phoneRegion: 34 }, 'configuration_invalid', 'phoneRegion', 'GB'],
    [null, 'configuration_invalid', '', ''],
    [{ preset: 'secret' }, 'configuration_invalid', 'preset', '"secrets"'],
    [{ preset: 'pii', defaults: false }, 'configuration_invalid', 'defaults', '"patterns"'],
    [{ operator: 'masks' }, 'configuration_invalid', 'operator', '"mask"'],
    [
      { operator: { use: 'drop', keepLast: 4 } },
      'configuration_invalid',
      'operator.keepLast',
      'mask',
    ],
    [
      { operator: { use: 'mask', keepLast: -1 } },
      'configuration_invalid',
      'operator.keepLast',
      '4',
    ],
    [
      { operator: { use: 'mask', character: 'x' } },
      'configuration_invalid',
      'operator.character',
      '*',
    ],
    [{ operator: {} }, 'configuration_invalid', 'operator.use', 'placeholder'],
    [{ operator: 'hmac' }, 'key_missing', 'operator', 'openssl'],
    [
      { patterns: [{ type: 'ip', operator: 'fake' }] },
      'key_missing',
      'patterns[0].operator',
      'key',
    ],
    [
      { patterns: [{ type: 'vin', operator: 'fake' }], key: 'k'.repeat(16) },
      'configuration_invalid',
      'patterns[0].operator',
      'hmac',
    ],
    [
      { patterns: [{ type: 'ip', operator: 'mask', replace: 'x' }] },
      'configuration_invalid',
      'patterns[0].operator',
      'Keep one',
    ],
    [{ key: 'short' }, 'configuration_invalid', 'key', 'openssl'],
    [{ allow: 'x' }, 'configuration_invalid', 'allow', 'list'],
    [{ allow: { domain: [] } }, 'configuration_invalid', 'allow.domain', '"domains"'],
    [
      { allow: { domains: ['https://x'] } },
      'configuration_invalid',
      'allow.domains[0]',
      'example.com',
    ],
    [{ allow: { patterns: ['('] } }, 'regex_invalid', 'allow.patterns[0]', 'RE2'],
    [{ allow: { reserved: ['vin'] } }, 'configuration_invalid', 'allow.reserved[0]', 'email'],
    [{ thresholds: 7 }, 'configuration_invalid', 'thresholds', '0.5'],
    [{ thresholds: { phone: 'high' } }, 'configuration_invalid', 'thresholds.phone', '0.5'],
    [{ thresholds: { phnoe: 0.5 } }, 'type_unknown', 'thresholds.phnoe', '"phone"'],
    [{ context: ['x'] }, 'configuration_invalid', 'context', 'raise'],
    [{ context: { raise: ['a1'] } }, 'configuration_invalid', 'context.raise[0]', 'word'],
    [{ markers: 'yes' }, 'configuration_invalid', 'markers', 'true or false'],
    [{ decode: 1 }, 'configuration_invalid', 'decode', 'true or false'],
    [{ baseline: ['ab'], key: 'k'.repeat(16) }, 'configuration_invalid', 'baseline[0]', 'report'],
    [{ baseline: ['a'.repeat(32)] }, 'key_missing', 'baseline', 'key'],
    [{ rules: ['low-entropy'] }, 'rule_unknown', 'rules[0]', 'Rules to turn on'],
    [{ regexEngine: {} }, 'configuration_invalid', 'regexEngine', '@fluxloop/sanitize/regex'],
    [
      { patterns: [{ type: 'regex', name: 'n' }] },
      'configuration_invalid',
      'patterns[0].pattern',
      '"',
    ],
    [
      { patterns: [{ type: 'regex', name: 'Employee ID', pattern: 'x' }] },
      'configuration_invalid',
      'patterns[0].name',
      '"employee_id"',
    ],
    [
      { patterns: [{ type: 'regex', name: 'n', pattern: 'a(' }] },
      'regex_invalid',
      'patterns[0].pattern',
      'RE2',
    ],
    [
      { patterns: [{ type: 'regex', name: 'n', pattern: '(?=a)' }] },
      'regex_invalid',
      'patterns[0].pattern',
      'group',
    ],
    [
      { patterns: [{ type: 'regex', name: 'n', pattern: 'a', group: 2 }] },
      'regex_invalid',
      'patterns[0].pattern',
      '',
    ],
    [
      { patterns: [{ type: 'words', name: 'n' }] },
      'configuration_invalid',
      'patterns[0].words',
      'file',
    ],
    [
      { patterns: [{ type: 'words', name: 'n', words: [] }] },
      'configuration_invalid',
      'patterns[0].words',
      '',
    ],
    [
      { patterns: [{ type: 'words', name: 'n', words: [' '] }] },
      'configuration_invalid',
      'patterns[0].words[0]',
      '',
    ],
    [
      { patterns: [{ type: 'words', name: 'n', word: ['x'] }] },
      'configuration_invalid',
      'patterns[0].word',
      '"words"',
    ],
    [{ detectors: [{}] }, 'detector_invalid', 'detectors[0].rule', 'employee-id'],
  ])('%j is refused with its key and a hint', (config, code, key, hint) => {
    const error = errorOf(config);
    expect(error).toMatchObject({ name: 'SanitizerConfigurationError', code, key });
    expect(error.hint).toContain(hint);
    expect(error.hint).not.toBe('');
  });

  it('shows the value, but none that may be secret', () => {
    expect(errorOf({ thresholds: 7 }).message).toContain('7');
    expect(errorOf({ preset: 'secret' }).message).toContain('"secret"');
    for (const config of [
      { key: 'hunter2' },
      { knownSecrets: ['hunter2', 7] },
      { allow: ['hunter2', 7] },
      { patterns: [{ type: 'words', name: 'n', words: ['hunter2', 7] }] },
    ]) {
      const { message, hint } = errorOf(config);
      expect(message + hint).not.toContain('hunter2');
    }
  });

  it('does not guess at names that objects have by themselves', () => {
    expect(errorOf({ patterns: [{ type: 'constructor' }] }).code).toBe('type_unknown');
    expect(errorOf({ patterns: [{ type: '__proto__' }] }).code).toBe('type_unknown');
  });
});
