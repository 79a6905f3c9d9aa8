import { Alphabet, BEYOND, TRAITS, UNSPACED } from './characters.js';
import {
  holdsLabel,
  isAbbreviation,
  isCamelHump,
  isLabelLetter,
  isSoft,
  LABEL_REACH,
  LabelSet,
  type LabelWords,
  MOST_LABEL_WORDS,
} from './labels.js';
import type { Window } from './window.js';
import { isAnswered, Question } from './words-memo.js';

const BASE = 257;
const LATIN_END = 0x250;
const ENDINGS = 1 << 15;
const FEWEST_PLACES = 1 << 10;
const SPREAD = 0x9e3779b1;

/** Latin letters as they count in a hash: small and without their accents; 0 before the first use. */
const FOLDED = new Uint8Array(LATIN_END);

function foldLatin(code: number): number {
  const plain = String.fromCharCode(code).toLowerCase().normalize('NFD').charCodeAt(0);
  FOLDED[code] = plain < 128 ? plain : 127;
  return FOLDED[code]!;
}

/** What a letter counts in a hash; 0 for an accent that is a character of its own. */
function fold(code: number): number {
  if (code < LATIN_END) return FOLDED[code] === 0 ? foldLatin(code) : FOLDED[code]!;
  return code >= 0x300 && code < 0x370 ? 0 : 127;
}

/** What a character is to the words before a value. */
const SOFT = 1;
const DOT = 2;
const LETTER = 3;
const SMALL = 4;
const KINDS = new Uint8Array(BEYOND + 1);
for (let code = 0; code < BEYOND; code++) {
  KINDS[code] = isSoft(code) ? SOFT : isLabelLetter(code) ? LETTER : code === 46 ? DOT : 0;
  if (KINDS[code] === LETTER && code >= 97) KINDS[code] = SMALL;
}

const CAPITALS = Alphabet.upper;
const MOST_JOINED = 3;

/** A set of labels by their hashes, which says of nearly all words that they are none of them. */
export class LabelFilter {
  /** A bit for what hashes end with, which is looked at first. */
  readonly #endings = new Uint32Array(ENDINGS / 32);
  /** Each hash is in the first free place from that on which it is spread to. */
  #places = new Int32Array(FEWEST_PLACES);
  #count = 0;

  /** Adds labels that are parted by blanks. */
  addAll(labels: string): void {
    let hash = 0;
    for (let i = 0; i <= labels.length; i++) {
      const code = i < labels.length ? labels.charCodeAt(i) : 32;
      if (code !== 32) {
        const folded = fold(code);
        if (folded !== 0) hash = (Math.imul(hash, BASE) + folded) | 0;
        continue;
      }
      this.#add(hash);
      hash = 0;
    }
  }

