/**
 * The types of sensitive values, by the name that configuration and results use.
 *
 * `category` tells what leaks with the value: `secret` gives access to something, `pii`
 * identifies a person. `label` is the word in a numbered placeholder: `[PHONE_1]`.
 */
export const SENSITIVE_TYPES = {
  email: { category: 'pii', label: 'EMAIL' },
  phone: { category: 'pii', label: 'PHONE' },
  api_key: { category: 'secret', label: 'API_KEY' },
  payment_card: { category: 'pii', label: 'PAYMENT_CARD' },
  iban: { category: 'pii', label: 'IBAN' },
  us_ssn: { category: 'pii', label: 'US_SSN' },
  ip: { category: 'pii', label: 'IP' },
} as const satisfies Record<string, { category: 'pii' | 'secret'; label: string }>;

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
]);

/** The canonical type that `name` stands for, itself or by an alias; undefined if there is none. */
export function canonicalType(name: string): SensitiveType | undefined {
  return Object.hasOwn(SENSITIVE_TYPES, name) ? (name as SensitiveType) : TYPE_ALIASES.get(name);
}
