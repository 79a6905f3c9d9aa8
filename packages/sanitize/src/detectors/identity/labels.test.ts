import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../sanitizer.js';
import { drivingLicenceFormats } from './formats/driving-licences.js';
import { healthFormats } from './formats/health.js';
import { nationalIdFormats, taxIdFormats } from './formats/index.js';
import type { NumberFormat } from './formats/number-format.js';
import { passportFormats } from './formats/passports.js';

const sanitizer = createSanitizer();
const TABLES: readonly [string, readonly NumberFormat[]][] = [
  ['national_id', nationalIdFormats()],
  ['tax_id', taxIdFormats()],
  ['health_number', healthFormats()],
  ['passport', passportFormats()],
  ['driving_licence', drivingLicenceFormats()],
];

/** A number of a shape, made up: its check fails nine times in ten. */
function madeUp(shape: string): string {
  const digits = '7382946157382946157382946';
  return [...shape]
    .map((sign, i) => (sign === '9' || sign === 'X' ? digits[i]! : sign === 'A' ? 'K' : sign))
    .join('');
}

describe.each(TABLES)('a made-up %s', (type, formats) => {
  const labelled = formats.filter(({ labels }) => labels !== undefined);

  it.each(labelled.map((format) => [format.rule, format] as const))(
    'goes behind its own label: %s',
    (_rule, { labels, shapes }) => {
      for (const label of labels!.split(' ')) {
        for (const shape of shapes.split('|')) {
          const text = `${label}: ${madeUp(shape)}`;
          const start = label.length + 2;
          const covered = sanitizer
            .detect(text)
            .some((span) => span.start <= start && span.end === text.length);
          expect({ text, type, covered }).toEqual({ text, type, covered: true });
        }
      }
    },
  );
});
