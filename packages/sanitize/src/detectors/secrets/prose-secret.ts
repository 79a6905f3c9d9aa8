import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { makeupOf } from '../../engine/randomness.js';
import { secretKindOf } from '../../engine/secret-names.js';
import { isSecretValue } from '../../engine/secret-value.js';
import { isStandIn } from '../../engine/stand-ins.js';
import {
  type CodeTest,
  type Grown,
  grow,
  matchOf,
  STOP,
  type Tail,
  trimEnd,
} from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { isQuote } from './assigned-name.js';
import { isCutByReplacement, quotedTail } from './assigned-value.js';

/**
 * Words for a password in English, German, French, Spanish, Italian, Portuguese and Dutch. A run
 * ends before a letter that is not ASCII, so `contraseña` is known by its beginning.
 */
const PASSWORDS =
  'password passwords passwd passcode passphrase pwd passwort kennwort passe contrasena contrase clave ' +
  'parola senha palavra-passe wachtwoord pin pincode';
/** Words for what a program drew. */
const TOKENS = 'token secret apikey api-key credential';
/** Words that say: what follows is it. */
const COPULAS = new Set('is was are be ist lautet war est était es era è e é são'.split(' '));
const TOKEN_WORDS = new Set(TOKENS.split(' '));

/** So many words may stand between, as in `the password for the database is …`. */
const MOST_WORDS = 6;
const MOST_BEFORE_COLON = 3;
const LONGEST_PHRASE = 64;
const LONGEST_VALUE = 128;
const SHORTEST_CODE = 4;
const COLON = 58;

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

/**
 * Where the value begins: behind `is` or the like within a few words, or behind a colon.
 *
 * @param isOwn - whether a colon belongs to the sentence, and not to an assignment
 */
function valueBehind(window: Window, end: number, isOwn: boolean): number | undefined {
  let i = end;
  for (let words = 0; words <= MOST_WORDS && i - end < LONGEST_PHRASE; words++) {
    const blank = i;
    while (isBlankOrQuote(window.at(i)) && i - end < LONGEST_PHRASE) i++;
    if (window.at(i) === COLON) {
      return isOwn && words <= MOST_BEFORE_COLON && !isQuote(window.at(blank))
        ? behindBlanks(window, i + 1)
        : undefined;
    }
    const start = i;
    while (i - start < 16 && isWordLetter(window.at(i))) i++;
    if (i === start) return undefined;
    const word = window.text.slice(start, i).toLowerCase();
    if (COPULAS.has(word)) {
      const value = behindBlanks(window, i);
      return value !== undefined && window.at(value) === COLON
        ? behindBlanks(window, value + 1)
        : value;
    }
  }
  return undefined;
}

function isBlankOrQuote(code: number): boolean {
  return code === 32 || code === 34 || code === 39 || code === 0xa0;
}

function isWordLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || (code >= 0xc0 && code < 0x250);
}

function behindBlanks(window: Window, from: number): number | undefined {
  let i = from;
  while (i - from < 4 && (window.at(i) === 32 || window.at(i) === 0xa0)) i++;
  return i === from ? undefined : i;
}

/** What stands between two strings in code, or a string that goes on: `', password)`, `'Git: '`. */
function isCutOff(value: string): boolean {
  return ', ;)'.includes(value[0]!) || value.endsWith(' ');
}

/** Words about how a password is kept, which have digits as well: `sha256-hashed`. */
function isTechnique(value: string): boolean {
  const lower = value.toLowerCase();
  return ['base64', 'sha', 'md5', 'utf', 'bcrypt', 'argon', 'oauth', 'pbkdf'].some((word) =>
    lower.startsWith(word),
  );
}

function isValue(value: string, isQuoted: boolean, isToken: boolean): boolean {
  if (isStandIn(value) || isTechnique(value) || isCutOff(value)) return false;
  if (isToken) return isSecretValue(value, 'token', 'prose');
  const { digits, length, letters } = countsOf(value);
  if (digits === length) return length >= SHORTEST_CODE && length <= 12;
  if (letters === length && !isQuoted) return isSecretValue(value, 'password', 'prose');
  return isSecretValue(value, 'password', isQuoted ? 'expression' : 'prose');
}

function countsOf(value: string): { digits: number; length: number; letters: number } {
  const { digits, length, lower, upper } = makeupOf(value);
  return { digits, length, letters: lower + upper };
}

function growValue(
  window: Window,
  start: number,
): { grown: Grown; from: number; isQuoted: boolean } {
  const quote = window.at(start);
  if (isQuote(quote)) {
    const from = start + 1;
    return {
      grown: grow(window, from, from, quotedTail(quote, false), LONGEST_VALUE),
      from,
      isQuoted: true,
    };
  }
  const grown = trimEnd(
    window,
    grow(window, start, start, proseTail, LONGEST_VALUE),
    start,
    isPunctuation,
  );
  return { grown, from: start, isQuoted: false };
}

