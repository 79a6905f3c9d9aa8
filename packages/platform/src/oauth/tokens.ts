import { createHmac, randomBytes } from 'node:crypto';
import type { Scope } from '@fluxloop/core/contract';
import { formatCredential, parseCredential } from '@fluxloop/core/credentials';
import { AuthenticationError } from '@fluxloop/core/errors';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';

/** Bytes of randomness in a token: 192 bits; RFC 6749, section 10.10, wants 128 at the least. */
const TOKEN_BYTES = 24;
/** Bytes of the salt that a successor is worked out with. */
const SALT_BYTES = 32;
/** An access token lives an hour. */
const ACCESS_SECONDS = 3_600;
/** A login that is not used for this long is over. */
const IDLE_LIFETIME = sql`interval '30 days'`;

/** A successful answer of the token endpoint (RFC 6749, section 5.1). */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  refresh_token?: string;
  scope: Scope;
  /** Of a token exchange only (RFC 8693, section 2.2.1). */
  issued_token_type?: string;
}

/** What a family's tokens are made of. */
interface TokenPair {
  access: string;
  refresh: string;
}

/** The first tokens of a family. */
export function newTokens(): TokenPair {
  return {
    access: formatCredential('at', randomBytes(TOKEN_BYTES)),
    refresh: formatCredential('refresh', randomBytes(TOKEN_BYTES)),
  };
}

/** An access token that stands alone. */
export function newAccessToken(): string {
  return formatCredential('at', randomBytes(TOKEN_BYTES));
}

/** The salt of a rotation. */
export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

/**
 * The tokens that follow a refresh token, worked out from it and from the salt of its rotation
 * (HMAC-SHA-256, RFC 2104). So everybody who shows the token during the grace is answered with
 * the same tokens, on every replica, though neither is kept: the database alone has no token to
 * work them out from, and an old token alone has no salt.
 *
 * @param scope - of the access token; each has one of its own
 */
export function successorsOf(refreshToken: string, salt: Buffer, scope: Scope): TokenPair {
  const derive = (label: string) =>
    createHmac('sha256', refreshToken).update(salt).update(label).digest().subarray(0, TOKEN_BYTES);
  return {
    access: formatCredential('at', derive(`access token, ${scope}`)),
    refresh: formatCredential('refresh', derive('refresh token')),
  };
}

/**
 * Keeps a family's tokens, as hashes. What is kept already stays as it is.
 *
 * @returns the answer, with the time that the access token has left
 */
export async function keepTokens(
  database: Database,
  familyId: string,
  tokens: TokenPair,
  scope: Scope,
): Promise<TokenAnswer> {
  const { rows } = await sql<{ expires_in: number }>`
    with family as (select id, expires_at from login_families where id = ${familyId}),
    refresh as (
      insert into refresh_tokens (sha256, family_id, expires_at)
      select ${hashToken(tokens.refresh)}::bytea, id,
        least(clock_timestamp() + ${IDLE_LIFETIME}, expires_at)
      from family
      on conflict (sha256) do nothing
    ),
    access as (
      insert into access_tokens (sha256, family_id, scope, expires_at)
      select ${hashToken(tokens.access)}::bytea, id, ${scope}::text,
        least(clock_timestamp() + make_interval(secs => ${ACCESS_SECONDS}), expires_at)
      from family
      on conflict (sha256) do nothing
      returning expires_at
    ),
    kept as (
      select expires_at from access
      union all
      select expires_at from access_tokens where sha256 = ${hashToken(tokens.access)}
    )
    select floor(extract(epoch from expires_at - clock_timestamp()))::int as expires_in from kept
  `.execute(database);
  return {
    access_token: tokens.access,
    token_type: 'Bearer',
    expires_in: Math.max(rows[0]?.expires_in ?? 0, 0),
    refresh_token: tokens.refresh,
    scope,
  };
}

/**
 * True when the text has the form of a token of that kind, its check sum included: a guess at
 * random is not worth a look at the database.
 */
export function isToken(text: string, kind: 'at' | 'refresh'): boolean {
  try {
    return parseCredential(text, { allow: [kind] }).text === text;
  } catch (error) {
    if (error instanceof AuthenticationError) {
      return false;
    }
    throw error;
  }
}
