import { SENSITIVE_TYPES, type SensitiveType } from './types.js';

/**
 * The numbered placeholders of one scope, such as a conversation: the same value has the same
 * number within it, so that what was said stays readable. It keeps the values in memory and
 * shows them to nobody; drop it with its scope.
 */
export interface Placeholders {
  /** The placeholder of a value, such as `[EMAIL_1]`: a new number for a new value. */
  placeholderFor(type: SensitiveType, value: string): string;
}

/** What two spellings of one value have in common: `(212) 555-0100` and `212 555 0100` are one. */
function identityOf(type: SensitiveType, value: string): string {
  switch (type) {
    case 'email':
    case 'ip':
      return value.toLowerCase();
    case 'phone':
    case 'payment_card':
    case 'us_ssn':
      return value.replaceAll(/[^0-9x+]/gi, '');
    case 'iban':
      return value.replaceAll(/[\s-]/g, '').toUpperCase();
    default:
      return value;
  }
}

/** An empty scope of numbered placeholders. Numbers start at 1 for each type. */
export function createPlaceholders(): Placeholders {
  const scope = new Map<SensitiveType, Map<string, string>>();
  return {
    placeholderFor(type, value) {
      const known = scope.get(type) ?? new Map<string, string>();
      scope.set(type, known);
      const identity = identityOf(type, value);
      let placeholder = known.get(identity);
      if (placeholder === undefined) {
        placeholder = `[${SENSITIVE_TYPES[type].label}_${known.size + 1}]`;
        known.set(identity, placeholder);
      }
      return placeholder;
    },
  };
}
