import { Alphabet, isIn, isLetterBeyondAscii } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isBehindEscape } from '../../engine/escapes.js';
import { unicodePattern } from '../../engine/unicode-pattern.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';
import { NAME_CUES, NAME_LABELS, NO_NAMES, PARTICLES, THING_WORDS, TITLES } from './name-words.js';
import { FIRST, GUESSED, kindOfName, SURNAME, WORD } from './names.js';

/** How sure a name is, by what speaks for it. Names have no form, so none is surer than 0.8. */
const CONFIDENCE = {
  /** Behind a title or a label, and in the lists. */
  labelledKnown: 0.8,
  /** Behind a title or a label. */
  labelled: 0.7,
  /** A first name and a surname of the lists. */
  full: 0.75,
  /** A first name of the lists and a capitalized word, or both behind a cue. */
  likely: 0.6,
  /** One name of the lists. */
  single: 0.45,
} as const;

const MOST_WORDS = 5;
const LONGEST_WORD = 24;
/** A shorter name by itself is too often something else. */
const SHORTEST_FIRST = 4;
const SHORTEST_SURNAME = 5;

/** A word of what may be a name. */
interface NameWord {
  text: string;
  end: number;
  /** From {@link kindOfName}. */
  kind: number;
  isInitial: boolean;
  isParticle: boolean;
}

function isLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || isLetterBeyondAscii(code);
}

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019;
}

/** Whether a letter is a capital, ASCII or not. */
function isCapital(code: number): boolean {
  if (code < 128) return isIn(Alphabet.upper, code);
  const letter = String.fromCharCode(code);
  return letter !== letter.toLowerCase();
}

/** The word that begins at `start`, with hyphens and apostrophes inside. */
function readWord(window: Window, start: number): NameWord | undefined {
  let i = start;
  while (i - start <= LONGEST_WORD) {
    const code = window.at(i);
    const joins = (code === 45 || isApostrophe(code)) && isLetter(window.at(i + 1)) && i > start;
    // The `'s` of a possessive is none of the name.
    if (joins && isApostrophe(code) && !isLetter(window.at(i + 2))) break;
    if (!isLetter(code) && !joins) break;
    i++;
  }
  const length = i - start;
  if (length === 0 || length > LONGEST_WORD) return undefined;
  const text = window.text.slice(start, i);
  const isInitial = length === 1 && isCapital(window.at(start));
  if (isInitial && window.at(i) === 46 /* . */) i++;
  return { text, end: i, kind: 0, isInitial, isParticle: PARTICLES.has(text) };
}

/** Whether a word is written as names are: a capital and small letters, or capitals throughout. */
function isNameShaped({ text }: NameWord): boolean {
  const first = text.charCodeAt(0);
  if (!isCapital(first)) return false;
  return text.length > 1 && !NO_NAMES.has(text.toLowerCase());
}

/** The words of what may be a name from `start` on. */
function readName(window: Window, start: number): NameWord[] {
  const words: NameWord[] = [];
  let i = start;
  while (words.length < MOST_WORDS) {
    const word = readWord(window, i);
    if (word === undefined) break;
    const follows = isIn(Alphabet.word, window.at(word.end)) || window.at(word.end) === 64; // @
    if (follows) break;
    if (!word.isParticle && !word.isInitial && !isNameShaped(word)) break;
    if (words.length === 0 && (word.isParticle || word.text === 'I')) break;
    if (!word.isInitial && !word.isParticle) word.kind = kindOfName(word.text);
    words.push(word);
    if (window.at(word.end) !== 32 || isIn(Alphabet.space, window.at(word.end + 1))) break;
    i = word.end + 1;
  }
  while (words.length > 0 && !endsName(words.at(-1)!)) words.pop();
  return words;
}

function endsName({ isParticle, isInitial }: NameWord): boolean {
  return !isParticle && !isInitial;
}

