import { DEPENDENT_WORDS, type Label, labelsByWord } from './label-words.js';
import { isAbbreviation, isCamelHump, isLabelLetter, isSoft, isUnspaced } from './labels.js';
import { lazily } from './lazily.js';
import { tellLabelsBy, type Window } from './window.js';
import { LabelFilter, wordHashesBefore } from './word-hashes.js';
import { Question, WORDS_MEMO } from './words-memo.js';

/**
 * {@link Window.labelBefore}, for detectors that go by it: who has none of them does not carry the
 * words of all labels either.
 */
export function labelBefore(window: Window, index: number): Label | undefined {
  return window.labelBefore(index);
}

/** The question whether the nearest label before a number is one of some. */
export function isBehindLabel(...labels: readonly Label[]): Question {
  return new Question((window, index) => {
    const label = window.labelBefore(index);
    return label !== undefined && labels.includes(label);
  });
}

tellLabelsBy(knownLabel);

/** What {@link WORDS_MEMO} keeps of a label: its place here, from 1 on. */
const LABELS: readonly (Label | undefined)[] = [
  undefined,
  undefined,
  'phone',
  'call',
  'card',
  'ssn',
  'other',
];

/** {@link findLabel}, without a look for words that came before. */
function knownLabel(window: Window, index: number): Label | undefined {
  const slot = WORDS_MEMO.slotBefore(window, index);
  const known = slot < 0 ? 0 : WORDS_MEMO.labels[slot]!;
  if (known !== 0) return LABELS[known];
  const label = findLabel(window, index);
  if (slot >= 0) WORDS_MEMO.labels[slot] = LABELS.indexOf(label, 1);
  return label;
}

/** How far back a label is looked for, in code units and in words. */
const REACH = 48;
const MOST_WORDS = 4;

/**
 * What the nearest label before `index` says, read backwards over at most four words and within
 * one sentence. Words that say nothing, such as `is` and `number`, are passed over.
 */
function findLabel(window: Window, index: number): Label | undefined {
  const words = wordHashesBefore(window, index);
  const isKnown = words.isPlain && !(words.reachesStart && window.hint !== undefined);
  if (isKnown && !words.mayHoldWord(tellingWords())) return undefined;
  const limit = index - REACH;
  let i = index - 1;
  let dependent = '';
  for (let count = 0; count < MOST_WORDS; count++) {
    while (i >= limit && (isAsked(window.at(i)) || isAbbreviation(window, i))) i--;
    if (i < limit) return undefined;
    if (window.at(i) < 0) return i < 0 ? window.hint?.label : undefined;
    const end = i + 1;
    for (; i >= limit && isLabelLetter(window.at(i)); i--) {
      if (isCamelHump(window, i, end)) {
        i--;
        break;
      }
    }
    if (i + 1 === end) return undefined;
    const word = window.text.slice(i + 1, end).toLowerCase();
    const label = labelOf(word, dependent);
    if (label !== undefined) return label;
    dependent = DEPENDENT_WORDS.has(word) ? word : '';
  }
  return undefined;
}

/** The words that may be a label, or that a label depends on. */
const tellingWords = lazily((): LabelFilter => {
  const known = new LabelFilter();
  for (const words of [labelsByWord().keys(), DEPENDENT_WORDS]) {
    for (const word of words) known.addAll(word);
  }
  return known;
});

/** What a word says, by itself or with the one behind it that depends on it. */
function labelOf(word: string, dependent: string): Label | undefined {
  const labels = labelsByWord();
  const label =
    dependent === '' ? labels.get(word) : (labels.get(word + dependent) ?? labels.get(word));
  if (label !== undefined || !isUnspaced(word)) return label;
  for (const [known, meaning] of labels)
    if (isUnspaced(known) && word.includes(known)) return meaning;
  return undefined;
}

/** What may stand between a label and its number: `What is your card? 4000 …` too. */
function isAsked(code: number): boolean {
  return code === 63 /* ? */ || isSoft(code);
}
