import fc from 'fast-check';
import { stdnum } from 'stdnum';
import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { nationalIdFormats, taxIdFormats } from './index.js';
import type { NumberFormat } from './number-format.js';

/** A maintained implementation of the same check. */
interface Oracle {
  validate(value: string): { isValid: boolean };
}

interface Pair {
  rule: string;
  /**
   * How values are made: `9` any digit, `A` any capital, `X` either, `D` a day and month, `M` a month and
   * day, `Y` a year of four digits, `*` every digit in
   * turn, `#` every digit and capital; small letters are capitals and the rest
   * stands for itself.
   */
  template: string;
  oracle: Oracle | undefined;
  /** How the oracle wants it written, where not without signs. */
  printed?: (value: string) => string;
  /** Values on which the two are known to differ. */
  differs?: (value: string) => boolean;
  /** Whether ours takes more or fewer values than the oracle, on purpose. */
  takes?: 'more' | 'fewer';
  /** Why they differ. */
  why?: string;
}

const FORMATS: readonly NumberFormat[] = [...nationalIdFormats(), ...taxIdFormats()];
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const RUNS = { numRuns: 30, seed: 20241101 };

const two = (number: number): string => String(number).padStart(2, '0');
const dayMonth = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }));
const PARTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  9: fc.constantFrom(...'0123456789'),
  A: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  X: fc.constantFrom(...SIGNS),
  D: dayMonth.map(([day, month]) => two(day) + two(month)),
  M: dayMonth.map(([day, month]) => two(month) + two(day)),
  Y: fc.integer({ min: 1920, max: 1999 }).map(String),
};

function valuesOf(template: string): fc.Arbitrary<string> {
  const parts = [...template].map((sign) => PARTS[sign] ?? fc.constant(sign.toUpperCase()));
  return fc.tuple(...parts).map((pieces) => pieces.join(''));
}

