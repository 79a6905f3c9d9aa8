import { DIGITS, HEX, UPPER } from '../random.mjs';
import { luhn, modulo, weighted } from './checksums.mjs';

/** @typedef {import('../random.mjs').Random} Random */

const pad = (/** @type {number} */ number, width = 2) => String(number).padStart(width, '0');

/** A social security number of the United States, in a range that is given out. */
export function usSsn(/** @type {Random} */ random) {
  const area = random.between(1, 899);
  const gap = random.pick(['-', '-', '-', ' ']);
  const safe = area === 666 ? 665 : area;
  return [pad(safe, 3), pad(random.between(1, 99)), pad(random.between(1, 9999), 4)].join(gap);
}

/** The national numbers of the corpus's countries, each with its authority's check. */
export const nationalIds = {
  /** United Kingdom: national insurance number (HMRC, NIM39110). */
  gb: (/** @type {Random} */ random) => {
    const number = `${random.pick(['AB', 'CE', 'JK', 'PW', 'SY'])}${random.characters(DIGITS, 6)}${random.pick(['A', 'B', 'C', 'D'])}`;
    return random.next() < 0.5 ? number : (number.match(/.{1,2}/g) ?? []).join(' ');
  },
  /** Spain: DNI with its letter. */
  es: (/** @type {Random} */ random) => {
    const number = random.characters('123456789', 1) + random.characters(DIGITS, 7);
    return number + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23];
  },
  /** France: NIR with its key. */
  fr: (/** @type {Random} */ random) => {
    const body = `${random.pick(['1', '2'])}${pad(random.between(40, 99))}${pad(random.between(1, 12))}${pad(random.between(1, 19))}${pad(random.between(1, 900), 3)}${pad(random.between(1, 999), 3)}`;
    const key = pad(97 - modulo(body, 97));
    const parts = [
      body.slice(0, 1),
      body.slice(1, 3),
      body.slice(3, 5),
      body.slice(5, 7),
      body.slice(7, 10),
      body.slice(10),
      key,
    ];
    return parts.join(random.pick(['', ' ']));
  },
  /** Italy: codice fiscale with its check letter. */
  it: (/** @type {Random} */ random) => {
    const odd = [
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ];
    const consonants = 'BCDFGLMNPRSTVZ';
    const body = `${random.characters(consonants, 6)}${pad(random.below(100))}${random.pick([...'ABCDEHLMPRST'])}${pad(random.between(1, 28))}${random.pick(['H501', 'F205', 'L219', 'D612'])}`;
    const sum = [...body].reduce((total, sign, index) => {
      const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
      return total + (index % 2 === 0 ? /** @type {number} */ (odd[value]) : value);
    }, 0);
    return body + UPPER[sum % 26];
  },
  /** Portugal: NIF. */
  pt: (/** @type {Random} */ random) => {
    const body = random.pick(['1', '2']) + random.characters(DIGITS, 7);
    const rest = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return body + (rest > 9 ? 0 : rest);
  },
  /** Netherlands: BSN, eleven-proof. */
  nl: (/** @type {Random} */ random) => {
    for (;;) {
      const body = random.characters('123456789', 1) + random.characters(DIGITS, 7);
      const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      if (rest < 10) return body + rest;
    }
  },
  /** Brazil: CPF with its two digits. */
  br: (/** @type {Random} */ random) => {
    const check = (/** @type {string} */ digits) => {
      const weights = Array.from(
        { length: digits.length },
        (_, index) => digits.length + 1 - index,
      );
      const rest = (weighted(digits, weights) * 10) % 11;
      return String(rest === 10 ? 0 : rest);
    };
    const body = random.characters(DIGITS, 9);
    const first = body + check(body);
    const all = first + check(first);
    return random.next() < 0.3
      ? all
      : `${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6, 9)}-${all.slice(9)}`;
  },
  /** Japan: My Number. */
  jp: (/** @type {Random} */ random) => {
    const body = random.characters('123456789', 1) + random.characters(DIGITS, 10);
    const rest = weighted(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    const all = body + (rest <= 1 ? 0 : 11 - rest);
    return random.next() < 0.5 ? all : (all.match(/.{4}/g) ?? []).join(' ');
  },
  /** Germany: identification number for taxes (ISO 7064, MOD 11,10), with one digit twice. */
  de: (/** @type {Random} */ random) => {
    const order = [...'0123456789'].sort(() => random.next() - 0.5);
    if (order[0] === '0') order.push(/** @type {string} */ (order.shift()));
    order[9] = /** @type {string} */ (order[random.between(0, 6)]);
    const body = order.join('');
    let product = 10;
    for (const digit of body) {
      const sum = (Number(digit) + product) % 10 || 10;
      product = (sum * 2) % 11;
    }
    const all = body + ((11 - product) % 10);
    return random.next() < 0.5
      ? all
      : `${all.slice(0, 2)} ${all.slice(2, 5)} ${all.slice(5, 8)} ${all.slice(8)}`;
  },
};

