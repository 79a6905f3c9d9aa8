import { Alphabet, isIn } from '../engine/characters.js';

/** What two spellings of one value have in common: `(212) 555-0100` and `212 555 0100` are one. */
export function identityOf(type: string, value: string): string {
  switch (type) {
    case 'email':
    case 'ip':
      return value.toLowerCase();
    case 'phone':
    case 'payment_card':
    case 'us_ssn':
    case 'imei':
    case 'bank_routing':
      return withoutOthers(value, isOfNumber);
    case 'iban':
    case 'bic':
    case 'vin':
    case 'passport':
    case 'national_id':
    case 'tax_id':
    case 'driving_licence':
    case 'health_number':
      return withoutOthers(value, isOfCode).toUpperCase();
    case 'mac':
      return value.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
    default:
      return value;
  }
}

/** The characters of a kind, in their order. */
function withoutOthers(value: string, isKept: (code: number) => boolean): string {
  let kept = '';
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    if (isKept(value.charCodeAt(i))) continue;
    kept += value.slice(from, i);
    from = i + 1;
  }
  return kept + value.slice(from);
}

/** Digits, the `x` of an extension, and the sign of a number from anywhere. */
function isOfNumber(code: number): boolean {
  return isIn(Alphabet.digit, code) || (code | 32) === 120 /* x */ || code === 43 /* + */;
}

/** All but blanks, dashes, full stops and slashes. */
function isOfCode(code: number): boolean {
  if (code > 126) return !/\s/.test(String.fromCharCode(code));
  return code > 47 || !(code >= 45 || isIn(Alphabet.space, code));
}
