const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM = 6;
/** What the checksum leaves: 1 for Bech32, the other for Bech32m. */
const BECH32 = 1;
const BECH32M = 0x2bc830a3;

/**
 * Whether a text in one case is Bech32 or Bech32m: a prefix, `1`, data and its checksum.
 *
 * @see BIP 173 and BIP 350
 */
export function passesBech32(text: string): boolean {
  const small = text.toLowerCase();
  if (small !== text && text.toUpperCase() !== text) return false;
  const separator = small.lastIndexOf('1');
  if (separator < 1 || small.length - separator <= CHECKSUM) return false;
  let sum = 1;
  const add = (value: number): void => {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if (((top >> i) & 1) !== 0) sum ^= GENERATOR[i]!;
  };
  for (let i = 0; i < separator; i++) add(small.charCodeAt(i) >> 5);
  add(0);
  for (let i = 0; i < separator; i++) add(small.charCodeAt(i) & 31);
  for (let i = separator + 1; i < small.length; i++) {
    const value = ALPHABET.indexOf(small[i]!);
    if (value < 0) return false;
    add(value);
  }
  return sum === BECH32 || sum === BECH32M;
}
