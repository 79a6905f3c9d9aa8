import { Alphabet, isIn } from '../../engine/characters.js';
import type { Window } from '../../engine/window.js';

const SPACE = 32;
const DOT = 46;
const BACKSLASH = 92;
/** The quarters of the sky, and `O` for what is west in French and east in German. */
const QUARTERS = 'NSEWO';

/** `°`, or the sign of an ordinal that often stands for it. */
export function isDegreeSign(code: number): boolean {
  return code === 0xb0 || code === 0xba;
}

function isMinuteSign(code: number): boolean {
  return code === 39 || code === 0x2032 || code === 0x2019;
}

function isSecondSign(code: number): boolean {
  return code === 34 || code === 0x2033 || code === 0x201d;
}

function skipSpace(window: Window, index: number): number {
  return window.at(index) === SPACE ? index + 1 : index;
}

/** The end of up to three digits and decimals behind them; `start` if there are none. */
function endOfNumber(window: Window, start: number): number {
  let i = start;
  while (i - start < 3 && isIn(Alphabet.digit, window.at(i))) i++;
  if (i === start || window.at(i) !== DOT || !isIn(Alphabet.digit, window.at(i + 1))) return i;
  const fraction = ++i;
  while (i - fraction < 12 && isIn(Alphabet.digit, window.at(i))) i++;
  return i;
}

interface Angle {
  end: number;
  /** Whether it has minutes or decimals, as a place has and a turn has not. */
  isPrecise: boolean;
}

/** An angle with its quarter: `40°26′46″N`, `40.446° N`. */
function angleAt(window: Window, start: number): Angle | undefined {
  let i = endOfNumber(window, start);
  if (i === start || !isDegreeSign(window.at(i))) return undefined;
  let isPrecise = i - start > 4;
  i = skipSpace(window, i + 1);
  const minutes = endOfNumber(window, i);
  if (minutes > i && isMinuteSign(window.at(minutes))) {
    isPrecise = true;
    i = skipSpace(window, minutes + 1);
    const seconds = endOfNumber(window, i);
    const sign = window.at(seconds) === BACKSLASH ? seconds + 1 : seconds;
    if (seconds > i && isSecondSign(window.at(sign))) i = sign + 1;
    else if (seconds > i && isMinuteSign(window.at(sign)) && isMinuteSign(window.at(sign + 1))) {
      i = sign + 2;
    }
  }
  i = skipSpace(window, i);
  const quarter = window.at(i);
  if (quarter < 0 || !QUARTERS.includes(String.fromCharCode(quarter))) return undefined;
  return isIn(Alphabet.word, window.at(i + 1)) ? undefined : { end: i + 1, isPrecise };
}

/** The end of one or two precise angles with their quarters, undefined if there are none at `start`. */
export function endOfDegrees(window: Window, start: number): number | undefined {
  const first = angleAt(window, start);
  if (first === undefined || !first.isPrecise) return undefined;
  let i = first.end;
  while (i - first.end < 4 && isSeparator(window.at(i))) i++;
  return angleAt(window, i)?.end ?? first.end;
}

function isSeparator(code: number): boolean {
  return code === SPACE || code === 44 /* , */ || code === 47 /* / */ || code === 59 /* ; */;
}
