import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userConfiguration } from '../configuration/user-configuration.js';
import { Secret } from '../secret.js';
import { privateFile } from '../storage/private-file.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { freshKey } from './keys.test-support.js';
import { moveCredentials } from './move-credentials.js';
import { profileStore } from './profile-store.js';
import { resolveCredential } from './resolve-credential.js';
import type { SecretStore } from './secret-store.js';
import { memoryKeyring } from './secret-store.test-support.js';

async function arrange(store: 'file' | 'keyring' = 'file') {
  const home = join(await temporaryFolder(), '.fluxloop');
  const secrets = memoryKeyring();
  if (store === 'keyring') {
    // What `config set` writes once the keyring has answered.
    await privateFile(join(home, 'config.json'), () => {}).update(() =>
      JSON.stringify({ credential_store: store }),
    );
  }
  const text = async () => readFile(join(home, 'credentials'), 'utf8');
  return {
    home,
    secrets,
    text,
    profiles: profileStore(home, { keyring: secrets }),
    stored: async () => JSON.parse(await text()),
  };
}

const tokens = () => ({
  access_token: new Secret(freshKey('at')),
  refresh_token: new Secret(freshKey('refresh')),
  expires_at: '2026-11-21T15:00:00Z',
});
const MEMBERS = { api_endpoint: 'https://api.fluxloop.ai', user_email: 'ada@example.com' };
const reveal = (
  one: { access_token: Secret; refresh_token?: Secret | undefined } | null | undefined,
) => [one?.access_token.reveal(), one?.refresh_token?.reveal()];

