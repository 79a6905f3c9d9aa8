import { Alphabet, isIn } from '../../engine/characters.js';
import { mayAnnounce, type SecretKind, secretKindOf } from '../../engine/secret-names.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';

const LONGEST_NAME = 48;
/** Names are aligned with blanks before the sign in tables of settings. */
const MOST_BLANKS = 24;
const MOST_OPERATORS = 3;
const BACKSLASH = 92;
const EQUALS = 61;
const COLON = 58;

/** A name that announces a secret. */
export interface Name {
  kind: SecretKind;
  start: number;
  isQuoted: boolean;
  /** Whether blanks stand between it and the sign, as in code. */
  isSpaced: boolean;
}

/** One of the three quotation marks of code. */
export function isQuote(code: number): boolean {
  return code === 34 /* " */ || code === 39 /* ' */ || code === 96 /* ` */;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The name that ends before the sign at `sign`, if it announces a secret. */
export function nameBefore(window: Window, sign: number): Name | undefined {
  const operator = beginOfOperator(window, sign);
  if (operator === undefined) return undefined;
  let end = operator;
  while (operator - end < MOST_BLANKS && isBlank(window.at(end - 1))) end--;
  const isSpaced = end < operator;
  if (window.at(sign) === EQUALS && isSpaced) end = beforeType(window, end);
  return nameEndingAt(window, end, isSpaced);
}

/** Where `=`, `:=`, `?=`, `.=`, `||=` begins; undefined for a comparison. */
function beginOfOperator(window: Window, sign: number): number | undefined {
  let begin = sign;
  if (window.at(sign) === COLON) return begin;
  while (sign - begin < MOST_OPERATORS && isOperator(window.at(begin - 1))) begin--;
  const before = window.at(begin - 1);
  // == != <= >=
  return before === EQUALS || before === 33 || before === 60 || before === 62 ? undefined : begin;
}

function isOperator(code: number): boolean {
  return code === COLON || code === 63 || code === 46 || code === 43 || code === 124; // : ? . + |
}

const TYPES = new Words('string str text');

/** Steps over the type in `token string =`, `let token: &str =`, `token: String =`. */
function beforeType(window: Window, end: number): number {
  const last = window.at(end - 1) | 32;
  if (last !== 103 /* g */ && last !== 114 /* r */ && last !== 116 /* t */) return end;
  let i = end;
  while (end - i < 8 && isIn(Alphabet.letter, window.at(i - 1))) i--;
  if (!TYPES.has(window.text.slice(i, end).toLowerCase())) return end;
  const type = i;
  while (type - i < 4 && isTypeSign(window.at(i - 1))) i--;
  return i === type ? end : i;
}

function isTypeSign(code: number): boolean {
  return isBlank(code) || code === COLON || code === 38 /* & */;
}

/** The name that ends at `end`, perhaps with a quotation mark or a bracket behind it. */
export function nameEndingAt(window: Window, behind: number, isSpaced: boolean): Name | undefined {
  let end = behind;
  const isQuoted = isQuote(window.at(end - 1));
  if (isQuoted) {
    end--;
    if (window.at(end - 1) === BACKSLASH) end--;
  } else if (window.at(end - 1) === 93 /* ] */ && isQuote(window.at(end - 2))) {
    end -= 2;
  }
  if (!tells(window, end)) return undefined;
  const start = window.startOf(Alphabet.dotted, end, end - LONGEST_NAME);
  if (end - start < 2) return undefined;
  const kind = knownKind(window, start, end);
  return kind === undefined ? undefined : { kind, start, isQuoted, isSpaced };
}

/** Whether the last two letters of a name, before a number perhaps, are those of one that may tell. */
function tells(window: Window, end: number): boolean {
  let i = end;
  while (end - i < 4 && isIn(Alphabet.digit, window.at(i - 1))) i--;
  if (i < end && isIn(Alphabet.colonFree, window.at(i - 1))) i--;
  const last = window.at(i - 1);
  const last2 = window.at(i - 2);
  if (i < end && last === 98 /* b64 */) return true;
  return isIn(Alphabet.letter, last) && isIn(Alphabet.letter, last2) && mayAnnounce(last2, last);
}

/** A name that came before, and what it announces. */
interface Known {
  name: string;
  kind: SecretKind | undefined;
}

/** So many names are known at once, by their first and last letter and their length. */
const KNOWN = 256;
const known: (Known | undefined)[] = new Array<undefined>(KNOWN).fill(undefined);

/** {@link kindOf}, without a look at the tables for a name that came before. */
function knownKind(window: Window, start: number, end: number): SecretKind | undefined {
  const slot = (window.at(start) * 31 + window.at(end - 1) * 7 + (end - start)) & (KNOWN - 1);
  const last = known[slot];
  if (last !== undefined && last.name.length === end - start && window.reads(last.name, start)) {
    return last.kind;
  }
  const kind = kindOf(window, start, end);
  const name = window.text.slice(start, end);
  const small = name.toLowerCase();
  // What these say depends on what is around them.
  if (small !== 'key' && small !== 'value') known[slot] = { name, kind };
  return kind;
}

function kindOf(window: Window, start: number, end: number): SecretKind | undefined {
  const name = window.text.slice(start, end);
  const small = name.toLowerCase();
  if (small === 'key' && window.at(start - 1) === 32) {
    let word = start - 1;
    while (start - word < 12 && isIn(Alphabet.letter, window.at(word - 1))) word--;
    return secretKindOf(window.text.slice(word, start - 1) + name);
  }
  return small === 'value' ? pairedKind(window, start) : secretKindOf(name);
}

const PAIRED = new Words('key name property parameter setting variable');
const LONGEST_GAP = 24;

/**
 * What the name in another place says of a `value`: `<add key="Password" value=…`, or
 * `- name: DB_PASSWORD` with `value: …` on the next line.
 */
function pairedKind(window: Window, value: number): SecretKind | undefined {
  let i = value;
  while (value - i < LONGEST_GAP && isBetween(window.at(i - 1))) i--;
  const end = i;
  while (end - i < LONGEST_NAME && isIn(Alphabet.dotted, window.at(i - 1))) i--;
  const name = window.text.slice(i, end);
  const start = i;
  while (start - i < 4 && (isBlank(window.at(i - 1)) || isQuoteSign(window.at(i - 1)))) i--;
  if (window.at(i - 1) !== EQUALS && window.at(i - 1) !== COLON) return undefined;
  i--;
  while (start - i < 9 && (isBlank(window.at(i - 1)) || isQuoteSign(window.at(i - 1)))) i--;
  const labelEnd = i;
  while (labelEnd - i < 10 && isIn(Alphabet.letter, window.at(i - 1))) i--;
  if (!PAIRED.has(window.text.slice(i, labelEnd).toLowerCase())) return undefined;
  const kind = secretKindOf(name);
  return kind === 'lone-key' ? undefined : kind;
}

function isQuoteSign(code: number): boolean {
  return isQuote(code) || code === BACKSLASH;
}

/** What stands between a name and the word `value`: blanks, line ends, commas, quotation marks. */
function isBetween(code: number): boolean {
  return isIn(Alphabet.space, code) || code === 44 /* , */ || isQuoteSign(code);
}
