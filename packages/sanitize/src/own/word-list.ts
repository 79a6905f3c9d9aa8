import { unicodePattern } from '../engine/unicode-pattern.js';
import type { OwnPattern } from './own-pattern.js';

/** How words are compared with the text. */
export interface WordOptions {
  ignoreCase: boolean;
  /** Whether a word is found only where it is not part of a longer one. */
  wholeWords: boolean;
}

/** A node of the tree of words: what may come next, and whether a word ends here. */
interface Node {
  next: Map<number, Node>;
  isEnd: boolean;
}

/** Words longer than this are found by their beginning. */
const LONGEST_WORD = 256;

/**
 * Words and phrases of the user's own: of those that begin at one place the longest is found. A
 * blank in a phrase stands for white space within the line.
 */
export function wordsPattern(
  type: string,
  words: readonly string[],
  options: WordOptions,
): OwnPattern {
  const root = createTree(words, options);
  return {
    type,
    rule: `words-${type.replaceAll('_', '-')}`,
    confidence: 0.9,
    needsLine: false,
    matches: (text) => findWords(text, root, options).matches,
    undecided: (text) => findWords(text, root, options).undecided,
  };
}

function createTree(words: readonly string[], { ignoreCase }: WordOptions): Node {
  const root: Node = { next: new Map(), isEnd: false };
  for (const word of words) {
    let node = root;
    const written = word.trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST_WORD);
    for (let i = 0; i < written.length; i++) {
      const code = fold(written.charCodeAt(i), ignoreCase);
      const next: Node = node.next.get(code) ?? { next: new Map(), isEnd: false };
      node.next.set(code, next);
      node = next;
    }
    node.isEnd = true;
  }
  return root;
}

function findWords(
  text: string,
  root: Node,
  { ignoreCase, wholeWords }: WordOptions,
): { matches: { start: number; end: number }[]; undecided: number } {
  const matches: { start: number; end: number }[] = [];
  let undecided = text.length;
  for (let start = 0; start < text.length; start++) {
    let node = root.next.get(fold(text.charCodeAt(start), ignoreCase));
    if (node === undefined || (wholeWords && isWordInside(text, start))) continue;
    let end = 0;
    let i = start;
    while (node !== undefined) {
      i++;
      if (node.isEnd && !(wholeWords && isWordInside(text, i))) end = i;
      i = behindBlanks(text, i);
      if (i === text.length) {
        undecided = Math.min(undecided, start);
        break;
      }
      node = node.next.get(fold(text.charCodeAt(i), ignoreCase));
    }
    if (end > 0) {
      matches.push({ start, end });
      start = end - 1;
    }
  }
  return { matches, undecided };
}

/** A blank in a phrase stands for up to so many in the text. */
const MOST_BLANKS = 8;

/** The index behind further blanks, where one stands before it. */
function behindBlanks(text: string, index: number): number {
  if (!isBlank(text.charCodeAt(index - 1))) return index;
  let i = index;
  while (i < text.length && i - index < MOST_BLANKS && isBlank(text.charCodeAt(i))) i++;
  return i;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 0xa0;
}

/** White space is a blank, and letters of one code unit are small ones if case does not count. */
function fold(code: number, ignoreCase: boolean): number {
  if (isBlank(code)) return 32;
  if (!ignoreCase) return code;
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

const WORD = unicodePattern('[\\p{L}\\p{N}\\p{M}_]');

/** Whether `index` lies inside a word: word characters stand on both sides. */
function isWordInside(text: string, index: number): boolean {
  return isWord(text, index - 1) && isWord(text, index);
}

function isWord(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const code = text.charCodeAt(index);
  if (code < 128) {
    const lower = code | 32;
    return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95;
  }
  // A half of a surrogate pair is taken for a letter: a word never ends in the middle of one.
  return (code >= 0xd800 && code <= 0xdfff) || WORD().test(text[index]!);
}
