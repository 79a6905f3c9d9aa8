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
      return keep(value, Alphabet.digit, 'xX+');
    case 'iban':
    case 'bic':
    case 'vin':
    case 'passport':
    case 'national_id':
    case 'tax_id':
    case 'driving_licence':
    case 'health_number':
      return value.replaceAll(/[\s./-]/g, '').toUpperCase();
    case 'mac':
      return value.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
    default:
      return value;
  }
}

/** The characters of an alphabet, and some others, in their order. */
function keep(value: string, alphabet: number, others: string): string {
  let kept = '';
  for (let i = 0; i < value.length; i++) {
    if (isIn(alphabet, value.charCodeAt(i)) || others.includes(value[i]!)) kept += value[i];
  }
  return kept;
}
