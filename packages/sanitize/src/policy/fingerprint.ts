import { identityOf } from './identity.js';
import type { KeyedHash } from './keyed-hash.js';

/** Hexadecimal digits of a fingerprint: 128 bits. */
export const FINGERPRINT_LENGTH = 32;

/**
 * A keyed fingerprint of a value: it names the finding in reports and baselines, in whatever
 * spelling the value is, and tells nothing about it to who has not the key.
 */
export function fingerprintOf(hash: KeyedHash, type: string, value: string): string {
  return hash.hex('fingerprint', type, identityOf(type, value), FINGERPRINT_LENGTH);
}
