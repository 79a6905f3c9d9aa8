import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { hasDayMonth, isDay, isUniform, type NumberFormat, two } from './number-format.js';

/** Luhn over the number with 80840, the prefix of health applications in the United States. */
function isNpi(value: string): boolean {
  return '12'.includes(value[0]!) && passesLuhn(`80840${value}`);
}

/** Letters without S, L, O, I, B and Z in their places. */
function isMbi(value: string): boolean {
  return /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/.test(
    value,
  );
}

/** Weights 10 to 2, mod 11. */
function isNhsNumber(value: string): boolean {
  const check = (11 - (weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digitAt(value, 9) && !isUniform(value);
}

function isChi(value: string): boolean {
  return hasDayMonth(value) && isNhsNumber(value);
}

/** The first digit is 2 to 6; weights 1, 3, 7, 9, mod 10. */
function isMedicare(value: string): boolean {
  const sum = weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9]);
  return '23456'.includes(value[0]!) && sum % 10 === digitAt(value, 8) && value[9] !== '0';
}

/** Letters of the name, year, month (50 more for women), day, sequence. */
function isRamq(value: string): boolean {
  const month = two(value, 6);
  return isDay(month > 50 ? month - 50 : month, two(value, 8));
}

/** Weights 2, 4, 8, 5, 10, 9, 7, 3, mod 11, behind a 9. */
function isBritishColumbia(value: string): boolean {
  const check = 11 - (weightedSum(value, [2, 4, 8, 5, 10, 9, 7, 3], 1) % 11);
  return value[0] === '9' && check === digitAt(value, 9);
}

/** The letter as two digits, then doubled digits in every second place. */
function isKvnr(value: string): boolean {
  const digits = String(value.charCodeAt(0) - 64).padStart(2, '0') + value.slice(1, 9);
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const digit = digitAt(digits, i) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === digitAt(value, 9);
}

const NHI_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Letters without I and O count from 1; the check is a digit mod 11, or a letter mod 23. */
function isNhi(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 6; i++) {
    const letter = NHI_LETTERS.indexOf(value[i]!);
    sum += (letter >= 0 ? letter + 1 : digitAt(value, i)) * (7 - i);
  }
  if (/^[A-HJ-NP-Z]{3}\d{4}$/.test(value)) {
    return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === digitAt(value, 6);
  }
  return (
    /^[A-HJ-NP-Z]{3}\d\d[A-HJ-NP-Z]{2}$/.test(value) && NHI_LETTERS[23 - (sum % 23)] === value[6]
  );
}

/** A kind of registrant, the first letter of the name, and twice the even digits beside the odd. */
function isDea(value: string): boolean {
  const odd = digitAt(value, 2) + digitAt(value, 4) + digitAt(value, 6);
  const even = digitAt(value, 3) + digitAt(value, 5) + digitAt(value, 7);
  return (odd + 2 * even) % 10 === digitAt(value, 8);
}

