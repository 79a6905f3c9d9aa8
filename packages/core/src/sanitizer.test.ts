import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProjectConfiguration } from './configuration/index.js';
import { freshKey } from './credentials/keys.test-support.js';
import { ConfigurationError } from './errors/index.js';
import { createProjectSanitizer } from './sanitizer.js';
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
