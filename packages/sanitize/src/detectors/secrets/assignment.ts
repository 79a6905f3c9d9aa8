import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import {
  type Certainty,
  hasPlaceholder,
  isSecretValue,
  type SecretKind,
  secretKindOf,
} from '../../engine/secret-value.js';
import { type CodeTest, grow, matchOf, STOP, type Tail, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const LONGEST_NAME = 48;
const SHORTEST_TOKEN = 16;
/** Whether a value is a secret shows in so many characters. */
const LONGEST_VALUE = 256;
const EQUALS = 61;
const BACKSLASH = 92;

/** The last two letters of names that announce a secret: most colons are turned down by these. */
const NAME_ENDINGS = new Uint8Array(1024);
for (const ending of [
  'rd',
  'wd',
  'rt',
  'se',
  'de',
  'ss',
  'en',
  'et',
  'ey',
  'al',
  'ls',
  'on',
  'ie',
  'th',
]) {
  NAME_ENDINGS[endingKey(ending.charCodeAt(0), ending.charCodeAt(1))] = 1;
}

function endingKey(last2: number, last: number): number {
  return ((last2 & 31) << 5) | (last & 31);
}

function isQuote(code: number): boolean {
  return code === 34 /* " */ || code === 39 /* ' */ || code === 96 /* ` */;
}

interface Name {
  kind: SecretKind;
  isQuoted: boolean;
}

/** The name that ends before the sign at `sign`, if it announces a secret. */
function nameBefore(window: Window, sign: number): Name | undefined {
  let end = sign;
  if (window.at(end - 1) === 58 /* : */) end--;
  while (sign - end < 4 && window.at(end - 1) === 32) end--;
  const isQuoted = isQuote(window.at(end - 1));
  if (isQuoted) {
    end--;
    if (window.at(end - 1) === BACKSLASH) end--;
  } else if (window.at(end - 1) === 93 /* ] */ && isQuote(window.at(end - 2))) {
    end -= 2;
  }
  const last = window.at(end - 1);
  const last2 = window.at(end - 2);
  if (!isIn(Alphabet.letter, last) || !isIn(Alphabet.letter, last2)) return undefined;
  if (NAME_ENDINGS[endingKey(last2, last)] === 0) return undefined;
  let start = end;
  while (end - start < LONGEST_NAME && isIn(Alphabet.dotted, window.at(start - 1))) start--;
  let name = window.text.slice(start, end);
  if (name.toLowerCase() === 'key' && window.at(start - 1) === 32) {
    let word = start - 1;
    while (start - word < 12 && isIn(Alphabet.letter, window.at(word - 1))) word--;
    name = window.text.slice(word, start - 1) + name;
  }
  const kind = secretKindOf(name);
  return kind === undefined ? undefined : { kind, isQuoted };
}

/** Where the value behind a sign begins, and the quotation mark around it. */
interface Opening {
  start: number;
  quote: number;
  isEscaped: boolean;
}

function openingBehind(window: Window, sign: number): Opening | undefined {
  let i = sign + 1;
  if (window.at(i) === EQUALS || window.at(i) === 58) return undefined;
  if (window.at(sign) === EQUALS && window.at(i) === 62 /* > */) i++;
  const blank = i;
  while (i - blank < 8 && (window.at(i) === 32 || window.at(i) === 9)) i++;
  const isEscaped = window.at(i) === BACKSLASH && isQuote(window.at(i + 1));
  if (isEscaped) i++;
  const quote = isQuote(window.at(i)) ? window.at(i) : 0;
  return { start: quote === 0 ? i : i + 1, quote, isEscaped };
}

const SEPARATORS = new Set([...',;&()<>[]{}|'].map((sign) => sign.charCodeAt(0)));

/** Bare values end at white space and at the signs that part values from each other. */
const bareTail: Tail = (_state, code) => {
  if (isIn(Alphabet.space, code) || isQuote(code) || code === BACKSLASH) return STOP;
  return SEPARATORS.has(code) ? STOP : 0;
};

/** Cookies go on to the end of the header's line. */
const cookieTail: Tail = (_state, code) =>
  code === 10 || code === 13 || code === BACKSLASH || isQuote(code) ? STOP : 0;

/** Quoted values end at their mark, unless it is escaped, and at the end of the line. */
function quotedTail(quote: number, isEscaped: boolean): Tail {
  return (state, code) => {
    if (code === 10 || code === 13) return STOP;
    if (state === 1) return 0;
    if (code === quote) return STOP;
    if (code === BACKSLASH) return isEscaped ? STOP : 1;
    return 0;
  };
}

/** `Bearer`, `Basic` or another scheme before the credentials of a header, and the blank. */
function skipScheme(window: Window, start: number): number {
  let i = start;
  while (i - start < 16 && isIn(Alphabet.letter | Alphabet.dash, window.at(i))) i++;
  return i > start && window.at(i) === 32 ? i + 1 : start;
}

const isSentenceEnd: CodeTest = (code) => code === 46 || code === 58;

function bareTailOf(kind: SecretKind): Tail {
  return kind === 'cookie' ? cookieTail : bareTail;
}

/**
 * Whether a value ends where a replacement or a known secret begins. What was found in it before
 * was found because the value as a whole was none; so it must be none again.
 */
function isCutByReplacement(window: Window, end: number): boolean {
  if (end === window.end) return window.closed && end < window.text.length;
  return window.at(end) === 91 /* [ */ && hasPlaceholder(window.text.slice(end, end + 32));
}

/** `token = getToken(…)`, `secrets[…]`: a call or a look-up; names are shorter than tokens. */
function isCall(value: string, after: number): boolean {
  return (after === 40 || after === 91) && value.length < SHORTEST_TOKEN;
}

function certaintyOf(name: Name, sign: number, opening: Opening): Certainty {
  if (opening.quote === 0) return sign === EQUALS ? 'assigned' : 'prose';
  return name.isQuoted ? 'member' : 'assigned';
}

/**
 * Values behind a name that announces a secret (`password`, `api_key`, `clientSecret`,
 * `Authorization` and the like) and `=`, `:` or `=>`: in code, JSON, YAML, dotenv files, shells,
 * URLs and headers. Words about a secret, references to variables and masks are left alone.
 */
export const assignment: Detector = {
  rule: 'assignment',
  type: 'api_key',
  anchors: ['colon', 'equals'],
  find(window, sign): Match | undefined {
    const name = nameBefore(window, sign);
    if (name === undefined) return undefined;
    const opening = openingBehind(window, sign);
    if (opening === undefined) return undefined;
    const { quote, isEscaped } = opening;
    const start = name.kind === 'authorization' ? skipScheme(window, opening.start) : opening.start;
    const tail = quote === 0 ? bareTailOf(name.kind) : quotedTail(quote, isEscaped);
    const grown = grow(window, start, start, tail, LONGEST_VALUE);
    if (quote === 0) {
      trimEnd(window, grown, start, isSentenceEnd);
    }
    const value = window.text.slice(start, grown.end);
    if (isCutByReplacement(window, grown.end)) return undefined;
    if (quote === 0 && isCall(value, window.at(grown.end))) return undefined;
    const certainty = certaintyOf(name, window.at(sign), opening);
    if (certainty === 'assigned' && name.kind !== 'cookie' && value.includes(' ')) {
      return undefined;
    }
    if (!isSecretValue(value, name.kind, certainty)) return undefined;
    return matchOf(start, grown, 0.9);
  },
};

export const assignmentExamples: DetectorExamples = {
  found: () => [
    'password=⟦hunter2!⟧',
    'DB_PASSWORD="⟦correct-horse⟧"',
    '{"password":"⟦correct horse battery⟧","user":"jane"}',
    String.raw`{"args":"{\"password\":\"⟦tr0ub4dor⟧\"}"}`,
    "const clientSecret = '⟦Zx81-qq7Vb09Lm⟧';",
    'api_key: ⟦9f8b7a6c5d4e3f2a1b0c⟧',
    'my API key: ⟦9f8b7a6c5d4e3f2a1b0c⟧, thanks',
    'GET /x?access_token=⟦a8Zk20Lqp1Xc⟧&page=2',
    'Authorization: Basic ⟦amFuZTpodW50ZXIy⟧',
    '"Authorization": "Bearer ⟦a8Zk20Lqp1Xc⟧"',
    'Cookie: ⟦theme=dark; sid=31d4d96e407aad42⟧',
    "config['secret_key'] = '⟦k3Yz-0192-abcd-efgh⟧'",
    'etsyToken := "⟦soahd8pvznzvaywtnmpncg9m⟧"',
    'Password: ⟦Summer2024!⟧',
  ],
  ignored: () => [
    'Password: must be at least 8 characters',
    'password={{DB_PASSWORD}} token: $TOKEN secret=<your-secret>',
    'apiKey: process.env.API_KEY2, token = getToken1()',
    '"password": "********", "token": null, "secret": "required"',
    'max_tokens: 4096, next_token=, key: value1234567',
    'primary_key=user_18273645, cacheKey: "a1b2c3d4e5"',
    'password == "x1y2z3" is a comparison',
    'the token: expired; a secret: Santa; Cookie: chocolate chip',
    'password: [REDACTED]',
  ],
};
