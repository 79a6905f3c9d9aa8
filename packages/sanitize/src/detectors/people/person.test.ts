import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../sanitizer.js';
import { FUZZ, hostileText, streamed } from '../../sanitizer.test-support.js';
import { readMarked } from '../examples.test-support.js';
import { addressExamples } from '../places/address.js';
import { personExamples } from './person.js';

const sanitizer = createSanitizer({ patterns: [{ type: 'person' }, { type: 'address' }] });
const TEXTS = [personExamples, addressExamples].flatMap(({ found, ignored }) => [
  ...found().map((marked) => readMarked(marked).text),
  ...ignored(),
]);
const pieces = fc.constantFrom(...TEXTS.flatMap((text) => [text, ...text.split(' ')]));
const glue = fc.constantFrom(' ', ', ', '\n', '. ', ': ', '');
const proseText = fc
  .array(fc.tuple(fc.oneof(pieces, hostileText), glue), { maxLength: 6 })
  .map((pairs) => pairs.map(([piece, sign]) => piece + sign).join(''));

describe('names and addresses', () => {
  it('are left alone unless they are asked for', () => {
    const found = createSanitizer().detect('My name is Maria Garcia, 12 Baker Street, London');
    expect(found).toEqual([]);
  });

  it('stream to the same cut at every place', async () => {
    for (const text of TEXTS) {
      const whole = sanitizer.sanitize(text).text;
      for (let cut = 0; cut <= text.length; cut++) {
        expect(await streamed(sanitizer, [text.slice(0, cut), text.slice(cut)])).toBe(whole);
      }
    }
  });

  it('are the same sanitized twice as sanitized once', () => {
    fc.assert(
      fc.property(proseText, (text) => {
        const once = sanitizer.sanitize(text).text;
        expect(sanitizer.sanitize(once).text).toBe(once);
      }),
      FUZZ,
    );
  });

  it('stream to the same in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(proseText, fc.nat(), async (text, seed) => {
        const cut = text.length === 0 ? 0 : seed % text.length;
        const chunks = [text.slice(0, cut), ...text.slice(cut)];
        expect(await streamed(sanitizer, chunks)).toBe(sanitizer.sanitize(text).text);
      }),
      { ...FUZZ, numRuns: Math.ceil(FUZZ.numRuns / 3) },
    );
  });

  it('take the key of a member as their label', () => {
    const { value } = sanitizer.sanitizeValue({ first_name: 'Wanjiru', note: 'Wanjiru' });
    expect(value.first_name).toBe('[PERSON_1]');
    expect(value.note).toBe('Wanjiru');
  });
});
