import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../secret.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { credentialsFile } from './credentials-file.js';
import { freshKey } from './keys.test-support.js';

const posix = process.platform === 'win32' ? it.skip : it;

async function home(): Promise<string> {
  return join(await temporaryFolder(), '.fluxloop');
}

async function homeWith(content: unknown): Promise<string> {
  const folder = await home();
  await mkdir(folder, { mode: 0o700 });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(folder, 'credentials'), text, { mode: 0o600 });
  return folder;
}

async function storedIn(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'credentials'), 'utf8'));
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('the credentials file', () => {
  it('is an empty document where there is no file, and reading creates nothing', async () => {
    const folder = await home();
    expect(await credentialsFile(folder).read()).toEqual({ profiles: {} });
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  it('is written in the documented shape, tokens in clear', async () => {
    const folder = await home();
    const token = freshKey('at');
    await credentialsFile(folder).update((document) => ({
      ...document,
      default_profile: 'production',
      profiles: {
        production: {
          access_token: new Secret(token),
          expires_at: '2026-11-02T10:00:00Z',
          user_email: 'user@example.com',
          api_endpoint: 'https://api.fluxloop.ai',
        },
      },
    }));
    expect(await storedIn(folder)).toEqual({
      default_profile: 'production',
      profiles: {
        production: {
          access_token: token,
          expires_at: '2026-11-02T10:00:00Z',
          user_email: 'user@example.com',
          api_endpoint: 'https://api.fluxloop.ai',
        },
      },
    });
  });

  it('gives tokens as secrets, so that a document that is logged shows none', async () => {
    const token = freshKey('at');
    const later = freshKey('sa');
    const folder = await homeWith({ profiles: { a: { access_token: token, some_key: later } } });
    const document = await credentialsFile(folder).read();
    expect(document.profiles.a?.access_token?.reveal()).toBe(token);
    const shown = inspect(document, { depth: null }) + JSON.stringify(document);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(later);
  });

  it('reads the older flat shape, and writes it in the present one', async () => {
    const token = freshKey('at');
    const refresh = freshKey('refresh');
    const flat = {
      access_token: token,
      refresh_token: refresh,
      expires_at: '2026-11-02T10:00:00Z',
      user_email: 'user@example.com',
    };
    const folder = await homeWith({ ...flat, theme: 'dark' });
    const file = credentialsFile(folder);
    const document = await file.read();
    expect(document.default_profile).toBe('default');
    expect(document.profiles.default?.refresh_token?.reveal()).toBe(refresh);
    expect(await storedIn(folder)).toHaveProperty('access_token');

    await file.update((same) => same);
    expect(await storedIn(folder)).toEqual({
      default_profile: 'default',
      theme: 'dark',
      profiles: { default: flat },
    });
  });

  it('keeps what it does not know, at both levels', async () => {
    const folder = await homeWith({
      version: 7,
      profiles: {
        a: { access_token: freshKey(), device: { id: 1 }, api_endpoint: 'https://x.example' },
      },
    });
    await credentialsFile(folder).update((document) => {
      document.profiles.b = { access_token: new Secret(freshKey()) };
      return document;
    });
    expect(await storedIn(folder)).toMatchObject({
      version: 7,
      profiles: { a: { device: { id: 1 } }, b: {} },
    });
  });

  it('treats a profile named like a member of objects as a profile', async () => {
    const folder = await homeWith('{"profiles":{"__proto__":{"user_email":"a@example.com"}}}');
    const { profiles } = await credentialsFile(folder).read();
    expect(Object.keys(profiles)).toEqual(['__proto__']);
    expect(profiles.user_email).toBeUndefined();
  });

  posix('is 0600 in a folder of 0700', async () => {
    const folder = await home();
    await credentialsFile(folder).update((document) => ({ ...document, default_profile: 'a' }));
    expect(await mode(folder)).toBe('700');
    expect(await mode(join(folder, 'credentials'))).toBe('600');
  });

  posix('is closed when others could read it, and says so', async () => {
    const folder = await homeWith({ profiles: {} });
    const path = join(folder, 'credentials');
    await chmod(path, 0o644);
    const warnings: string[] = [];
    await credentialsFile(folder, { onWarning: (message) => warnings.push(message) }).read();
    expect(await mode(path)).toBe('600');
    expect(warnings).toEqual([expect.stringContaining('was open to other users')]);
  });

  posix('closes its own folder, but not one that others need', async () => {
    const own = await homeWith({ profiles: {} });
    await chmod(own, 0o755);
    const chosen = await temporaryFolder();
    for (const name of ['.cache', 'plugins']) await mkdir(join(chosen, name));
    await chmod(chosen, 0o755);
    const shared = await temporaryFolder();
    await writeFile(join(shared, 'something-else'), '');
    await chmod(shared, 0o755);
    for (const folder of [own, chosen, shared]) {
      await credentialsFile(folder).update((document) => ({ ...document, default_profile: 'a' }));
    }
    expect(await mode(own)).toBe('700');
    expect(await mode(chosen)).toBe('700');
    expect(await mode(shared)).toBe('755');
    expect(await mode(join(shared, 'credentials'))).toBe('600');
  });

  posix('refuses a folder in which others can replace files', async () => {
    const shared = await temporaryFolder();
    await writeFile(join(shared, 'something-else'), '');
    await chmod(shared, 0o777);
    await expect(credentialsFile(shared).update((document) => document)).rejects.toMatchObject({
      code: 'folder_open_to_others',
      exitCode: 2,
    });
  });

  posix('follows a link, as dotfile managers make', async () => {
    const folder = await home();
    const elsewhere = join(await temporaryFolder(), 'kept-here');
    await mkdir(folder, { mode: 0o700 });
    await writeFile(elsewhere, '{"profiles":{}}', { mode: 0o600 });
    await symlink(elsewhere, join(folder, 'credentials'));
    await credentialsFile(folder).update((document) => ({ ...document, default_profile: 'a' }));
    expect(JSON.parse(await readFile(elsewhere, 'utf8'))).toEqual({
      default_profile: 'a',
      profiles: {},
    });
  });

  it('leaves nothing beside it, and removes what a killed process left', async () => {
    const folder = await homeWith({ profiles: {} });
    await writeFile(join(folder, '.credentials.abcdef.fluxloop-tmp'), freshKey());
    await credentialsFile(folder).update((document) => ({ ...document, default_profile: 'a' }));
    expect(await readdir(folder)).toEqual(['credentials']);
  });

  it('loses no update of many at once', async () => {
    const folder = await home();
    const names = Array.from({ length: 20 }, (_, index) => `profile-${index}`);
    await Promise.all(
      names.map((name) =>
        credentialsFile(folder).update((document) => {
          document.profiles[name] = { user_email: `${name}@example.com` };
          return document;
        }),
      ),
    );
    const { profiles } = await credentialsFile(folder).read();
    expect(Object.keys(profiles).sort()).toEqual(names.sort());
  });

  it('starts again from what another process wrote between its reading and its writing', async () => {
    const folder = await homeWith({ profiles: {} });
    const path = join(folder, 'credentials');
    let calls = 0;
    const { writeFileSync } = await import('node:fs');
    await credentialsFile(folder).update((document) => {
      calls += 1;
      // A process that takes no lock, or was stopped for longer than its lock lived.
      if (calls === 1) writeFileSync(path, '{"profiles":{"theirs":{}}}');
      document.profiles.ours = {};
      return document;
    });
    expect(calls).toBe(2);
    expect(Object.keys((await credentialsFile(folder).read()).profiles)).toEqual([
      'theirs',
      'ours',
    ]);
  });

  it('keeps the old text when a change throws, and gives the lock back', async () => {
    const folder = await homeWith({ profiles: { a: {} } });
    const failing = credentialsFile(folder).update(() => {
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual(['credentials']);
    expect(await storedIn(folder)).toEqual({ profiles: { a: {} } });
  });

  it.each<[string, string]>([
    ['broken JSON', '{"profiles": {"a": {"access_token": '],
    ['a list', '[]'],
    ['a token that is a number', '{"profiles": {"a": {"access_token": 5}}}'],
    ['a profile that is text', '{"profiles": {"a": "b"}}'],
    ['profiles that are a list', '{"profiles": []}'],
    ['a default profile that is a number', '{"default_profile": 1, "profiles": {}}'],
  ])('refuses %s, says what to do, and repeats nothing of it', async (_, start) => {
    const token = freshKey();
    const folder = await homeWith(
      start === '[]' ? `["${token}"]` : start.replace('5}', `5, "x": "${token}"}`),
    );
    const error: unknown = await credentialsFile(folder)
      .read()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'credentials_damaged', exitCode: 2 });
    expect(error).toMatchObject({ hint: expect.stringContaining('fluxloop auth login') });
    expect(inspect(error, { showHidden: true, depth: null })).not.toContain(token);
  });

  it('does not repeat the text of a file that is not JSON, as the parser of Node would', async () => {
    const token = freshKey();
    const folder = await homeWith(token);
    const error: unknown = await credentialsFile(folder)
      .read()
      .catch((thrown: unknown) => thrown);
    expect(inspect(error, { showHidden: true, depth: null })).not.toContain(token.slice(0, 14));
  });

  it('says that a folder stands where the file should be', async () => {
    const folder = await home();
    await mkdir(join(folder, 'credentials'), { recursive: true });
    await chmod(join(folder, 'credentials'), 0o700);
    await expect(credentialsFile(folder).read()).rejects.toMatchObject({ code: 'file_is_folder' });
  });

  it('says that its folder is a file', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'plain'), '');
    await expect(
      credentialsFile(join(folder, 'plain')).update((document) => document),
    ).rejects.toMatchObject({ name: 'ConfigurationError', exitCode: 2 });
  });
});
