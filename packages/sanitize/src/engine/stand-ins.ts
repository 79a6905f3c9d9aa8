import { Alphabet, isIn } from './characters.js';
import { type Makeup, makeupOf } from './randomness.js';
import { Words } from './words.js';

/** Words of which documents make what stands where a secret goes: `your-api-key-here`. */
const FILLER_WORDS = new Words(
  'your my our the a an this that is of for to in on at or and not api key keys token tokens secret ' +
    'secrets password passwords passwd passphrase pass pwd pw passwort example examples sample dummy ' +
    'test testing fake mock placeholder insert replace change changeme changeit me with put enter add ' +
    'type some any value values here there xxx todo tbd tba goes default user users username name ' +
    'client access auth account id app application service server host database db admin bearer basic ' +
    'redacted hidden masked removed omitted empty none null nil undefined true false yes no na string ' +
    'number boolean bool int integer float object array optional required missing invalid expired ' +
    'incorrect unknown wrong reset forgotten foo bar baz qux real actual private public super strong ' +
    'secure new old same as above below see env var variable config settings from file input prompt ' +
    'read get set must be should will can least characters long random generated generate created ' +
    'encrypted base url production prod staging dev development local abc credential ' +
    'credentials authentication authorization header cookie session chocolate please ask you flag ' +
    'option argument origin include omit',
);

/** Beginnings of what names where a secret is kept. */
const LOCATORS = (
  'arn: vault: ssm: env: file: ref+ secretref: encrypted: enc[ process.env import.meta os.environ ' +
  'os.getenv projects/'
).split(' ');
/** What code reads a value from, before a dot. */
const SOURCES = new Words(
  'var local data module secrets config settings env environ process os this self cls args argv ' +
    'params options opts props state request req res response ctx context form body query headers ' +
    'input event values user account session row record json payload app constants creds credentials',
);

/**
 * A name of where the value is, not the value: `${TOKEN}`, `{{ token }}`, `<token>`, `$TOKEN`,
 * `%TOKEN%`, `process.env.TOKEN`, `var.db_password`, `vault:secret/db`.
 */
function isReference(value: string): boolean {
  const first = value[0];
  if (first === '$' || first === '<' || first === '{') return true;
  if (first === '%' && value.endsWith('%')) return true;
  if (first === '#' && value[1] === '{') return true;
  if (first === '!' && isIn(Alphabet.upper, value.charCodeAt(1)) && value.includes(' '))
    return true;
  if (value.includes('${') || value.includes('{{') || value.includes('$(')) return true;
  const lower = value.toLowerCase();
  if (value.includes('://')) return true;
  if (LOCATORS.some((locator) => lower.startsWith(locator))) return true;
  if (lower.includes('environ') || lower.includes('env.') || lower.includes('env[')) return true;
  return isMember(lower);
}

/** Whether there is no sign in a value that a reference, a break or a placeholder must have. */
function isBare(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    if (!isIn(Alphabet.base64url, value.charCodeAt(i))) return false;
  }
  return true;
}

/** `var.db_password`, `request.form.password`: a member of what code reads from. */
function isMember(lower: string): boolean {
  const dot = lower.indexOf('.');
  if (dot < 1 || !SOURCES.has(lower.slice(0, dot))) return false;
  for (let i = dot + 1; i < lower.length; i++) {
    if (!isIn(Alphabet.dotted, lower.charCodeAt(i))) return false;
  }
  return true;
}

/** Whether a text holds `[EMAIL_1]`, `[REDACTED]` or the like: something was taken out already. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('[') && /\[[A-Z\d_]{2,}\]/.test(text);
}

/** Signs that mask by themselves, or part what does; also the bullet and the ellipsis. */
const MASKS = '*#.-_\u2022\u2026';

/** `****`, `xxxx-xxxx`, `......`, `0000`: characters that mask a value. */
export function isMask(value: string): boolean {
  let first = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (MASKS.includes(value[i]!)) continue;
    if (!isIn(Alphabet.alphanumeric, code)) return false;
    if (first === 0) first = code | 32;
    else if ((code | 32) !== first) return false;
  }
  return true;
}

const LONGEST_WORDING = 64;

/** `your-api-key-here`, `changeme`, `null`, `mySecretToken`: nothing but words about a secret. */
export function isWording(value: string): boolean {
  if (value.length > LONGEST_WORDING || !/^[a-zA-Z]\D*$/.test(value)) return false;
  let start = 0;
  for (let i = 1; i <= value.length; i++) {
    const isLetter = i < value.length && isIn(Alphabet.letter, value.charCodeAt(i));
    if (isLetter && !isHump(value, i)) continue;
    if (i > start && !isFillerWord(value.slice(start, i).toLowerCase())) return false;
    start = isLetter ? i : i + 1;
  }
  return true;
}

/** Whether a word of camelCase begins at an index. */
function isHump(value: string, index: number): boolean {
  const isCapital = isIn(Alphabet.upper, value.charCodeAt(index));
  return isCapital && isIn(Alphabet.lower, value.charCodeAt(index - 1));
}

/** `password`, and `somepassword`. */
function isFillerWord(word: string): boolean {
  if (FILLER_WORDS.has(word)) return true;
  return ENDINGS.some(
    (ending) => word.endsWith(ending) && FILLER_WORDS.has(word.slice(0, -ending.length)),
  );
}

const ENDINGS = ['password', 'passwd', 'pass', 'secret', 'token', 'key'];
const INSTRUCTION =
  /(?<![a-z0-9])(?:your|replace|insert|placeholder|changeme|redacted|put_)(?![a-z0-9])/i;

const LONGEST_INSTRUCTION = 11;

/** `YOUR_USERNAME`, `REPLACE_WITH_PASSWORD`, `<insert key>`: words that ask for the value. */
function isInstruction(value: string): boolean {
  return INSTRUCTION.test(value);
}

/** `eyJhbGci...`: documents break off so. */
function isAbbreviated(value: string): boolean {
  return value.endsWith('..') || value.endsWith('\u2026') || value.includes('...');
}

/** Whether a value stands where a secret would and is none. */
export function isStandIn(value: string): boolean {
  if (isMask(value) || isWording(value) || isInstruction(value)) return true;
  if (isBare(value)) return false;
  return isReference(value) || isAbbreviated(value) || hasPlaceholder(value);
}

/**
 * Whether what stands where a token would is none: `ghp_xxxx…`, `sk-your-key-here`.
 *
 * @param makeup - that of the token behind its prefix
 */
export function isTokenStandIn(token: string, makeup: Makeup): boolean {
  // Most tokens are one word behind their prefix, which holds no other.
  const isOneWord = makeup.other === 0 && makeup.length > LONGEST_INSTRUCTION;
  return isFiller(token, makeup) || (!isOneWord && isInstruction(token));
}

/**
 * `ghp_xxxx…`: how documents write where the rest of a token goes.
 *
 * @param makeup - that of the token behind its prefix
 */
export function isFiller(token: string, makeup: Makeup = makeupOf(token)): boolean {
  const { length, digits, other, crosses, held } = makeup;
  const alphanumerics = length - other;
  const most = alphanumerics * 0.6;
  if (alphanumerics === 0 || crosses >= most || held > most) return true;
  if (token.includes('EXAMPLEEXAMPLE')) return true;
  return digits === length && length >= 16;
}
