/** A sanitizer type as people say it, one and many. */
interface TypeLabel {
  one: string;
  many: string;
}

const LABELS: Readonly<Record<string, TypeLabel>> = {
  email: { one: 'e-mail address', many: 'e-mail addresses' },
  phone: { one: 'phone number', many: 'phone numbers' },
  api_key: { one: 'API key or secret', many: 'API keys and secrets' },
  payment_card: { one: 'payment card', many: 'payment cards' },
  iban: { one: 'IBAN', many: 'IBANs' },
  bic: { one: 'bank identifier code', many: 'bank identifier codes' },
  bank_routing: { one: 'bank routing number', many: 'bank routing numbers' },
  crypto_address: { one: 'crypto address', many: 'crypto addresses' },
  us_ssn: { one: 'social security number', many: 'social security numbers' },
  national_id: { one: 'national identity number', many: 'national identity numbers' },
  tax_id: { one: 'tax number', many: 'tax numbers' },
  passport: { one: 'passport number', many: 'passport numbers' },
  driving_licence: { one: 'driving licence number', many: 'driving licence numbers' },
  health_number: { one: 'health number', many: 'health numbers' },
  date_of_birth: { one: 'date of birth', many: 'dates of birth' },
  ip: { one: 'IP address', many: 'IP addresses' },
  mac: { one: 'MAC address', many: 'MAC addresses' },
  coordinates: { one: 'pair of coordinates', many: 'pairs of coordinates' },
  vin: { one: 'vehicle number', many: 'vehicle numbers' },
  imei: { one: 'device number', many: 'device numbers' },
  person: { one: 'name of a person', many: 'names of persons' },
  address: { one: 'postal address', many: 'postal addresses' },
};

/** What a sanitizer type is called; a type that is not built in, by its own name. */
export function typeLabel(type: string, count = 1): string {
  const label = Object.hasOwn(LABELS, type) ? LABELS[type] : undefined;
  if (label === undefined) return type.replaceAll('_', ' ');
  return count === 1 ? label.one : label.many;
}
