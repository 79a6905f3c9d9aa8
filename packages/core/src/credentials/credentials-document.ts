import { ConfigurationError } from '../errors/index.js';
import { Secret } from '../secret.js';

/** What a profile keeps. Members that this version does not know are kept as they are. */
export interface StoredProfile {
  access_token?: Secret;
  refresh_token?: Secret;
  /** When the access token ends, RFC 3339; absent for an API key. */
  expires_at?: string;
  user_email?: string;
  /** The platform that issued the tokens; they are sent nowhere else. */
  api_endpoint?: string;
  /** What the tokens may do at most: `read-write`. */
  scope?: string;
  /** The entry of the system's keyring that has the tokens, where the file has not. */
  keyring_account?: string;
  /** When the platform told that the sign-in has ended, RFC 3339; there are no tokens then. */
  session_ended_at?: string;
  [member: string]: unknown;
}

/** The credentials file as an object. Members that this version does not know are kept. */
export interface CredentialsDocument {
  default_profile?: string;
  profiles: Record<string, StoredProfile>;
  [member: string]: unknown;
}

/** The profile that the older, flat shape of the file becomes. */
export const FLAT_SHAPE_PROFILE = 'default';

const FLAT_MEMBERS = ['access_token', 'refresh_token', 'expires_at', 'user_email', 'api_endpoint'];
const TEXT_MEMBERS = [...FLAT_MEMBERS, 'scope', 'keyring_account', 'session_ended_at'];

/**
 * Reads the text of a credentials file, in its present shape or in the older flat one
 * (`{access_token, refresh_token, expires_at, user_email}`). Tokens come out as secrets.
 *
 * @param text - `null` for no file
 * @param file - its path, for errors
 * @throws ConfigurationError `credentials_damaged`; no part of the text is in it
 */
export function parseCredentialsDocument(text: string | null, file: string): CredentialsDocument {
  if (text === null || text.trim() === '') return { profiles: {} };
  const value = parseJson(text);
  if (!isRecord(value)) throw damaged(file, 'is not a JSON object');
  const { profiles, ...rest } = value;
  if (profiles === undefined) return fromFlatShape(rest, file);
  if (!isRecord(profiles)) throw damaged(file, 'has no object under "profiles"');
  const { default_profile, ...others } = rest;
  if (default_profile !== undefined && typeof default_profile !== 'string') {
    throw damaged(file, 'has no text under "default_profile"');
  }
  return {
    ...others,
    ...(default_profile === undefined ? {} : { default_profile }),
    profiles: Object.fromEntries(
      Object.entries(profiles).map(([name, profile]) => [name, parseProfile(profile, name, file)]),
    ),
  };
}

function fromFlatShape(value: Record<string, unknown>, file: string): CredentialsDocument {
  const flat = Object.entries(value).filter(([key]) => FLAT_MEMBERS.includes(key));
  const others = Object.entries(value).filter(([key]) => !FLAT_MEMBERS.includes(key));
  if (flat.length === 0) return { ...value, profiles: {} };
  const profile = parseProfile(Object.fromEntries(flat), FLAT_SHAPE_PROFILE, file);
  return {
    default_profile: FLAT_SHAPE_PROFILE,
    ...Object.fromEntries(others),
    profiles: { [FLAT_SHAPE_PROFILE]: profile },
  };
}

function parseProfile(value: unknown, name: string, file: string): StoredProfile {
  if (!isRecord(value)) throw damaged(file, `has no object under the profile "${name}"`);
  for (const key of TEXT_MEMBERS) {
    if (value[key] !== undefined && typeof value[key] !== 'string') {
      throw damaged(file, `has no text under "${key}" of the profile "${name}"`);
    }
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      isSecretMember(key, member) ? new Secret(member) : member,
    ]),
  );
}

/** Also a member of a later version counts as secret when it has the form of a credential. */
function isSecretMember(key: string, member: unknown): member is string {
  if (typeof member !== 'string') return false;
  return key === 'access_token' || key === 'refresh_token' || member.startsWith('flx_');
}

/** The error of `JSON.parse` quotes the text, tokens included; it is dropped here. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(file: string, problem: string): ConfigurationError {
  return new ConfigurationError('credentials_damaged', `${file} ${problem}.`, {
    location: { file },
    hint: `Move it away and sign in again: mv ${file} ${file}.bak && fluxloop auth login`,
  });
}