/** The word before a blank or a full stop and a blank, in small letters, as titles are written. */
function titleBefore(window: Window, start: number): string {
  let i = start - 1;
  if (window.at(i) !== 32) return '';
  if (window.at(--i) === 46 /* . */) i--;
  const end = i + 1;
  while (end - i < 12 && isLetter(window.at(i))) i--;
  return window.text.slice(i + 1, end).toLowerCase();
}

/** What stands before a name says of it. */
type Cue = 'label' | 'cue' | 'none';

function cueBefore(window: Window, start: number): Cue {
  if (TITLES.has(titleBefore(window, start))) return 'label';
  const words = window.wordsBefore(start);
  const [nearest, second = '', third = ''] = words;
  if (nearest === undefined) return 'none';
  const pair = second + nearest;
  if (isLabelAt(window, start, nearest, pair, third)) return 'label';
  return NAME_CUES.has(nearest) || NAME_CUES.has(pair) ? 'cue' : 'none';
}

/** Words between a label and a name. */
const LINK = unicodePattern(
  'is|ist|est|es|è|é|called|me|heet|heiße|heisse|llamo|chiamo|chamo|appelle',
);
/** Words that a name follows by themselves. */
const NAMING = new Words('named called heiße heisse llamo chiamo chamo appelle heet');

/** Whether a label stands there, and a colon, an equals sign or a word such as `is` behind it. */
function isLabelAt(
  window: Window,
  start: number,
  nearest: string,
  pair: string,
  third: string,
): boolean {
  const spoken = third + pair;
  if (NAME_LABELS.has(pair) && LINK().test(nearest)) {
    return true;
  }
  if (NAME_LABELS.has(spoken) && spoken !== nearest) return true;
  if (NAMING.has(nearest)) return true;
  if (!NAME_LABELS.has(nearest) && !NAME_LABELS.has(pair)) return false;
  let i = start - 1;
  while (
    i > start - 6 &&
    (isIn(Alphabet.space, window.at(i)) || window.at(i) === 34 || window.at(i) === 39)
  )
    i--;
  const sign = window.at(i);
  return sign === 58 /* : */ || sign === 61 /* = */ || sign === 63 /* ? */ || sign < 0;
}

/** Whether the words go on as the name of a place, a company or a thing. */
function isThing(window: Window, words: readonly NameWord[]): boolean {
  const last = words.at(-1)!;
  if (words.some(({ text }) => THING_WORDS.has(text.toLowerCase()))) return true;
  if (window.at(last.end) !== 32) return false;
  const next = readWord(window, last.end + 1);
  return (
    next !== undefined &&
    isCapital(next.text.charCodeAt(0)) &&
    THING_WORDS.has(next.text.toLowerCase())
  );
}

/** What ends a sentence, or stands before one: `.!?*>`, a line break, a value that was replaced. */
const SENTENCE_SIGNS = new Set([46, 33, 63, 42, 62, 10, 93]);

/** Whether a sentence begins at `start`, where any word has a capital. */
function beginsSentence(window: Window, start: number): boolean {
  let i = start - 1;
  while (i > start - 6 && isOpening(window.at(i))) i--;
  return window.at(i) < 0 || SENTENCE_SIGNS.has(window.at(i)) || i === start - 6;
}

/** A blank, a quotation mark or a parenthesis, but no line break. */
function isOpening(code: number): boolean {
  return code === 32 || code === 9 || code === 34 || code === 40;
}

/** An initial between two words, as in `Ella H. Snider`. */
function hasInitial(words: readonly NameWord[]): boolean {
  return words.slice(1, -1).some(({ isInitial }) => isInitial);
}

