import { digitAt } from './weighted.js';

/** The product of two elements of the dihedral group of order 10. */
function multiply(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

/** Verhoeff's permutation, once. */
const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The permutation so often as the position says; it comes round after eight times. */
function permute(digit: number, times: number): number {
  let permuted = digit;
  for (let i = 0; i < times % 8; i++) permuted = PERMUTED[permuted]!;
  return permuted;
}

/**
 * Whether a string of digits passes the check of Verhoeff, which no single wrong digit and no
 * exchange of neighbours escapes.
 *
 * @see J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tract 29, 1969
 */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    check = multiply(check, permute(digitAt(digits, digits.length - 1 - i), i));
  }
  return check === 0;
}
