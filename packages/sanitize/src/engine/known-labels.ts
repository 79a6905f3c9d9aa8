import { Alphabet, isIn } from './characters.js';
import { DEPENDENT_WORDS, type Label, labelsByWord } from './label-words.js';
import { isAbbreviation, isCamelHump, isLabelLetter, isSoft, isUnspaced } from './labels.js';
import { tellLabelsBy, type Window } from './window.js';

/**
 * {@link Window.labelBefore}, for detectors that go by it: who has none of them does not carry the
 * words of all labels either.
 */
export function labelBefore(window: Window, index: number): Label | undefined {
  return window.labelBefore(index);
}

tellLabelsBy(findLabel);

/** How far back a label is looked for, in code units and in words. */
const REACH = 48;
const MOST_WORDS = 4;

/**
 * What the nearest label before `index` says, read backwards over at most four words and within
 * one sentence. Words that say nothing, such as `is` and `number`, are passed over.
 */
function findLabel(window: Window, index: number): Label | undefined {
  const limit = index - REACH;
  let i = index - 1;
  let dependent = '';
  for (let words = 0; words < MOST_WORDS; words++) {
    while (i >= limit && (isAsked(window.at(i)) || isAbbreviation(window, i))) i--;
    if (i < limit) return undefined;
    if (window.at(i) < 0) return i < 0 ? window.hint?.label : undefined;
    const end = i + 1;
    let hash = 0;
    let power = 1;
    let isPlain = true;
    for (; i >= limit; i--) {
      const code = window.at(i);
      if (!isLabelLetter(code)) break;
      isPlain &&= code < 128;
      hash = (hash + Math.imul(power, code | 32)) | 0;
      power = Math.imul(power, BASE);
      if (isIn(Alphabet.upper, code) && isCamelHump(window, i, end)) {
        i--;
        break;
      }
    }
    if (i + 1 === end) return undefined;
    if (isPlain && dependent === '' && !mayTell(hash)) continue;
    const word = window.text.slice(i + 1, end).toLowerCase();
    const label = labelOf(word, dependent);
    if (label !== undefined) return label;
    dependent = DEPENDENT_WORDS.has(word) ? word : '';
  }
  return undefined;
}

const BASE = 257;
const FILTER_BITS = 1 << 14;
let telling: Uint8Array | undefined;

/** Whether a word of ASCII with this hash may be a label, or one that a label depends on. */
function mayTell(hash: number): boolean {
  telling ??= tellingWords();
  return telling[hash & (FILTER_BITS - 1)] === 1;
}

function tellingWords(): Uint8Array {
  const known = new Uint8Array(FILTER_BITS);
  for (const words of [labelsByWord().keys(), DEPENDENT_WORDS]) {
    for (const word of words) {
      let hash = 0;
      for (let i = 0; i < word.length; i++) {
        hash = (Math.imul(hash, BASE) + word.charCodeAt(i)) | 0;
      }
      known[hash & (FILTER_BITS - 1)] = 1;
    }
  }
  return known;
}

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
