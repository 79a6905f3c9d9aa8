import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMarkers, keepUnsanitized, mergeTexts } from './merge-texts.js';

const names = { ours: 'here', theirs: 'platform' };
const lines = (...all: string[]) => all.join('\n');
/** Few different lines, so that they meet. */
const someText = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 8 })
  .map((all) => all.join('\n'));

describe('two texts with a common base', () => {
  it('take what each has changed', () => {
    const base = lines('one', 'two', 'three', 'four');
    const ours = lines('one', 'TWO', 'three', 'four');
    const theirs = lines('one', 'two', 'three', 'four', 'five');
    expect(mergeTexts({ base, ours, theirs }, names)).toEqual({
      text: lines('one', 'TWO', 'three', 'four', 'five'),
      conflicts: 0,
    });
  });

  it('leave to a person what both have changed', () => {
    const merged = mergeTexts({ base: 'one', ours: 'ours', theirs: 'theirs' }, names);
    expect(merged).toEqual({
      text: lines('<<<<<<< here', 'ours', '=======', 'theirs', '>>>>>>> platform'),
      conflicts: 1,
    });
    expect(hasMarkers(merged.text)).toBe(true);
  });

  it('are the one that changed, where only one did', () => {
    fc.assert(
      fc.property(someText, someText, (base, changed) => {
        const merged = { text: changed, conflicts: 0 };
        expect(mergeTexts({ base, ours: changed, theirs: base }, names)).toEqual(merged);
        expect(mergeTexts({ base, ours: base, theirs: changed }, names)).toEqual(merged);
        expect(mergeTexts({ base, ours: changed, theirs: changed }, names)).toEqual(merged);
      }),
    );
  });
});

describe('two texts without one', () => {
  it('lose no line of either', () => {
    fc.assert(
      fc.property(someText, someText, (ours, theirs) => {
        const { text, conflicts } = mergeTexts({ base: null, ours, theirs }, names);
        // Each side is what is left when the other is thrown away.
        const side = (keep: 'ours' | 'theirs') => {
          let where: 'both' | 'ours' | 'theirs' = 'both';
          return text
            .split('\n')
            .filter((line) => {
              if (line === '<<<<<<< here') where = 'ours';
              else if (line === '=======') where = 'theirs';
              else if (line === '>>>>>>> platform') where = 'both';
              else return where === 'both' || where === keep;
              return false;
            })
            .join('\n');
        };
        expect(side('ours')).toBe(ours);
        expect(side('theirs')).toBe(theirs);
        expect(conflicts > 0).toBe(ours !== theirs);
      }),
    );
  });
});

describe('a file that holds more than was sent', () => {
  it('keeps it, and takes lines beside it', () => {
    expect(
      keepUnsanitized({
        sent: lines('a', 'to [EMAIL_1]', 'c'),
        file: lines('a', 'to ada', 'c'),
        changed: lines('a', 'new', 'to [EMAIL_1]', 'C'),
      }),
    ).toBe(lines('a', 'new', 'to ada', 'C'));
  });

  it.each([
    ['changes', lines('a', 'ask [EMAIL_1]')],
    ['deletes', lines('a')],
  ])('is a person’s to decide where the platform %s the line', (_what, changed) => {
    const [sent, file] = [lines('a', 'to [EMAIL_1]'), lines('a', 'to ada')];
    expect(keepUnsanitized({ sent, file, changed })).toBeNull();
  });

  it('is the platform’s text where nothing was sanitized', () => {
    fc.assert(
      fc.property(someText, someText, (sent, changed) => {
        expect(keepUnsanitized({ sent, file: sent, changed })).toBe(changed);
      }),
    );
  });
});
