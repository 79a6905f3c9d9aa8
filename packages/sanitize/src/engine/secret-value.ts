import { Alphabet, isIn } from './characters.js';
import { isAlphabet, isDigest, isUuid, looksRandom, type Makeup, makeupOf } from './randomness.js';
import type { SecretKind } from './secret-names.js';
import { isFiller, isStandIn } from './stand-ins.js';

export { type SecretKind, secretKindOf } from './secret-names.js';

/**
 * How a value is written: how much its surroundings vouch for its being one.
 * - `member`: the value of a named member, its whole extent known
 * - `assigned`: quoted, or right behind `=`
 * - `expression`: bare, behind `=` with blanks: in code a name as likely as a value
 * - `prose`: bare, behind a colon
 */
export type Certainty = 'member' | 'assigned' | 'expression' | 'prose';

const SHORTEST_TOKEN = 10;

/** Whether a value under a name of that kind is a secret and not a word about one. */
export function isSecretValue(value: string, kind: SecretKind, certainty: Certainty): boolean {
  return value.length >= 4 && isLikely(value, kind, certainty) && !isStandIn(value);
}

function isLikely(value: string, kind: SecretKind, certainty: Certainty): boolean {
  if (kind === 'cookie') return isCookie(value);
  if (kind === 'password' && isVouchedFor(certainty)) return true;
  if (kind === 'authorization' && certainty !== 'prose') return true;
  const makeup = makeupOf(value);
  switch (kind) {
    case 'authorization':
      return isCredentials(makeup);
    case 'password':
      return isPassword(value, makeup, certainty);
    case 'pass':
      return isPassword(value, makeup, certainty) && !isPlainWord(makeup);
    case 'passphrase':
      return isPassphrase(value) || isPassword(value, makeup, certainty);
    case 'secret':
      return (
        isToken(value, makeup, certainty) ||
        (isVouchedFor(certainty) && isChosenSecret(value, makeup))
      );
    case 'token':
      return isToken(value, makeup, certainty);
    case 'key':
      return isRandomKey(value, makeup);
    case 'lone-key':
      return certainty === 'member' && isLoneKey(value, makeup);
  }
}

/** `name=value`, as it stands before the first `;` (RFC 6265, section 4.1.1). */
function isCookie(value: string): boolean {
  const equals = value.indexOf('=');
  if (equals < 1 || equals + 1 === value.length) return false;
  for (let i = 0; i < equals; i++) {
    if (!isIn(Alphabet.dotted, value.charCodeAt(i))) return false;
  }
  return true;
}

/** Whether what a sentence calls an authorization may be the credentials of one. */
function isCredentials({ length, distinct, digits, upper }: Makeup): boolean {
  return length >= 8 && distinct >= 5 && digits + upper > 0;
}

function isPassword(value: string, makeup: Makeup, certainty: Certainty): boolean {
  const { length, digits, upper, lower, other } = makeup;
  if (isVouchedFor(certainty)) return true;
  if ((isDotted(value) || isTypeName(value)) && !looksRandom(makeup)) return false;
  if (certainty === 'expression') {
    return !value.includes(' ') && (digits > 0 || hasSign(value) || isJumbled(makeup));
  }
  return length >= 5 && (digits > 0 || other > 1 || (upper > 1 && lower > 0));
}

/** `vALIFiCLmCxG`: letters of both cases in more turns than a name of several words has. */
function isJumbled({ length, lower, upper, steps, changes }: Makeup): boolean {
  return length >= 8 && lower > 1 && upper > 1 && changes >= 3 && changes >= steps * 0.25;
}

/** `SecretInput`, `Uint8Array`: how code names types, which stand behind a colon too. */
function isTypeName(value: string): boolean {
  if (!isIn(Alphabet.upper, value.charCodeAt(0))) return false;
  for (let i = 0; i < value.length; i++) {
    if (!isIn(Alphabet.word, value.charCodeAt(i))) return false;
  }
  return isIn(Alphabet.letter, value.charCodeAt(value.length - 1));
}

const FEWEST_WORDS = 4;

/** Words one after the other, as a passphrase or the mnemonic of a wallet has. */
function isPassphrase(value: string): boolean {
  const words = value.split(' ');
  return (
    words.length >= FEWEST_WORDS &&
    words.every((word) => word.length > 2 && isPlainWord(makeupOf(word)))
  );
}

/** `green`, `fail`: letters of one case. */
function isPlainWord({ length, lower, upper }: Makeup): boolean {
  return lower === length || upper === length;
}

/** Whether there is a sign in a value that no name in code has. */
function hasSign(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (!isIn(Alphabet.dotted, code)) return true;
  }
  return false;
}

/** `my-super-secret-2024`: what people write for `JWT_SECRET`. */
function isChosenSecret(value: string, makeup: Makeup): boolean {
  const { length, digits, upper, lower, other } = makeup;
  if (length < 8 || value.includes(' ') || isFiller(value, makeup)) return false;
  return digits > 0 || hasSign(value) || (length >= 10 && (other > 0 || (upper > 0 && lower > 0)));
}

/** Whether a value may be what a program drew: long enough, of many different characters. */
function isToken(value: string, makeup: Makeup, certainty: Certainty): boolean {
  if (value.length < SHORTEST_TOKEN || value.includes(':') || value.includes(' ')) return false;
  const { length, digits, lower, upper, other, padding, distinct } = makeup;
  if (distinct < 5 || isAlphabet(makeup) || isFiller(value, makeup)) return false;
  const isPath = value.charCodeAt(0) === 47 /* / */ || value.startsWith('./');
  if (isPath || isDotted(value) || (!isVouchedFor(certainty) && isName(value))) {
    return looksRandom(makeup);
  }
  if (digits === 0)
    return length >= 20 && upper > 0 && lower > 0 && other - padding <= 2 && makeup.entropy > 3.5;
  return lower + upper > 0 ? makeup.entropy > (length >= 20 ? 2.9 : 2.6) : length >= 16;
}

/** Whether the surroundings make sure that it is a value, and the whole of it. */
function isVouchedFor(certainty: Certainty): boolean {
  return certainty === 'member' || certainty === 'assigned';
}

/** `auth_provider_x509_cert`, `next-auth-session-v2`, `Uint8Array`: as names are written. */
function isName(value: string): boolean {
  return value.includes('_') || value.includes('-') || isTypeName(value);
}

/** `com.example.token`, `io.jsonwebtoken.Jwts`: words with full stops between them. */
function isDotted(value: string): boolean {
  return value.includes('.') && isIn(Alphabet.letter, value.charCodeAt(0));
}

/** Whether the value of something that is only called a key was drawn at random. */
function isRandomKey(value: string, makeup: Makeup): boolean {
  if (value.length < 16 || value.includes(':') || value.includes(' ')) return false;
  return looksRandom(makeup) && !isUuid(value) && !isEncodedText(value);
}

/** A `key` may be that of a row, a file or a cache: ids, digests and paths are none of ours. */
function isLoneKey(value: string, makeup: Makeup): boolean {
  if (value.length < 20 || value.includes('/') || value.includes('.')) return false;
  return isRandomKey(value, makeup) && !isDigest(makeup);
}

/** Whether base64 holds nothing but a readable text. */
export function isEncodedText(value: string): boolean {
  if (value.length % 4 !== 0) return false;
  for (let i = 0; i < value.length; i++) {
    if (!isIn(Alphabet.base64, value.charCodeAt(i))) return false;
  }
  let text: string;
  try {
    text = atob(value);
  } catch {
    return false;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code > 126) return false;
  }
  return true;
}