/** Weights 15 to 1, mod 11. */
function isCns(value: string): boolean {
  const sum = weightedSum(value, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return '12789'.includes(value[0]!) && sum % 11 === 0;
}

/** The numbers of patients, of the insured, and of who treats them. */
export const healthFormats = (): readonly NumberFormat[] => [
  // https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf
  {
    rule: 'us-npi',
    shapes: '9999999999|999 999 9999|999-999-9999',
    check: isNpi,
    labels: 'npi nationalprovider nationalprovideridentifier provideridentifier',
  },
  // https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf
  {
    rule: 'us-mbi',
    shapes: '9AX9AX9AA99|9AX9-AX9-AA99|9AX9 AX9 AA99',
    check: isMbi,
    alone: 'always',
    labels:
      'mbi medicare medicarenumber medicarebeneficiary medicarebeneficiaryidentifier medicareid',
  },
  // https://www.deadiversion.usdoj.gov
  {
    rule: 'us-dea',
    shapes: 'AA9999999|A99999999',
    check: isDea,
    labels: 'dea deanumber deano',
  },
  // https://www.datadictionary.nhs.uk/attributes/nhs_number.html
  {
    rule: 'gb-nhs',
    shapes: '999 999 9999|9999999999|999-999-9999',
    check: isNhsNumber,
    alone: '999 999 9999',
    confidence: 0.65,
    labels: 'nhs nhsnumber nhsno',
  },
  // https://publichealthscotland.scot
  {
    rule: 'gb-chi',
    shapes: '9999999999|999999 9999',
    check: isChi,
    labels: 'chi chinumber communityhealthindex',
  },
  // https://www2.healthservice.hse.ie
  {
    rule: 'ie-ihi',
    shapes: '999999999999999999',
    check: (value) => value.startsWith('539'),
    labels: 'ihi individualhealthidentifier',
  },
  // https://www.servicesaustralia.gov.au/medicare-card
  {
    rule: 'au-medicare',
    shapes: '9999 99999 9|9999 99999 9/9|9999999999|99999999999|9999-99999-9|9999 99999 9 9',
    check: isMedicare,
    alone: '9999 99999 9|9999 99999 9/9|9999-99999-9',
    labels: 'medicare medicarecard medicarenumber medicareno',
  },
  // https://www.servicesaustralia.gov.au/individual-healthcare-identifiers
  {
    rule: 'au-ihi',
    shapes: '9999999999999999|9999 9999 9999 9999',
    check: (value) => value.startsWith('800360') && passesLuhn(value),
    alone: 'always',
    labels: 'ihi individualhealthcareidentifier',
  },
  // https://www.tewhatuora.govt.nz/health-services-and-programmes/health-identity/national-health-index/
  {
    rule: 'nz-nhi',
    shapes: 'AAA9999|AAA99AA',
    check: isNhi,
    labels: 'nhi nhinumber nationalhealthindex',
  },
  // https://www.ontario.ca/page/apply-ohip-and-get-health-card
  {
    rule: 'ca-ohip',
    shapes: '9999-999-999-AA|9999-999-999|9999 999 999|9999 999 999 AA|9999999999|9999999999AA',
    check: (value) => value[0] !== '0' && passesLuhn(value.slice(0, 10)),
    alone: '9999-999-999-AA',
    labels:
      'ohip ohipnumber healthcard healthcardnumber healthcardno healthnumber healthinsurancenumber',
  },
  // https://www2.gov.bc.ca/gov/content/health/health-drug-coverage/msp
  {
    rule: 'ca-bc-phn',
    shapes: '9999 999 999|9999999999|9999-999-999',
    check: isBritishColumbia,
    labels: 'phn personalhealthnumber carecard bcservices healthcard healthcardnumber',
  },
  // https://www.alberta.ca/ahcip
  {
    rule: 'ca-phn',
    shapes: '999999999|99999-9999|999 999 999',
    labels: 'phn personalhealthnumber healthcard healthcardnumber ahcip uli',
  },
  // https://www.ramq.gouv.qc.ca
  {
    rule: 'ca-ramq',
    shapes: 'AAAA 9999 9999|AAAA99999999|AAAA-9999-9999',
    check: isRamq,
    alone: 'always',
    labels: 'ramq nam assurancemaladie numerodassurancemaladie cartesoleil healthcard',
  },
  // https://www.gkv-spitzenverband.de/krankenversicherung/kv_grundprinzipien/krankenversichertennummer/krankenversichertennummer.jsp
  {
    rule: 'de-kvnr',
    shapes: 'A999999999',
    check: isKvnr,
    labels:
      'kvnr krankenversichertennummer versichertennummer versichertennr krankenkasse gesundheitskarte egk',
  },
  // https://www.gov.br/saude
  {
    rule: 'br-cns',
    shapes: '999 9999 9999 9999|999999999999999',
    check: isCns,
    alone: '999 9999 9999 9999',
    labels: 'cns cartaonacional cartaosus sus cartaonacionaldesaude',
  },
  // https://abha.abdm.gov.in
  {
    rule: 'in-abha',
    shapes: '99-9999-9999-9999|99999999999999',
    labels: 'abha abhanumber healthid ayushman',
  },
  // https://ec.europa.eu/social/main.jsp?catId=559
  {
    rule: 'eu-ehic',
    shapes: '99999999999999999999|9999999999 9999999999',
    check: (value) => value.startsWith('80'),
    labels: 'ehic ghic team tarjetasanitariaeuropea europeanhealthinsurance',
  },
  // https://www.hhs.gov/hipaa/for-professionals/special-topics/de-identification/index.html
  {
    rule: 'medical-record',
    shapes: '9999999|99999999|999999999|9999999999|A999999|A9999999|AA999999',
    labels:
      'mrn medicalrecord medicalrecordnumber medicalrecordno patientid patientnumber patientno patientennummer numerodepatient numerodepaciente hospitalnumber',
  },
];
