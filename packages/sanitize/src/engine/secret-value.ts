import { Alphabet, isIn } from './characters.js';

/** What a name such as `DB_PASSWORD` or `apiKey` says that its value is. */
export type SecretKind = 'password' | 'token' | 'authorization' | 'cookie';

/** Names that end like this hold a password: a person's, so short and plain perhaps. */
const PASSWORD_ENDINGS = ['password', 'passwd', 'passwort', 'passphrase', 'passcode', 'pwd'];
/** Names that end like this hold something random. */
const TOKEN_ENDINGS = [
  'token',
  'secret',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'authkey',
  'masterkey',
  'encryptionkey',
  'signingkey',
  'accountkey',
  'licensekey',
  'sharedkey',
  'servicekey',
  'adminkey',
  'credential',
  'credentials',
];
/** A `…key` that is named so is an identifier, not a secret. */
const HARMLESS_KEYS = [
  'publickey',
  'primarykey',
  'foreignkey',
  'partitionkey',
  'sortkey',
  'cachekey',
  'idempotencykey',
  'routingkey',
  'objectkey',
  'groupkey',
  'hotkey',
  'monkey',
  'turkey',
];
const HEADERS = new Map<string, SecretKind>([
  ['authorization', 'authorization'],
  ['proxyauthorization', 'authorization'],
  ['cookie', 'cookie'],
  ['setcookie', 'cookie'],
]);

/** Values that stand where a secret would: documentation, types, results of a look-up. */
const STAND_INS = new Set(
  (
    'null none nil true false undefined string number boolean required optional example changeme ' +
    'password passwd secret token redacted hidden missing invalid expired incorrect unknown empty ' +
    'yes no here wrong reset forgotten todo your-password your_password your-token'
  ).split(' '),
);

function lettersOf(name: string): string {
  let letters = '';
  for (let i = 0; i < name.length; i++) {
    if (isIn(Alphabet.alphanumeric, name.charCodeAt(i))) letters += name[i];
  }
  return letters.toLowerCase();
}

/** Whether `pass` is a word of its own at the end of a name: `pass`, `DB_PASS`, `userPass`. */
function endsInPass(name: string): boolean {
  if (!name.toLowerCase().endsWith('pass')) return false;
  const before = name.charCodeAt(name.length - 5);
  return (
    name.length === 4 ||
    !isIn(Alphabet.letter, before) ||
    (name.at(-4) === 'P' && isIn(Alphabet.lower, before))
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
  const letters = lettersOf(name);
  if (PASSWORD_ENDINGS.some((ending) => letters.endsWith(ending))) return 'password';
  if (endsInPass(name)) return 'password';
  const header = HEADERS.get(letters);
  if (header !== undefined) return header;
  if (TOKEN_ENDINGS.some((ending) => letters.endsWith(ending))) return 'token';
  if (letters.endsWith('key') && letters.length > 3) {
    return HARMLESS_KEYS.some((harmless) => letters.endsWith(harmless)) ? undefined : 'token';
  }
  return letters === 'auth' || letters.endsWith('oauth') ? 'token' : undefined;
}

interface Makeup {
  digits: number;
  lower: number;
  upper: number;
  other: number;
  /** Bits of information per character, by Shannon's formula over this value alone. */
  entropy: number;
  distinct: number;
}

/** How often each ASCII character occurs; what is not ASCII counts as one. */
const occurrences = new Uint16Array(128);

function makeupOf(value: string): Makeup {
  const makeup = { digits: 0, lower: 0, upper: 0, other: 0, entropy: 0, distinct: 0 };
  occurrences.fill(0);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const slot = code < 128 ? code : 0;
    occurrences[slot] = occurrences[slot]! + 1;
    if (isIn(Alphabet.digit, code)) makeup.digits++;
    else if (isIn(Alphabet.lower, code)) makeup.lower++;
    else if (isIn(Alphabet.upper, code)) makeup.upper++;
    else makeup.other++;
  }
  for (let slot = 0; slot < occurrences.length; slot++) {
    const count = occurrences[slot]!;
    if (count === 0) continue;
    makeup.distinct++;
    makeup.entropy -= (count / value.length) * Math.log2(count / value.length);
  }
  return makeup;
}

/** `${TOKEN}`, `{{token}}`, `<token>`, `$TOKEN`, `%TOKEN%`, `process.env.TOKEN`, `****`. */
function isReference(value: string): boolean {
  const first = value[0];
  if (first === '$' || first === '<' || first === '{' || first === '%') return true;
  if (value.includes('${') || value.includes('{{')) return true;
  const lower = value.toLowerCase();
  if (lower.includes('environ') || lower.includes('env.') || lower.includes('env[')) return true;
  return (
    lower.startsWith('http://') ||
    lower.startsWith('https://') ||
    isMask(value) ||
    hasPlaceholder(value)
  );
}

/** Whether a text holds `[EMAIL_1]`, `[REDACTED]` or the like: something was taken out already. */
export function hasPlaceholder(text: string): boolean {
  for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
    let i = open + 1;
    while (isPlaceholderLetter(text.charCodeAt(i))) i++;
    if (text[i] === ']' && i - open > 2) return true;
  }
  return false;
}

function isPlaceholderLetter(code: number): boolean {
  return code === 95 /* _ */ || isIn(Alphabet.upperAlphanumeric, code);
}

function isMask(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    if (!'*•.xX-_'.includes(value[i]!)) return false;
  }
  return true;
}

/** How a value is written: how much its surroundings vouch for its being one. */
export type Certainty = 'member' | 'assigned' | 'prose';

/**
 * Whether a value under a name of that kind is a secret and not a word about one.
 *
 * @param certainty - `member`: the value of a named member, its whole extent known;
 *   `assigned`: quoted, or behind `=`; `prose`: bare, behind a colon
 */
export function isSecretValue(value: string, kind: SecretKind, certainty: Certainty): boolean {
  if (value.length < 4 || isReference(value) || STAND_INS.has(value.toLowerCase())) return false;
  const { digits, lower, upper, other, entropy, distinct } = makeupOf(value);
  if (kind === 'cookie') return value.includes('=');
  if (kind === 'authorization') {
    return certainty !== 'prose' || (value.length >= 8 && distinct >= 5 && digits + upper > 0);
  }
  if (kind === 'password') {
    if (certainty !== 'prose') return true;
    return value.length >= 5 && (digits > 0 || other > 1 || (upper > 1 && lower > 0));
  }
  if (value.length < 8 || distinct < 5 || value.startsWith('/')) return false;
  if (digits === 0)
    return value.length >= 20 && upper > 0 && lower > 0 && other <= 2 && entropy > 3.5;
  const letters = lower + upper;
  return letters > 0 ? entropy > (value.length >= 16 ? 2.9 : 2.6) : value.length >= 16;
}
