import { TRAITS } from './characters.js';
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
  tail?: Tail;
  state?: number;
}

/** Follows a value that began at `start` from `index` on, to its end or to the longest look. */
export function grow(window: Window, start: number, index: number, tail: Tail): Grown {
  const limit = start + LONGEST_LOOK;
  let state = 0;
  let end = index;
  while (end < limit) {
    const code = window.at(end);
    if (code < 0) return { end };
    const next = tail(state, code);
    if (next === STOP) return { end };
    end++;
    if (next === DONE) return { end };
    state = next;
  }
  return { end, tail, state };
}

/** The tail of a value that consists of the characters of an alphabet. */
export function tailOf(alphabet: number): Tail {
  return (_state, code) => ((TRAITS[code]! & alphabet) === 0 ? STOP : 0);
}
