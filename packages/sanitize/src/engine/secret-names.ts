import { Alphabet, isIn } from './characters.js';
import { Words } from './words.js';

/**
 * What a name such as `DB_PASSWORD` or `apiKey` says that its value is.
 * - `password`: chosen by somebody, so perhaps short and plain
 * - `pass`: a password, or the opposite of `fail`: a word of letters alone is none
 * - `passphrase`: words with blanks between them, perhaps
 * - `secret`: chosen or drawn at random, such as `JWT_SECRET`
 * - `token`: drawn at random
 * - `key`: perhaps a secret, perhaps only a name, such as `bucketKey`: the value must look random
 * - `lone-key`: a name that is only `key`; the value must be of no other known kind either
 * - `authorization`, `cookie`: the values of those headers
 */
export type SecretKind =
  | 'password'
  | 'pass'
  | 'passphrase'
  | 'secret'
  | 'token'
  | 'key'
  | 'lone-key'
  | 'authorization'
  | 'cookie';

const PASSWORD_ENDINGS = (
  'password passwd passwort kennwort passcode pwd psw wachtwoord contrasena ' +
  'motdepasse senha parolachiave pinkod haslo'
).split(' ');
const PHRASE_ENDINGS = 'passphrase seedphrase recoveryphrase mnemonic'.split(' ');
const SECRET_ENDINGS = 'secret credential credentials creds'.split(' ');
const TOKEN_ENDINGS = (
  'token apikey accesskey secretkey privatekey authkey masterkey encryptionkey signingkey ' +
  'accountkey licensekey sharedkey servicekey adminkey sharedaccesssignature ' +
  'xamzsignature xgoogsignature xamzcredential'
).split(' ');
/** A name that ends so is that of an identifier, of something public, or of a position in a list. */
const HARMLESS_ENDINGS = (
  'gpgkey pgpkey publickey primarykey foreignkey partitionkey sortkey cachekey idempotencykey routingkey objectkey ' +
  'groupkey hotkey monkey turkey rowkey hashkey rangekey issuekey projectkey dedupkey dedupekey ' +
  'storagekey translationkey messagekey sessionkey nexttoken pagetoken continuationtoken synctoken ' +
  'clientrequesttoken idempotencytoken csrftoken xsrftoken csrf xsrf authenticitytoken requestverificationtoken keyboard tokentype'
).split(' ');
/** A name that holds one of these says itself that the value opens nothing. */
const HARMLESS_PARTS = (
  'public publishable fake dummy mock example sample placeholder invalid bogus nonmatching masked ' +
  'redacted'
).split(' ');
/** Words behind the one that tells: `API_KEY_PROD`, `secretValue`, `password_confirmation`. */
const TRAILERS = (
  'value string text str prod production dev development staging stage test live plain plaintext ' +
  'raw base64 b64 confirmation confirm again old new current header default donotcommit'
).split(' ');

/** Names that only an .npmrc has, @see https://docs.npmjs.com/cli/configuring-npm/npmrc */
const NPMRC = new Words('_authToken _auth _password');

const HEADERS = new Map<string, SecretKind>([
  ['authorization', 'authorization'],
  ['proxyauthorization', 'authorization'],
  ['xauthorization', 'authorization'],
  ['cookie', 'cookie'],
  ['setcookie', 'cookie'],
]);

/** The last two letters of names that may tell: most names are turned down by these. */
const ENDINGS = new Uint8Array(1024);
for (const word of [
  ...PASSWORD_ENDINGS,
  ...PHRASE_ENDINGS,
  ...SECRET_ENDINGS,
  ...TOKEN_ENDINGS,
  ...TRAILERS,
  ...HEADERS.keys(),
  'pass',
  'auth',
  'pw',
  'key',
  'com',
  'org',
  'sig',
]) {
  ENDINGS[endingKey(word.charCodeAt(word.length - 2), word.charCodeAt(word.length - 1))] = 1;
}

function endingKey(last2: number, last: number): number {
  return ((last2 & 31) << 5) | (last & 31);
}

/** Whether a name that ends with these two letters may announce a secret. */
export function mayAnnounce(last2: number, last: number): boolean {
  return ENDINGS[endingKey(last2, last)] === 1;
}

