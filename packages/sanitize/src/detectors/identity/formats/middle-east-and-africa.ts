import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import {
  hasFullDate,
  hasMonthDay,
  isDay,
  isUniform,
  type NumberFormat,
  two,
} from './number-format.js';

const KAZAKH_FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const KAZAKH_SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

/** `YYMMDD`, century and sex, number; a second round of weights where the first gives 10. */
function isIin(value: string): boolean {
  if (!hasMonthDay(value) || !'123456'.includes(value[6]!)) return false;
  return passesKazakhCheck(value);
}

function passesKazakhCheck(value: string): boolean {
  let check = weightedSum(value, KAZAKH_FIRST) % 11;
  if (check === 10) check = weightedSum(value, KAZAKH_SECOND) % 11;
  return check === digitAt(value, 11);
}

/** Sex, `DDMMYY`, district, number, check by weights 7, 3, 1. */
function isPinfl(value: string): boolean {
  if (!'123456'.includes(value[0]!) || !isDay(two(value, 3), two(value, 1))) return false;
  const sum = weightedSum(value, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7]);
  return sum % 10 === digitAt(value, 13);
}

/** Weights 10 to 2; the rest itself below 2, else 11 minus it. */
function isMelliCode(value: string): boolean {
  const rest = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return !isUniform(value) && (rest < 2 ? rest : 11 - rest) === digitAt(value, 9);
}

/** Century, `YYMMDD`, governorate, serial number. */
function isEgyptianId(value: string): boolean {
  const governorate = two(value, 7);
  const isPlace =
    (governorate >= 1 && governorate <= 4) || (governorate >= 11 && governorate <= 35);
  return '23'.includes(value[0]!) && hasMonthDay(value, 3) && (isPlace || governorate === 88);
}

