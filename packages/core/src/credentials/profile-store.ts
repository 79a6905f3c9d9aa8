import { join } from 'node:path';
import { userConfiguration } from '../configuration/user-configuration.js';
import { ensurePrivateFolder } from '../storage/private-folder.js';
import { takeProcessLock } from '../storage/process-lock.js';
import type { StoredProfile } from './credentials-document.js';
import { type CredentialsFile, credentialsFile } from './credentials-file.js';
import { keyring } from './keyring.js';
import { ownProfile } from './resolve-endpoint.js';
import type { SecretStore } from './secret-store.js';
import { placeTokens, readTokens, type StoredTokens, withoutTokens } from './stored-tokens.js';

/** A renewal under the lock is three requests at most, of ten seconds each. */
const LOCK = { staleMs: 10_000, patienceMs: 60_000 };

/** What a profile says, and its tokens wherever they are kept. */
export interface LoadedProfile {
  profile: StoredProfile;
  /** `null` where the profile has none. */
  tokens: StoredTokens | null;
}

/** The profiles of a user with their tokens, in the file or in the keyring. */
export interface ProfileStore {
  readonly file: CredentialsFile;
  /** @returns `null` where there is no such profile */
  read(name: string): Promise<LoadedProfile | null>;
  /**
   * Stores the tokens of a new sign-in, where `credential_store` says. What else the profile holds is kept,
   * unless `members` replaces it; a member that is `undefined` is forgotten. The first profile becomes
   * the default one.
   *
   * @returns the profile as it was before, with its tokens (`null` where there was none), and where the new
   *   ones are kept
   */
  signIn(
    name: string,
    tokens: StoredTokens,
    members: Partial<StoredProfile>,
  ): Promise<{ before: LoadedProfile | null; keptIn: 'file' | 'keyring' }>;
  /** Replaces the tokens of a profile where it keeps them. Call it under {@link ProfileStore.lock}. */
  renew(name: string, tokens: StoredTokens, members: Partial<StoredProfile>): Promise<void>;
  /** Forgets the tokens, and notes when the sign-in ended. Call it under {@link ProfileStore.lock}. */
  end(name: string, when: string): Promise<void>;
  /** Forgets a profile and its tokens. Call it under {@link ProfileStore.lock}. */
  remove(name: string): Promise<void>;
  /**
   * Lets one process at a time change the tokens of a profile, with requests in between.
   *
   * @throws ConfigurationError `file_locked` after a minute
   */
  lock<T>(name: string, action: () => Promise<T>): Promise<T>;
}

/** What {@link profileStore} can be told. */
export interface ProfileStoreOptions {
  /** Told when permissions had to be tightened. Default: nobody. */
  onWarning?: (message: string) => void;
  /** Default: the keyring of the system. */
  keyring?: SecretStore;
}

/**
 * Opens the profiles in a FluxLoop folder.
 *
 * @param home - as `fluxloopHome` gives it
 * @returns a store whose methods throw ConfigurationError: what `credentialsFile` throws,
 *   `keyring_unavailable` and `keyring_entry_missing`
 */
export function profileStore(home: string, options: ProfileStoreOptions = {}): ProfileStore {
  const onWarning = options.onWarning ?? (() => {});
  const file = credentialsFile(home, { onWarning });
  const secrets = options.keyring ?? keyring();

  const read = async (name: string): Promise<LoadedProfile | null> => {
    const profile = ownProfile(await file.read(), name);
    return profile === undefined ? null : { profile, tokens: await readTokens(profile, secrets) };
  };

  const write = async (
    name: string,
    tokens: StoredTokens,
    members: Partial<StoredProfile>,
    place: SecretStore | null,
  ): Promise<void> => {
    const before = ownProfile(await file.read(), name);
    const placed = await placeTokens(name, before, tokens, place);
    await file.update((document) => {
      const { session_ended_at, ...kept } = withoutTokens(ownProfile(document, name) ?? {});
      document.profiles[name] = withoutUndefined({ ...placed, ...kept, ...members });
      document.default_profile ??= name;
      return document;
    });
    const unused = before?.keyring_account;
    if (unused !== undefined && place === null) await secrets.delete(unused);
  };

  const lock = async <T>(name: string, action: () => Promise<T>): Promise<T> => {
    await ensurePrivateFolder(home, onWarning);
    const unlock = await takeProcessLock(join(home, `session-${name}`), LOCK);
    try {
      return await action();
    } finally {
      await unlock();
    }
  };

  return {
    file,
    read,
    lock,
    signIn: (name, tokens, members) =>
      lock(name, async () => {
        const wanted = await userConfiguration(home).get('credential_store');
        const keptIn = wanted === 'keyring' ? 'keyring' : 'file';
        // A profile that cannot be read any more is replaced all the same.
        const before = await read(name).catch(() => null);
        await write(name, tokens, members, keptIn === 'keyring' ? secrets : null);
        return { before, keptIn };
      }),
    renew: async (name, tokens, members) => {
      const account = ownProfile(await file.read(), name)?.keyring_account;
      await write(name, tokens, members, account === undefined ? null : secrets);
    },
    end: async (name, when) => {
      const account = ownProfile(await file.read(), name)?.keyring_account;
      await file.update((document) => {
        const profile = ownProfile(document, name);
        if (profile === undefined) return document;
        document.profiles[name] = { ...withoutTokens(profile), session_ended_at: when };
        return document;
      });
      if (account !== undefined) await secrets.delete(account);
    },
    remove: async (name) => {
      const account = ownProfile(await file.read(), name)?.keyring_account;
      await file.update((document) => {
        delete document.profiles[name];
        if (document.default_profile === name) delete document.default_profile;
        return document;
      });
      if (account !== undefined) await secrets.delete(account);
    },
  };
}

function withoutUndefined(profile: StoredProfile): StoredProfile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
}
