import { createRandom } from './random.mjs';
import { languages } from './texts/languages.mjs';
import { cleanLines, sensitiveLines } from './texts/shapes.mjs';
import * as money from './values/money.mjs';
import * as people from './values/people.mjs';
import * as secrets from './values/secrets.mjs';

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('./texts/languages.mjs').Language} Language */

/**
 * A text and where its sensitive values are, in UTF-16 code units.
 *
 * @typedef {object} Line
 * @property {string} text
 * @property {{ type: string, start: number, end: number }[]} spans
 * @property {string} language - ISO 639-1, or `code` for logs, code and data
 */

/** The share of lines that hold something sensitive. */
const SENSITIVE_SHARE = 0.35;
/** Lines of logs, code and data; the others are what people and agents say. */
const CODE_SHARE = 0.45;

const DOMAINS = [
  'example.com',
  'mail.example.org',
  'lamps.example',
  'acme.test',
  'post.example.net',
  'shop.example.co.uk',
];

/**
 * Makes lines of agents' transcripts in eight languages, with and without sensitive values. The
 * same seed gives the same lines.
 *
 * @param {{ seed?: number, lines?: number, sensitiveShare?: number }} [options]
 * @returns {Line[]}
 */
export function generateLines({
  seed = 20261121,
  lines = 2000,
  sensitiveShare = SENSITIVE_SHARE,
} = {}) {
  const random = createRandom(seed);
  return Array.from({ length: lines }, () => generateLine(random, sensitiveShare));
}

/** @returns {Line} */
function generateLine(/** @type {Random} */ random, /** @type {number} */ sensitiveShare) {
  const language = random.pick(languages);
  if (random.next() < CODE_SHARE) {
    if (random.next() < sensitiveShare)
      return fill(random, language, random.pick(sensitiveLines), 'code');
    return { text: random.pick(cleanLines)(random), spans: [], language: 'code' };
  }
  const sentences = Array.from({ length: random.between(0, 2) }, () => random.pick(language.clean));
  if (random.next() < sensitiveShare) {
    sentences.splice(random.between(0, sentences.length), 0, random.pick(language.sensitive));
  } else {
    sentences.push(random.pick(language.clean));
  }
  const line = fill(random, language, sentences.join(' '), language.code);
  return random.next() < 0.5 ? line : asMessage(random, line);
}

/**
 * The line as a JSON message of a transcript; nothing in it needs an escape.
 *
 * @returns {Line}
 */
function asMessage(/** @type {Random} */ random, /** @type {Line} */ { text, spans, language }) {
  const head = `{"role":"${random.pick(['user', 'assistant'])}","turn":${random.below(12)},"content":"`;
  return {
    text: `${head}${text}"}`,
    spans: spans.map(({ type, start, end }) => ({
      type,
      start: start + head.length,
      end: end + head.length,
    })),
    language,
  };
}

/**
 * Puts values where a template names them.
 *
 * @returns {Line}
 */
function fill(
  /** @type {Random} */ random,
  /** @type {Language} */ language,
  /** @type {string} */ template,
  /** @type {string} */ code,
) {
  /** @type {Line['spans']} */
  const spans = [];
  let text = '';
  for (const [index, piece] of template.split(/\{([a-z_]+(?::[a-z0-9-]+)?)\}/).entries()) {
    if (index % 2 === 0) {
      text += piece;
      continue;
    }
    const [type = '', form] = piece.split(':');
    const value = createValue(random, language, type, form);
    spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, spans, language: code };
}

/** @returns {string} */
function createValue(
  /** @type {Random} */ random,
  /** @type {Language} */ language,
  /** @type {string} */ type,
  /** @type {string | undefined} */ form,
) {
  switch (type) {
    case 'email':
      return `${random.pick(language.names)}${random.pick(['', '.', '+lamp', `${random.below(99)}`])}${random.pick(language.names)}@${random.pick(DOMAINS)}`;
    case 'phone':
      return form === 'intl' ? internationalPhone(random, language) : language.phone(random);
    case 'payment_card':
      return money.paymentCard(random);
    case 'iban':
      return money.iban(random);
    case 'bic':
      return money.bic(random);
    case 'bank_routing':
      return money.bankRouting(random);
    case 'crypto_address':
      return money.cryptoAddress(random);
    case 'us_ssn':
      return people.usSsn(random);
    case 'national_id':
      return people.nationalIds[/** @type {keyof typeof people.nationalIds} */ (form)](random);
    case 'health_number':
      return form === 'npi' ? people.npi(random) : people.nhsNumber(random);
    case 'passport':
      return people.passport(random);
    case 'driving_licence':
      return people.drivingLicence(random);
    case 'date_of_birth':
      return people.dateOfBirth(random, language.code);
    case 'vin':
      return people.vin(random);
    case 'imei':
      return people.imei(random);
    case 'ip':
      return form === 'v6' || (form === undefined && random.next() < 0.2)
        ? people.ipV6(random)
        : people.ipV4(random);
    case 'mac':
      return people.mac(random);
    case 'coordinates':
      return people.coordinates(random);
    case 'api_key':
      return secretOf(random, form);
    default:
      throw new Error(`The corpus has no values of the type "${type}".`);
  }
}

/** With its country's code, as a table without words around it needs it. */
function internationalPhone(/** @type {Random} */ random, /** @type {Language} */ language) {
  for (;;) {
    const phone = language.phone(random);
    if (phone.startsWith('+')) return phone;
  }
}

/** @returns {string} */
function secretOf(/** @type {Random} */ random, /** @type {string | undefined} */ form) {
  switch (form) {
    case 'password':
      return secrets.password(random);
    case 'opaque':
      return secrets.opaqueKey(random);
    case 'plain':
      return money.secretWord(random, 20);
    case 'pem':
      return secrets.pem(random);
    case 'pem-json':
      return secrets.pem(random, '\\n');
    case 'token':
      return random.next() < 0.5 ? secrets.tokens.jwt(random) : secrets.opaqueKey(random);
    default:
      return secrets.tokens[/** @type {keyof typeof secrets.tokens} */ (form)](random);
  }
}
