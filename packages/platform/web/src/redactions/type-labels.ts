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
  us_ssn: { one: 'social security number', many: 'social security numbers' },
  ip: { one: 'IP address', many: 'IP addresses' },
};

/** What a sanitizer type is called; a type that is not built in, by its own name. */
export function typeLabel(type: string, count = 1): string {
  const label = Object.hasOwn(LABELS, type) ? LABELS[type] : undefined;
  if (label === undefined) return type.replaceAll('_', ' ');
  return count === 1 ? label.one : label.many;
}
