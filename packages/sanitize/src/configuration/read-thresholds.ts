import { canonicalType } from '../types.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { guessAt, invalid, isRecord, readShare, shown } from './problems.js';

/** Reads `thresholds`: one for all types, or by type. */
export function readThresholds(
  value: unknown,
  types: readonly string[],
): { thresholds: ReadonlyMap<string, number>; threshold: number } {
  if (value === undefined || typeof value === 'number') {
    return { thresholds: new Map(), threshold: readShare(value, 'thresholds') ?? 0 };
  }
  if (!isRecord(value)) {
    const hint = 'Write a number from 0 to 1, or { default: 0.3, phone: 0.8 }.';
    throw invalid('thresholds', `thresholds is ${shown(value)}.`, hint);
  }
  const thresholds = new Map<string, number>();
  let threshold = 0;
  for (const [name, share] of Object.entries(value)) {
    const key = `thresholds.${name}`;
    const read = readShare(share, key) ?? 0;
    const type = types.includes(name) ? name : canonicalType(name);
    if (name === 'default') threshold = read;
    else if (type !== undefined) thresholds.set(type, read);
    else {
      const known = [...types, 'default'];
      throw new SanitizerConfigurationError('type_unknown', `Unknown type "${name}".`, {
        key,
        hint: `${guessAt(name, known)}Known: ${known.join(', ')}.`,
      });
    }
  }
  return { thresholds, threshold };
}
