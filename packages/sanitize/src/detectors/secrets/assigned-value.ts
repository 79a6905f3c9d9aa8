import { Alphabet, isIn } from '../../engine/characters.js';
import { hasPlaceholder } from '../../engine/stand-ins.js';
import { type CodeTest, STOP, type Tail, tailUntil } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';
import { isQuote, type Name } from './assigned-name.js';

const EQUALS = 61;
const COLON = 58;
const BACKSLASH = 92;
const LINE = 10;
const RETURN = 13;
const MOST_BLANKS = 24;

/** Where the value behind a sign begins, and the quotation mark around it. */
export interface Opening {
  start: number;
  /** 0 if there is none. */
  quote: number;
  /** Whether the mark is escaped, as in JSON inside a string. */
  isEscaped: boolean;
  isSpaced: boolean;
}

/** Finds the value behind a sign; undefined for a comparison, or a sign of two characters. */
export function openingBehind(window: Window, sign: number): Opening | undefined {
  let i = sign + 1;
  if (window.at(i) === EQUALS || window.at(i) === COLON) return undefined;
  if (window.at(sign) === EQUALS && window.at(i) === 62 /* > */) i++;
  const blank = i;
  i = skipBlanks(window, i);
  const isSpaced = i > blank;
  i = intoBlock(window, i);
  return openingAt(window, i, isSpaced);
}

function skipBlanks(window: Window, from: number): number {
  let i = from;
  while (i - from < MOST_BLANKS && (window.at(i) === 32 || window.at(i) === 9)) i++;
  return i;
}

/** The first line of a YAML block: behind `|`, `>-` and the like. */
function intoBlock(window: Window, start: number): number {
  const code = window.at(start);
  if (code !== 124 /* | */ && code !== 62 /* > */) return start;
  let i = start + 1;
  if (window.at(i) === 45 /* - */ || window.at(i) === 43 /* + */) i++;
  return window.at(i) === LINE ? skipBlanks(window, i + 1) : start;
}

/** Reads the quotation mark at an index, also behind a letter of its kind: `b"…"`, `@"…"`. */
export function openingAt(window: Window, index: number, isSpaced: boolean): Opening {
  let i = index;
  if (isStringPrefix(window.at(i)) && isQuote(window.at(i + 1))) i++;
  const isEscaped = window.at(i) === BACKSLASH && isQuote(window.at(i + 1));
  if (isEscaped) i++;
  const quote = isQuote(window.at(i)) ? window.at(i) : 0;
  return { start: quote === 0 ? i : i + 1, quote, isEscaped, isSpaced };
}

function isStringPrefix(code: number): boolean {
  return code === 98 || code === 102 || code === 114 || code === 117 || code === 64; // b f r u @
}

/** Bare values end at white space and at the signs that part values from each other. */
const bareTail = tailUntil(' \\"\'`,;&()<>[]{}|');

/** In a dotenv file a value goes on to white space; `;` ends a command. */
const lineTail = tailUntil(' \\"\'`;<>');

/** Cookies, and credentials of several parts, go on to the end of the header's line. */
const headerTail = tailUntil('\n\r\\"\'`');

const BEHIND_EQUALS = 1;
const IN_QUOTES = 2;

/** As {@link headerTail}, with parts that are quoted behind their `=`: `Digest realm="x", …`. */
const partsTail: Tail = (state, code) => {
  if (code === LINE || code === RETURN || code === BACKSLASH || code === 39) return STOP;
  if (code === 34) {
    if (state === IN_QUOTES) return 0;
    return state === BEHIND_EQUALS ? IN_QUOTES : STOP;
  }
  if (state === IN_QUOTES) return IN_QUOTES;
  return code === EQUALS ? BEHIND_EQUALS : 0;
};

/** Quoted values end at their mark, unless it is escaped, and at the end of the line. */
export function quotedTail(quote: number, isEscaped: boolean): Tail {
  return (state, code) => {
    if (code === LINE || code === RETURN) return STOP;
    if (state === 1) return 0;
    if (code === quote) return STOP;
    if (code === BACKSLASH) return isEscaped ? STOP : 1;
    return 0;
  };
}

/** Schemes of `Authorization` whose credentials are a list of parts. */
const LISTS = new Words('digest oauth aws4-hmac-sha256 aws4-ecdsa-p256-sha256 hawk signature');

/** The scheme before the credentials of a header, such as `Bearer`. */
export interface Scheme {
  /** Where the credentials begin. */
  start: number;
  isList: boolean;
}

/** Reads the scheme at an index (RFC 9110, section 11.4); there may be none. */
export function schemeAt(window: Window, start: number): Scheme {
  let i = start;
  while (i - start < 24 && isIn(Alphabet.base64url, window.at(i))) i++;
  if (i === start || window.at(i) !== 32) return { start, isList: false };
  const isList = LISTS.has(window.text.slice(start, i).toLowerCase());
  return { start: i + 1, isList };
}

/** Whether the first part of a list is quoted: `username="…`. In JSON the mark would be escaped. */
function isQuotedList(window: Window, start: number): boolean {
  let i = start;
  while (i - start < 24 && isIn(Alphabet.base64url, window.at(i))) i++;
  return window.reads('="', i) && isIn(Alphabet.alphanumeric, window.at(i + 2));
}

/** How a bare value that begins at `start` under a name goes on. */
export function bareTailOf(window: Window, name: Name, start: number, isList: boolean): Tail {
  if (name.kind === 'cookie' || name.kind === 'passphrase') return headerTail;
  if (isList) return isQuotedList(window, start) ? partsTail : headerTail;
  return !name.isQuoted && !name.isSpaced && beginsLine(window, name.start) ? lineTail : bareTail;
}

/** Whether a name stands at the beginning of a line, perhaps behind `export`. */
export function beginsLine(window: Window, start: number): boolean {
  const i = window.reads('export ', start - 7) ? start - 7 : start;
  return i === 0 || window.at(i - 1) === LINE;
}

/** A bare value does not end with these: those of a sentence. */
export const isSentenceEnd: CodeTest = (code) => code === 46 || code === COLON;

/**
 * Whether a value ends where a replacement or a known secret begins. What was found in it before
 * was found because the value as a whole was none; so it must be none again.
 */
export function isCutByReplacement(window: Window, end: number): boolean {
  if (end === window.end) return window.closed && end < window.text.length;
  return window.at(end) === 91 /* [ */ && hasPlaceholder(window.text.slice(end, end + 32));
}
