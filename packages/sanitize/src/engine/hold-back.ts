import { Alphabet, isIn } from './characters.js';
import { reachesBack } from './signs.js';
import { LOOK_BEHIND } from './window.js';

/** A quoted local part of an e-mail address with its quotes (RFC 5321, section 4.5.3.1.1). */
export const LONGEST_QUOTED = 80;
const LONGEST_GAP = 4;
const QUOTE = 34;
const OPEN = 40;
const BACKSLASH = 92;

/**
 * Where the shortest suffix of a text begins that a value found later could begin in, when the
 * text goes on: what is glued to what comes, a word before ` at example dot com`, or `"Jane Doe"`
 * before `@`.
 *
 * @param codes - the text up to `length`, a byte for each character
 * @param reached - from where on nothing is decided yet
 */
export function holdBack(codes: Uint8Array, length: number, low: number, reached: number): number {
  const limit = Math.max(low, reached - LOOK_BEHIND + 32);
  let start = reached;
  while (start > limit && reachesBack(codes[start - 1]!)) start--;
  const isBehindWord = mayBeSpelled(codes, length, reached);
  start = Math.min(start, startOfSpelled(codes, limit, reached, isBehindWord));
  const quoted = startOfQuoted(codes, Math.max(limit, reached - LONGEST_QUOTED), reached);
  return Math.min(start, quoted);
}

/** Whether the word that is to come, of which some letters are there, may be `at` or `dot`. */
function mayBeSpelled(codes: Uint8Array, length: number, reached: number): boolean {
  let i = reached;
  while (i < length && isSpelledGap(codes[i]!)) i++;
  return reads('at', codes, i, length) || reads('dot', codes, i, length);
}

/** Whether a word stands at an index, as far as the text goes. */
function reads(word: string, codes: Uint8Array, index: number, length: number): boolean {
  for (let i = 0; i < word.length && index + i < length; i++) {
    if ((codes[index + i]! | 32) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** Spaces and brackets, which may stand around a spelled `at` or `dot`. */
function isSpelledGap(code: number): boolean {
  return (
    isIn(Alphabet.space, code) ||
    code === OPEN ||
    code === 41 ||
    code === 60 ||
    code === 62 ||
    code === 91 ||
    code === 93 ||
    code === 123 ||
    code === 125
  );
}

/** The last word and what stands behind it if `at` may follow; around a `dot` the words it joins. */
function startOfSpelled(
  codes: Uint8Array,
  limit: number,
  from: number,
  isBehindWord: boolean,
): number {
  let start = from;
  for (;;) {
    let end = start;
    while (end > limit && start - end < LONGEST_GAP && isSpelledGap(codes[end - 1]!)) end--;
    let i = end;
    while (i > limit && codes[i - 1] !== OPEN && reachesBack(codes[i - 1]!)) i--;
    if (i === end) return start;
    const isJoint = end - i === 3 && reads('dot', codes, i, end);
    const isJoined = start < from ? reads('dot', codes, start, start + 3) : isBehindWord;
    if (!isJoint && !isJoined) return start;
    start = i;
  }
}

/**
 * The quotation mark that may open a quoted local part: the last one that is not escaped, but for
 * one at the end, which may close it.
 */
function startOfQuoted(codes: Uint8Array, limit: number, from: number): number {
  const last = codes[from - 1] === QUOTE ? from - 1 : from;
  for (let i = last - 1; i >= limit; i--) {
    if (codes[i] !== QUOTE || codes[i - 1] === BACKSLASH) continue;
    return i > limit && isIn(Alphabet.word, codes[i - 1]!) ? last : i;
  }
  return from > limit ? startOfEscaped(codes, limit, from) : from;
}

/** In a JSON string that began long before, the first escaped one within reach. */
function startOfEscaped(codes: Uint8Array, limit: number, from: number): number {
  for (let i = limit; i < from; i++) {
    if (codes[i] === QUOTE || codes[i] === BACKSLASH) return i;
  }
  return from;
}
