/**
 * A source of numbers that gives the same sequence for the same seed on every machine (mulberry32).
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    next,
    /** A whole number from 0 up to, not including, `limit`. */
    below,
    /** A whole number from `least` to `most`, both included. */
    between: (/** @type {number} */ least, /** @type {number} */ most) =>
      least + below(most - least + 1),
    /**
     * One of a list.
     *
     * @template T
     * @param {readonly T[]} list
     * @returns {T}
     */
    pick: (list) => /** @type {T} */ (list[below(list.length)]),
    /** So many characters of an alphabet. */
    characters: (/** @type {string} */ alphabet, /** @type {number} */ length) =>
      Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
  };
}

/** @typedef {ReturnType<typeof createRandom>} Random */

export const DIGITS = '0123456789';
export const HEX = '0123456789abcdef';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const BASE62 = `${UPPER}${LOWER}${DIGITS}`;
export const BASE64URL = `${BASE62}-_`;
