import { BASE62, BASE64URL, DIGITS, HEX, UPPER } from '../random.mjs';

/** @typedef {import('../random.mjs').Random} Random */

const base64url = (/** @type {unknown} */ value) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Forms of vendors' tokens. The prefixes stand in pieces, so that no scanner takes them for real. */
export const tokens = {
  github: (/** @type {Random} */ random) => ['gh', 'p_', random.characters(BASE62, 36)].join(''),
  gitlab: (/** @type {Random} */ random) => ['glp', 'at-', random.characters(BASE62, 20)].join(''),
  openai: (/** @type {Random} */ random) =>
    [
      'sk-',
      'proj-',
      random.characters(BASE64URL, 74),
      'T3Blbk',
      'FJ',
      random.characters(BASE64URL, 74),
    ].join(''),
  anthropic: (/** @type {Random} */ random) =>
    ['sk-', 'ant-', 'api03-', random.characters(BASE62, 93), 'AA'].join(''),
  aws: (/** @type {Random} */ random) =>
    ['AK', 'IA', random.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)].join(''),
  stripe: (/** @type {Random} */ random) => ['sk', 'live', random.characters(BASE62, 24)].join('_'),
  slack: (/** @type {Random} */ random) =>
    [
      'xo',
      'xb',
      '-',
      random.characters(DIGITS, 12),
      '-',
      random.characters(DIGITS, 12),
      '-',
      random.characters(BASE62, 24),
    ].join(''),
  google: (/** @type {Random} */ random) => ['AI', 'za', random.characters(BASE64URL, 35)].join(''),
  npm: (/** @type {Random} */ random) => ['np', 'm_', random.characters(BASE62, 36)].join(''),
  sendgrid: (/** @type {Random} */ random) =>
    ['S', 'G.', random.characters(BASE62, 22), '.', random.characters(BASE62, 43)].join(''),
  huggingface: (/** @type {Random} */ random) =>
    ['hf', '_', random.characters(BASE62, 34)].join(''),
  jwt: (/** @type {Random} */ random) =>
    [
      base64url({ alg: 'HS256', typ: 'JWT' }),
      base64url({ sub: random.characters(DIGITS, 10), iat: 1700000000 }),
      random.characters(BASE64URL, 43),
    ].join('.'),
};

/** A private key in PEM (RFC 7468), with `line` between its lines. */
export function pem(/** @type {Random} */ random, line = '\n') {
  const name = random.pick([
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
  ]);
  const body = Array.from({ length: random.between(3, 8) }, () =>
    random.characters(`${BASE62}+/`, 64),
  );
  const dashes = '-'.repeat(5);
  return [`${dashes}BEGIN ${name}${dashes}`, ...body, `${dashes}END ${name}${dashes}`].join(line);
}

/** A password as people choose and as machines make it. */
export const password = (/** @type {Random} */ random) =>
  random.pick([
    () => random.characters(BASE62, random.between(10, 20)),
    () => `${random.characters(BASE62, 6)}!${random.characters(BASE62, 6)}#`,
    () => `${random.pick(['Winter', 'Hamburg', 'Fluffy', 'Dragon'])}${random.between(10, 9999)}!`,
  ])();

export const opaqueKey = (/** @type {Random} */ random) =>
  random.pick([
    () => random.characters(HEX, 32),
    () => random.characters(BASE62, 40),
    () => random.characters(UPPER + DIGITS, 32),
  ])();
