import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ, hostileText } from '../sanitizer.test-support.js';
import { outsideOf, standsIn, streamedAs } from './structure.test-support.js';

const sanitizer = createSanitizer();
const csv = (text: string) => sanitizer.sanitize(text, { format: 'csv' }).text;

describe('comma-separated values', () => {
  it('take the header as context of the columns', () => {
    expect(csv('id,phone,password\n2125550142,2125550143,correct horse\n')).toBe(
      'id,phone,password\n2125550142,[PHONE_1],[API_KEY_1]\n',
    );
  });

  it('may be parted by semicolons, tabs or bars', () => {
    for (const sign of [';', '\t', '|']) {
      const text = ['id,phone', '2125550142,2125550143'].join('\n').replaceAll(',', sign);
      expect(csv(text)).toBe(`id${sign}phone\n2125550142${sign}[PHONE_1]`);
    }
  });

  it('may be between marks, with marks and line ends in them', () => {
    expect(csv('id,note\r\n1,"she said ""mail\na@x.example"""\r\n2,b@x.example\r\n')).toBe(
      'id,note\r\n1,"she said ""mail\n[EMAIL_1]"""\r\n2,[EMAIL_2]\r\n',
    );
  });

  it('put a replacement between marks that would part the cell', () => {
    const parting = createSanitizer({ patterns: [{ type: 'email', replace: 'nobody, "x"' }] });
    expect(parting.sanitize('id,to\n1,ask a@x.example\n', { format: 'csv' }).text).toBe(
      'id,to\n1,"ask nobody, ""x"""\n',
    );
  });

  it('have no header where the first record is data', () => {
    expect(csv('a@x.example,2125550142\nb@x.example,2125550143')).toBe(
      '[EMAIL_1],2125550142\n[EMAIL_2],2125550143',
    );
  });

  it('with a mark that never closes lose nothing', () => {
    expect(csv('id,to\n1,"a@x.example\n2,b@x.example')).toBe('id,to\n1,"[EMAIL_1]\n2,[EMAIL_2]');
  });
});

const cell = fc
  .oneof(hostileText, fc.constantFrom('a@x.example', '2125550142', 'x'))
  .map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
const table = fc
  .array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 5 })
  .map((rows) => ['id,phone,note', ...rows.map((row) => row.join(','))].join('\n'));

describe('any table', () => {
  it('keeps its cells, and what is outside of the spans', () => {
    fc.assert(
      fc.property(table, (text) => {
        const { text: sanitized, spans } = sanitizer.sanitize(text, { format: 'csv' });
        expect(columnsOf(sanitized)).toEqual(columnsOf(text));
        expect(standsIn(sanitized, outsideOf(text, spans))).toBe(true);
      }),
      FUZZ,
    );
  });

  it('streams to the same in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.nat(300), { maxLength: 5 }), async (text, at) => {
        const cuts = [
          0,
          ...at.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        const chunks = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        expect(await streamedAs(sanitizer, 'csv', chunks)).toBe(csv(text));
      }),
      FUZZ,
    );
  });
});

/** How many cells each record has. */
function columnsOf(text: string): number[] {
  const counts: number[] = [];
  let cells = 1;
  let isQuoted = false;
  for (const sign of `${text}\n`) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === ',') cells++;
    else if (!isQuoted && sign === '\n') {
      counts.push(cells);
      cells = 1;
    }
  }
  return counts;
}
