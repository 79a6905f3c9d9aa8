import { BEYOND } from './characters.js';
import { isLabelLetter, isSoft, LABEL_REACH, MOST_LABEL_WORDS } from './labels.js';
import type { Window } from './window.js';

/*
 * What the words before a value say is asked for every number and every id, and in a log the same
 * few words stand there again and again: `"time":`, `"order_id":`. So the answers are kept by the
 * words themselves, letter by letter: an answer is given again only where exactly these stand.
 */

/** How many stretches of words are known at once. A power of two. */
const SLOTS = 256;
/** Nobody reads further back: a stretch that has not begun by then is not remembered. */
const LONGEST = LABEL_REACH;
const MULTIPLIER = 0x9e3779b1;

const STOP = 0;
const SIGN = 1;
const LETTER = 2;
const UNKNOWN = 3;

/** What a character is to a stretch of words: a part of a word, a sign between two, or the end. */
const KINDS = new Uint8Array(256).fill(UNKNOWN);
for (let code = 0; code < BEYOND; code++) {
  const isSign = isSoft(code) || code === 46 /* . */ || code === 63 /* ? */;
  KINDS[code] = isLabelLetter(code) ? LETTER : isSign ? SIGN : STOP;
}

let questions = 0;

/**
 * A question that nothing but the words before an index answers: letters and what stands between
 * them within a sentence, up to {@link LABEL_REACH} code units and {@link MOST_LABEL_WORDS} words.
 */
export class Question {
  /** Stands for it among the answers; 0 when there are too many to remember theirs. */
  readonly bit = questions < 31 ? 1 << questions++ : 0;
  /**
   * @param from - where the words begin to which the answer must keep: if these do not decide it, it is
   *   yes. -1 if it will not be remembered
   */
  readonly ask: (window: Window, index: number, from: number) => boolean;

  /** It, as a list of questions. */
  readonly alone: readonly Question[] = [this];

  constructor(ask: Question['ask']) {
    this.ask = ask;
  }
}

/** The stretches that were read last, whichever window they stood in, and what they answer. */
class WordsMemo {
  private readonly view = new DataView(new ArrayBuffer(SLOTS * LONGEST));
  private readonly lengths = new Uint8Array(SLOTS);
  /** Which questions are answered, and which of them with yes. */
  readonly known = new Int32Array(SLOTS);
  readonly yes = new Int32Array(SLOTS);
  /** The label that they are for a number, as {@link Window.labelBefore} counts them; 0 if that was not asked yet. */
  readonly labels = new Uint8Array(SLOTS);
  private reader = 0;
  private index = -1;
  private slot = -1;
  /** Where the words begin that were looked for last. */
  from = 0;

  /** Where the answers of the words before an index are kept; -1 if these cannot be remembered. */
  slotBefore(window: Window, index: number): number {
    if (this.index === index && this.reader === window.id) return this.slot;
    this.reader = window.id;
    this.index = index;
    this.from = beginOfWords(window, index);
    this.slot = this.from < 0 ? -1 : this.find(window.pairs, this.from, index);
    return this.slot;
  }

  /** Forgets all answers: a question may mean more now. */
  forget(): void {
    this.known.fill(0);
    this.index = -1;
  }

  private find(text: DataView, from: number, to: number): number {
    const { view } = this;
    const length = to - from;
    const last = to - 4;
    let hash = length;
    for (let i = from; i < last; i += 4) hash = mix(hash, text.getInt32(i, true));
    const rest = lastOf(text, from, to);
    hash = mix(hash, rest);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const place = slot * LONGEST - from;
    const placeOfRest = place + Math.max(from, last);
    if (this.lengths[slot] === length && view.getInt32(placeOfRest, true) === rest) {
      let i = from;
      while (i < last && text.getInt32(i, true) === view.getInt32(place + i, true)) i += 4;
      if (i >= last) return slot;
    }
    for (let i = from; i < last; i += 4) view.setInt32(place + i, text.getInt32(i, true), true);
    view.setInt32(placeOfRest, rest, true);
    this.lengths[slot] = length;
    this.known[slot] = 0;
    this.yes[slot] = 0;
    this.labels[slot] = 0;
    return slot;
  }
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, MULTIPLIER) ^ (hash >>> 13);
}

/** The last four bytes of a stretch, or as many as there are. */
function lastOf(bytes: DataView, from: number, to: number): number {
  if (to - from >= 4) return bytes.getInt32(to - 4, true);
  let value = 0;
  for (let i = from; i < to; i++) value = (value << 8) | bytes.getUint8(i);
  return value;
}

/** Where the stretch of words before an index begins; -1 if not all of it may be seen. */
function beginOfWords(window: Window, index: number): number {
  const { codes, low } = window;
  const limit = Math.max(low, index - LONGEST);
  const kinds = KINDS;
  let words = 0;
  let last = SIGN;
  let i = index;
  for (; i > limit; i--) {
    const kind = kinds[codes[i - 1]!]!;
    if (kind === LETTER) {
      last = kind;
      continue;
    }
    if (kind === STOP) return i;
    if (kind === UNKNOWN) return -1;
    if (last === LETTER && ++words === MOST_LABEL_WORDS) return i;
    last = kind;
  }
  // What is known from outside stands before the beginning of the text.
  return i === low && window.hint === undefined ? i : -1;
}

export const WORDS_MEMO = new WordsMemo();

/** Which of some questions the words before an index answer with yes, as their bits. */
export function answersBefore(
  window: Window,
  index: number,
  asked: readonly Question[],
  bits: number,
): number {
  const memo = WORDS_MEMO;
  const slot = memo.slotBefore(window, index);
  if (slot >= 0 && (memo.known[slot]! & bits) === bits) return memo.yes[slot]! & bits;
  const { from } = memo;
  let yes = 0;
  for (const { bit, ask } of asked) if (ask(window, index, from)) yes |= bit;
  // Another text may have been looked at meanwhile.
  if (memo.slotBefore(window, index) === slot && slot >= 0) {
    memo.known[slot]! |= bits;
    memo.yes[slot]! |= yes;
  }
  return yes;
}

/** Whether the words before an index answer a question with yes. */
export function isAnswered(window: Window, index: number, question: Question): boolean {
  const { bit, ask, alone } = question;
  return bit === 0 ? ask(window, index, -1) : answersBefore(window, index, alone, bit) !== 0;
}
