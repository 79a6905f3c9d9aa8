/**
 * The account number in an IBAN by country: how many digits (`n`), capitals (`a`) or either (`c`)
 * follow one another behind the country's code and the check digits.
 *
 * @see SWIFT IBAN registry, https://www.swift.com/standards/data-standards/iban-international-bank-account-number
 */
const REGISTERED =
  'AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c ' +
  'CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n ' +
  'FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n ' +
  'IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n ' +
  'MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c ' +
  'PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n ' +
  'SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c';

/** Countries that use the form without being in the registry, as their banks print it. */
const UNREGISTERED =
  'AO21n BF2c22n BJ2c22n CF23n CG23n CI2c22n CM23n CV21n DZ22n GA23n GQ23n GW2c19n IR22n KM23n MA24n ' +
  'MG23n ML2c22n MZ21n NE2c22n SN2c22n TD23n TG2c22n';

/** What stands behind the check digits: `n`, `a` or `c` for each character. */
let formats: ReadonlyMap<number, string> | undefined;

function readFormats(): ReadonlyMap<number, string> {
  const byCountry = new Map<number, string>();
  for (const row of `${REGISTERED} ${UNREGISTERED}`.split(' ')) {
    let format = '';
    for (const [, count, kind] of row.slice(2).matchAll(/(\d+)([nac])/g)) {
      format += kind!.repeat(Number(count));
    }
    byCountry.set(countryKey(row.charCodeAt(0), row.charCodeAt(1)), format);
  }
  return byCountry;
}

/** A country's two letters, capital or small, as one number. */
function countryKey(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** The format behind the check digits of the country that two letters name; undefined if none. */
export function ibanFormatOf(first: number, second: number): string | undefined {
  formats ??= readFormats();
  return formats.get(countryKey(first, second));
}
