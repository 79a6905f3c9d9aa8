import type { SeededRandom } from './random.js';

/** Where somebody's phone is. */
export type Region = 'US' | 'GB' | 'DE' | 'FR' | 'AU';

/**
 * Domains that are nobody's and never will be.
 * @see RFC 2606, sections 2 and 3; RFC 6761, section 6
 */
const DOMAINS = [
  'example.com',
  'example.org',
  'example.net',
  'mail.example',
  'post.example',
  'shop.test',
  'kunden.test',
  'nobody.invalid',
] as const;

const MAILBOXES = [
  'robin',
  'kim',
  'sam.sample',
  'alex.test',
  'demo.user',
  'jo',
  'test.person',
  'no.one',
  'sample',
  'my.mailbox',
  'hello',
  'post',
] as const;

/** An e-mail address at a reserved domain (RFC 2606). */
export function emailAddress(random: SeededRandom): string {
  const number = random.chance(0.7) ? String(random.between(1, 9_999)) : '';
  return `${random.pick(MAILBOXES)}${number}@${random.pick(DOMAINS)}`;
}

/** A page at a reserved domain (RFC 2606). */
export function webAddress(random: SeededRandom): string {
  return `https://${random.pick(DOMAINS)}/${random.pick(['login', 'orders', 'pay', 'help'])}/${random.digits(4)}`;
}

const US_AREAS = ['202', '212', '303', '312', '404', '415', '503', '617', '702', '808'] as const;
/** Areas of Ofcom's list and what stands before the last three digits. */
const GB_BLOCKS = ['0113 496 0', '0161 496 0', '020 7946 0', '029 2018 0', '07700 900'] as const;
const DE_BLOCKS = ['030 23125', '069 90009', '040 66969', '0221 4710', '089 99998'] as const;
const FR_BLOCKS = ['01 99 00', '02 61 91', '03 53 01', '04 65 71', '05 36 49', '06 39 98'] as const;
const AU_BLOCKS = ['(02) 5550 ', '(03) 5550 ', '(07) 7010 ', '(08) 7010 '] as const;

/**
 * A phone number that is kept for fiction and rings nowhere.
 *
 * - US: 555-0100 to 555-0199 in any area (North American Numbering Plan Administrator)
 * - GB: Ofcom, "Telephone numbers for drama use"
 * - DE: Bundesnetzagentur, Mitteilung Nr. 148/2021, "Rufnummern für Medienproduktionen"
 * - FR: Arcep, décision 2018-0881 (plan national de numérotation), numbers for audiovisual works
 * - AU: ACMA, "Phone numbers for use in TV shows, films and creative works"
 */
export function phoneNumber(random: SeededRandom, region: Region): string {
  switch (region) {
    case 'US':
      return `+1 ${random.pick(US_AREAS)}-555-01${random.digits(2)}`;
    case 'GB':
      return `${random.pick(GB_BLOCKS)}${random.digits(3)}`;
    case 'DE':
      return `${random.pick(DE_BLOCKS)}${random.digits(3)}`;
    case 'FR':
      return `${random.pick(FR_BLOCKS)} ${random.digits(2)} ${random.digits(2)}`;
    case 'AU':
      return `${random.pick(AU_BLOCKS)}${random.digits(4)}`;
  }
}

/**
 * Numbers that payment providers publish for tests. Together they would look like cards to whoever
 * scans this file.
 * @see https://docs.stripe.com/testing
 * @see https://developer.paypal.com/tools/sandbox/card-testing
 */
const CARDS = [
  ['4242', '4242', '4242', '4242'],
  ['4000', '0566', '5566', '5556'],
  ['5555', '5555', '5555', '4444'],
  ['5105', '1051', '0510', '5100'],
  ['4111', '1111', '1111', '1111'],
  ['4012', '8888', '8888', '1881'],
] as const;

/** The number of a payment card that exists for tests only. */
export function cardNumber(random: SeededRandom): string {
  return random.pick(CARDS).join(random.chance(0.6) ? ' ' : '');
}

/**
 * The examples that the registry of IBAN formats prints for its countries.
 * @see SWIFT, "IBAN Registry" (ISO 13616-2)
 */
const IBANS = [
  ['DE89', '3704', '0044', '0532', '0130', '00'],
  ['GB29', 'NWBK', '6016', '1331', '9268', '19'],
  ['FR14', '2004', '1010', '0505', '0001', '3M02', '606'],
  ['ES91', '2100', '0418', '4502', '0005', '1332'],
  ['AT61', '1904', '3002', '3457', '3201'],
  ['NL91', 'ABNA', '0417', '1643', '00'],
  ['BE68', '5390', '0754', '7034'],
] as const;

/** An IBAN that stands in the registry as an example. */
export function bankAccount(random: SeededRandom): string {
  return random.pick(IBANS).join(random.chance(0.7) ? ' ' : '');
}

/** A US social security number of the block 987-65-4320 to -4329, kept for advertising (SSA). */
export function socialSecurityNumber(random: SeededRandom): string {
  return `987-65-432${random.below(10)}`;
}

const V4_NETWORKS = ['192.0.2.', '198.51.100.', '203.0.113.'] as const;

/** An IP address of the networks for documentation: RFC 5737 for version 4, RFC 3849 for version 6. */
export function ipAddress(random: SeededRandom): string {
  if (random.chance(0.75)) return `${random.pick(V4_NETWORKS)}${random.between(1, 254)}`;
  return `2001:db8::${random.between(1, 65_535).toString(16)}`;
}

/** A MAC address of 00-00-5E-00-53-00 to -FF, kept for documentation (RFC 9542, section 2.1.2). */
export function macAddress(random: SeededRandom): string {
  return `00:00:5E:00:53:${random.below(256).toString(16).toUpperCase().padStart(2, '0')}`;
}
