import { lazily } from '../engine/lazily.js';

/** What each byte contributes: the remainders of the division by the polynomial. */
const remainders = lazily(() =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (0xedb88320 & -(rest & 1));
    return rest;
  }),
);

/** The CRC-32 of a stretch of ASCII characters, as zip and PNG compute it (ISO 3309, reflected). */
function crc32(ascii: string, from: number, to: number): number {
  const table = remainders();
  let crc = 0xffffffff;
  for (let i = from; i < to; i++) {
    crc = (crc >>> 8) ^ table[(crc ^ ascii.charCodeAt(i)) & 255]!;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * The CRC-32 of a text as six base62 digits (`0-9A-Za-z`), padded with `0`: the tail by which a
 * token tells a typo from a revoked key.
 *
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export function crc32Base62(ascii: string, from = 0, to = ascii.length): string {
  let rest = crc32(ascii, from, to);
  let digits = '';
  while (digits.length < 6) {
    const digit = rest % 62;
    // The digits, the capitals, the small letters.
    digits = String.fromCharCode(digit + (digit < 10 ? 48 : digit < 36 ? 55 : 61)) + digits;
    rest = (rest / 62) | 0;
  }
  return digits;
}