function isKuwaitiId(value: string): boolean {
  if (!'23'.includes(value[0]!) || !hasMonthDay(value, 3)) return false;
  const sum = weightedSum(value, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return 11 - (sum % 11) === digitAt(value, 11);
}

/** `YYMMDD`, sex, citizenship 0 to 2, and Luhn. */
function isSouthAfricanId(value: string): boolean {
  return hasMonthDay(value) && '012'.includes(value[10]!) && passesLuhn(value);
}

function hasYear(value: string, index: number): boolean {
  const century = two(value, index);
  return century === 19 || century === 20;
}

/** The tax numbers of the Middle East, Central Asia and Africa. */
export const middleEasternAndAfricanTaxIds = (): readonly NumberFormat[] => [
  // https://egov.kz
  {
    rule: 'kz-bin',
    shapes: '999999999999',
    check: (value) => '456'.includes(value[4]!) && passesKazakhCheck(value),
    labels: 'бин bin',
  },
  // https://itax.kra.go.ke
  {
    rule: 'ke-pin',
    shapes: 'A999999999A',
    check: (value) => 'AP'.includes(value[0]!),
    alone: 'always',
    labels: 'krapin krapinnumber taxpin kra',
  },
  // https://www.sars.gov.za
  {
    rule: 'za-tax',
    shapes: '9999999999|9999/999/99/9',
    check: (value) => '01239'.includes(value[0]!) && passesLuhn(value),
    labels: 'incometaxnumber taxreference taxreferencenumber sarstax sars',
  },
  // https://tin.jtb.gov.ng
  {
    rule: 'ng-tin',
    shapes: '99999999-9999|9999999999|999999999999',
    labels: 'firstin jtbtin',
  },
  // https://gra.gov.gh
  {
    rule: 'gh-tin',
    shapes: 'A9999999999|A999999999X',
    check: (value) => 'CGPQV'.includes(value[0]!),
    labels: 'gratin ghanatin',
  },
  // https://www.ice.gov.ma
  {
    rule: 'ma-ice',
    shapes: '999999999999999',
    labels: 'ice identifiantcommun identifiantcommundelentreprise',
  },
  // https://www.registre-entreprises.tn
  {
    rule: 'tn-mf',
    shapes: '9999999/A/A/A/999|9999999AAA999|9999999A|9999999/A',
    labels: 'matriculefiscal mf',
  },
  // https://nif.mfdgi.gov.dz
  {
    rule: 'dz-nif',
    shapes: '999999999999999|99999999999999999999',
    labels: 'nif identifiantfiscal numeroidentificationfiscale',
  },
  // https://www.taxes.gov.az
  {
    rule: 'az-voen',
    shapes: '9999999999',
    labels: 'vöen voen',
  },
  // https://www.gov.il/en/departments/corporations_authority
  {
    rule: 'il-company',
    shapes: '999999999|99-999999-9',
    check: (value) => value[0] === '5' && passesLuhn(value),
    labels: 'חפ',
  },
];

/** The national ids of the Middle East, Central Asia and Africa. */
export const middleEasternAndAfricanIds = (): readonly NumberFormat[] => [
  // https://egov.kz/cms/en/articles/citizenship_Kazakhstan/iin_info
  {
    rule: 'kz-iin',
    shapes: '999999999999',
    check: isIin,
    alone: 'always',
    labels: 'иин iin жсн',
  },
  // https://lex.uz
  {
    rule: 'uz-pinfl',
    shapes: '99999999999999',
    check: isPinfl,
    labels: 'пинфл pinfl jshshir жшшир',
  },
  // https://grs.gov.kg
  {
    rule: 'kg-inn',
    shapes: '99999999999999',
    check: (value) =>
      '12'.includes(value[0]!) && isDay(two(value, 3), two(value, 1)) && hasYear(value, 5),
    labels: 'инн пин inn',
  },
  // https://www.asan.gov.az
  {
    rule: 'az-fin',
    shapes: 'XXXXXXX',
    labels: 'fin finkod fincode',
  },
  // https://www.ekeng.am
  {
    rule: 'am-psn',
    shapes: '9999999999',
    labels: 'հծհ psn publicservicesnumber',
  },
  // https://www.gov.il/en/departments/population_and_immigration_authority
  {
    rule: 'il-id',
    shapes: '999999999|99999999-9|9-9999999-9',
    check: (value) => passesLuhn(value) && !isUniform(value),
    labels: 'זהות תעודתזהות teudatzehut israeliid zehut',
  },
  // https://u.ae/en/information-and-services/visa-and-emirates-id/emirates-id
  {
    rule: 'ae-eid',
    shapes: '999-9999-9999999-9|999999999999999|999 9999 9999999 9',
    check: (value) => value.startsWith('784') && passesLuhn(value),
    alone: 'always',
    labels: 'emiratesid eid emiratesidnumber الهوية',
  },
  // https://www.absher.sa
  {
    rule: 'sa-national-id',
    shapes: '9999999999',
    check: (value) => '12'.includes(value[0]!) && passesLuhn(value),
    labels: 'iqama iqamanumber saudiid هوية الهوية إقامة اقامة',
  },
  // https://www.moi.gov.eg
  {
    rule: 'eg-national-id',
    shapes: '99999999999999',
    check: isEgyptianId,
    alone: 'always',
    labels: 'الرقمالقومي egyptianid raqamqawmi',
  },
  // https://www.paci.gov.kw
  {
    rule: 'kw-civil-id',
    shapes: '999999999999',
    check: isKuwaitiId,
    alone: 'always',
    labels: 'civilid civilidnumber المدني',
  },
  // https://portal.moi.gov.qa
  {
    rule: 'qa-qid',
    shapes: '99999999999',
    check: (value) => '23'.includes(value[0]!),
    labels: 'qid qatarid qidnumber',
  },
  // https://www.iga.gov.bh
  {
    rule: 'bh-cpr',
    shapes: '999999999',
    check: (value) => two(value, 2) >= 1 && two(value, 2) <= 12,
    labels: 'cpr cprnumber bahrainid',
  },
  // https://www.cspd.gov.jo
  {
    rule: 'jo-national-number',
    shapes: '9999999999',
    labels: 'الرقمالوطني jordanianid',
  },
  // https://www.sabteahval.ir
  {
    rule: 'ir-melli-code',
    shapes: '9999999999|999-999999-9',
    check: isMelliCode,
    alone: '999-999999-9',
    labels: 'کدملی ملی mellicode codemelli',
  },
  // https://www.westerncape.gov.za/general-publication/decoding-your-south-african-id-number-0
  {
    rule: 'za-id',
    shapes: '9999999999999|999999 9999 999|999999 9999 99 9',
    check: isSouthAfricanId,
    alone: 'always',
    labels: 'said rsaid saidnumber southafricanid idnommer',
  },
  // https://nimc.gov.ng
  {
    rule: 'ng-nin',
    shapes: '99999999999|9999 999 9999',
    labels: 'nin nationalidentificationnumber nimc',
  },
  // https://www.cbn.gov.ng
  {
    rule: 'ng-bvn',
    shapes: '99999999999',
    check: (value) => value.startsWith('22'),
    labels: 'bvn bankverification bankverificationnumber',
  },
  // https://www.ecitizen.go.ke
  {
    rule: 'ke-id',
    shapes: '99999999|9999999',
    labels: 'kenyanid kenyaid kitambulisho maishanamba',
  },
  // https://nia.gov.gh
  {
    rule: 'gh-card',
    shapes: 'AAA-999999999-9',
    check: (value) => value.startsWith('GHA'),
    alone: 'always',
    labels: 'ghanacard ghanacardnumber',
  },
  // https://www.nida.go.tz
  {
    rule: 'tz-nida',
    shapes: '99999999-99999-99999-99|99999999999999999999',
    check: (value) => hasFullDate(value),
    alone: 'printed',
    labels: 'nida nidanumber',
  },
  // https://www.nira.go.ug
  {
    rule: 'ug-nin',
    shapes: 'AAXXXXXXXXXXXX',
    check: (value) => value[0] === 'C' && 'MF'.includes(value[1]!) && /\d{4}/.test(value),
    labels: 'nin ugandannin nationalidentificationnumber',
  },
  // https://www.nida.gov.rw
  {
    rule: 'rw-id',
    shapes: '9999999999999999|9 9999 9 9999999 9 99',
    check: (value) => '123'.includes(value[0]!) && hasYear(value, 1),
    labels: 'indangamuntu rwandanid',
  },
  // https://www.cnie.ma
  {
    rule: 'ma-cin',
    shapes: 'AA999999|A999999|AA99999|A99999',
    labels: 'cin cnie cartenationale البطاقةالوطنية',
  },
  // https://www.interieur.gov.tn
  {
    rule: 'tn-cin',
    shapes: '99999999',
    check: (value) => '01'.includes(value[0]!),
    labels: 'cin بطاقةالتعريف',
  },
  // https://mnic.govmu.org
  {
    rule: 'mu-nid',
    shapes: 'A999999999999X',
    check: (value) => isDay(two(value, 3), two(value, 1)),
    alone: 'always',
    labels: 'nid nationalidentitycard',
  },
  // https://www.rg.gov.zw
  {
    rule: 'zw-id',
    shapes: '99-999999A99|99-9999999A99|99-9999999 A 99|99-999999 A 99',
    alone: '99-999999A99|99-9999999A99',
    labels: 'zimbabweanid',
  },
  // https://www.sepe.gov.ao
  {
    rule: 'ao-bi',
    shapes: '999999999AA999',
    alone: 'always',
    labels: 'bi bilhetedeidentidade',
  },
  // https://www.portaldogoverno.gov.mz
  {
    rule: 'mz-bi',
    shapes: '999999999999A',
    labels: 'bi bilhetedeidentidade',
  },
];
