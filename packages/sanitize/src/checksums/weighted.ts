/** The digit at an index of a string of digits; a letter gives a number above 9. */
export function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48;
}

/** The sum of the first digits of a string, each times its weight. */
export function weightedSum(digits: string, weights: readonly number[], from = 0): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * digitAt(digits, from + i);
  return sum;
}

/** What is left of a number of any length, written in decimal digits, after division. */
export function remainderOf(digits: string, divisor: number): number {
  let remainder = 0;
  for (let i = 0; i < digits.length; i++)
    remainder = (remainder * 10 + digitAt(digits, i)) % divisor;
  return remainder;
}
