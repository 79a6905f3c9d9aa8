import { createSanitizer } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { hasPlaceholder } from '../scenario/interpolate.js';
import { allKindsOfInputs } from './inputs.test-support.js';

/** How many inputs of each of 11 personas in each of 10 locales; more by the environment. */
const PER_PERSONA = Number(process.env.FLUXLOOP_INPUTS_ROUNDS ?? 25);

const bare = (value: string) => value.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
/** Digits in the form that is dialled within the country. */
const dialled = (value: string) => bare(value).replace(/^(?:49|33|44|61)(?=[1-9])/, '0');

/**
 * The ranges that belong to nobody, written down once more from their sources: not as the generator has
 * them, so that a slip there does not excuse itself here.
 */
const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  // RFC 2606, sections 2 and 3
  email: (value) => {
    const host = value.slice(value.lastIndexOf('@') + 1).toLowerCase();
    const labels = host.split('.');
    const isExample = labels.at(-2) === 'example' && ['com', 'net', 'org'].includes(labels.at(-1)!);
    return isExample || ['test', 'example', 'invalid'].includes(labels.at(-1)!);
  },
  phone: (value) => {
    const number = dialled(value);
    // North American Numbering Plan: 555-0100 to 555-0199
    const american = /^1[2-9]\d\d555(\d{4})$/.exec(number)?.[1];
    if (american !== undefined) return Number(american) >= 100 && Number(american) <= 199;
    return [
      // Bundesnetzagentur, Mitteilung 148/2021
      ...['03023125', '06990009', '04066969', '02214710', '08999998'].map((p) => [p, 3] as const),
      // Arcep, décision 2018-0881
      ...['019900', '026191', '035301', '046571', '053649', '063998'].map((p) => [p, 4] as const),
      // Ofcom, numbers for drama
      ...['01134960', '01614960', '02079460', '02920180', '07700900'].map((p) => [p, 3] as const),
      // ACMA, numbers for creative works
      ...['025550', '035550', '077010', '087010'].map((p) => [p, 4] as const),
    ].some(([prefix, rest]) => number.startsWith(prefix) && number.length === prefix.length + rest);
  },
  // Published by Stripe and PayPal for tests
  payment_card: (value) =>
    ['42424242', '40000566', '55555555', '51051051', '41111111', '40128888'].includes(
      bare(value).slice(0, 8),
    ),
  // SWIFT's IBAN registry prints one example for each country
  iban: (value) =>
    ['DE8937', 'GB29NW', 'FR1420', 'ES9121', 'AT6119', 'NL91AB', 'BE6853'].includes(
      bare(value).slice(0, 6),
    ),
  // RFC 5737 and RFC 3849
  ip: (value) =>
    /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(value) || value.startsWith('2001:db8:'),
};

describe('identities in generated inputs', () => {
  it('lie in ranges that are reserved, in every language, for every persona, with typos and attacks', async () => {
    const sanitizer = createSanitizer();
    const found = new Map<string, number>();
    const outside: string[] = [];
    for (const { turns, name, metadata } of await allKindsOfInputs(PER_PERSONA)) {
      for (const text of [...turns, name]) {
        for (const { type, rule, start, end } of sanitizer.detect(text)) {
          const value = text.slice(start, end);
          found.set(type, (found.get(type) ?? 0) + 1);
          if (RULES[type]?.(value) !== true) {
            outside.push(`${metadata.locale} ${metadata.persona}: ${rule} ${value}`);
          }
        }
      }
    }
    expect(outside).toEqual([]);
    // A sanitizer that finds nothing would prove nothing.
    for (const type of Object.keys(RULES)) expect(found.get(type), type).toBeGreaterThan(10);
  });

  it('are those that the sanitizer itself knows to be reserved', async () => {
    const sanitizer = createSanitizer({ allow: { reserved: true } });
    const inputs = await allKindsOfInputs(Math.ceil(PER_PERSONA / 4), 2);
    expect(inputs.flatMap(({ turns }) => turns.flatMap((text) => sanitizer.detect(text)))).toEqual(
      [],
    );
  });

  it('hold nothing that a scenario would take for a variable', async () => {
    const inputs = await allKindsOfInputs(Math.ceil(PER_PERSONA / 4), 3);
    expect(inputs.filter(({ turns, criteria }) => hasPlaceholder([turns, criteria]))).toEqual([]);
    expect(inputs.filter(({ turns }) => turns.some((text) => /\{\w+\}/.test(text)))).toEqual([]);
  });
});
