import { hmacSha256 } from '../checksums/hmac-sha256.js';
import { sha256 } from '../checksums/sha256.js';

const encoder = new TextEncoder();

/**
 * Hashes that only the holder of a key can make: HMAC-SHA-256 (RFC 2104). Each use has a purpose
 * of its own, so that a fingerprint tells nothing about a placeholder.
 */
export class KeyedHash {
  readonly #key: Uint8Array;

  /** @param key - 16 bytes or more */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** 32 bytes. */
  digest(purpose: string, type: string, identity: string): Uint8Array {
    return hmacSha256(this.#key, encoder.encode(`${purpose}\0${type}\0${identity}`));
  }

  /** The first so many hexadecimal digits of it. */
  hex(purpose: string, type: string, identity: string, length: number): string {
    return hexOf(this.digest(purpose, type, identity)).slice(0, length);
  }
}

/** The SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hexOf(sha256(encoder.encode(text)));
}

function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
