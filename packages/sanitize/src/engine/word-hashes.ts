import {
  isAbbreviation,
  isCamelHump,
  isLabelLetter,
  isSoft,
  LABEL_REACH,
  MOST_LABEL_WORDS,
} from './labels.js';
import type { Window } from './window.js';

const BASE = 257;
const LATIN_END = 0x250;
/** Of which scripts the words have no blanks between them, so that a label is a part of a word. */
const UNSPACED = 0x2e80;

/** Latin letters as they count in a hash: small and without their accents. */
const FOLDED = new Uint8Array(LATIN_END);
for (let code = 0; code < LATIN_END; code++) {
  const plain = String.fromCharCode(code).toLowerCase().normalize('NFD').charCodeAt(0);
  FOLDED[code] = plain < 128 ? plain : 127;
}

/** What a letter counts in a hash; 0 for an accent that is a character of its own. */
function fold(code: number): number {
  if (code < LATIN_END) return FOLDED[code]!;
  return code >= 0x300 && code < 0x370 ? 0 : 127;
}

/** The hash of a word in any case, with or without its accents. */
export function hashWord(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) {
    const folded = fold(word.charCodeAt(i));
    if (folded !== 0) hash = (Math.imul(hash, BASE) + folded) | 0;
  }
  return hash;
}

/**
 * Hashes of the words before an index, and of two and three of them together. So the words of a
 * log, which nearly never say anything of a number, are turned down without making a string.
 */
export class WordHashes {
  index = -1;
  count = 0;
  /** Whether one of the words is of a script without blanks, of which no hash tells anything. */
  isUnspaced = false;
  /** Whether the text begins before the words, so that a hint counts too. */
  reachesStart = false;
  private readonly hashes = new Int32Array(MOST_LABEL_WORDS);
  private readonly powers = new Int32Array(MOST_LABEL_WORDS);

  /** Makes the next look read anew. */
  forget(): void {
    this.index = -1;
  }

  /** Reads the words before `index`, the nearest first, as `wordsBefore` does. */
  read(window: Window, index: number): void {
    this.index = index;
    this.count = 0;
    this.isUnspaced = false;
    this.reachesStart = false;
    const limit = index - LABEL_REACH;
    let i = index - 1;
    while (this.count < MOST_LABEL_WORDS) {
      while (i >= limit && (isSoft(window.at(i)) || isAbbreviation(window, i))) i--;
      if (i < limit) return;
      if (window.at(i) < 0) {
        this.reachesStart = i < 0;
        return;
      }
      const end = i + 1;
      i = this.readWord(window, end, limit);
      if (i + 1 === end) return;
    }
  }

  private readWord(window: Window, end: number, limit: number): number {
    let hash = 0;
    let power = 1;
    let i = end - 1;
    while (i >= limit) {
      const code = window.at(i);
      if (!isLabelLetter(code)) break;
      if (code >= UNSPACED) this.isUnspaced = true;
      const isHump = isCamelHump(window, i, end);
      const folded = fold(code);
      if (folded !== 0) {
        hash = (hash + Math.imul(power, folded)) | 0;
        power = Math.imul(power, BASE);
      }
      i--;
      if (isHump) break;
    }
    if (i + 1 < end) {
      this.hashes[this.count] = hash;
      this.powers[this.count] = power;
      this.count++;
    }
    return i;
  }

  /** The hash of `length` words together, of which the `nearest`-th is the nearest to the value. */
  together(nearest: number, length: number): number {
    let hash = 0;
    for (let i = nearest + length - 1; i >= nearest; i--) {
      hash = (Math.imul(hash, this.powers[i]!) + this.hashes[i]!) | 0;
    }
    return hash;
  }
}
