/**
 * Writes src/detectors/contact/phone-metadata.ts: of libphonenumber's metadata what it takes to
 * tell a phone number from another number, in a fifth of its size.
 *
 *   node scripts/generate-phone-metadata.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { version } = JSON.parse(
  readFileSync(require.resolve('libphonenumber-js/package.json'), 'utf8'),
);
const metadata = require('libphonenumber-js/metadata.min.json');

const NATIONAL_NUMBER = 2;
const LENGTHS = 3;
const TRUNK = 5;

function rowOf(code, regions, records) {
  const patterns = [...new Set(records.map((record) => record[NATIONAL_NUMBER]))];
  const lengths = [...new Set(records.flatMap((record) => record[LENGTHS]))].sort((a, b) => a - b);
  const trunks = regions.map((region, i) => `${region}${records[i][TRUNK] || ''}`);
  // `\d` as `#` keeps the pattern readable inside a template.
  const pattern = patterns.join('|').replaceAll('\\d', '#');
  return [code, trunks.join(','), lengths.join(','), pattern].join(' ');
}

const rows = [
  ...Object.entries(metadata.country_calling_codes)
    .filter(([, regions]) => regions[0] !== '001')
    .map(([code, regions]) =>
      rowOf(
        code,
        regions,
        regions.map((region) => metadata.countries[region]),
      ),
    ),
  ...Object.entries(metadata.nonGeographic).map(([code, record]) => rowOf(code, [], [record])),
];

const source = `/*
 * Written by scripts/generate-phone-metadata.mjs from libphonenumber-js ${version}, whose metadata is
 * that of Google's libphonenumber (https://github.com/google/libphonenumber), licensed under the
 * Apache License 2.0. Do not edit.
 */

/**
 * One line a country calling code: the code, the regions that share it with their trunk prefixes,
 * the possible lengths of a national number, and its pattern with \`#\` for a digit.
 */
export const PHONE_METADATA = \`
${rows.join('\n')}
\`;
`;

const target = new URL('../src/detectors/contact/phone-metadata.ts', import.meta.url);
writeFileSync(target, source);
