import { Alphabet, isIn, isLetterBeyondAscii, UNSPACED } from './characters.js';
import type { Label } from './label-words.js';
import type { Window } from './window.js';
import type { Question } from './words-memo.js';

export type { Label } from './label-words.js';

/** What is known of a text from outside it, such as the key of a JSON member. */
export interface Hint {
  label: Label | undefined;
  /** The words of the key, the last first, in small letters. */
  words: readonly string[];
}

/** Words, in small letters, that say what the value behind them is; see {@link labelWords}. */
export type LabelWords = ReadonlySet<string>;

/** The same as {@link labelWords} makes it. */
export class LabelSet extends Set<string> {
  /** Whether it is in the filter that turns most words down. */
  isFiltered = false;
  /** Whether one of them stands before a value, as it is asked of {@link Window.isLabelled}. */
  question: Question | undefined;
}

/**
 * Makes a set of labels. One of several words is written together: `codicefiscale` matches
 * `codice fiscale`, `codice_fiscale` and `codiceFiscale`.
 */
export function labelWords(words: string): LabelSet {
  return new LabelSet(words.split(' '));
}

/** How many words before a value may say what it is, and how far back they may begin. */
export const MOST_LABEL_WORDS = 6;
export const LABEL_REACH = 80;

/**
 * The words before `index` within one sentence, the nearest first, in small letters. At the
 * beginning of the text the words of the {@link Hint} follow.
 */
export function wordsBefore(window: Window, index: number): readonly string[] {
  const found: string[] = [];
  const limit = index - LABEL_REACH;
  let i = index - 1;
  while (found.length < MOST_LABEL_WORDS) {
    while (i >= limit && (isSoft(window.at(i)) || isAbbreviation(window, i))) i--;
    if (i < limit) return found;
    if (window.at(i) < 0) return i < 0 && window.hint ? [...found, ...window.hint.words] : found;
    const end = i + 1;
    while (i >= limit && isLabelLetter(window.at(i)) && !isCamelHump(window, i, end)) i--;
    if (isCamelHump(window, i, end)) i--;
    if (i + 1 === end) return found;
    found.push(plainWord(window.text.slice(i + 1, end)));
  }
  return found;
}

/** A word in small letters; an accent that is a character of its own joins its letter. */
function plainWord(word: string): string {
  return word.toLowerCase().normalize();
}

/** Whether the words, the nearest first, hold a label of up to three words. */
export function holdsLabel(words: readonly string[], labels: LabelWords): boolean {
  for (let i = 0; i < words.length; i++) {
    let label = '';
    for (let j = i; j < i + 3 && j < words.length; j++) {
      label = words[j]! + label;
      if (labels.has(label) || (isUnspaced(label) && holdsUnspaced(label, labels))) return true;
    }
  }
  return false;
}

/** Whether a word is of such a script. */
export function isUnspaced(word: string): boolean {
  return word.charCodeAt(word.length - 1) >= UNSPACED;
}

/** There a label is a part of what looks like one word. */
function holdsUnspaced(word: string, labels: LabelWords): boolean {
  for (const label of labels) if (isUnspaced(label) && word.includes(label)) return true;
  return false;
}

/** A letter of any script. */
export function isLabelLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || isLetterBeyondAscii(code);
}

/** A Latin letter, with or without an accent. */
function isLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || (code >= 0xc0 && code < 0x250);
}

/** What may stand between a label and its value. A full stop or a closing bracket ends the search. */
export function isSoft(code: number): boolean {
  return (
    isIn(Alphabet.space | Alphabet.dash, code) ||
    code === 58 /* : */ ||
    code === 34 /* " */ ||
    code === 39 /* ' */ ||
    code === 61 /* = */ ||
    code === 95 /* _ */ ||
    code === 35 /* # */ ||
    code === 40 /* ( */ ||
    code === 91 /* [ */ ||
    code === 43 /* + */ ||
    code === 44 /* , */ ||
    code === 42 /* * */ ||
    code === 92 /* \ */ ||
    code === 0xb0 /* ° */ ||
    code === 0xba /* º */ ||
    code === 0x2116 /* № */ ||
    code === 0x2019 /* ’ */
  );
}

const ABBREVIATIONS = new Set('no nr nro nos num núm tel mob ph ref cod id ext geb'.split(' '));

/** Whether the full stop at `i` ends an abbreviation, such as `No.` or `S.S.N.`, not a sentence. */
export function isAbbreviation(window: Window, i: number): boolean {
  if (window.at(i) !== 46 /* . */ || !isLetter(window.at(i - 1))) return false;
  let start = i;
  while (i - start < 4 && isLetter(window.at(start - 1))) start--;
  if (i - start === 1) return true;
  return i - start < 4 && ABBREVIATIONS.has(window.text.slice(start, i).toLowerCase());
}

/** Whether a word begins at `i` inside a camelCase name: a capital after a small letter. */
export function isCamelHump(window: Window, i: number, end: number): boolean {
  return (
    i < end - 1 &&
    isIn(Alphabet.upper, window.at(i)) &&
    isIn(Alphabet.lower, window.at(i - 1)) &&
    isIn(Alphabet.lower, window.at(i + 1))
  );
}
