import { createHash } from 'node:crypto';
import { BASE62, DIGITS, UPPER } from '../random.mjs';
import { ibanCheck, luhn, weighted } from './checksums.mjs';

/** @typedef {import('../random.mjs').Random} Random */

/** Issuer's beginning and the card's length (ISO/IEC 7812 and the networks' own pages). */
const ISSUERS = /** @type {const} */ ([
  ['4', 16],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['3530', 16],
  ['36', 14],
]);

/** A card's number in one piece, in fours, or as American Express prints it. */
export function paymentCard(/** @type {Random} */ random) {
  const [prefix, length] = random.pick(ISSUERS);
  const body = prefix + random.characters(DIGITS, length - prefix.length - 1);
  const number = body + luhn(body);
  const gap = random.pick(['', '', ' ', ' ', '-']);
  if (length === 15) return [number.slice(0, 4), number.slice(4, 10), number.slice(10)].join(gap);
  if (length === 14) return [number.slice(0, 4), number.slice(4, 10), number.slice(10)].join(gap);
  return (number.match(/.{4}/g) ?? []).join(gap);
}

/** National account numbers by their shape: `n` digits, `a` capitals (SWIFT IBAN registry). */
const BBANS = /** @type {const} */ ([
  ['DE', [['n', 18]]],
  [
    'FR',
    [
      ['n', 10],
      ['n', 13],
    ],
  ],
  ['ES', [['n', 20]]],
  [
    'IT',
    [
      ['a', 1],
      ['n', 22],
    ],
  ],
  ['PT', [['n', 21]]],
  [
    'NL',
    [
      ['a', 4],
      ['n', 10],
    ],
  ],
  [
    'GB',
    [
      ['a', 4],
      ['n', 14],
    ],
  ],
  ['AT', [['n', 16]]],
  ['BE', [['n', 12]]],
  ['CH', [['n', 17]]],
  ['SE', [['n', 20]]],
  ['PL', [['n', 24]]],
]);

/** An IBAN in one piece or in fours. */
export function iban(/** @type {Random} */ random) {
  const [country, shape] = random.pick(BBANS);
  const bban = shape
    .map(([kind, n]) => random.characters(kind === 'n' ? DIGITS : UPPER, n))
    .join('');
  const number = country + ibanCheck(country, bban) + bban;
  return random.next() < 0.5 ? number : (number.match(/.{1,4}/g) ?? []).join(' ');
}

/** A bank's identifier code (ISO 9362): bank, country, place, sometimes a branch. */
export function bic(/** @type {Random} */ random) {
  const country = random.pick(['DE', 'FR', 'ES', 'IT', 'NL', 'GB', 'US', 'JP']);
  const branch = random.pick(['', '', 'XXX', random.characters(DIGITS, 3)]);
  return random.characters(UPPER, 4) + country + random.characters(UPPER, 2) + branch;
}

/** A routing number of a US bank with its check digit (ABA). */
export function bankRouting(/** @type {Random} */ random) {
  const body = `0${random.between(1, 9)}${random.characters(DIGITS, 6)}`;
  const sum = weighted(body, [3, 7, 1, 3, 7, 1, 3, 7]);
  return body + String((10 - (sum % 10)) % 10);
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An address of Bitcoin (base58check) or of Ethereum. */
export function cryptoAddress(/** @type {Random} */ random) {
  if (random.next() < 0.4) return `0x${random.characters('0123456789abcdef', 40)}`;
  const hash = Buffer.from(Array.from({ length: 20 }, () => random.below(256)));
  const payload = Buffer.concat([Buffer.from([0]), hash]);
  const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest();
  const bytes = Buffer.concat([payload, sha256(sha256(payload)).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = BASE58[Number(number % 58n)] + text;
  return `1${text}`;
}

/** A word that only a secret looks like. */
export const secretWord = (/** @type {Random} */ random, length = 24) =>
  random.characters(BASE62, length);
