import type { Detector } from '../../engine/detector.js';
import type { SensitiveType } from '../../types.js';
import { healthFormats } from './formats/health.js';
import { NATIONAL_ID_FORMATS, TAX_ID_FORMATS } from './formats/index.js';
import { HEALTH_LABELS, NATIONAL_ID_LABELS, TAX_LABELS } from './general-labels.js';
import { NumberSearch } from './number-search.js';

/** One search for all types, because one look at a number tells which it may be. */
const search = new NumberSearch(() => [
  { type: 'national_id', formats: NATIONAL_ID_FORMATS, labels: NATIONAL_ID_LABELS },
  { type: 'tax_id', formats: TAX_ID_FORMATS, labels: TAX_LABELS },
  { type: 'health_number', formats: healthFormats, labels: HEALTH_LABELS },
]);

/** A longer run, such as a UUID, is none of these numbers: 24 letters and digits with signs. */
const LONGEST_RUN = 34;

/** A detector for the numbers of one type. */
export function numberDetector(rule: string, type: SensitiveType): Detector {
  return {
    rule,
    type,
    anchors: ['digits', 'number', 'mixed', 'initials'],
    find(window, start, end) {
      if (end - start > LONGEST_RUN) return undefined;
      const found = search.at(window, start);
      for (let i = 0; i < found.length; i++) if (found[i]!.type === type) return found[i];
      return undefined;
    },
  };
}
