import { sha256 } from './sha256.js';

const BLOCK = 64;

/**
 * The HMAC-SHA-256 of a message, 32 bytes.
 *
 * @see RFC 2104, section 2
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = key.length > BLOCK ? sha256(key) : key;
  const inner = sha256(padded(block, 0x36, message));
  return sha256(padded(block, 0x5c, inner));
}

/** A key, filled up with zeros to a block and each byte changed by a pad, and what follows it. */
function padded(key: Uint8Array, pad: number, message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(BLOCK + message.length).fill(pad, 0, BLOCK);
  for (let i = 0; i < key.length; i++) bytes[i]! ^= key[i]!;
  bytes.set(message, BLOCK);
  return bytes;
}
