import { FAKES } from '../operators/fakes/index.js';

/** RFC 2606 and RFC 6761: domains that are nobody's. */
const RESERVED_DOMAIN =
  /(?:^|[@.])(?:example\.(?:com|net|org)|[a-z0-9-]+\.(?:example|test|invalid|localhost)|localhost)$/i;

/** Test numbers that the payment providers publish, without their spaces. */
const TEST_CARDS = new Set(
  [
    // https://docs.stripe.com/testing, https://developer.paypal.com/tools/sandbox/card-testing
    ['4242', '424242424242'],
    ['4000', '056655665556'],
    ['5555', '555555554444'],
    ['2223', '003122003222'],
    ['5200', '828282828210'],
    ['5105', '105105105100'],
    ['3782', '82246310005'],
    ['3714', '49635398431'],
    ['6011', '111111111117'],
    ['6011', '000990139424'],
    ['3056', '930009020004'],
    ['3622', '7206271667'],
    ['3566', '002020360505'],
    ['6200', '000000000005'],
    ['4111', '111111111111'],
    ['4012', '888888881881'],
    ['4000', '000000000002'],
  ].map((parts) => parts.join('')),
);

/** Identifiers that AWS uses in its documentation end in EXAMPLE. */
const EXAMPLE_KEY = /EXAMPLE(?:KEY)?$/;

/** Ofcom's numbers for drama: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const UK_DRAMA =
  /^(?:44|0)(?:7700900|1[1-6]\d4960|1914980|2079460|2896496|2920180|1632960|8081570|9098790|3069990)\d{3}$/;

/** Bundesnetzagentur, Mitteilung 148/2021, "Rufnummern für Medienproduktionen": five blocks of a thousand. */
const GERMAN_DRAMA = /^(?:49|0)(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/;

/** Arcep, plan national de numérotation (décision 2018-0881): numbers for audiovisual works. */
const FRENCH_DRAMA = /^(?:33|0)(?:19900|26191|35301|46571|53649|63998)\d{4}$/;

/** ACMA, "Phone numbers for use in TV shows, films and creative works". */
const AUSTRALIAN_DRAMA = /^(?:61|0)[2378](?:5550|7010)\d{4}$/;

/** The examples of the registry of formats: SWIFT, "IBAN Registry" (ISO 13616-2), without their spaces. */
const EXAMPLE_IBANS = new Set(
  [
    ['DE89', '370400440532013000'],
    ['GB29', 'NWBK60161331926819'],
    ['FR14', '20041010050500013M02606'],
    ['ES91', '21000418450200051332'],
    ['AT61', '1904300234573201'],
    ['NL91', 'ABNA0417164300'],
    ['BE68', '539007547034'],
    ['CH93', '00762011623852957'],
    ['IT60', 'X0542811101000000123456'],
    ['PT50', '000201231234567890154'],
  ].map((parts) => parts.join('')),
);

const isDrama = (digits: string) =>
  [UK_DRAMA, GERMAN_DRAMA, FRENCH_DRAMA, AUSTRALIAN_DRAMA].some((range) => range.test(digits));

const digitsOf = (value: string) => value.replaceAll(/[^0-9]/g, '');
const isFake = (type: string) => (value: string) => FAKES.get(type)?.isFake(value) === true;

const RANGES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['email', (value) => RESERVED_DOMAIN.test(value)],
  ['phone', (value) => isFake('phone')(value) || isDrama(digitsOf(value))],
  ['api_key', (value) => EXAMPLE_KEY.test(value)],
  ['payment_card', (value) => TEST_CARDS.has(digitsOf(value)) || isFake('payment_card')(value)],
  [
    'iban',
    (value) =>
      isFake('iban')(value) || EXAMPLE_IBANS.has(value.replaceAll(/[^0-9a-z]/gi, '').toUpperCase()),
  ],
  // 987-65-4320 to -4329 are kept for advertising; 078-05-1120 was printed on cards in wallets.
  ['us_ssn', (value) => /^(?:98765432\d|078051120|666\d{6}|000\d{6})$/.test(digitsOf(value))],
  ['ip', (value) => isFake('ip')(value) || /^(?:127\.|::1$|0\.0\.0\.0$)/.test(value)],
  ['mac', isFake('mac')],
]);

/** The types of which something is reserved. */
export const reservableTypes: readonly string[] = [...RANGES.keys()];

/** Whether a value is in a range kept for documentation and tests, so that it is nobody's. */
export function isReserved(type: string, value: string): boolean {
  return RANGES.get(type)?.(value) === true;
}
