import { passesVerhoeff } from '../../../checksums/verhoeff.js';
import { digitAt } from '../../../checksums/weighted.js';
import { isUniform, type NumberFormat, two } from './number-format.js';

function isAadhaar(value: string): boolean {
  return value[0]! > '1' && !isUniform(value) && passesVerhoeff(value);
}

/** The fourth letter is the kind of holder. */
function isPan(value: string): boolean {
  return 'PCHFATBLJGK'.includes(value[3]!) && !value.startsWith('0000', 5);
}

const BASE36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** State, PAN, entity, `Z`, and a check over base 36 like Luhn's. */
function isGstin(value: string): boolean {
  const state = two(value, 0);
  if (state < 1 || (state > 38 && state !== 97 && state !== 99) || !isPan(value.slice(2, 12)))
    return false;
  let sum = 0;
  for (let i = 0; i < 14; i++) {
    const product = BASE36.indexOf(value[i]!) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return BASE36[(36 - (sum % 36)) % 36] === value[14];
}

/** The day of the year, 500 more for women. */
function isSriLankanDay(day: number): boolean {
  const plain = day > 500 ? day - 500 : day;
  return plain >= 1 && plain <= 366;
}

function isSriLankanNic(value: string): boolean {
  if (value.length === 10)
    return 'VX'.includes(value[9]!) && isSriLankanDay(Number(value.slice(2, 5)));
  const century = two(value, 0);
  return (century === 19 || century === 20) && isSriLankanDay(Number(value.slice(4, 7)));
}

/** A province and district, a family, and an odd digit for men. */
function isCnic(value: string): boolean {
  return '1234567'.includes(value[0]!) && digitAt(value, 1) > 0 && !isUniform(value);
}

/** The tax numbers of South Asia. */
export const southAsianTaxIds = (): readonly NumberFormat[] => [
  // https://incometaxindia.gov.in
  {
    rule: 'in-pan',
    shapes: 'AAAAA9999A',
    check: isPan,
    alone: 'always',
    labels: 'pancard pannumber panno permanentaccount permanentaccountnumber',
    hints: 'pan',
  },
  // https://www.gst.gov.in
  {
    rule: 'in-gstin',
    shapes: '99AAAAA9999AXXX',
    check: isGstin,
    alone: 'always',
    labels: 'gstin gst gstno gstnumber',
  },
  // https://www.fbr.gov.pk
  {
    rule: 'pk-ntn',
    shapes: '9999999-9|99999999',
    labels: 'ntn nationaltaxnumber',
  },
  // https://secure.incometax.gov.bd
  {
    rule: 'bd-tin',
    shapes: '999999999999',
    labels: 'etin etinnumber',
  },
];

/** The national ids of South Asia. */
export const southAsianIds = (): readonly NumberFormat[] => [
  // https://uidai.gov.in
  {
    rule: 'in-aadhaar',
    shapes: '9999 9999 9999|9999-9999-9999|999999999999',
    check: isAadhaar,
    alone: '9999 9999 9999',
    confidence: 0.65,
    labels: 'aadhaar aadhar aadharcard aadhaarnumber adhaar uidai आधार',
  },
  // https://uidai.gov.in/en/contact-support/have-any-question/284-faqs/aadhaar-online-services/virtual-id-vid.html
  {
    rule: 'in-vid',
    shapes: '9999 9999 9999 9999|9999999999999999',
    check: (value) => value[0]! > '1' && passesVerhoeff(value),
    labels: 'virtualid aadhaarvid vid',
  },
  // https://voters.eci.gov.in
  {
    rule: 'in-epic',
    shapes: 'AAA9999999',
    labels: 'epic epicnumber voterid voteridcard voteridnumber',
  },
  // https://www.nadra.gov.pk
  {
    rule: 'pk-cnic',
    shapes: '99999-9999999-9|9999999999999',
    check: isCnic,
    alone: 'printed',
    labels: 'cnic nicop cnicnumber cnicno شناختیکارڈ',
  },
  // https://www.nidw.gov.bd
  {
    rule: 'bd-nid',
    shapes: '9999999999|9999999999999|99999999999999999|999 999 9999',
    labels: 'nid nidnumber nidno smartcardnid জাতীয়পরিচয়পত্র',
  },
  // https://drp.gov.lk
  {
    rule: 'lk-nic',
    shapes: '999999999A|999999999999',
    check: isSriLankanNic,
    alone: '999999999A',
    labels: 'nic nicnumber nicno',
  },
  // https://www.donidcr.gov.np
  {
    rule: 'np-citizenship',
    shapes: '99-99-99-99999|99-999-9999|999-9999',
    labels: 'citizenshipnumber citizenshipno nagarikta नागरिकता',
  },
];
