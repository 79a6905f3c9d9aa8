import { isLetterOrDigit } from '../engine/unicode-pattern.js';

const LONGEST_MASK = 64;

/**
 * A value with its letters and digits masked; what stands between them stays, so that a card still
 * looks like one. At most half of the letters and digits are kept, however many are asked for.
 *
 * @param keepLast - how many letters and digits at the end stay
 */
export function maskOf(value: string, keepLast: number, character: string): string {
  const signs = [...value];
  const shortened = signs.length > LONGEST_MASK ? signs.slice(-LONGEST_MASK) : signs;
  const isMasked = (sign: string) => sign === character || isLetterOrDigit(sign);
  const count = shortened.filter(isMasked).length;
  let left = count - Math.min(keepLast, Math.floor(count / 2));
  return shortened.map((sign) => (isMasked(sign) && left-- > 0 ? character : sign)).join('');
}
