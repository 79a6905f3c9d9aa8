import { isDay, type NumberFormat, two } from '../identity/formats/number-format.js';

const digitAt = (value: string, index: number): number => value.charCodeAt(index) - 48;

/** The district of the Federal Reserve, and the weights 3, 7, 1. */
function isRoutingNumber(value: string): boolean {
  const district = two(value, 0);
  const isDistrict =
    district <= 12 ||
    (district >= 21 && district <= 32) ||
    (district >= 61 && district <= 72) ||
    district === 80;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += digitAt(value, i) * [3, 7, 1][i % 3]!;
  return isDistrict && sum > 0 && sum % 10 === 0;
}

/** A sort code and an account, and not a date and another one. */
function isSortCodeWithAccount(value: string): boolean {
  const isDate =
    isDay(two(value, 0), two(value, 2)) ||
    isDay(two(value, 2), two(value, 0)) ||
    isDay(two(value, 2), two(value, 4));
  return !(isDate && (value.startsWith('19', 6) || value.startsWith('20', 6)));
}

const RIB_LETTERS = '12345678912345678923456789';

/** Bank, branch and account, letters read as digits, and the key that makes it divisible by 97. */
function isRib(value: string): boolean {
  let rest = 0;
  for (const sign of value) {
    const code = sign.charCodeAt(0);
    rest = (rest * 10 + Number(code < 58 ? sign : RIB_LETTERS[code - 65]!)) % 97;
  }
  return rest === 0;
}

/** The two check digits of a Spanish account: for bank and branch, and for the account. */
function isCcc(value: string): boolean {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  const checkOf = (digits: string): number => {
    let sum = 0;
    for (let i = 0; i < 10; i++) sum += digitAt(digits, i) * weights[i]!;
    const check = 11 - (sum % 11);
    return check === 11 ? 0 : check === 10 ? 1 : check;
  };
  const bank = checkOf(`00${value.slice(0, 8)}`);
  return bank === digitAt(value, 8) && checkOf(value.slice(10)) === digitAt(value, 9);
}

/** Weights 3, 7, 1, each product mod 10. */
function isClabe(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digitAt(value, i) * [3, 7, 1][i % 3]!) % 10;
  return (10 - (sum % 10)) % 10 === digitAt(value, 17);
}

/** Labels of accounts that do not say in which country. */
export const ACCOUNT_LABELS =
  'bankaccount bankaccountno bankaccountnumber accountnumber accountno acctnumber acctno kontonummer kontonr ' +
  'bankrekening rekeningnummer numerodecuenta cuentabancaria numerodecompte comptebancaire numerodeconto ' +
  'contobancario numerodaconta contabancaria nrkonta 口座番号 银行账号 账号 계좌번호';

/** What banks, branches and accounts are called within a country. */
export const routingFormats = (): readonly NumberFormat[] => [
  // https://www.aba.com/about-us/routing-number
  {
    rule: 'us-aba',
    shapes: '999999999|9999-9999-9',
    check: isRoutingNumber,
    labels:
      'routing routingnumber routingno routingcode routingtransit routingtransitnumber aba abanumber abarouting abacode abartn rtn bankrouting',
  },
  // https://www.vocalink.com/tools/modulus-checking
  {
    rule: 'gb-sort-code',
    shapes: '99-99-99|99 99 99|999999',
    labels: 'sortcode sortingcode sortcodes banksortcode',
  },
  // https://www.vocalink.com/tools/modulus-checking
  {
    rule: 'gb-bank-account',
    shapes: '99-99-99 99999999',
    check: isSortCodeWithAccount,
    alone: 'always',
    labels: 'sortcodeandaccountnumber',
  },
  // https://www.payments.ca/financial-institution-branch-directory
  {
    rule: 'ca-transit',
    shapes: '99999-999|999999999',
    labels: 'transit transitnumber transitno banktransit',
  },
  // https://www.auspaynet.com.au/bsb-lookup
  {
    rule: 'au-bsb',
    shapes: '999-999|999 999|999999',
    labels: 'bsb bsbnumber bsbno bsbcode',
  },
  // https://www.paymentsnz.co.nz/resources/industry-registers/bank-branch-register
  {
    rule: 'nz-bank-account',
    shapes: '99-9999-9999999-99|99-9999-9999999-999',
    alone: 'always',
    labels: 'nzaccount',
  },
  // https://www.rbi.org.in/Scripts/FAQView.aspx?Id=60
  {
    rule: 'in-ifsc',
    shapes: 'AAAA9XXXXXX',
    check: (value) => value[4] === '0',
    labels: 'ifsc ifsccode ifscno',
  },
  // https://www.bundesbank.de/de/aufgaben/unbarer-zahlungsverkehr/serviceangebot/bankleitzahlen
  {
    rule: 'de-bankleitzahl',
    shapes: '999 999 99|99999999',
    labels: 'blz bankleitzahl',
  },
  // https://fr.wikipedia.org/wiki/Relev%C3%A9_d%27identit%C3%A9_bancaire
  {
    rule: 'fr-rib',
    shapes: '99999 99999 XXXXXXXXXXX 99|9999999999XXXXXXXXXXX99',
    check: isRib,
    alone: 'printed',
    labels: 'rib releveidentitebancaire',
  },
  // https://es.wikipedia.org/wiki/C%C3%B3digo_cuenta_cliente
  {
    rule: 'es-ccc',
    shapes: '9999 9999 99 9999999999|9999-9999-99-9999999999|99999999999999999999',
    check: isCcc,
    alone: 'printed',
    labels: 'ccc cuentacorriente cuentacliente codigocuentacliente',
  },
  // https://en.wikipedia.org/wiki/CLABE
  {
    rule: 'mx-clabe',
    shapes: '999999999999999999|999 999 99999999999 9',
    check: isClabe,
    labels: 'clabe clabeinterbancaria cuentaclabe',
  },
];
