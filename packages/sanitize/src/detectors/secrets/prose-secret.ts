import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isUuid, looksRandom, makeupOf } from '../../engine/randomness.js';
import { secretKindOf } from '../../engine/secret-names.js';
import { isStandIn } from '../../engine/stand-ins.js';
import { matchOf } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';
import { isQuote } from './assigned-name.js';
import { isCutByReplacement } from './assigned-value.js';
import { isChosenWord, isProseValue, isTechnique, readProseValue } from './prose-value.js';

/**
 * Words for a password in English, German, French, Spanish, Italian, Portuguese and Dutch. A run
 * ends before a letter that is not ASCII, so `contraseña` is known by its beginning.
 */
const PASSWORDS =
  'password passwords passwd passcode passphrase pwd passwort kennwort passe contrasena contrase clave ' +
  'parola senha palavra-passe wachtwoord pin pincode';
/** Words for what a program drew. */
const TOKENS = 'token secret apikey api-key credential key';
/** What stands before `key` where it opens something. */
const KEY_OWNERS = new Words('api access secret auth license signing encryption master private');
/** What stands before a password where the sentence gives it away. */
const OWNERS = new Words('my our mein unser mon notre mi nuestra mia minha mijn');
const SHORTEST_TOKEN = 16;
const SHORTEST_VALUE = 4;
/** Words that say: what follows is it. */
const COPULAS = new Words('is was are be ist lautet war est était es era è e é são');
const TOKEN_WORDS = new Set(TOKENS.split(' '));

/** So many words may stand between, as in `the password for the database is …`. */
const MOST_WORDS = 6;
const MOST_BEFORE_COLON = 3;
const LONGEST_PHRASE = 64;
const COLON = 58;

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

/** The word before a keyword, in small letters. */
function wordBefore(window: Window, start: number): string {
  const end = start - 1;
  if (!isIn(Alphabet.space | Alphabet.colonFree, window.at(end))) return '';
  let i = end;
  while (end - i < 12 && isIn(Alphabet.letter, window.at(i - 1))) i--;
  return window.text.slice(i, end).toLowerCase();
}

/** Whether the sentence ends at an index, so that a word before it is the last. */
function endsSentence(window: Window, index: number): boolean {
  const code = window.at(index);
  return code === -1 || code === 10 || code === 46 || code === 33 || code === 44 || code === 34;
}

/** `token "…"`, `API key …`: something random right behind the word. */
function findNeighbour(window: Window, end: number): Match | undefined {
  let i = end;
  while (i - end < 3 && isBlankOrQuote(window.at(i))) i++;
  if (i === end) return undefined;
  const { grown } = readProseValue(window, i);
  if (grown.end - i < SHORTEST_TOKEN || isCutByReplacement(window, grown.end)) return undefined;
  const value = window.text.slice(i, grown.end);
  if (isUuid(value) || isStandIn(value) || isTechnique(value)) return undefined;
  for (let c = 0; c < value.length; c++) {
    if (!isIn(Alphabet.base64url, value.charCodeAt(c))) return undefined;
  }
  return looksRandom(makeupOf(value)) ? matchOf(i, grown, 0.7) : undefined;
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
    const owner = wordBefore(window, start);
    if (word.toLowerCase() === 'key' && !KEY_OWNERS.has(owner)) return undefined;
    const value = valueBehind(window, behind, isOwn);
    if (value === undefined) return isToken ? findNeighbour(window, end) : undefined;
    const { grown, start: from, isQuoted } = readProseValue(window, value);
    if (grown.end - from < SHORTEST_VALUE || isCutByReplacement(window, grown.end))
      return undefined;
    const text = window.text.slice(from, grown.end);
    if (isProseValue(text, isQuoted, isToken)) return matchOf(from, grown, 0.8);
    const isGivenAway = !isToken && OWNERS.has(owner) && endsSentence(window, grown.end);
    if (isGivenAway && isChosenWord(text) && !isStandIn(text)) return matchOf(from, grown, 0.6);
    return undefined;
  },
};

/** The rest of a word behind the letters of ASCII: that of `contraseña`. */
function behindWord(window: Window, end: number): number {
  let i = end;
  while (i - end < 4 && window.at(i) >= 0xc0 && window.at(i) < 0x250) i++;
  if (i > end) while (i - end < 6 && isIn(Alphabet.letter, window.at(i))) i++;
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
    'my token is ⟦9f8b7a6c5d4e3f2a1b0c⟧',
    'the API key is ⟦9f8b7a6c5d4e3f2a1b0c⟧',
    'with token "⟦9f8b7a6c5d4e3f2a1b0c⟧" it works',
    'My password is ⟦swordfish⟧.',
  ],
  ignored: () => [
    'my password is not working, the password is required',
    'My password is expired. my password is wrong',
    'cache key 9f8b7a6c5d4e3f2a1b0c and token dac6fb3d-713c-4555-8a97-4089aa3849be',
    'the password is at least 8 characters, a token is used for 2 requests',
    'a secret is something; the token is sent to api.example.com/v2',
    'the password is sha256-hashed and the pin is 12',
    'das Passwort ist falsch, el token es necesario',
    'my password is [API_KEY_1]',
    "'@x/password': 4.0.23(@types/y)",
    "console.log('My password is ', password1)",
    'asks for a password every time it starts: "Git: 2"',
  ],
};
