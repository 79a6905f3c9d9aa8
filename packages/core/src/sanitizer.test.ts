import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSanitizer } from '@fluxloop/sanitize';
import { formatBaseline } from '@fluxloop/sanitize/report';
import { describe, expect, it } from 'vitest';
import { loadProjectConfiguration, secretVariables } from './configuration/index.js';
import { freshKey } from './credentials/keys.test-support.js';
import { ConfigurationError } from './errors/index.js';
import { createProjectSanitizer, loadProjectSanitizer } from './sanitizer.js';
import { secretValues } from './secret-values.js';
import { temporaryFolder } from './temporary-folder.test-support.js';

async function loadedFrom(yaml: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'fluxloop.yaml'), yaml);
  return loadProjectConfiguration({ cwd: folder });
}

const opaque = ['q7Zk', 'vv01', 'LmPx', 'Ta9e'].join('');

describe('the sanitizer of a project', () => {
  it('redacts every built-in type without a configuration', () => {
    const sanitizer = createProjectSanitizer({ env: {} });
    const { text, counts } = sanitizer.sanitize(`Write to jane@example.com with ${freshKey()}`);
    expect(text).not.toMatch(/jane@|flx_/);
    expect(counts).toEqual({ email: 1, api_key: 1 });
  });

  it('follows the documented configuration', () => {
    const { sanitize } = createProjectSanitizer({
      configuration: { patterns: [{ type: 'email', replace: 'user@example.com' }] },
      env: {},
    });
    expect(sanitize('Write to jane@example.org').text).toBe('Write to user@example.com');
  });

  it('redacts the credentials that the runner sends, whatever their variables are called', async () => {
    const { configuration } = await loadedFrom(
      [
        'runner:',
        '  http:',
        '    url: https://bot.test',
        `    headers: { authorization: "Bearer \${BOT}", x-tenant: "\${TENANT}" }`,
      ].join('\n'),
    );
    const { sanitize } = createProjectSanitizer({
      env: { BOT: opaque, TENANT: 'north-wing' },
      secretVariables: secretVariables(configuration),
    });
    const { text } = sanitize(`${opaque} in the north-wing`);
    expect(text).not.toContain(opaque);
    expect(text).toContain('north-wing');
  });

  it('redacts the values of secret-looking variables wherever they turn up', () => {
    const sanitizer = createProjectSanitizer({ env: { BILLING_TOKEN: opaque } });
    const { value } = sanitizer.sanitizeValue({ error: `refused: ${opaque}!` });
    expect(JSON.stringify(value)).not.toContain(opaque);
    expect(sanitizer.rules).not.toContain(opaque);
  });

  it('refuses an unknown type as a mistake in the configuration', () => {
    const make = () =>
      createProjectSanitizer({ configuration: { patterns: [{ type: 'emial' }] }, env: {} });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(expect.objectContaining({ code: 'sanitization_invalid', exitCode: 2 }));
    expect(make).toThrow(/emial/);
  });

  it('says where in the file the mistake stands', async () => {
    const { configuration, locate } = await loadedFrom(
      'sanitization:\n  patterns:\n    - type: email\n    - type: emial\n',
    );
    const make = () =>
      createProjectSanitizer({ configuration: configuration.sanitization, env: {}, locate });
    expect(make).toThrow(
      expect.objectContaining({
        location: expect.objectContaining({ line: 4, column: 13, excerpt: '    - type: emial' }),
      }),
    );
  });
});

