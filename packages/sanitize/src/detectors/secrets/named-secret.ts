import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type SecretKind, secretKindOf } from '../../engine/secret-names.js';
import { isSecretValue } from '../../engine/secret-value.js';
import { type Grown, grow, matchOf, STOP, type Tail } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { Question } from '../../engine/words-memo.js';
import { isQuote, nameEndingAt } from './assigned-name.js';
import { isCutByReplacement, quotedTail } from './assigned-value.js';
import { isPublished } from './published.js';

const MOST_BLANKS = 24;
const LONGEST_VALUE = 128;
const COMMA = 44;
const QUOTE = 34;
const LESS = 60;
const GREATER = 62;

const endsElement = (code: number): boolean =>
  code === LESS || code === GREATER || isIn(Alphabet.space, code);

/**
 * The text of an element goes on to the next tag. The element may stand in a string of JSON that ends
 * before the tag, as its quotation mark and what follows that mark tell.
 */
const elementTail: Tail = (state, code) => {
  if (endsElement(code) || (state === QUOTE && isJsonMark(code))) return STOP;
  return code === QUOTE ? QUOTE : 0;
};

/** Where no tag came in sight, any quotation mark may be that of the string around it. */
const longElementTail: Tail = (_state, code) => (endsElement(code) || code === QUOTE ? STOP : 0);

/** What follows a string in JSON: `,` `:` `]` `}`. */
function isJsonMark(code: number): boolean {
  return code === COMMA || code === 58 || code === 93 || code === 125;
}

function beforeBlanks(window: Window, from: number): number {
  let i = from;
  while (from - i < MOST_BLANKS && isIn(Alphabet.space, window.at(i - 1))) i--;
  return i;
}

/** `setProperty("api.token", "…")`, `["api_key", "…"]`: a name and its value, one after the other. */
function findArgument(window: Window, start: number): Match | undefined {
  const comma = beforeBlanks(window, start - 1) - 1;
  if (window.at(comma) !== COMMA) return undefined;
  const name = nameEndingAt(window, beforeBlanks(window, comma), false);
  if (name === undefined || !name.isQuoted || name.kind === 'lone-key') return undefined;
  if (!isQuote(window.at(name.start - 1))) return undefined;
  const quote = window.at(start - 1);
  const grown = grow(window, start, start, quotedTail(quote, false), LONGEST_VALUE);
  const value = window.text.slice(start, grown.end);
  if (window.at(grown.end) !== quote && grown.tail === undefined) return undefined;
  if (!isSecretValue(value, name.kind, 'expression') || isPublished(value)) return undefined;
  return matchOf(start, grown, 0.85);
}

/** `<apiToken>…</apiToken>`. */
function findElement(window: Window, start: number): Match | undefined {
  const close = beforeBlanks(window, start) - 1;
  if (window.at(close) !== GREATER) return undefined;
  const name = nameEndingAt(window, close, false);
  if (name === undefined || window.at(name.start - 1) !== LESS) return undefined;
  return readElement(window, start, name.kind);
}

/** Whether a comma stands before a quoted value, or a tag before a bare one, with blanks between. */
function isBehindSign(window: Window, start: number): boolean {
  const first = window.at(start - 1);
  const isQuoted = isQuote(first);
  const sign = isQuoted ? COMMA : GREATER;
  const before = isQuoted ? window.at(start - 2) : first;
  if (!isIn(Alphabet.space, before)) return before === sign;
  return window.at(beforeBlanks(window, isQuoted ? start - 1 : start) - 1) === sign;
}

/** Whether the element's end tag follows its text. */
function isClosed(window: Window, { end, tail }: Grown): boolean {
  if (tail !== undefined) return true;
  let i = end;
  while (i - end < MOST_BLANKS && isIn(Alphabet.space, window.at(i))) i++;
  return window.reads('</', i);
}

/** The same as far as the signs before a value tell it. */
const IS_BEHIND_SIGN = new Question((window, start, from) => {
  const isQuoted = isQuote(window.at(start - 1));
  const sign = beforeBlanks(window, isQuoted ? start - 1 : start) - 1;
  return from > sign || window.at(sign) === (isQuoted ? COMMA : GREATER);
});

function readElement(window: Window, start: number, kind: SecretKind): Match | undefined {
  const grown = grow(window, start, start, elementTail, LONGEST_VALUE);
  if (isCutByReplacement(window, grown.end) || !isClosed(window, grown)) return undefined;
  const value = window.text.slice(start, grown.end);
  if (grown.tail !== undefined) {
    if (value.includes('"')) return undefined;
    grown.tail = longElementTail;
  }
  if (!isSecretValue(value, kind, 'assigned') || isPublished(value)) return undefined;
  return matchOf(start, grown, 0.88);
}

/**
 * Values whose name is not before a `=` or `:`, but is the argument before them or the element
 * around them. The value looks back for the name, so that lists and documents cost nothing.
 */
export const namedSecret: Detector = {
  rule: 'named-value',
  type: 'api_key',
  anchors: ['mixed', 'token'],
  surest: 0.88,
  gate: {
    before: (code) => isQuote(code) || code === GREATER || isIn(Alphabet.space, code),
    words: IS_BEHIND_SIGN,
    anyOf: isBehindSign,
  },
  find(window, start): Match | undefined {
    if (!isBehindSign(window, start)) return undefined;
    return isQuote(window.at(start - 1)) ? findArgument(window, start) : findElement(window, start);
  },
};

/** {@link namedSecret} for elements of which the value is a word: they are known by their names. */
export const elementSecret: Detector = {
  rule: 'named-value',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: ['password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode'],
  find(window, start, end): Match | undefined {
    if (window.at(start - 1) !== LESS || window.at(end) !== GREATER) return undefined;
    const kind = secretKindOf(window.text.slice(start, end));
    return kind === undefined ? undefined : readElement(window, end + 1, kind);
  },
};

export const namedSecretExamples: DetectorExamples = {
  found: () => [
    'System.setProperty("API_TOKEN", "⟦soahd8pvznzvaywtnmpncg9m⟧")',
    "os.putenv('DB_PASSWORD', '⟦hunter2⟧')",
    'env("apiKey", "⟦soahd8pvznzvaywtnmpncg9m⟧")',
    '<password>⟦s3cr3t-pw⟧</password>',
    '<Password>⟦swordfish⟧</Password>',
    '<ApiToken>\n    ⟦soahd8pvznzvaywtnmpncg9m⟧\n</ApiToken>',
    '<password>⟦s3"cr3t-pw⟧</password>',
  ],
  ignored: () => [
    '["password", "username", "email1"]',
    '<token>abc</token><password type="x1">a1b2c3</password>',
    '"token", "expires2"',
    '<div>a1b2c3d4e5</div>',
    'mongodb://user:<password>@host1',
    '{"a":"<password>a1b2c3","b":"</password>"}',
    'a["key", "a8f3k2l1m9q0z7x6c5v4"]',
    '"https://x.example/token","auth_provider_x509_cert_url"',
  ],
};
