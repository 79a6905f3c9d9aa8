import { Alphabet, isIn } from './characters.js';
import { isGap } from './number-start.js';
import type { Window } from './window.js';

/** Of a price, a duration, a share: more digits than these may be something else in groups. */
const LONGEST_WHOLE = 5;
const MOST_DECIMALS = 20;
const MOST_BLANKS = 6;
const MOST_LINKS = 8;
/** So many digits may be a number of somebody. */
const MOST_SHORT = 5;
const PLUS = 43;
const COMMA = 44;
const ZERO = 48;
const SPACE = 32;
const DASH = 45;
const DOT = 46;

/**
 * Whether nothing that may belong to a number stands behind one: the text ends there, or a sign
 * does that is no part of any.
 */
export function endsPlain(code: number): boolean {
  return code < 0 || (code < 128 && PLAIN_ENDS[code] === 1);
}

const PLAIN_ENDS = new Uint8Array(128);
for (const sign of ',}]"\'`;&>?!=|[{\n\r\\') PLAIN_ENDS[sign.charCodeAt(0)] = 1;

/**
 * Whether digits are what stands before the point of a decimal fraction, with nothing behind it that
 * goes on: not the first octet of an address, nor the first coordinate of two, nor an area code with
 * its trunk prefix.
 */
export function isPlainFraction(window: Window, start: number, end: number): boolean {
  const whole = end - start;
  if (whole > LONGEST_WHOLE || (whole > 1 && window.at(start) === ZERO)) return false;
  const behind = window.endOf(Alphabet.digit, end + 1, end + 2 + MOST_DECIMALS);
  const decimals = behind - end - 1;
  if (decimals === 0 || decimals > MOST_DECIMALS) return false;
  const code = window.at(behind);
  return endsPlain(code) && (code !== COMMA || !isNumberNext(window, behind + 1));
}

/** What stands behind a short number, see {@link behindShort}. */
export const Behind = { nothing: 0, word: 1, more: 2 } as const;

/**
 * What stands behind a number of few digits and the signs there: a word in small letters; nothing
 * that makes it a number of five digits or three groups; or more of a number perhaps. Digits that
 * are glued to a word do not count: `200 840ms`.
 */
export function behindShort(window: Window, start: number, end: number): number {
  let digits = end - start;
  let i = end;
  for (let groups = 1; ; groups++) {
    const gap = i;
    let hasDot = false;
    while (i - gap < MOST_LINKS && isLink(window.at(i))) {
      hasDot ||= window.at(i) === DOT;
      i++;
    }
    const code = window.at(i);
    if (i === gap) return endsPlain(code) ? Behind.nothing : Behind.more;
    if (isIn(Alphabet.lower, code)) return groups === 1 ? Behind.word : Behind.nothing;
    if (!isIn(Alphabet.digit, code)) return mayGoOn(code) ? Behind.more : Behind.nothing;
    const group = i;
    i = window.endOf(Alphabet.digit, group, group + MOST_SHORT);
    if (isUnit(window.at(i))) return hasDot ? Behind.more : Behind.nothing;
    digits += i - group;
    if (hasDot || groups > 1 || digits >= MOST_SHORT) return Behind.more;
  }
}

/** A small letter behind digits, but for that of an extension. */
function isUnit(code: number): boolean {
  return isIn(Alphabet.lower, code) && code !== 120 /* x */ && code !== 101 /* e */;
}

function mayGoOn(code: number): boolean {
  return code >= 128 || code === PLUS || isIn(Alphabet.word, code) || isLink(code);
}

/** What may stand between a number and what goes on with it, or between a day and its month. */
function isLink(code: number): boolean {
  return isGap(code) || code === COMMA || isIn(Alphabet.space, code);
}

/** Whether a number is next, behind blanks. */
function isNumberNext(window: Window, index: number): boolean {
  let i = index;
  while (i - index < MOST_BLANKS && window.at(i) === SPACE) i++;
  const code = window.at(i);
  return code === DASH || code === PLUS || code === SPACE || isIn(Alphabet.digit, code);
}