  /** Whether a label with this hash may be in the set. */
  mayHold(hash: number): boolean {
    const ending = hash & (ENDINGS - 1);
    if ((this.#endings[ending >> 5]! & (1 << (ending & 31))) === 0) return false;
    return this.#places[this.#placeOf(hash)] !== 0;
  }

  #add(hash: number): void {
    const ending = hash & (ENDINGS - 1);
    this.#endings[ending >> 5]! |= 1 << (ending & 31);
    const place = this.#placeOf(hash);
    if (this.#places[place] !== 0) return;
    this.#places[place] = hash;
    this.#count++;
    if (this.#count * 2 < this.#places.length) return;
    const old = this.#places;
    this.#places = new Int32Array(old.length * 2);
    for (const known of old) if (known !== 0) this.#places[this.#placeOf(known)] = known;
  }

  /** Where a hash is, or would be. That of no word is 0, which is in no set. */
  #placeOf(hash: number): number {
    const places = this.#places;
    const last = places.length - 1;
    let place = Math.imul(hash, SPREAD) >>> Math.clz32(last);
    while (places[place] !== 0 && places[place] !== hash) place = (place + 1) & last;
    return place;
  }
}

/** Sets of labels that somebody made in another way. */
const others = new WeakSet<LabelWords>();
let asked: LabelFilter | undefined;

/**
 * Whether one of the labels may stand before a value. One filter serves all sets of labels: it
 * holds those that were asked for so far.
 */
function mayBeLabelled(words: WordHashes, labels: LabelWords): boolean {
  return words.mayHoldLabel(filterWith(labels));
}

/** Whether one of the labels stands before an index; the words are read once for all who ask. */
export function isLabelled(window: Window, index: number, labels: LabelWords): boolean {
  if (!(labels instanceof LabelSet)) return readsLabel(window, index, labels);
  return isAnswered(window, index, questionOf(labels));
}

function readsLabel(window: Window, index: number, labels: LabelWords): boolean {
  const words = wordHashesBefore(window, index);
  const isUnknown = words.isUnspaced || (words.reachesStart && window.hint !== undefined);
  if (!isUnknown && !mayBeLabelled(words, labels)) return false;
  return holdsLabel(window.wordsBefore(index), labels);
}

/** The question whether one of the labels stands before an index; of one set it is always the same. */
export function questionOf(labels: LabelSet): Question {
  labels.question ??= new Question((window, index) => readsLabel(window, index, labels));
  return labels.question;
}

/** Whether the word next to an index is one of the labels. */
export function isNextTo(window: Window, index: number, labels: LabelWords): boolean {
  const words = wordHashesBefore(window, index);
  const isUnknown = words.isUnspaced || (words.reachesStart && window.hint !== undefined);
  const mayBe = words.count > 0 && filterWith(labels).mayHold(words.nearest);
  if (!isUnknown && !mayBe) return false;
  const [nearest] = window.wordsBefore(index);
  return nearest !== undefined && labels.has(nearest);
}

function filterWith(labels: LabelWords): LabelFilter {
  asked ??= new LabelFilter();
  if (labels instanceof LabelSet ? labels.isFiltered : others.has(labels)) return asked;
  if (labels instanceof LabelSet) labels.isFiltered = true;
  else others.add(labels);
  for (const label of labels) asked.addAll(label);
  return asked;
}

/**
 * Hashes of the words before an index, and of two and three of them together. So the words of a
 * log, which nearly never say anything of a number, are turned down without making a string.
 */
export class WordHashes {
  /** The window that was read. */
  reader = 0;
  index = -1;
  count = 0;
  /** Whether one of the words is of a script without blanks, of which no hash tells anything. */
  isUnspaced = false;
  /** Whether they are of ASCII letters alone, and no question ends before them. */
  isPlain = true;
  /** Whether the text begins before the words, so that a hint counts too. */
  reachesStart = false;
  private readonly hashes = new Int32Array(MOST_LABEL_WORDS);
  private readonly powers = new Int32Array(MOST_LABEL_WORDS);

  /** The hash of the word next to the index, if there is one. */
  get nearest(): number {
    return this.hashes[0]!;
  }

  /** Reads the words before `index`, the nearest first, as `wordsBefore` does. */
  read(window: Window, index: number): void {
    const { codes, low } = window;
    this.index = index;
    this.count = 0;
    this.isUnspaced = false;
    this.isPlain = true;
    this.reachesStart = false;
    const limit = Math.max(index - LABEL_REACH, low);
    const kinds = KINDS;
    let i = index - 1;
    while (this.count < MOST_LABEL_WORDS) {
      while (i >= limit && kinds[codes[i]!] === SOFT) i--;
      if (i < limit) {
        this.reachesStart = i < 0;
        return;
      }
      const end = i + 1;
      let hash = 0;
      let power = 1;
      for (; i >= limit && kinds[codes[i]!] === SMALL; i--) {
        hash = (hash + Math.imul(power, codes[i]!)) | 0;
        power = Math.imul(power, BASE);
      }
      const code = i < limit ? 0 : codes[i]!;
      if (code >= BEYOND || kinds[code] === LETTER)
        i = this.readWord(window, i, end, limit, hash, power);
      else if (i + 1 < end) this.add(hash, power);
      if (i + 1 === end) {
        if (!isPassedOver(window, i, codes[i]!)) {
          if (codes[i] === 63 /* ? */) this.isPlain = false;
          return;
        }
        i--;
      }
    }
  }

  private add(hash: number, power: number): void {
    this.hashes[this.count] = hash;
    this.powers[this.count] = power;
    this.count++;
  }

  /** Goes on with a word that has capitals or letters beyond ASCII, and answers where it begins. */
  private readWord(
    window: Window,
    from: number,
    end: number,
    limit: number,
    hashSoFar: number,
    powerSoFar: number,
  ): number {
    const { codes, text } = window;
    let hash = hashSoFar;
    let power = powerSoFar;
    let i = from;
    for (; i >= limit; i--) {
      let code = codes[i]!;
      if (code >= BEYOND) {
        this.isPlain = false;
        code = text.charCodeAt(i);
        if (!isLabelLetter(code)) break;
        if (code >= UNSPACED) this.isUnspaced = true;
      } else if (KINDS[code]! < LETTER) break;
      const folded = fold(code);
      if (folded !== 0) {
        hash = (hash + Math.imul(power, folded)) | 0;
        power = Math.imul(power, BASE);
      }
      if ((TRAITS[code]! & CAPITALS) !== 0 && isCamelHump(window, i, end)) {
        i--;
        break;
      }
    }
    if (i + 1 < end) this.add(hash, power);
    return i;
  }

  /** Whether one of the words by itself may be in a set; only of {@link isPlain plain} words. */
  mayHoldWord(filter: LabelFilter): boolean {
    for (let i = 0; i < this.count; i++) if (filter.mayHold(this.hashes[i]!)) return true;
    return false;
  }

  /** Whether one of the words, or two or three of them together, may be in a set. */
  mayHoldLabel(filter: LabelFilter): boolean {
    for (let i = 0; i < this.count; i++) {
      let hash = this.hashes[i]!;
      if (filter.mayHold(hash)) return true;
      let power = this.powers[i]!;
      for (let j = i + 1; j < i + MOST_JOINED && j < this.count; j++) {
        hash = (hash + Math.imul(this.hashes[j]!, power)) | 0;
        if (filter.mayHold(hash)) return true;
        power = Math.imul(power, this.powers[j]!);
      }
    }
    return false;
  }
}

/** What stands between words: `isSoft`, and the full stop of an abbreviation. */
function isPassedOver(window: Window, i: number, code: number): boolean {
  if (code >= BEYOND) return isSoft(window.at(i));
  return KINDS[code] === DOT && isAbbreviation(window, i);
}

/*
 * What was read last, by whichever window: offsets and hashes, nothing of the text. Windows are
 * made for every line, and arrays of their own would cost more than what they spare.
 */
const WORD_HASHES = new WordHashes();

/** The hashes of the words before an index, read once for all who ask. */
export function wordHashesBefore(window: Window, index: number): WordHashes {
  if (WORD_HASHES.index !== index || WORD_HASHES.reader !== window.id) {
    WORD_HASHES.read(window, index);
    WORD_HASHES.reader = window.id;
  }
  return WORD_HASHES;
}
