import { join, resolve } from 'node:path';
import { credentialsFile } from '../credentials/credentials-file.js';
import { assertProfileName } from '../credentials/profile-name.js';
import type { SecretStore } from '../credentials/secret-store.js';
import { ConfigurationError, UsageError } from '../errors/index.js';
import { nearest } from '../notation/index.js';
import { privateFile } from '../storage/private-file.js';

/** What `fluxloop config` can set, and what each key means. */
export const USER_KEYS = {
  profile: 'the profile that is used when none is named',
  api_key_file: 'a file that holds your API key, with mode 600',
  project: 'the project that is used outside of one',
  credential_store: 'where secrets are kept: file, or keyring (of the operating system)',
} as const;

/** A key of the user's configuration. */
export type UserKey = keyof typeof USER_KEYS;

/** The user's own configuration. Every method throws UsageError `unknown_key` for another key. */
export interface UserConfiguration {
  /** The file that holds it, but for `profile`, which is the credentials' `default_profile`. */
  readonly path: string;
  /** `undefined` where nothing was set. */
  get(key: string): Promise<string | undefined>;
  /**
   * Sets a value. `credential_store` moves what is stored there first.
   *
   * @throws UsageError `invalid_value`, `profile_name_invalid`, `profile_missing`
   * @throws ConfigurationError `keyring_unavailable`
   */
  set(key: string, value: string): Promise<void>;
  /** Forgets a value; without one, nothing happens. */
  unset(key: string): Promise<void>;
  /** What was set, in the order of {@link USER_KEYS}. */
  list(): Promise<Partial<Record<UserKey, string>>>;
}

/**
 * Opens the user's configuration: `config.json` in the FluxLoop folder.
 *
 * @param home - as `fluxloopHome` gives it
 * @param options.keyring - what `credential_store = keyring` moves the secrets to. Default: the keyring of the system
 * @returns an object whose methods also throw ConfigurationError (`user_configuration_damaged`,
 *   `file_not_permitted`, `disk_full`, …)
 */
export function userConfiguration(
  home: string,
  options: { keyring?: SecretStore } = {},
): UserConfiguration {
  const file = privateFile(join(home, 'config.json'), () => {});
  const credentials = credentialsFile(home);
  const read = async () => parseValues(await file.read(), file.path);
  const change = (edit: (values: Record<string, unknown>) => void) =>
    file.update((text) => {
      const values = parseValues(text, file.path);
      edit(values);
      return `${JSON.stringify(values, null, 2)}\n`;
    });
  const get = async (key: UserKey): Promise<string | undefined> => {
    const value =
      key === 'profile' ? (await credentials.read()).default_profile : (await read())[key];
    return typeof value === 'string' ? value : undefined;
  };

  return {
    path: file.path,
    get: async (key) => get(await known(key)),
    set: async (key, value) => {
      const name = await known(key);
      const checked = await check(name, value);
      if (name === 'credential_store') {
        const { moveCredentials } = await import('../credentials/move-credentials.js');
        await moveCredentials(home, checked === 'keyring' ? 'keyring' : 'file', options.keyring);
      }
      if (name !== 'profile') {
        return change((values) => {
          values[name] = checked;
        });
      }
      await credentials.update((document) => {
        assertStoredProfile(checked, Object.keys(document.profiles));
        return { ...document, default_profile: checked };
      });
    },
    unset: async (key) => {
      const name = await known(key);
      if ((await get(name)) === undefined) return;
      if (name !== 'profile') {
        return change((values) => {
          delete values[name];
        });
      }
      await credentials.update(({ default_profile: _, ...document }) => document);
    },
    list: async () => {
      const entries = await Promise.all(
        userKeys().map(async (key) => [key, await get(key)] as const),
      );
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    },
  };
}

function userKeys(): UserKey[] {
  return Object.keys(USER_KEYS).filter((key) => isUserKey(key));
}

function isUserKey(key: string): key is UserKey {
  return Object.hasOwn(USER_KEYS, key);
}

async function known(key: string): Promise<UserKey> {
  if (isUserKey(key)) return key;
  const suggestion = nearest(key, userKeys());
  throw new UsageError(
    'unknown_key',
    `There is no "${key}" to configure${suggestion === undefined ? '.' : `; did you mean "${suggestion}"?`}`,
    { hint: `The keys are: ${userKeys().join(', ')}` },
  );
}

/** @returns the value as it is stored */
async function check(key: UserKey, value: string): Promise<string> {
  switch (key) {
    case 'profile':
      return assertProfileName(value, 'profile');
    case 'api_key_file':
      if (value.trim() === '') throw invalid(key, 'expected the path of a file');
      // Kept absolute: later commands run in other folders.
      return value.startsWith('~') ? value : resolve(value);
    case 'project': {
      const { projectSlug } = await import('../contract/identifiers.js');
      if (projectSlug.safeParse(value).success) return value;
      throw invalid(key, 'expected a project name: lower-case letters, digits and inner hyphens');
    }
    case 'credential_store':
      if (value === 'file' || value === 'keyring') return value;
      throw invalid(key, 'expected "file" or "keyring"');
  }
}

function invalid(key: UserKey, problem: string): UsageError {
  return new UsageError('invalid_value', `${key}: ${problem}.`, {
    hint: `${key} is ${USER_KEYS[key]}.`,
  });
}

function assertStoredProfile(name: string, profiles: string[]): void {
  if (profiles.includes(name)) return;
  const others = profiles.length === 0 ? '' : ` (there are: ${profiles.join(', ')})`;
  throw new UsageError('profile_missing', `There is no profile "${name}"${others}.`, {
    hint: `Create it by signing in: fluxloop auth login --profile ${name}`,
  });
}

function parseValues(text: string | null, file: string): Record<string, unknown> {
  if (text === null || text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, without the parser's quotation of the text.
  }
  throw new ConfigurationError('user_configuration_damaged', `${file} is not a JSON object.`, {
    location: { file },
    hint: `Move it away: mv ${file} ${file}.bak`,
  });
}
