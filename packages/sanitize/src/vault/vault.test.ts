import { describe, expect, it, vi } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { streamed } from '../sanitizer.test-support.js';
import { createVault, openVault } from './vault.js';

const KEY = 'a key of sixteen bytes or more';
const sanitizer = createSanitizer();

describe('a vault', () => {
  it('turns placeholders back, and leaves those of others', () => {
    const vault = createVault();
    const { text } = sanitizer.sanitize('I am jane@x.example', { placeholders: vault });
    expect(text).toBe('I am [EMAIL_1]');
    expect(vault.restore('Dear [EMAIL_1], not [EMAIL_2] or [TODO]')).toBe(
      'Dear jane@x.example, not [EMAIL_2] or [TODO]',
    );
    expect(
      vault.restoreValue({ '[EMAIL_1]': ['to [EMAIL_1]', 7, null, undefined as never] }),
    ).toEqual({
      'jane@x.example': ['to jane@x.example', 7, null, undefined],
    });
  });

  it('puts a value back literally', () => {
    const vault = createVault();
    sanitizer.sanitize("password: 'x$&y$1z9'", { placeholders: vault });
    expect(vault.restore('[API_KEY_1]')).toBe('x$&y$1z9');
  });

  it('keeps what keyed placeholders stand for too, in streams as well', async () => {
    const keyed = createSanitizer({ operator: 'hmac', key: KEY });
    const vault = createVault();
    const stream = keyed.stream({ placeholders: vault });
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    void writer.write('I am jane@x.example').then(() => writer.close());
    let text = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value;
    expect(text).toBe(await streamed(keyed, ['I am jane@x.example']));
    expect(vault.restore(text)).toBe('I am jane@x.example');
  });

  it('is sealed, opened with the same key, and numbers on', async () => {
    const vault = createVault();
    sanitizer.sanitize('jane@x.example joe@x.example', { placeholders: vault });
    const sealed = await vault.seal(KEY);
    expect(sealed).not.toContain('jane');
    expect(sealed).not.toContain(Buffer.from('jane').toString('base64').slice(0, 4));
    expect(await vault.seal(KEY)).not.toBe(sealed);
    const opened = await openVault(sealed, KEY);
    expect(opened.restore('[EMAIL_1] [EMAIL_2]')).toBe('jane@x.example joe@x.example');
    const { text } = sanitizer.sanitize('Jane@x.example new@x.example', { placeholders: opened });
    expect(text).toBe('[EMAIL_1] [EMAIL_3]');
    expect(opened.recall('mail jane@x.example').text).toBe('mail [EMAIL_1]');
  });

  it.each([
    ['another key', 'vault_not_opened', (sealed: string) => sealed, `${KEY}!`],
    [
      'altered bytes',
      'vault_not_opened',
      (sealed: string) =>
        sealed.replace(/"data":"(.)/, (_, one) => `"data":"${one === 'A' ? 'B' : 'A'}`),
      KEY,
    ],
    ['a short key', 'vault_key_short', (sealed: string) => sealed, 'short'],
    ['no vault', 'vault_malformed', () => '{}', KEY],
    ['no JSON', 'vault_malformed', () => 'x', KEY],
    ['damage', 'vault_malformed', (sealed: string) => sealed.replace('"iv":"', '"iv":"*'), KEY],
  ])('does not open with %s', async (_name, code, change, key) => {
    const vault = createVault();
    sanitizer.sanitize('jane@x.example', { placeholders: vault });
    const sealed = change(await vault.seal(KEY));
    await expect(openVault(sealed, key)).rejects.toMatchObject({ name: 'VaultError', code });
  });

  it('says so where there is no Web Crypto, as on a page without https', async () => {
    vi.stubGlobal('crypto', {});
    await expect(createVault().seal(KEY)).rejects.toMatchObject({
      code: 'vault_unavailable',
      hint: expect.stringContaining('https'),
    });
    vi.unstubAllGlobals();
  });

  it('shows nothing of what it holds', () => {
    const vault = createVault();
    sanitizer.sanitize('jane@x.example', { placeholders: vault });
    expect(JSON.stringify(vault)).not.toContain('jane');
  });
});
