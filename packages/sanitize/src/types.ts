/** What leaks with a value: access to something, or who somebody is. */
export type Category = 'pii' | 'secret';

/**
 * The types of sensitive values, by the name that configuration and results use.
 *
 * `category` tells what leaks with the value: `secret` gives access to something, `pii`
 * identifies a person. `label` is the word in a numbered placeholder: `[PHONE_1]`. `byDefault`
 * is false for what has no form of its own and is found only when asked for.
 */
export const SENSITIVE_TYPES = {
  email: { category: 'pii', label: 'EMAIL', byDefault: true },
  phone: { category: 'pii', label: 'PHONE', byDefault: true },
  api_key: { category: 'secret', label: 'API_KEY', byDefault: true },
  payment_card: { category: 'pii', label: 'PAYMENT_CARD', byDefault: true },
  iban: { category: 'pii', label: 'IBAN', byDefault: true },
  bic: { category: 'pii', label: 'BIC', byDefault: true },
  bank_routing: { category: 'pii', label: 'BANK_ROUTING', byDefault: true },
  crypto_address: { category: 'pii', label: 'CRYPTO_ADDRESS', byDefault: true },
  us_ssn: { category: 'pii', label: 'US_SSN', byDefault: true },
  national_id: { category: 'pii', label: 'NATIONAL_ID', byDefault: true },
  tax_id: { category: 'pii', label: 'TAX_ID', byDefault: true },
  passport: { category: 'pii', label: 'PASSPORT', byDefault: true },
  driving_licence: { category: 'pii', label: 'DRIVING_LICENCE', byDefault: true },
  health_number: { category: 'pii', label: 'HEALTH_NUMBER', byDefault: true },
  date_of_birth: { category: 'pii', label: 'DATE_OF_BIRTH', byDefault: true },
  ip: { category: 'pii', label: 'IP', byDefault: true },
  mac: { category: 'pii', label: 'MAC', byDefault: true },
  coordinates: { category: 'pii', label: 'COORDINATES', byDefault: true },
  vin: { category: 'pii', label: 'VIN', byDefault: true },
  imei: { category: 'pii', label: 'IMEI', byDefault: true },
  person: { category: 'pii', label: 'PERSON', byDefault: false },
  address: { category: 'pii', label: 'ADDRESS', byDefault: false },
} as const satisfies Record<string, { category: Category; label: string; byDefault: boolean }>;

/** The canonical name of a type; `api_key` stands for every kind of secret. */
export type SensitiveType = keyof typeof SENSITIVE_TYPES;

/** Every canonical name, in the order in which they are documented. */
export const sensitiveTypes = Object.keys(SENSITIVE_TYPES) as readonly SensitiveType[];

/** Other names that people write for a type, accepted wherever a type is named. */
export const TYPE_ALIASES: ReadonlyMap<string, SensitiveType> = new Map([
  ['credit_card', 'payment_card'],
  ['card', 'payment_card'],
  ['ssn', 'us_ssn'],
  ['ip_address', 'ip'],
  ['secret', 'api_key'],
  ['mac_address', 'mac'],
  ['drivers_license', 'driving_licence'],
  ['name', 'person'],
  ['street_address', 'address'],
]);

/** The canonical type that `name` stands for, itself or by an alias; undefined if there is none. */
export function canonicalType(name: string): SensitiveType | undefined {
  return Object.hasOwn(SENSITIVE_TYPES, name) ? (name as SensitiveType) : TYPE_ALIASES.get(name);
}

/** The word for a type in its placeholders: `PHONE`; one of your own is written in capitals. */
export function labelOf(type: string): string {
  return isSensitiveType(type) ? SENSITIVE_TYPES[type].label : type.toUpperCase();
}

/** Whether a name is that of a built-in type. */
export function isSensitiveType(type: string): type is SensitiveType {
  return Object.hasOwn(SENSITIVE_TYPES, type);
}
