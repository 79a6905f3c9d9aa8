import { BEYOND, CLASS, RUN } from './characters.js';

/** Where a colon must stand for a run to be the date and hour of a timestamp: `2024-11-01T05`. */
export const LENGTH_TO_HOUR = 13;
/** More text could make it a timestamp, or another one. */
export const UNFINISHED = -1;

const COLON = 58;
const MOST_DECIMALS = 9;

function areDigits(codes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = codes[i]!;
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/**
 * Where a timestamp that begins at `start` ends, whose date and hour are a run of
 * {@link LENGTH_TO_HOUR}: 0 if it is none, {@link UNFINISHED} if the text ends within it. Every
 * line of a log has one, and its numbers are none of anybody.
 *
 * @see RFC 3339, section 5.6
 */
export function endOfTimestamp(codes: Uint8Array, start: number, end: number): number {
  const hour = start + LENGTH_TO_HOUR;
  if (codes[start + 10] !== 84 /* T */ || codes[start + 4] !== 45 || codes[start + 7] !== 45) {
    return 0;
  }
  if (!areDigits(codes, start, start + 4) || !areDigits(codes, start + 5, start + 7)) return 0;
  if (!areDigits(codes, start + 8, start + 10) || !areDigits(codes, start + 11, hour)) return 0;
  let i = hour;
  for (let part = 0; part < 2; part++) {
    if (i + 3 > end) return UNFINISHED;
    if (codes[i] !== COLON || !areDigits(codes, i + 1, i + 3))
      return part === 0 ? 0 : endAt(codes, i, end);
    i += 3;
  }
  if (i < end && (codes[i] === 46 || codes[i] === 44)) {
    if (i + 1 === end) return UNFINISHED;
    if (!areDigits(codes, i + 1, i + 2)) return i;
    const decimals = ++i;
    while (i < end && i - decimals < MOST_DECIMALS && areDigits(codes, i, i + 1)) i++;
  }
  if (i >= end) return UNFINISHED;
  if (codes[i] === 90 /* Z */) return endAt(codes, i + 1, end);
  if (codes[i] !== 43 && codes[i] !== 45) return endAt(codes, i, end);
  const offset = i + 1;
  const minutes = offset + (codes[offset + 2] === COLON ? 3 : 2);
  if (minutes + 2 > end) return UNFINISHED;
  return areDigits(codes, offset, offset + 2) && areDigits(codes, minutes, minutes + 2)
    ? endAt(codes, minutes + 2, end)
    : 0;
}

/** The end if nothing is glued to it. */
function endAt(codes: Uint8Array, index: number, end: number): number {
  if (index >= end) return UNFINISHED;
  const code = codes[index]!;
  if (code >= BEYOND) return 0;
  return (CLASS[code]! & RUN) === 0 ? index : 0;
}