function lettersOf(name: string): string {
  let letters = '';
  for (let i = 0; i < name.length; i++) {
    if (isIn(Alphabet.alphanumeric, name.charCodeAt(i))) letters += name[i];
  }
  return letters.toLowerCase();
}

/** Whether a short word stands by itself at the end of a name: `pass`, `DB_PASS`, `userPass`. */
function endsInWord(name: string, word: string): boolean {
  if (!name.toLowerCase().endsWith(word)) return false;
  if (name === 'PW') return false;
  const at = name.length - word.length;
  const before = name.charCodeAt(at - 1);
  return (
    at === 0 ||
    !isIn(Alphabet.letter, before) ||
    (isIn(Alphabet.upper, name.charCodeAt(at)) && isIn(Alphabet.lower, before))
  );
}

const MOST_NAMES = 2000;
/** What names announce: the same few come again and again. Dropped when it has grown too large. */
const kinds = new Map<string, SecretKind | null>();

/** What kind of secret a name announces; undefined if none. */
export function secretKindOf(name: string): SecretKind | undefined {
  let kind = kinds.get(name);
  if (kind === undefined) {
    kind = classify(name) ?? null;
    if (kinds.size >= MOST_NAMES) kinds.clear();
    kinds.set(name, kind);
  }
  return kind ?? undefined;
}

function classify(name: string): SecretKind | undefined {
  const letters = lettersOf(withoutOrdinal(name));
  const header = HEADERS.get(letters);
  if (header !== undefined) return header;
  if (HARMLESS_PARTS.some((part) => letters.includes(part))) return undefined;
  if (isBundlerHost(name) || NPMRC.has(name)) return 'password';
  const kind = kindOf(letters, withoutOrdinal(name));
  if (kind !== undefined || isHarmless(letters)) return kind;
  for (const trailer of TRAILERS) {
    if (letters.endsWith(trailer) && letters.length > trailer.length) {
      const stem = letters.slice(0, -trailer.length);
      const announced = isHarmless(stem) ? undefined : kindOf(stem, stem);
      return announced === 'key' || announced === 'lone-key' ? undefined : announced;
    }
  }
  return undefined;
}

/** `api_token_2`, `password1`: the number at the end says which one. */
function withoutOrdinal(name: string): string {
  let end = name.length;
  while (end > 0 && isIn(Alphabet.digit, name.charCodeAt(end - 1))) end--;
  if (end === name.length) return name;
  const isParted = isIn(Alphabet.colonFree, name.charCodeAt(end - 1));
  const stem = name.slice(0, isParted ? end - 1 : end);
  return isParted || stem.toLowerCase().endsWith('password') ? stem : name;
}

function isHarmless(letters: string): boolean {
  return HARMLESS_ENDINGS.some((ending) => letters.endsWith(ending));
}

function kindOf(letters: string, name: string): SecretKind | undefined {
  if (PASSWORD_ENDINGS.some((ending) => letters.endsWith(ending))) return 'password';
  if (PHRASE_ENDINGS.some((ending) => letters.endsWith(ending))) return 'passphrase';
  if (endsInWord(name, 'pass') || endsInWord(name, 'pw')) {
    return letters === 'pass' ? 'pass' : 'password';
  }
  if (isHarmless(letters)) return undefined;
  if (SECRET_ENDINGS.some((ending) => letters.endsWith(ending))) return 'secret';
  if (TOKEN_ENDINGS.some((ending) => letters.endsWith(ending))) return 'token';
  if (letters.endsWith('auth') && (letters === 'auth' || !letters.endsWith('preauth')))
    return 'token';
  if (letters === 'sig') return 'key';
  if (letters.endsWith('key')) return letters === 'key' ? 'lone-key' : 'key';
  return undefined;
}

/**
 * `BUNDLE_GEMS__EXAMPLE__COM`: how Bundler's environment names the credentials for a host.
 *
 * @see https://bundler.io/man/bundle-config.1.html
 */
function isBundlerHost(name: string): boolean {
  return name.startsWith('BUNDLE_') && name.includes('__');
}