/** A value with every sign in turn in the places of `*` and `#`. */
function* variants(value: string): Generator<string> {
  const star = value.search(/[*#]/);
  if (star < 0) {
    yield value;
    return;
  }
  const signs = value[star] === '*' ? SIGNS.slice(0, 10) : SIGNS;
  for (const sign of signs) yield* variants(value.slice(0, star) + sign + value.slice(star + 1));
}

const isUniform = (value: string) => /^(\d)\1+$/.test(value);

/** The checks of the package `validator`, for what stdnum does not have. */
const taxId = (locale: string): Oracle => ({
  validate: (value) => ({ isValid: validator.isTaxID(value, locale) }),
});
const identityCard = (locale: validator.IdentityCardLocale): Oracle => ({
  validate: (value) => ({ isValid: validator.isIdentityCard(value, locale) }),
});

const PAIRS: readonly Pair[] = [
  { rule: 'fr-spi', template: '3099999999***', oracle: taxId('fr-FR') },
  { rule: 'hu-adoazonosito', template: '8*9999999*', oracle: taxId('hu-HU') },
  { rule: 'ir-melli-code', template: '999999999*', oracle: identityCard('IR') },
  {
    rule: 'lk-nic',
    template: '19*999999v',
    oracle: identityCard('LK'),
    takes: 'fewer',
    why: 'validator does not look at the day of the year',
  },
  { rule: 'lu-matricule', template: 'YM999**', oracle: taxId('lb-LU') },
  {
    rule: 'lv-personas-kods',
    template: 'D991999*',
    oracle: taxId('lv-LV'),
    takes: 'more',
    why: 'a rest of 10 is written 0, as stdnum for Python has it too',
  },
  { rule: 'ar-cuit', template: '2099999999*', oracle: stdnum.AR?.cuit },
  { rule: 'at-vat', template: 'atu9999999*', oracle: stdnum.AT?.uid },
  {
    rule: 'at-svnr',
    template: '999*D99',
    oracle: stdnum.AT?.vnr,
    differs: (value) => value.startsWith('0'),
    why: 'no number is given out that begins with 0',
  },
  { rule: 'au-abn', template: '999999999**', oracle: stdnum.AU?.abn },
  { rule: 'au-acn', template: '99999999*', oracle: stdnum.AU?.acn },
  { rule: 'au-tfn', template: '99999999*', oracle: stdnum.AU?.tfn },
  {
    rule: 'be-nn',
    template: '88M999**',
    oracle: stdnum.BE?.nn,
    differs: (value) => Number(value.slice(9)) > 97 || value.endsWith('00'),
    why: 'the check is 97 minus the rest, so from 1 to 97',
  },
  { rule: 'be-vat', template: 'be09999999**', oracle: stdnum.BE?.vat },
  { rule: 'bg-egn', template: '99M999*', oracle: stdnum.BG?.egn },
  { rule: 'bg-lnch', template: '999999999*', oracle: stdnum.BG?.pnf },
  { rule: 'br-cpf', template: '999999999**', oracle: stdnum.BR?.cpf },
  { rule: 'br-cnpj', template: '999999990001**', oracle: stdnum.BR?.cnpj },
  { rule: 'by-unp', template: '19999999*', oracle: stdnum.BY?.unp },
  { rule: 'ca-sin', template: '19999999*', oracle: stdnum.CA?.sin },
  { rule: 'ch-ahv', template: '756999999999*', oracle: stdnum.CH?.ssn },
  { rule: 'ch-uid', template: 'che99999999*', oracle: stdnum.CH?.uid },
  { rule: 'cl-rut', template: '9999999#', oracle: stdnum.CL?.rut },
  { rule: 'cn-resident-id', template: '110105YM999#', oracle: stdnum.CN?.ric },
  {
    rule: 'cn-uscc',
    template: '91110000XXXXXXXXX#',
    oracle: stdnum.CN?.uscc,
    differs: (value) => !/^(?:1[1239]|5[1239]|9[123])/.test(value) || value.endsWith('0'),
    why: 'the first signs say who registered what; where nothing is left the check is 0',
  },
  { rule: 'co-nit', template: '899999999*', oracle: stdnum.CO?.nit },
  {
    rule: 'cy-vat',
    template: 'cy99999999#',
    oracle: stdnum.CY?.vat,
    differs: (value) => value.startsWith('CY12'),
    why: 'no number is given out that begins with 12',
  },
  { rule: 'cz-ico', template: '1999999*', oracle: stdnum.CZ?.dic },
  { rule: 'cz-rodne-cislo', template: '79M999*', oracle: stdnum.CZ?.rc },
  { rule: 'de-steuer-id', template: '1123456789*', oracle: stdnum.DE?.idnr },
  { rule: 'de-rentenversicherung', template: '15D99A99*', oracle: stdnum.DE?.svnr },
  { rule: 'de-vat', template: 'de19999999*', oracle: stdnum.DE?.vat },
  {
    rule: 'dk-cpr',
    template: 'D80999*',
    oracle: stdnum.DK?.cpr,
    takes: 'fewer',
    why: 'stdnum does not check the digit that new numbers since 2007 do not have',
  },
  { rule: 'dk-vat', template: 'dk1999999*', oracle: stdnum.DK?.cvr },
  { rule: 'do-cedula', template: '9999999999*', oracle: stdnum.DO?.cedula },
  { rule: 'do-rnc', template: '99999999*', oracle: stdnum.DO?.rnc },
  { rule: 'ec-ci', template: '17199999**', oracle: stdnum.EC?.ci },
  {
    rule: 'ec-ruc',
    template: '179999999*001',
    oracle: stdnum.EC?.ruc,
    differs: (value) => value[2] === '6',
    why: 'the number of a public body is never taken for that of a person',
  },
  { rule: 'ee-isikukood', template: '399M999*', oracle: stdnum.EE?.ik },
  { rule: 'ee-vat', template: 'ee99999999*', oracle: stdnum.EE?.kmkr },
  { rule: 'es-dni', template: '99999999#', oracle: stdnum.ES?.dni },
  { rule: 'es-nie', template: 'x9999999#', oracle: stdnum.ES?.nie },
  {
    rule: 'es-cif',
    template: 'A9999999#',
    oracle: stdnum.ES?.cif,
    differs: (value) => /^[PQRSNW].*\d$/.test(value),
    why: 'public bodies have a letter as their check',
  },
  {
    rule: 'es-nss',
    template: '9999999999**',
    oracle: stdnum.ES?.nss,
    differs: (value) => value[2] === '0' || value.startsWith('51') || value.startsWith('52'),
    why: 'a number under ten million is counted together with the province; Ceuta and Melilla have numbers too',
  },
  {
    rule: 'fi-hetu',
    template: 'D05a999#',
    oracle: stdnum.FI?.hetu,
  },
  { rule: 'fi-vat', template: 'fi9999999*', oracle: stdnum.FI?.alv },
  { rule: 'fr-nir', template: '1991201999999**', oracle: stdnum.FR?.nir },
  { rule: 'fr-siren', template: '99999999*', oracle: stdnum.FR?.siren },
  { rule: 'fr-siret', template: '999999999999**', oracle: stdnum.FR?.siret },
  { rule: 'gb-nino', template: 'AA999999#', oracle: stdnum.GB?.nino },
  { rule: 'gb-utr', template: '*999999999', oracle: stdnum.GB?.utr },
  {
    rule: 'gb-vat',
    template: 'gb9999999**',
    oracle: stdnum.GB?.vat,
    takes: 'fewer',
    why: 'stdnum takes a rest of 55 beside that of 42, which is the same 55 counted twice',
  },
  { rule: 'gr-afm', template: '99999999*', oracle: stdnum.GR?.vat },
  { rule: 'gr-amka', template: 'D80999**', oracle: stdnum.GR?.amka },
  { rule: 'gt-nit', template: '9999999#', oracle: stdnum.GT?.nit },
  {
    rule: 'hk-hkid',
    template: 'A999999#',
    oracle: stdnum.HK?.hkid,
    differs: (value) => value.startsWith('O'),
    why: 'stdnum leaves out O, which no list of prefixes names',
  },
  { rule: 'hr-oib', template: '9999999999*', oracle: stdnum.HR?.oib },
  { rule: 'hu-vat', template: 'hu9999999*', oracle: stdnum.HU?.anum },
  {
    rule: 'id-npwp',
    template: '99999999*999999',
    oracle: stdnum.ID?.npwp,
    takes: 'more',
    why: 'the first two digits are kinds of taxpayers, to which more may be added',
  },
  { rule: 'ie-pps', template: '9999999#', oracle: stdnum.IE?.pps },
  { rule: 'ie-vat', template: 'ie9999999#', oracle: stdnum.IE?.vat },
  { rule: 'il-id', template: '99999999*', oracle: stdnum.IL?.idnr },
  { rule: 'in-aadhaar', template: '29999999999*', oracle: stdnum.IN?.aadhaar },
  { rule: 'in-pan', template: 'AAApA9999A', oracle: stdnum.IN?.pan },
  { rule: 'in-gstin', template: '27AAApA9999A1z#', oracle: stdnum.IN?.gstin },
  {
    rule: 'is-kennitala',
    template: 'D809999',
    oracle: stdnum.IS?.kennitala,
    differs: (value) => !'089'.includes(value[9]!),
    why: 'the last digit is the century: 8, 9 or 0',
  },
  { rule: 'it-codice-fiscale', template: 'AAAAAA80a15A999#', oracle: stdnum.IT?.codicefiscale },
  { rule: 'it-partita-iva', template: '9999999012*', oracle: stdnum.IT?.iva },
  { rule: 'jp-corporate-number', template: '*999999999999', oracle: stdnum.JP?.cn },
  { rule: 'kr-brn', template: '120999999*', oracle: stdnum.KR?.brn },
  { rule: 'lt-asmens-kodas', template: '399M999*', oracle: stdnum.LT?.asmens },
  { rule: 'lt-vat', template: 'LT9999999**', oracle: stdnum.LT?.pvm },
  { rule: 'lu-vat', template: 'lu999999**', oracle: stdnum.LU?.tva },
  { rule: 'lv-vat', template: 'lv4999999999*', oracle: stdnum.LV?.pvn },
  { rule: 'md-idnp', template: '100999999999*', oracle: stdnum.MD?.idno },
  { rule: 'mk-edb', template: '403099999999*', oracle: stdnum.MK?.edb },
  { rule: 'mt-vat', template: 'mt999999**', oracle: stdnum.MT?.vat },
  {
    rule: 'mx-curp',
    template: 'boxw99MmdfnrlX*',
    oracle: stdnum.MX?.curp,
  },
  {
    rule: 'mx-rfc',
    template: 'gode99MXX#',
    oracle: stdnum.MX?.rfc,
    takes: 'fewer',
    why: 'stdnum also takes an alphabet without Ñ, which the rules of the tax office do not know',
  },
  { rule: 'nl-bsn', template: '99999999*', oracle: stdnum.NL?.bsn },
  { rule: 'nl-vat', template: 'nl99999999*b01', oracle: stdnum.NL?.btw },
  { rule: 'no-fodselsnummer', template: 'D80199**', oracle: stdnum.NO?.fodselsnummer },
  {
    rule: 'no-orgnr',
    template: '99999999*',
    oracle: stdnum.NO?.orgnr,
    differs: (value) => !'89'.includes(value[0]!),
    why: 'the register gives out 8 and 9 only',
  },
  { rule: 'nz-ird', template: '4999999*', oracle: stdnum.NZ?.ird },
  { rule: 'pe-ruc', template: '2099999999*', oracle: stdnum.PE?.ruc },
  { rule: 'pl-nip', template: '999999999*', oracle: stdnum.PL?.nip },
  { rule: 'pl-pesel', template: '80M9999*', oracle: stdnum.PL?.pesel },
  { rule: 'pl-regon', template: '99999999*', oracle: stdnum.PL?.regon },
  { rule: 'pt-nif', template: '29999999*', oracle: stdnum.PT?.nif },
  { rule: 'pt-cartao-cidadao', template: '999999999zz*', oracle: stdnum.PT?.cc },
  {
    rule: 'py-ruc',
    template: '8999999*',
    oracle: stdnum.PY?.ruc,
    differs: (value) => value.endsWith('0') || value.endsWith('1'),
    why: 'where nothing is left the check is 0, as the tax office says, and not 1',
  },
  { rule: 'ro-cnp', template: '180M12999*', oracle: stdnum.RO?.cnp },
  { rule: 'ro-cui', template: '1999999*', oracle: stdnum.RO?.cui },
  { rule: 'rs-pib', template: '10999999*', oracle: stdnum.RS?.pib },
  { rule: 'ru-inn', template: '999999999*', oracle: stdnum.RU?.inn },
  { rule: 'ru-inn', template: '9999999999**', oracle: stdnum.RU?.inn },
  {
    rule: 'se-personnummer',
    template: '80M999*',
    oracle: stdnum.SE?.personnummer,
    printed: (value) => `${value.slice(0, 6)}-${value.slice(6)}`,
    differs: (value) => value.slice(6, 9) === '000',
    why: 'no serial number is 000',
  },
  { rule: 'se-orgnr', template: '556999999*', oracle: stdnum.SE?.orgnr },
  {
    rule: 'si-davcna',
    template: '1999999*',
    oracle: stdnum.SI?.ddv,
    differs: (value) => value.endsWith('1'),
    why: 'a check of 11 makes a number invalid, and is not 1',
  },
  { rule: 'si-emso', template: 'D88850999*', oracle: stdnum.SI?.emso },
  { rule: 'sk-vat', template: 'sk202999999*', oracle: stdnum.SK?.dph },
  {
    rule: 'sv-nit',
    template: '0614D80999*',
    oracle: stdnum.SV?.nit,
    differs: (value) =>
      Number(value.slice(10, 13)) < 100 || value.endsWith('0') || value.endsWith('1'),
    why: 'serial numbers up to 100 have the weights of before',
  },
  { rule: 'th-national-id', template: '199999999999*', oracle: stdnum.TH?.idnr },
  { rule: 'tr-tckn', template: '199999999**', oracle: stdnum.TR?.tckimlik },
  { rule: 'tr-vkn', template: '999999999*', oracle: stdnum.TR?.vkn },
  {
    rule: 'tw-ubn',
    template: '9999999*',
    oracle: stdnum.TW?.ubn,
    takes: 'more',
    why: 'since 2023 the sum need only be divisible by 5',
  },
  { rule: 'tw-national-id', template: 'A19999999*', oracle: stdnum.TW?.natid },
  { rule: 'ua-rnokpp', template: '299999999*', oracle: stdnum.UA?.rntrc },
  { rule: 'ua-edrpou', template: '9999999*', oracle: stdnum.UA?.edrpou },
  { rule: 'us-ein', template: '**9999999', oracle: stdnum.US?.ein },
  { rule: 'uy-ci', template: '1999999*', oracle: stdnum.UY?.cedula },
  { rule: 'uy-rut', template: '21999999001*', oracle: stdnum.UY?.rut },
  { rule: 've-rif', template: 'v99999999*', oracle: stdnum.VE?.rif },
  { rule: 'vn-mst', template: '010999999*', oracle: stdnum.VN?.mst },
  { rule: 'za-id', template: '80M999908*', oracle: stdnum.ZA?.idnr },
  { rule: 'za-tax', template: '099999999*', oracle: stdnum.ZA?.tin },
];

/** Whether one of the rule's rows takes the value: by its shape, and by its check. */
function isTaken(rule: string, value: string): boolean {
  return FORMATS.some((format) => {
    if (format.rule !== rule) return false;
    const fits = format.shapes.split('|').some((shape) => {
      const pattern = shape.replaceAll(/[^9AX]/g, '');
      if (pattern.length !== value.length) return false;
      return [...pattern].every((sign, i) =>
        sign === '9' ? /\d/.test(value[i]!) : sign === 'A' ? /[A-Z]/.test(value[i]!) : true,
      );
    });
    return fits && (format.check?.(value) ?? true);
  });
}

describe.each(PAIRS)(
  '$rule of $template',
  ({ rule, template, oracle, printed, differs, takes }) => {
    it('agrees with others', () => {
      expect(oracle, 'the oracle has this number').toBeDefined();
      let taken = 0;
      fc.assert(
        fc.property(valuesOf(template), (made) => {
          for (const value of variants(made)) {
            if (differs?.(value) || isUniform(value)) continue;
            const own = isTaken(rule, value);
            const { isValid } = oracle!.validate(printed?.(value) ?? value);
            if (own) taken++;
            if (own === isValid || takes === (own ? 'more' : 'fewer')) continue;
            expect({ value, own }).toEqual({ value, own: isValid });
          }
        }),
        RUNS,
      );
      expect(taken).toBeGreaterThan(0);
    });
  },
);