/** A number of the British health service (modulus 11), printed 3-3-4. */
export function nhsNumber(/** @type {Random} */ random) {
  for (;;) {
    const body = random.characters('4567', 1) + random.characters(DIGITS, 8);
    const check = 11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    if (check === 10) continue;
    const all = body + (check === 11 ? 0 : check);
    return `${all.slice(0, 3)} ${all.slice(3, 6)} ${all.slice(6)}`;
  }
}

/** A number of a US provider of health care: Luhn over it with 80840 before it. */
export function npi(/** @type {Random} */ random) {
  const body = `1${random.characters(DIGITS, 8)}`;
  return body + luhn(`80840${body}`);
}

export const passport = (/** @type {Random} */ random) =>
  random.pick(['C', 'L', 'X', '']) +
  random.characters('123456789', 1) +
  random.characters(DIGITS, 7);

export const drivingLicence = (/** @type {Random} */ random) =>
  random.characters(UPPER, 1) + random.characters(DIGITS, 7);

/** A date of birth as people of a country write it. */
export function dateOfBirth(/** @type {Random} */ random, /** @type {string} */ language) {
  const [year, month, day] = [
    random.between(1940, 2008),
    pad(random.between(1, 12)),
    pad(random.between(1, 28)),
  ];
  if (language === 'ja') return `${year}年${Number(month)}月${Number(day)}日`;
  if (language === 'de') return `${day}.${month}.${year}`;
  if (language === 'nl') return `${day}-${month}-${year}`;
  if (language === 'en') return random.pick([`${month}/${day}/${year}`, `${year}-${month}-${day}`]);
  return `${day}/${month}/${year}`;
}

/** A vehicle's number with its check digit (49 CFR 565.15). */
export function vin(/** @type {Random} */ random) {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const value = (/** @type {string} */ sign) =>
    /\d/.test(sign) ? Number(sign) : Number('12345678012345070923456789'[sign.charCodeAt(0) - 65]);
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const signs = [
    ...`1HG${random.characters(alphabet, 5)}0${random.characters(alphabet, 4)}${random.characters(DIGITS, 4)}`,
  ];
  const rest =
    signs.reduce(
      (sum, sign, index) => sum + value(sign) * /** @type {number} */ (weights[index]),
      0,
    ) % 11;
  signs[8] = rest === 10 ? 'X' : String(rest);
  return signs.join('');
}

/** A phone device's number: type allocation, serial, Luhn (3GPP TS 23.003). */
export function imei(/** @type {Random} */ random) {
  const body = `35${random.characters(DIGITS, 12)}`;
  return body + luhn(body);
}

export const ipV4 = (/** @type {Random} */ random) =>
  [random.between(11, 223), random.below(256), random.below(256), random.between(1, 254)].join('.');

export const ipV6 = (/** @type {Random} */ random) =>
  `2001:db8:${Array.from({ length: 3 }, () => random.characters(HEX, random.between(1, 4)).replace(/^0+(?=.)/, '')).join(':')}::${random.characters('123456789abcdef', 1)}`;

export const mac = (/** @type {Random} */ random) =>
  Array.from({ length: 6 }, () => random.characters(HEX, 2)).join(random.pick([':', '-']));

export const coordinates = (/** @type {Random} */ random) =>
  `${(random.next() * 120 - 60).toFixed(6)}, ${(random.next() * 300 - 150).toFixed(6)}`;
