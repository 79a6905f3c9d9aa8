import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

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
    return hmac(sha256, this.#key, utf8ToBytes(`${purpose}\0${type}\0${identity}`));
  }

  /** The first so many hexadecimal digits of it. */
  hex(purpose: string, type: string, identity: string, length: number): string {
    return bytesToHex(this.digest(purpose, type, identity)).slice(0, length);
  }
}

/** The SHA-256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
