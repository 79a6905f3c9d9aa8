import { parseDuration } from '@fluxloop/core/notation';
import { CriterionValueError, type Finding } from './criterion.js';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a value of YAML is a mapping. */
export function isMapping(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A text. YAML reads 42 and true as other types; who writes `contains: 42` means the characters.
 * @param example - of how it is written
 * @throws CriterionValueError
 */
export function textValue(value: unknown, example: string): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && value !== '') return value;
  throw new CriterionValueError(`it needs a text, such as ${example}`);
}

/**
 * An option that is a number.
 * @throws CriterionValueError that names it
 */
export function numberOption<D extends number | undefined>(
  options: Fields,
  name: string,
  { least, most, whole, otherwise }: { least: number; most?: number; whole?: true; otherwise: D },
): number | D {
  const value = options[name];
  if (value === undefined) return otherwise;
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= least &&
    value <= (most ?? Number.POSITIVE_INFINITY) &&
    (whole !== true || Number.isInteger(value));
  if (fits) return value;
  const kind = whole === true ? 'a whole number' : 'a number';
  const range = most === undefined ? `${least} or more` : `from ${least} to ${most}`;
  throw new CriterionValueError(`"${name}" must be ${kind}, ${range}`, [name]);
}

/** The least score that is good enough, in [0, 1]. */
export function thresholdOption(options: Fields, otherwise: number): number {
  return numberOption(options, 'threshold', { least: 0, most: 1, otherwise });
}

/**
 * An option that is one of some words; the first is the default.
 * @throws CriterionValueError that names it
 */
export function wordOption<W extends string>(
  options: Fields,
  name: string,
  words: readonly [W, ...W[]],
): W {
  const value = options[name];
  if (value === undefined) return words[0];
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new CriterionValueError(`"${name}" must be one of ${words.join(', ')}`, [name]);
}

/**
 * For criteria that need no value: `no-pii`, `no-pii: true`.
 * @throws CriterionValueError
 */
export function noValue(type: string, value: unknown): void {
  if (value === undefined || value === null || value === true) return;
  throw new CriterionValueError(`it takes no value; write just - ${type}`);
}

/** A measure that is good enough from the threshold on. */
export function measured(score: number, threshold: number, what: string): Finding {
  // 0.1 + 0.2 must reach a threshold of 0.3.
  const met = score >= threshold - 1e-9;
  const comparison = met ? 'at least' : 'less than';
  return { met, score, reason: `${what} ${percent(score)}, ${comparison} ${percent(threshold)}.` };
}

/** A score for people. */
export function percent(score: number): string {
  return `${Math.round(score * 1000) / 10} %`;
}

/**
 * The option `timeout`.
 * @returns milliseconds
 * @throws CriterionValueError
 */
export function deadlineOption(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const deadline = parseDuration(value);
  if (deadline !== null) return deadline;
  throw new CriterionValueError('"timeout" must be a duration, such as 2s or 500ms', ['timeout']);
}
