/** What leaks with a value: access to something, or who somebody is. */
export type Category = 'pii' | 'secret';

/**
 * The types of sensitive values, by the name that configuration and results use.
 *
 * `category` tells what leaks with the value: `secret` gives access to something, `pii`
 * identifies a person. `byDefault` is false for what has no form of its own and is found only when
 * asked for.
 */
export const SENSITIVE_TYPES = {
  email: { category: 'pii', byDefault: true },
  phone: { category: 'pii', byDefault: true },
  api_key: { category: 'secret', byDefault: true },
  payment_card: { category: 'pii', byDefault: true },
  iban: { category: 'pii', byDefault: true },
  bic: { category: 'pii', byDefault: true },
  bank_routing: { category: 'pii', byDefault: true },
  crypto_address: { category: 'pii', byDefault: true },
  us_ssn: { category: 'pii', byDefault: true },
  national_id: { category: 'pii', byDefault: true },
  tax_id: { category: 'pii', byDefault: true },
  passport: { category: 'pii', byDefault: true },
  driving_licence: { category: 'pii', byDefault: true },
  health_number: { category: 'pii', byDefault: true },
  date_of_birth: { category: 'pii', byDefault: true },
  ip: { category: 'pii', byDefault: true },
  mac: { category: 'pii', byDefault: true },
  coordinates: { category: 'pii', byDefault: true },
  vin: { category: 'pii', byDefault: true },
  imei: { category: 'pii', byDefault: true },
  person: { category: 'pii', byDefault: false },
  address: { category: 'pii', byDefault: false },
} as const satisfies Record<string, { category: Category; byDefault: boolean }>;

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

/** The word for a type in its placeholders: the `PHONE` of `[PHONE_1]`. */
export function labelOf(type: string): string {
  return type.toUpperCase();
}

/** Whether a name is that of a built-in type. */
export function isSensitiveType(type: string): type is SensitiveType {
  return Object.hasOwn(SENSITIVE_TYPES, type);
}
