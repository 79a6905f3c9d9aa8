/**
 * The form of one kind of number that an authority gives, as a row of data. The page of the
 * authority, or the best description there is, is in the comment above it. In a shape `9` stands
 * for a digit, `A` for a capital, `X` for either, any other sign for itself.
 */
export interface NumberFormat {
  /** Names the rule in spans: the country's code (ISO 3166) and the number's own name. */
  rule: string;
  /** The shapes it is written in, parted by `|`. */
  shapes: string;
  /** Whether the number, without signs and in capitals, has its structure and its check digits. */
  check?: (value: string) => boolean;
  /**
   * Which shapes may stand without a label when the check passes: `always` all of them (a date and
   * a check digit of 11 or more in eleven digits or more, two check digits and more structure, letters in their places),
   * `printed` those with signs, else the shapes that are listed. Without it none.
   */
  alone?: string;
  /** How sure it is without a label, if less than usual: others are written so as well, such as phone numbers and lists. */
  confidence?: number;
  /** The words that say it, in the country's languages; see `labelWords`. */
  labels?: string;
  /** Words that say it but mean other things too (`sin`, `ein`): they never replace the check. */
  hints?: string;
}

/** The days of each month; February with its leap day, because the century is often unknown. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a year could have such a day. */
export function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]!;
}

/** The number that two digits of a string make. */
export function two(text: string, index: number): number {
  return (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
}

/** Whether a string has `DDMM` at an index. */
export function hasDayMonth(text: string, index = 0): boolean {
  return isDay(two(text, index + 2), two(text, index));
}

/** Whether a string has `MMDD` at an index. */
export function hasMonthDay(text: string, index = 2): boolean {
  return isDay(two(text, index), two(text, index + 2));
}

/** Whether a string has a year of 1900 to 2099, a month and a day at an index. */
export function hasFullDate(text: string, index = 0): boolean {
  const century = two(text, index);
  return (century === 19 || century === 20) && hasMonthDay(text, index + 4);
}

/** Whether a string is one digit again and again. */
export function isUniform(text: string): boolean {
  for (let i = 1; i < text.length; i++) if (text[i] !== text[0]) return false;
  return true;
}
