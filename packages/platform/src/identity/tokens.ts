import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in base64url: a session's or the first admin's token. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept of a token. It is random and long, so a plain SHA-256 cannot be guessed back, and
 * the look-up by it needs no comparison in constant time.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
