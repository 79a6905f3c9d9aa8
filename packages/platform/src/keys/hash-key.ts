import { createHash } from 'node:crypto';

/** What is kept of a key: it holds at least 160 random bits, so a plain SHA-256 cannot be guessed back. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