describe('the whole block', () => {
  const KEY = ['a key of sixteen', 'bytes or more'].join(' ');

  async function sanitizerFrom(yaml: string, files: Record<string, string> = {}, env = {}) {
    const { configuration, locate, root } = await loadedFrom(yaml);
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
    return createProjectSanitizer({ configuration: configuration.sanitization, env, locate, root });
  }

  it('takes presets, patterns and words of your own, operators, what is allowed and what is sure', async () => {
    const sanitizer = await sanitizerFrom(
      [
        'sanitization:',
        '  preset: llm',
        '  patterns:',
        '    - type: email',
        '      replace: "user@example.com"',
        '    - type: regex',
        '      name: employee_id',
        "      pattern: 'emp-[0-9]{6}'",
        '      ignore_case: true',
        '      operator: { use: mask, keep_last: 2 }',
        '    - type: words',
        '      name: customer',
        '      file: customers.txt',
        '      whole_words: false',
        '  operator: hmac',
        '  key_env: SANITIZE_SALT',
        '  allow:',
        '    domains: [corp.example]',
        '    reserved: [ip]',
        '  context: { lower: [sample] }',
        '  thresholds: { phone: 0.99 }',
        '  markers: true',
        '  decode: false',
      ].join('\n'),
      { 'customers.txt': 'Acme\n' },
      { SANITIZE_SALT: KEY },
    );
    const text =
      'jane@x.example a@corp.example EMP-123456 Acmeville 192.0.2.1 8.8.8.8 call 212-555-0142\n' +
      'sample b@x.example\nc@x.example fluxloop:allow';
    expect(sanitizer.sanitize(text).text).toMatch(
      /^user@example\.com a@corp\.example \*{3}-\*{4}56 \[CUSTOMER_[0-9A-F]{16}\]ville 192\.0\.2\.1 \[IP_[0-9A-F]{16}\] call 212-555-0142\nsample b@x\.example\nc@x\.example fluxloop:allow$/,
    );
    expect(sanitizer.types).not.toContain('mac');
  });

  it('has the engine for its expressions loaded where it is asked for ahead', async () => {
    const configuration = { patterns: [{ type: 'regex', name: 'x', pattern: 'x[0-9]' }] };
    const sanitizer = await loadProjectSanitizer({ configuration, env: {} });
    expect(sanitizer.sanitize('x1').text).toBe('[X_1]');
    expect((await loadProjectSanitizer({ env: {} })).sanitize('x1').text).toBe('x1');
  });

  it('finds the phones of the country that it is told', async () => {
    const sanitizer = await sanitizerFrom('sanitization:\n  phone_region: ES\n');
    expect(sanitizer.sanitize('el 612 345 678').text).toBe('el [PHONE_1]');
    await expect(sanitizerFrom('sanitization:\n  phone_region: Spain\n')).rejects.toThrow(
      'phone_region is "Spain"',
    );
  });

  it('takes a baseline of accepted findings', async () => {
    const { inspect } = createSanitizer({ key: KEY });
    const yaml = 'sanitization:\n  baseline: accepted.json\n  key_env: SANITIZE_SALT\n';
    const accepted = formatBaseline(inspect('jane@x.example'));
    const sanitizer = await sanitizerFrom(
      yaml,
      { 'accepted.json': accepted },
      { SANITIZE_SALT: KEY },
    );
    expect(sanitizer.sanitize('jane@x.example joe@x.example').text).toBe(
      'jane@x.example [EMAIL_1]',
    );
  });

  it.each([
    ['  preset: secret', 2, '"secrets"'],
    ['  operator: hmac', 2, 'key_env'],
    ['  operator: hmac\n  key_env: NOT_SET', 3, 'export NOT_SET'],
    ['  thresholds: { phone: 7 }', 2, '0.5'],
    ["  patterns:\n    - type: regex\n      name: x\n      pattern: '('", 5, 'RE2'],
    ['  patterns:\n    - type: words\n      name: x\n      file: missing.txt', 5, 'folder'],
    [
      '  patterns:\n    - type: email\n      operator:\n        use: mask\n        keep_last: -1',
      6,
      '4',
    ],
    ['  baseline: missing.json', 2, 'fluxloop.yaml'],
    ['  allow:\n    reserved: [vin]', 3, 'email'],
  ])('%j is refused where it stands', async (block, line, hint) => {
    await expect(sanitizerFrom(`sanitization:\n${block}\n`)).rejects.toMatchObject({
      code: 'sanitization_invalid',
      location: { line },
      hint: expect.stringContaining(hint),
    });
  });

  it('speaks of keys by the names that the file uses', async () => {
    const yaml = 'sanitization:\n  operator: { use: drop, keep_last: 4 }\n';
    await expect(sanitizerFrom(yaml)).rejects.toMatchObject({
      message: expect.stringContaining('keep_last'),
    });
  });

  it('offers no key and no secret in the file', async () => {
    const { warnings } = await loadedFrom('sanitization:\n  key: abc\n  known_secrets: [x]\n');
    expect(warnings.map(({ message }) => message).join()).toMatch(/key.*known_secrets/s);
  });
});

describe('what counts as a secret of the environment', () => {
  it.each([
    'OPENAI_API_KEY',
    'FLUXLOOP_API_KEY_STAGING',
    'FLUXLOOP_TOKEN',
    'GH_TOKEN',
    'DB_PASSWORD',
    'dbPassword',
    'AWS_SECRET_ACCESS_KEY',
    'SECRET_KEY_BASE',
    'npm_config__authToken',
    'SESSION_SECRET',
    'PGPASSWORD',
  ])('%s does', (name) => {
    expect(secretValues({ [name]: opaque })).toEqual([opaque]);
  });

  it.each<[string, string]>([
    ['PATH', opaque],
    ['HOME', opaque],
    ['PWD', '/home/jane/project'],
    ['MONKEY', opaque],
    ['KEYBOARD_LAYOUT', opaque],
    ['TOKEN_FILE', opaque],
    ['SSH_AUTH_SOCK', '/run/user/1000/keyring/ssh'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '/home/jane/keys/service-account.json'],
    ['PRIVATE_KEY', '/Users/Jane/.ssh/id_ed25519'],
    ['CLIENT_KEY', 'C:\\keys\\client.pem'],
    ['MAX_TOKENS', '100000000'],
    ['USE_TOKEN', 'true'],
    ['API_KEY', 'short'],
    ['API_KEY', '        '],
  ])('%s=%s does not', (name, value) => {
    expect(secretValues({ [name]: value })).toEqual([]);
  });

  it('is a value that only looks like a path', () => {
    const value = ['/kQ9', 'xZ+v', '/Tm3', 'sPqW', 'yB7u'].join('');
    expect(secretValues({ AWS_SECRET_ACCESS_KEY: value })).toEqual([value]);
  });

  it('is the password inside a URL, as it is written and as it is meant', () => {
    const url = new URL('postgres://app@db.example/shop');
    url.password = `${opaque}/@`;
    expect(secretValues({ DATABASE_URL: url.href })).toEqual([url.password, `${opaque}/@`]);
  });

  it('is told once, though many variables hold it', () => {
    expect(secretValues({ A_KEY: opaque, B_KEY: ` ${opaque} ` })).toEqual([opaque]);
  });
});