/**
 * What people write in a sentence: `my password is …`, `das Passwort lautet …`, `the passcode:
 * …`. A word of letters alone is taken for the sentence's, unless it has capitals inside.
 */
export const proseSecret: Detector = {
  rule: 'prose',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: [...PASSWORDS.split(' '), ...TOKEN_WORDS],
  find(window, start, end): Match | undefined {
    const before = window.at(start - 1);
    if (before === 45 || before === 46 || before === 36 || before === 60) return undefined;
    const word = window.text.slice(start, end);
    const behind = behindWord(window, end);
    const isToken = TOKEN_WORDS.has(word.toLowerCase());
    const isOwn = !isToken && window.at(behind) !== COLON ? true : secretKindOf(word) === undefined;
    const value = valueBehind(window, behind, isOwn);
    if (value === undefined) return undefined;
    const { grown, from, isQuoted } = growValue(window, value);
    if (grown.end - from < SHORTEST_CODE || isCutByReplacement(window, grown.end)) return undefined;
    const text = window.text.slice(from, grown.end);
    return isValue(text, isQuoted, isToken) ? matchOf(from, grown, 0.8) : undefined;
  },
};

/** The rest of a word behind the letters of ASCII: that of `contraseña`. */
function behindWord(window: Window, end: number): number {
  let i = end;
  while (i - end < 4 && window.at(i) >= 0xc0 && window.at(i) < 0x250) i++;
  if (i > end) while (i - end < 6 && isIn(Alphabet.letter, window.at(i))) i++;
  return i;
}

/** Words for a password in scripts of which no run is made; the value is the run behind them. */
const FOREIGN = [
  'パスワード',
  '暗証番号',
  'パスコード',
  '合言葉',
  '密码',
  '密碼',
  '口令',
  '비밀번호',
  'пароль',
  'Пароль',
];

function isLink(code: number): boolean {
  // a blank, a colon, は が 是 為 은 는, corner brackets and quotation marks
  return (
    code === 32 ||
    code === COLON ||
    code === 34 ||
    code === 39 ||
    code === 61 ||
    '：はが是為为은는이「『'.includes(String.fromCharCode(code))
  );
}

/** {@link proseSecret} in Japanese, Chinese, Korean and Russian. */
export const foreignProseSecret: Detector = {
  rule: 'prose',
  type: 'api_key',
  anchors: ['mixed', 'token'],
  gate: { before: (code) => code >= 128 || isLink(code) },
  find(window, start): Match | undefined {
    let i = start;
    while (start - i < 4 && window.at(i - 1) >= 0 && isLink(window.at(i - 1))) i--;
    if (window.at(i - 1) < 0x400) return undefined;
    const word = FOREIGN.find((name) => window.reads(name, i - name.length));
    if (word === undefined) return undefined;
    const grown = trimEnd(
      window,
      grow(window, start, start, proseTail, LONGEST_VALUE),
      start,
      isPunctuation,
    );
    const value = window.text.slice(start, endOfAscii(window, start, grown.end));
    if (!isValue(value, true, false)) return undefined;
    return { start, end: start + value.length, confidence: 0.8 };
  },
};

/** In scripts without blanks the sentence goes on right behind the value. */
function endOfAscii(window: Window, start: number, end: number): number {
  let i = start;
  while (i < end && window.at(i) < 128) i++;
  return i;
}

export const proseSecretExamples: DetectorExamples = {
  found: () => [
    'my password is ⟦hunter2!⟧, keep it',
    'The password for the database is "⟦correct3horse⟧".',
    'the passcode: ⟦482913⟧',
    'Mein Passwort lautet ⟦Sommer2024!⟧ und',
    'le mot de passe est : ⟦S0leil!2024⟧.',
    'la contraseña es ⟦Verano2024⟧',
    'La mia password è ⟦Estate2024⟧',
    'a senha é ⟦Verao2024⟧, obrigado',
    'het wachtwoord is ⟦Zomer2024⟧',
    'パスワードは⟦hunter2⟧です',
    'パスワード: ⟦hunter2⟧',
    'my token is ⟦9f8b7a6c5d4e3f2a1b0c⟧',
  ],
  ignored: () => [
    'my password is not working, the password is required',
    'the password is at least 8 characters, a token is used for 2 requests',
    'a secret is something; the token is sent to api.example.com/v2',
    'the password is sha256-hashed and the pin is 12',
    'das Passwort ist falsch, el token es necesario',
    'パスワードを忘れた場合はこちら',
    'my password is [API_KEY_1]',
    "'@x/password': 4.0.23(@types/y)",
    "console.log('My password is ', password1)",
    'asks for a password every time it starts: "Git: 2"',
  ],
};
