import { unicodePattern } from '../engine/unicode-pattern.js';
import type { OperatorName } from './configuration.js';
import { invalid, isRecord, readWord, rejectUnknownKeys, shown } from './problems.js';

/** An operator after its validation. */
export type OperatorRules =
  | { use: 'literal'; text: string }
  | { use: 'mask'; keepLast: number; character: string }
  | { use: 'placeholder' }
  | { use: 'hmac' }
  | { use: 'fake' }
  | { use: 'drop' };

const OPERATORS: readonly OperatorName[] = ['placeholder', 'mask', 'hmac', 'fake', 'drop'];

/** Reads `operator`, if it is there: a name, or a name with options. */
export function readOperator(value: unknown, key: string): OperatorRules | undefined {
  if (value === undefined) return undefined;
  const options = isRecord(value) ? value : { use: value };
  rejectUnknownKeys(options, ['use', 'keepLast', 'character'], key);
  const useKey = isRecord(value) ? `${key}.use` : key;
  const use = readWord(options.use, OPERATORS, useKey);
  if (use === undefined) {
    throw invalid(useKey, `${useKey} is missing.`, `It is one of: ${OPERATORS.join(', ')}.`);
  }
  const { keepLast, character } = options;
  if (use !== 'mask') {
    const given = ['keepLast', 'character'].find((name) => options[name] !== undefined);
    if (given === undefined) return { use };
    const hint = `Remove ${given}, or write use: "mask".`;
    throw invalid(
      `${key}.${given}`,
      `${key}.${given} is an option of "mask", not of "${use}".`,
      hint,
    );
  }
  if (keepLast !== undefined && !(Number.isInteger(keepLast) && Number(keepLast) >= 0)) {
    const message = `${key}.keepLast is ${shown(keepLast)}, not a whole number of 0 or more.`;
    throw invalid(`${key}.keepLast`, message, 'Write how many characters at the end stay: 4.');
  }
  if (character !== undefined && !(typeof character === 'string' && isSingle(character))) {
    const message = `${key}.character is ${shown(character)}, not a single sign.`;
    throw invalid(
      `${key}.character`,
      message,
      'Write a sign such as "*" or "•", no letter or digit.',
    );
  }
  return {
    use,
    keepLast: keepLast === undefined ? 0 : Number(keepLast),
    character: character === undefined ? '*' : character,
  };
}

const UNFIT = unicodePattern('[\\p{L}\\p{N}\\s"\'\\\\]');

/** A letter or digit would look like the value's own, and be masked again the next time. */
function isSingle(text: string): boolean {
  return [...text].length === 1 && !UNFIT().test(text);
}
