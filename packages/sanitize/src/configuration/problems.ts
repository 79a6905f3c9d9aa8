import { SanitizerConfigurationError } from './configuration-error.js';
import { nearestName } from './nearest-name.js';

const LONGEST_SHOWN = 40;

/** An error about a place in the configuration. */
export function invalid(key: string, message: string, hint: string): SanitizerConfigurationError {
  return new SanitizerConfigurationError('configuration_invalid', message, { key, hint });
}

/** A value as an error shows it. Never to be called with what may be a secret. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a member stands: `patterns[0].type`. */
function keyOf(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}

/** Refuses members that nothing reads, which are mistypes of others mostly. */
export function rejectUnknownKeys(value: object, known: readonly string[], at: string): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const key = keyOf(at, name);
    const hint = `${guessAt(name, known)}Known keys: ${known.join(', ')}.`;
    throw invalid(key, `Unknown key ${key}.`, hint);
  }
}

/** `Did you mean "email"? `, or nothing. */
export function guessAt(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `Did you mean "${nearest}"? `;
}

/** A member that is true or false, if it is there. */
export function readBoolean(value: unknown, key: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw invalid(key, `${key} is ${shown(value)}, not true or false.`, 'Write true or false.');
}

/** A member that is a number from 0 to 1, if it is there. */
export function readShare(value: unknown, key: string): number | undefined {
  if (value === undefined) return value;
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  const hint = 'Write how sure a finding must be, such as 0.5.';
  throw invalid(key, `${key} is ${shown(value)}, not a number from 0 to 1.`, hint);
}

/** A member that is one of some words, if it is there. */
export function readWord<Word extends string>(
  value: unknown,
  known: readonly Word[],
  key: string,
): Word | undefined {
  if (value === undefined) return value;
  const word = known.find((one) => one === value);
  if (word !== undefined) return word;
  const guess = typeof value === 'string' ? guessAt(value, known) : '';
  const hint = `${guess}It is one of: ${known.join(', ')}.`;
  throw invalid(key, `${key} is ${shown(value)}.`, hint);
}

/** A member that is a list of strings, if it is there. Its items are never shown: they may be secret. */
export function readStrings(value: unknown, key: string, hint: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(key, `${key} is not a list.`, hint);
  for (const [index, item] of value.entries()) {
    if (typeof item === 'string') continue;
    const at = `${key}[${index}]`;
    throw invalid(at, `${at} is not a string.`, hint);
  }
  return value as string[];
}