/** How sure the words are a name. */
function confidenceOf(window: Window, start: number, words: readonly NameWord[], cue: Cue): number {
  const [first] = words;
  const parts = words.filter(endsName);
  const isFirst = (first!.kind & FIRST) !== 0;
  const isPlainFirst = isFirst && (first!.kind & WORD) === 0;
  const isKnown = parts.some(({ kind }) => (kind & (FIRST | SURNAME)) !== 0);
  if (cue === 'label') return isKnown ? CONFIDENCE.labelledKnown : CONFIDENCE.labelled;
  if (parts.length > 1) {
    const last = parts.at(-1)!;
    if (isFirst && (last.kind & (SURNAME | FIRST)) !== 0) return CONFIDENCE.full;
    if (isPlainFirst || (isFirst && cue === 'cue') || hasInitial(words)) return CONFIDENCE.likely;
    if ((last.kind & FIRST) !== 0 && (last.kind & WORD) === 0) return CONFIDENCE.likely;
    if ((last.kind & (SURNAME | WORD | GUESSED)) === SURNAME) return CONFIDENCE.likely;
    return cue === 'cue' && isKnown ? CONFIDENCE.likely : 0;
  }
  if (words.length > 1) return isKnown ? CONFIDENCE.likely : 0;
  if (isPlainFirst && (cue === 'cue' || first!.text.length >= SHORTEST_FIRST))
    return CONFIDENCE.single;
  if (isFirst && cue === 'cue') return CONFIDENCE.single;
  const isListed = (first!.kind & (SURNAME | WORD | GUESSED)) === SURNAME;
  const isSurname = isListed && first!.text.length >= SHORTEST_SURNAME;
  return isSurname && (cue === 'cue' || !beginsSentence(window, start)) ? CONFIDENCE.single : 0;
}

/**
 * Names of persons: behind a title, a label or a cue (`Dr`, `name:`, `my name is`, `Dear`, `regards,`) any
 * capitalized words; elsewhere a first name of the lists with the words that follow it, or one name
 * of the lists by itself. Names of streets, companies and countries are left out. It is off unless
 * asked for, and is never surer than 0.8.
 */
export const person: Detector = {
  rule: 'person',
  type: 'person',
  anchors: ['capitalized'],
  gate: {
    before: (code) => code !== 64 && code !== 47 && code !== 35 && code !== 95 && code !== 36,
  },
  find(window, start): Match | undefined {
    const before = window.at(start - 1);
    if (isLetter(before) || isIn(Alphabet.digit, before)) {
      if (!isBehindEscape(window, start)) return undefined;
    }
    if ((before === 46 || before === 45) && isIn(Alphabet.alphanumeric, window.at(start - 2)))
      return undefined;
    let words = readName(window, start);
    if (words.length === 0) return undefined;
    const title = words[0]!.text.toLowerCase();
    if (TITLES.has(title) && words.length > 1 && (words[0]!.kind & FIRST) === 0) return undefined;
    if (isThing(window, words)) return undefined;
    const cue = cueBefore(window, start);
    if (cue === 'none' && isIn(Alphabet.digit, window.at(start - 2)) && before === 32)
      return undefined;
    let confidence = confidenceOf(window, start, words, cue);
    if (confidence === 0 && words.length > 1 && (words[0]!.kind & FIRST) !== 0) {
      words = words.slice(0, 1);
      confidence = confidenceOf(window, start, words, cue);
    }
    if (confidence === 0) return undefined;
    return { start, end: words.at(-1)!.end, confidence };
  },
};

export const personExamples: DetectorExamples = {
  found: () => [
    'My name is ⟦Rubija⟧',
    'Dear ⟦Krisztián Szöllősy⟧, thank you',
    'please correct it to Dr. ⟦Cettina Fanucci⟧?',
    'Kind regards,\n⟦Maria Garcia⟧',
    '{"first_name":"⟦Zbyněk⟧","last_name":"⟦Novotný⟧"}',
    'I met ⟦Faina D. Yefremova⟧ there',
    'Ich heiße ⟦Jürgen Müller⟧ und wohne hier',
    "⟦Bryan Maclean⟧'s account",
    'Señora ⟦Isabel de la Fuente⟧ llamó',
    'why is ⟦Katrine⟧ so impulsive?',
  ],
  ignored: () => [
    'The Error in Connection Manager',
    'Baker Street and Jensen Inc',
    'Hello World, Dear Customer',
    'Will the Mark be Grace?',
    'User: Hello. Assistant: How can I help?',
    'New York, Paris and Berlin in April',
    'at com.example.Main(Main.java)',
    '@Maria #Maria /Maria/edit',
  ],
};
