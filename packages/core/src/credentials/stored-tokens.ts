import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '../errors/index.js';
import { revealJson } from '../reveal-json.js';
import { Secret } from '../secret.js';
import type { StoredProfile } from './credentials-document.js';
import type { SecretStore } from './secret-store.js';

/** What a sign-in brings and a renewal replaces. */
export interface StoredTokens {
  access_token: Secret;
  refresh_token?: Secret | undefined;
  /** When the access token ends, RFC 3339. */
  expires_at?: string | undefined;
}

/** True for a profile that can be signed in with, wherever its tokens are. */
export function holdsTokens(profile: StoredProfile | undefined): boolean {
  return profile?.access_token !== undefined || profile?.keyring_account !== undefined;
}

/**
 * Gives a profile's tokens: from the profile itself, or from the keyring that it refers to.
 *
 * @returns `null` where there are none
 * @throws ConfigurationError `keyring_unavailable`, `keyring_entry_missing`
 */
export async function readTokens(
  profile: StoredProfile | undefined,
  keyring: SecretStore,
): Promise<StoredTokens | null> {
  if (profile === undefined) return null;
  const account = profile.keyring_account;
  if (account === undefined) {
    const { access_token, refresh_token, expires_at } = profile;
    return access_token === undefined ? null : { access_token, refresh_token, expires_at };
  }
  const tokens = parseEntry(await keyring.get(account));
  if (tokens === null) {
    throw new ConfigurationError(
      'keyring_entry_missing',
      `The keyring of this system has no entry "${account}", which the credentials file refers to.`,
      { hint: 'Sign in again: fluxloop auth login' },
    );
  }
  return tokens;
}

/**
 * Puts tokens where a profile keeps them, and gives the profile's members that hold them or refer
 * to them. What is in the keyring is written before anything refers to it.
 *
 * @param before - the profile as it is; its keyring account is used again
 * @param keyring - `null` keeps them in the file
 */
export async function placeTokens(
  name: string,
  before: StoredProfile | undefined,
  tokens: StoredTokens,
  keyring: SecretStore | null,
): Promise<
  Pick<StoredProfile, 'access_token' | 'refresh_token' | 'expires_at' | 'keyring_account'>
> {
  const { access_token, refresh_token, expires_at } = tokens;
  const expiry = expires_at === undefined ? {} : { expires_at };
  if (keyring === null) {
    return { access_token, ...(refresh_token === undefined ? {} : { refresh_token }), ...expiry };
  }
  // Two FluxLoop folders of one user share a keyring, so a profile's name is not enough.
  const keyring_account = before?.keyring_account ?? `${name}-${randomBytes(6).toString('hex')}`;
  await keyring.set(keyring_account, revealJson({ access_token, refresh_token, expires_at }));
  return { keyring_account, ...expiry };
}

/** A profile without what {@link placeTokens} writes. */
export function withoutTokens(profile: StoredProfile): StoredProfile {
  const { access_token, refresh_token, expires_at, keyring_account, ...kept } = profile;
  return kept;
}

function parseEntry(text: string | null): StoredTokens | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const access = member(value, 'access_token');
    const refresh = member(value, 'refresh_token');
    if (access === undefined) return null;
    return {
      access_token: new Secret(access),
      refresh_token: refresh === undefined ? undefined : new Secret(refresh),
      expires_at: member(value, 'expires_at'),
    };
  } catch {
    return null;
  }
}

function member(value: object, name: string): string | undefined {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : undefined;
}
