import { TRAITS } from './characters.js';
import type { Match } from './detector.js';
import type { Window } from './window.js';

/** The longest stretch that a detector looks at before it decides, in UTF-16 code units. */
export const LONGEST_LOOK = 1024;

/** A {@link Tail} answers this for a character that no longer belongs to the value. */
export const STOP = -1;
/** A {@link Tail} answers this for the last character of the value. */
export const DONE = -2;

/**
 * How a value goes on: given a state (0 at first) and the next code unit, the next state, or
 * {@link STOP}, or {@link DONE}. A value of any length is so followed in constant memory; what
 * lies behind the longest look is swallowed, never let through.
 */
export type Tail = (state: number, code: number) => number;

/** Where a value ends, or how it goes on behind the longest look. */
export interface Grown {
  end: number;
  tail: Tail | undefined;
  state: number;
}

/** Follows a value that began at `start` from `index` on, to its end or to the longest look. */
export function grow(
  window: Window,
  start: number,
  index: number,
  tail: Tail,
  longest = LONGEST_LOOK,
): Grown {
  const limit = start + longest;
  const alphabet = alphabets.get(tail);
  if (alphabet !== undefined) {
    const end = window.endOf(alphabet, index, Math.max(index, limit));
    return { end, tail: end < limit ? undefined : tail, state: 0 };
  }
  const stops = stopsOf.get(tail);
  let state = 0;
  let end = index;
  if (stops !== undefined) {
    while (end < limit && goesOn(stops, window.at(end))) end++;
    return { end, tail: end < limit ? undefined : tail, state };
  }
  while (end < limit) {
    const code = window.at(end);
    if (code < 0) return { end, tail: undefined, state };
    const next = tail(state, code);
    if (next === STOP) return { end, tail: undefined, state };
    end++;
    if (next === DONE) return { end, tail: undefined, state };
    state = next;
  }
  return { end, tail, state };
}

/** The tail of a value that consists of the characters of an alphabet. */
export function tailOf(alphabet: number): Tail {
  const tail: Tail = (_state, code) => ((TRAITS[code]! & alphabet) === 0 ? STOP : 0);
  alphabets.set(tail, alphabet);
  return tail;
}

/** The alphabets of those tails that are a stretch of one. */
const alphabets = new WeakMap<Tail, number>();

/** The tail of a value that goes on to one of some signs; a space among them is any blank. */
export function tailUntil(signs: string): Tail {
  const stops = new Uint8Array(256);
  for (const sign of signs.replace(' ', BLANKS)) stops[sign.charCodeAt(0)] = 1;
  const tail: Tail = (_state, code) => (goesOn(stops, code) ? 0 : STOP);
  stopsOf.set(tail, stops);
  return tail;
}

const BLANKS = ' \t\n\r\v\f\u00a0';

/** By their codes, the signs to which those tails go on that have some. */
const stopsOf = new WeakMap<Tail, Uint8Array>();

function goesOn(stops: Uint8Array, code: number): boolean {
  return code >= 0 && stops[code] !== 1;
}

/** The match of a value that was grown. Most values end in sight and need no tail. */
export function matchOf(
  start: number,
  { end, tail, state }: Grown,
  confidence: number,
  rule?: string,
): Match {
  return { start, end, confidence, tail, state, rule };
}

/** A value that ends in sight does not end with these characters: a sentence's full stop. */
export function trimEnd(window: Window, grown: Grown, from: number, isLoose: CodeTest): Grown {
  if (grown.tail === undefined) {
    while (grown.end > from && isLoose(window.at(grown.end - 1))) grown.end--;
  }
  return grown;
}

/** Whether a code unit is one of a kind. */
export type CodeTest = (code: number) => boolean;

/** A full stop. */
export const isStop: CodeTest = (code) => code === 46;
