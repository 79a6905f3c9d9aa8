import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLabelled } from './word-hashes.js';
// Who knows the labels of numbers.
import './known-labels.js';
import { labelWords } from './labels.js';
import { Window } from './window.js';
import { isAnswered, Question, WORDS_MEMO } from './words-memo.js';

const LABELS = labelWords('passport passportno nationalid ausweis');

function windowOf(text: string): Window {
  return new Window(text, 0, text.length, true);
}

/** What a text says before its end. */
function answers(text: string): unknown {
  const window = windowOf(text);
  return [isLabelled(window, text.length, LABELS), window.labelBefore(text.length)];
}

const pieces = [
  ...[
    'passport',
    'No',
    'no',
    'national',
    'Id',
    'ausweis',
    'phone',
    'card',
    'order',
    'my',
    'number',
  ],
  ...['"', ':', ', ', ' ', '_', '.', '?', '(', '{', '7', 'é', 'ü', '\u00b0', '番号', '\n', '\\n'],
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''));

describe('what words say is remembered by the words', () => {
  it('and is the same as without memory, whatever was read before', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 12 }), (all) => {
        const remembered = all.map(answers);
        const anew = all.map((text) => {
          WORDS_MEMO.forget();
          return answers(text);
        });
        expect(remembered).toEqual(anew);
      }),
      { numRuns: 300 },
    );
  });

  it('so that a question is asked once where the same words stand again', () => {
    let asked = 0;
    const question = new Question(() => {
      asked++;
      return true;
    });
    for (const number of ['1', '22', '333']) {
      const text = `{"n":${number},"remembered_key":`;
      expect(isAnswered(windowOf(text), text.length, question)).toBe(true);
    }
    // Test files that share the process may have left no place to remember this one.
    expect(asked).toBe(question.bit === 0 ? 3 : 1);
  });

  it('and is asked anew where other words stand, or the same in other capitals', () => {
    const seen: string[] = [];
    const question = new Question((window, index) => {
      seen.push(window.text.slice(0, index));
      return false;
    });
    const all = ['{"one_key":', '{"two_key":', '{"One_key":', '{"one_key": '];
    for (const text of all) isAnswered(windowOf(text), text.length, question);
    expect(seen).toEqual(all);
  });

  it.each([
    ['a letter beyond ASCII', 'número: '],
    ['more words than are read', `${'word '.repeat(30)}`.replaceAll(' ', '')],
  ])('but not with %s', (_, words) => {
    let asked = 0;
    const question = new Question(() => ++asked > 0);
    for (let i = 0; i < 2; i++) isAnswered(windowOf(words), words.length, question);
    expect(asked).toBe(2);
  });

  it('but not where the name of the text says something too', () => {
    const hint = { label: 'phone', words: ['passport'] } as const;
    const hinted = new Window('no: ', 0, 4, true, hint);
    expect(answers('no: ')).toEqual([false, undefined]);
    expect([isLabelled(hinted, 4, LABELS), hinted.labelBefore(4)]).toEqual([true, 'phone']);
    expect(answers('no: ')).toEqual([false, undefined]);
  });

  it('and a value that was found ends them', () => {
    const text = 'passport: jane@example.com, ';
    const window = windowOf(text);
    window.moveLow(text.length - 2);
    expect(isLabelled(window, text.length, LABELS)).toBe(false);
    expect(isLabelled(windowOf('passport: '), 10, LABELS)).toBe(true);
  });
});
