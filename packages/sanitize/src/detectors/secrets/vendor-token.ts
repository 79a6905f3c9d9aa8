import { crc32Base62 } from '../../checksums/crc32.js';
import { Alphabet, HEXADECIMAL, isIn } from '../../engine/characters.js';
import type { Detector, Match } from '../../engine/detector.js';
import { escapeLength, isBehindEscape } from '../../engine/escapes.js';
import { lazily } from '../../engine/lazily.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import { isTokenStandIn } from '../../engine/stand-ins.js';
import { type Grown, isStop, matchOf, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { isPublished } from './published.js';
import { type TokenEntry, TokenIndex } from './token-index.js';
import { type TokenRow, tokenRows } from './token-rows/index.js';
import { followForm, readForm } from './token-rows/token-form.js';

/** How far before a run the prefix of a token may begin: `xoxe.xoxp-`, `access_token$production$`. */
const LONGEST_LEAD = 40;
const LONGEST_NAME = 16;
/** A token in base64 that begins with a run shorter than others, before a `+` or `/`. */
const LONGEST_INFIX = 92;

const tokenIndex = lazily(() => new TokenIndex(tokenRows()));

function readRow(window: Window, start: number, { prefix, row }: TokenEntry): Match | undefined {
  // Prefixes that begin alike differ near their ends: `api01-`, `api02-`.
  const near = Math.max(0, prefix.length - 2);
  if (window.at(start + near) !== prefix.charCodeAt(near)) return undefined;
  if (!window.reads(prefix, start)) return undefined;
  const grown = readForm(window, start, start + prefix.length, row.form);
  if (grown === undefined) return undefined;
  trimEnd(window, grown, start + prefix.length + 1, isStop);
  const from = row.lead === undefined ? start : beginOfLead(window, start, row.lead);
  return from === undefined ? undefined : judge(window, from, grown, prefix, row);
}

/** Where the form before a prefix begins. */
function beginOfLead(
  window: Window,
  start: number,
  lead: TokenRow['lead'] & {},
): number | undefined {
  const from = start - lead.leastLength;
  if (isIn(Alphabet.word, window.at(from - 1)) && !isBehindEscape(window, from)) return undefined;
  return followForm(window, from, from, lead)?.end === start ? from : undefined;
}

function judge(
  window: Window,
  start: number,
  grown: Grown,
  prefix: string,
  row: TokenRow,
): Match | undefined {
  const token = window.text.slice(start, grown.end);
  const makeup = makeupOf(window.text, start + prefix.length, grown.end);
  if (isTokenStandIn(token, makeup) || isPublished(token)) return undefined;
  if (row.isWeak && !looksRandom(makeup)) return undefined;
  if (isAbbreviated(window, grown.end) && grown.end - start < row.form.leastLength * 2) {
    return undefined;
  }
  return matchOf(start, grown, confidenceOf(token, prefix, row), row.rule);
}

/** `eyJhbGci…`, `sk-abc...`: documents break off so. */
function isAbbreviated(window: Window, end: number): boolean {
  return window.at(end) === 46 && window.at(end + 1) === 46 && window.at(end + 2) === 46;
}

/** A checksum makes sure; a wrong one is a typo perhaps, which makes nothing public. */
function confidenceOf(token: string, prefix: string, row: TokenRow): number {
  if (token.startsWith('flx_')) return endsInChecksum(token, 0) ? 1 : 0.96;
  if (row.hasChecksum) return endsInChecksum(token, prefix.length) ? 1 : 0.95;
  return row.isWeak ? 0.85 : 0.96;
}

/** Whether the last six characters are the checksum of those from an index on. */
function endsInChecksum(token: string, from: number): boolean {
  return token.endsWith(crc32Base62(token, from, token.length - 6));
}

/** The signs that a prefix may hold beside those of a run. */
function isJoint(code: number): boolean {
  return (
    code === 46 || // .
    code === 58 || // :
    code === 124 || // |
    code === 126 || // ~
    code === 36 || // $
    code === 43 || // +
    code === 33 // !
  );
}

/** Looks at the pieces before a run: the prefix of its token may begin at each of them. */
function readLeads(window: Window, run: number): Match | undefined {
  const limit = run - LONGEST_LEAD;
  let i = run;
  while (i > limit) {
    const code = window.at(i - 1);
    if (!isJoint(code) && !isIn(Alphabet.base64url, code)) break;
    i--;
  }
  if (i <= limit) return undefined;
  if (window.at(i - 1) === 47 /* / */) i = beforeSlash(window, i);
  const first = i + escapeLength(window, i);
  let isBegin = true;
  for (i = first; i < run; i++) {
    if (isBegin) {
      const match = readAt(window, i);
      if (match !== undefined && match.end > run && !isExtension(window, i, run)) return match;
    }
    isBegin = isJoint(window.at(i));
  }
  return readInfix(window, first, first);
}

/** `icon.ico-7a38…`: a short prefix behind a full stop is the extension of a file's name. */
function isExtension(window: Window, start: number, run: number): boolean {
  if (window.at(start - 1) !== 46 || start < run) return false;
  let i = start;
  while (i - start < 5 && isIn(Alphabet.letter, window.at(i))) i++;
  return i - start <= 4;
}

/** `MY_ghp_…`: a name in capitals before the token. */
function behindName(window: Window, run: number): Match | undefined {
  if (!isIn(Alphabet.upper, window.at(run))) return undefined;
  let i = run;
  while (i - run < LONGEST_NAME && isIn(Alphabet.upper, window.at(i))) i++;
  if (window.at(i) !== 95 /* _ */ || !isIn(Alphabet.lower, window.at(i + 1))) return undefined;
  return readAt(window, i + 1);
}

/** `1/1234…`: the prefix of a token is a digit and a slash. */
function beforeSlash(window: Window, index: number): number {
  const digit = index - 2;
  const before = window.at(digit - 1);
  const isGlued =
    (isIn(Alphabet.dotted, before) && !isBehindEscape(window, digit)) || before === 47;
  return !isGlued && isIn(Alphabet.digit, window.at(digit)) ? digit : index;
}

function readAt(window: Window, start: number): Match | undefined {
  const first = window.at(start);
  const second = window.at(start + 1);
  if (first < 0 || second < 0 || first > 127 || second > 127) return undefined;
  for (const entry of tokenIndex().beginningWith(first, second)) {
    const match = readRow(window, start, entry);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The stretch of base64 that was walked last, and in which view of a text. */
const walked = { id: 0, start: 0, end: 0 };

/** Where base64 ends. Long base64 has many runs to begin with, so what was walked once is not again. */
function endOfBase64(window: Window, from: number, limit: number): number {
  const { id } = window;
  if (walked.id !== id || from < walked.start || from > walked.end) {
    walked.id = id;
    walked.start = from;
    walked.end = from;
  }
  const end = window.endOf(Alphabet.base64, Math.min(walked.end, limit), limit);
  walked.end = Math.max(walked.end, end);
  return end;
}

/** Looks for the tell-tale inside: the length says where it must be. */
function readInfix(window: Window, start: number, runEnd: number): Match | undefined {
  if (runEnd - start >= LONGEST_INFIX) return undefined;
  const limit = start + LONGEST_INFIX;
  let end = window.endOf(Alphabet.base64url, runEnd, limit);
  const after = window.at(end);
  if (after === 43 /* + */ || after === 47 /* / */) {
    end = endOfBase64(window, end, limit);
  } else if (after === 46 /* . */ || after === 58 /* : */ || after === 61 /* = */) {
    while (end < limit && isInfixSign(window.at(end))) end++;
  }
  const rows = tokenIndex().ofLength(end - start);
  if (rows === undefined) return undefined;
  for (const row of rows) {
    const grown = readForm(window, start, start, row.form);
    if (grown?.end === end) return judge(window, start, grown, '', row);
  }
  return undefined;
}

function isInfixSign(code: number): boolean {
  return isIn(Alphabet.base64url, code) || code === 46 || code === 58 || code === 61;
}

/** Whether a run begins as a prefix does, or may go on as one, or is as long as what has none. */
function mayBeToken(window: Window, run: number, runEnd: number, classes: number): boolean {
  const before = window.at(run - 1);
  if (before !== 47 /* / */ && isJoint(before)) return true;
  const first = window.at(run);
  const index = tokenIndex();
  const length = runEnd - run;
  const isHex = (classes & HEXADECIMAL) !== 0;
  if (isHex) {
    if (index.mayBeginHex(first, window.at(run + 1))) return true;
  } else if (index.mayBegin(first, window.at(run + 1)) || isIn(Alphabet.upper, first)) return true;
  if (before === 47 /* / */ || length >= LONGEST_INFIX) return false;
  const isOfLength = isHex ? index.mayBeHexOf(length) : index.ofLength(length) !== undefined;
  return isOfLength || extendsInfix(window.at(runEnd));
}

function extendsInfix(code: number): boolean {
  return code === 43 || code === 47 || code === 46 || code === 58 || code === 61; // + / . : =
}

/**
 * Tokens that tell their vendor, by a prefix or by what is inside. The forms are rows of data, see
 * `tokenRows`; a token whose checksum is wrong still counts.
 */
export const vendorToken: Detector = {
  rule: 'vendor-token',
  type: 'api_key',
  anchors: ['token'],
  gate: { anyOf: mayBeToken },
  find(window, run, runEnd): Match | undefined {
    const before = window.at(run - 1);
    if (before === 47 /* / */) return readAt(window, run);
    if (isJoint(before)) {
      if (isExtension(window, run, run)) return readLeads(window, run);
      return readLeads(window, run) ?? readAt(window, run);
    }
    return readAt(window, run) ?? readInfix(window, run, runEnd) ?? behindName(window, run);
  },
};