describe('profiles in the file', () => {
  it('give back what was stored, and what was there before', async () => {
    const { profiles } = await arrange();
    const [first, second] = [tokens(), tokens()];
    expect((await profiles.signIn('default', first, MEMBERS)).before).toBeNull();
    const { before, keptIn } = await profiles.signIn('default', second, MEMBERS);
    expect(keptIn).toBe('file');
    expect(reveal(before?.tokens)).toEqual(reveal(first));
    expect(reveal((await profiles.read('default'))?.tokens)).toEqual(reveal(second));
    expect(await profiles.read('nobody')).toBeNull();
  });

  it('let one process at a time change their tokens', async () => {
    const { profiles } = await arrange();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        profiles.lock('default', async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it('leave no lock behind', async () => {
    const { profiles, home } = await arrange();
    await profiles.signIn('default', tokens(), MEMBERS);
    expect(await readdir(home)).toEqual(['credentials']);
  });
});

describe('profiles in the keyring', () => {
  it('have only a reference in the file', async () => {
    const { profiles, stored, text, secrets } = await arrange('keyring');
    const given = tokens();
    expect((await profiles.signIn('default', given, MEMBERS)).keptIn).toBe('keyring');
    expect((await stored()).profiles.default).toEqual({
      ...MEMBERS,
      expires_at: given.expires_at,
      keyring_account: expect.stringMatching(/^default-[0-9a-f]{12}$/),
    });
    expect(await text()).not.toContain('flx_');
    expect([...secrets.entries.values()].join()).toContain(given.refresh_token.reveal());
    expect(reveal((await profiles.read('default'))?.tokens)).toEqual(reveal(given));
  });

  it('keep their entry when they are renewed, and lose it when they are removed or ended', async () => {
    const { profiles, stored, secrets } = await arrange('keyring');
    await profiles.signIn('default', tokens(), MEMBERS);
    const { keyring_account } = (await stored()).profiles.default;
    const next = tokens();
    await profiles.renew('default', next, {});
    expect((await stored()).profiles.default.keyring_account).toBe(keyring_account);
    expect(reveal((await profiles.read('default'))?.tokens)).toEqual(reveal(next));
    await profiles.end('default', '2026-11-21T16:00:00Z');
    expect(secrets.entries.size).toBe(0);
    expect((await stored()).profiles.default).toEqual({
      ...MEMBERS,
      session_ended_at: '2026-11-21T16:00:00Z',
    });
    await profiles.signIn('default', next, MEMBERS);
    expect((await stored()).profiles.default).not.toHaveProperty('session_ended_at');
    await profiles.remove('default');
    expect(secrets.entries.size).toBe(0);
  });

  it('of two folders of one user do not share an entry', async () => {
    const [one, other] = [await arrange('keyring'), await arrange('keyring')];
    await one.profiles.signIn('default', tokens(), MEMBERS);
    await profileStore(other.home, { keyring: one.secrets }).signIn('default', tokens(), MEMBERS);
    expect(one.secrets.entries.size).toBe(2);
  });

  it('are found by the resolver', async () => {
    const { profiles, home, secrets } = await arrange('keyring');
    const given = tokens();
    await profiles.signIn('default', given, MEMBERS);
    const resolved = await resolveCredential({
      flags: {},
      env: {},
      home,
      project: null,
      keyring: secrets,
    });
    expect(resolved).toMatchObject({ source: { name: 'stored_session' }, renewable: true });
    expect(resolved.credential?.reveal()).toBe(given.access_token.reveal());
  });

  it('whose entry is gone say so', async () => {
    const { profiles, secrets } = await arrange('keyring');
    await profiles.signIn('default', tokens(), MEMBERS);
    secrets.entries.clear();
    await expect(profiles.read('default')).rejects.toMatchObject({
      code: 'keyring_entry_missing',
      hint: expect.stringContaining('fluxloop auth login'),
    });
  });
});

describe('moving credentials', () => {
  it('goes into the keyring and out of it again, and loses nothing', async () => {
    const { profiles, home, secrets, text, stored } = await arrange();
    const [one, other] = [tokens(), tokens()];
    await profiles.signIn('one', one, { ...MEMBERS, note: 'mine' });
    await profiles.signIn('other', other, MEMBERS);
    await moveCredentials(home, 'keyring', secrets);
    expect(await text()).not.toContain('flx_');
    expect(secrets.entries.size).toBe(2);
    expect(reveal((await profiles.read('one'))?.tokens)).toEqual(reveal(one));
    await moveCredentials(home, 'file', secrets);
    expect(secrets.entries.size).toBe(0);
    expect((await stored()).profiles.one).toEqual({
      ...MEMBERS,
      note: 'mine',
      access_token: one.access_token.reveal(),
      refresh_token: one.refresh_token.reveal(),
      expires_at: one.expires_at,
    });
  });

  it.each<[string, (secrets: SecretStore) => SecretStore]>([
    [
      'does not answer',
      (secrets) => ({
        ...secrets,
        set: async () => {
          throw new Error('locked');
        },
      }),
    ],
    ['gives nothing back', (secrets) => ({ ...secrets, get: async () => null })],
  ])('into a keyring that %s leaves everything where it is', async (_, broken) => {
    const { profiles, home, secrets, text } = await arrange();
    await profiles.signIn('default', tokens(), MEMBERS);
    const before = await text();
    await expect(moveCredentials(home, 'keyring', broken(secrets))).rejects.toThrow();
    expect(await text()).toBe(before);
  });

  it('is what `credential_store` does', async () => {
    const { profiles, home, secrets, text } = await arrange();
    await profiles.signIn('default', tokens(), MEMBERS);
    const configuration = userConfiguration(home, { keyring: secrets });
    await configuration.set('credential_store', 'keyring');
    expect(await configuration.get('credential_store')).toBe('keyring');
    expect(await text()).not.toContain('flx_');
    expect((await profiles.signIn('other', tokens(), MEMBERS)).keptIn).toBe('keyring');
    await configuration.set('credential_store', 'file');
    expect(await text()).toContain('flx_at_');
    expect((await profiles.signIn('third', tokens(), MEMBERS)).keptIn).toBe('file');
  });

  it('that fails leaves `credential_store` as it was', async () => {
    const { home, secrets } = await arrange();
    const locked = {
      ...secrets,
      set: async () => {
        throw new Error('locked');
      },
    };
    const configuration = userConfiguration(home, { keyring: locked });
    await expect(configuration.set('credential_store', 'keyring')).rejects.toThrow('locked');
    expect(await configuration.get('credential_store')).toBeUndefined();
  });
});
