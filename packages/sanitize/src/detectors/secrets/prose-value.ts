import { Alphabet, isIn } from '../../engine/characters.js';
import { makeupOf } from '../../engine/randomness.js';
import { isSecretValue } from '../../engine/secret-value.js';
import { isStandIn } from '../../engine/stand-ins.js';
import { type CodeTest, type Grown, grow, STOP, type Tail, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';
import { isQuote } from './assigned-name.js';
import { quotedTail } from './assigned-value.js';

const LONGEST_VALUE = 128;
const SHORTEST_CODE = 4;
const COLON = 58;

/** Words about a password that stand where it would: `wrong`, `expired`. */
const ABOUT = new Words(
  'wrong weak strong lost gone long short right correct safe unknown private here there blank empty ' +
    'different same fine good bad old new falsch weg faux mala malo sbagliata errada fout incorrecta',
);
const ABOUT_ENDINGS =
  'ed ing ly ble ful less ent ant ive ous own oken olen igt ufen ada ado ata ato iert'.split(' ');

/** Words about how a password is kept, which have digits as well: `sha256-hashed`. */
export function isTechnique(value: string): boolean {
  const lower = value.toLowerCase();
  return ['base64', 'sha', 'md5', 'utf', 'bcrypt', 'argon', 'oauth', 'pbkdf'].some((word) =>
    lower.startsWith(word),
  );
}

/** A value in a sentence ends at white space, and at the sentence's own signs. */
const proseTail: Tail = (_state, code) =>
  isIn(Alphabet.space, code) || isQuote(code) || code === 60 || code === 62 || code === 92
    ? STOP
    : code > 0x2000 && code < 0x3100
      ? STOP
      : 0;

/** Signs behind a value that belong to the sentence; a `!` is as often the password's. */
const isPunctuation: CodeTest = (code) =>
  code === 46 || code === 44 || code === 59 || code === COLON || code === 63 || code === 41;

/** What stands between two strings in code, or a string that goes on: `', password)`, `'Git: '`. */
function isCutOff(value: string): boolean {
  return ', ;)'.includes(value[0]!) || value.endsWith(' ');
}

/** A word that is none of those that sentences go on with. */
export function isChosenWord(value: string): boolean {
  const { length, letters } = countsOf(value);
  if (letters !== length || length < 6) return false;
  const lower = value.toLowerCase();
  return !ABOUT.has(lower) && !ABOUT_ENDINGS.some((ending) => lower.endsWith(ending));
}

/** Whether what stands where a password or a token would is one. */
export function isProseValue(value: string, isQuoted: boolean, isToken: boolean): boolean {
  if (isStandIn(value) || isTechnique(value) || isCutOff(value)) return false;
  if (isToken) return isSecretValue(value, 'token', 'prose');
  const { digits, length, letters } = countsOf(value);
  if (digits === length) return length >= SHORTEST_CODE && length <= 12;
  if (isQuoted && digits > 0) return true;
  if (letters === length && !isQuoted) return isSecretValue(value, 'password', 'prose');
  return isSecretValue(value, 'password', isQuoted ? 'expression' : 'prose');
}

function countsOf(value: string): { digits: number; length: number; letters: number } {
  const { digits, length, lower, upper } = makeupOf(value);
  return { digits, length, letters: lower + upper };
}

/** A value of a sentence, as far as it was read. */
export interface ProseValue {
  grown: Grown;
  start: number;
  isQuoted: boolean;
}

/** Reads the value of a sentence to its end: a quotation mark, or white space. */
export function readProseValue(window: Window, index: number): ProseValue {
  const quote = window.at(index);
  if (isQuote(quote)) {
    const start = index + 1;
    const grown = grow(window, start, start, quotedTail(quote, false), LONGEST_VALUE);
    return { grown, start, isQuoted: true };
  }
  const grown = grow(window, index, index, proseTail, LONGEST_VALUE);
  return { grown: trimEnd(window, grown, index, isPunctuation), start: index, isQuoted: false };
}
