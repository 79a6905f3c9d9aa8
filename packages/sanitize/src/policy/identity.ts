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
      return value.replaceAll(/[^0-9x+]/gi, '');
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
