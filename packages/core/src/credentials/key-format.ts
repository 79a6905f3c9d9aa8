import { crc32 } from 'node:zlib';
import { UsageError } from '../errors/index.js';
import type { CredentialKind } from './credential-kind.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(ALPHABET.length);

/** The fewest random bytes behind a credential: 160 bits. */
export const MINIMUM_RANDOM_BYTES = 20;
/** How many base62 characters {@link MINIMUM_RANDOM_BYTES} make. */
export const MINIMUM_BODY_LENGTH = 27;
/** How many base62 characters a CRC-32 makes: 62^6 > 2^32. */
export const CHECKSUM_LENGTH = 6;

/**
 * Writes a credential: `flx_KIND_`, the random bytes in base62, and the checksum.
 *
 * @param kind - what the credential is for
 * @param randomBytes - at least {@link MINIMUM_RANDOM_BYTES} from a cryptographic generator
 * @returns the credential in clear; wrap it in a `Secret` at once
 * @throws UsageError `not_enough_randomness` for fewer bytes
 */
export function formatCredential(kind: CredentialKind, randomBytes: Uint8Array): string {
  if (randomBytes.length < MINIMUM_RANDOM_BYTES) {
    throw new UsageError(
      'not_enough_randomness',
      `A credential needs ${MINIMUM_RANDOM_BYTES} random bytes; there are ${randomBytes.length}.`,
    );
  }
  // A fixed width for a number of bytes, so that no credential is shorter than its neighbours.
  const width = Math.ceil((randomBytes.length * 8) / Math.log2(ALPHABET.length));
  const number = BigInt(`0x${Buffer.from(randomBytes).toString('hex')}`);
  const stem = `flx_${kind}_${toBase62(number, width)}`;
  return stem + checksumOf(stem);
}

/**
 * The checksum that ends a credential: CRC-32 (IEEE 802.3, as in zlib) over everything before
 * it, prefix included, in six base62 digits with the most significant first.
 *
 * @param stem - the credential without its last six characters
 */
export function checksumOf(stem: string): string {
  return toBase62(BigInt(crc32(stem)), CHECKSUM_LENGTH);
}

function toBase62(number: bigint, width: number): string {
  let rest = number;
  let text = '';
  while (rest > 0n) {
    text = ALPHABET[Number(rest % BASE)] + text;
    rest /= BASE;
  }
  return text.padStart(width, '0');
}
