import { sha256 } from './sha256.js';

/** Base58 as Bitcoin writes it: without `0`, `O`, `I` and `l`. */
const BITCOIN_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The same signs in the order of the XRP Ledger. */
export const RIPPLE_ALPHABET = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

const CHECKSUM = 4;

/**
 * The bytes that a text in base58 stands for; undefined if a sign is not of the alphabet.
 *
 * @param size - how many bytes there must be; without it as many as it takes, and one for each
 *   leading zero
 */
export function decodeBase58(
  text: string,
  alphabet: string = BITCOIN_ALPHABET,
  size?: number,
): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const sign of text) {
    let carry = alphabet.indexOf(sign);
    if (carry < 0) return undefined;
    for (let i = 0; i < bytes.length; i++) {
      carry += bytes[i]! * 58;
      bytes[i] = carry & 255;
      carry >>= 8;
    }
    while (carry > 0) {
      bytes.push(carry & 255);
      carry >>= 8;
    }
  }
  if (size === undefined) for (let i = 0; text[i] === alphabet[0]; i++) bytes.push(0);
  else if (bytes.length > size) return undefined;
  else while (bytes.length < size) bytes.push(0);
  return Uint8Array.from(bytes.reverse());
}

/**
 * What stands before the checksum in Base58Check: the version and the payload; undefined if it is
 * no base58, or its last four bytes are not the first ones of the double SHA-256 of the others.
 *
 * @see https://en.bitcoin.it/wiki/Base58Check_encoding
 */
export function decodeBase58Check(text: string, alphabet?: string): Uint8Array | undefined {
  const bytes = decodeBase58(text, alphabet);
  if (bytes === undefined || bytes.length <= CHECKSUM) return undefined;
  const payload = bytes.subarray(0, -CHECKSUM);
  const digest = sha256(sha256(payload));
  for (let i = 0; i < CHECKSUM; i++) {
    if (digest[i] !== bytes[payload.length + i]) return undefined;
  }
  return payload;
}
