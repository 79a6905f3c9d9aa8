import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type CodeTest, DONE, grow, matchOf, STOP, type Tail, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const BEGIN = 'BEGIN';
const LONGEST_LABEL = 40;
/** So much base64 behind the head tells a body that breaks off from a sentence about keys. */
const FEWEST_BASE64 = 16;
/** The shortest private key, that of Ed25519 in PKCS #8 (RFC 8410, section 7), has 64. */
const SHORTEST_BODY = 44;
const DASH = 45;

/** The states of {@link pemTail}: how many dashes were read, then the letters of END, then more. */
const FIVE_DASHES = 5;
const FOUR_DASHES = 4;
const IN_END = 10;
const CLOSING = 20;

/** Characters of a PEM body: base64, white space, escaped or not, and the headers of RFC 1421. */
function isBody(code: number): boolean {
  return (
    isIn(Alphabet.base64 | Alphabet.space | Alphabet.dash, code) ||
    code === 92 /* \ */ ||
    code === 58 /* : */ ||
    code === 44 /* , */ ||
    code === 95 /* _ */
  );
}

/**
 * Follows the body of a key to the dashes behind its END line. Where the END never comes, it
 * ends at the first character that no body holds.
 */
const pemTail: Tail = (state, code) => {
  if (state >= CLOSING) {
    if (code === DASH) return state === CLOSING + 4 ? DONE : state + 1;
    // The four dashes of RFC 4716 end before another sign.
    if (state === CLOSING + FOUR_DASHES) return STOP;
    return isIn(Alphabet.alphanumeric, code) || code === 32 ? CLOSING : STOP;
  }
  if (state >= IN_END) {
    const expected = 'END'.charCodeAt(state - IN_END);
    if (code === expected) return state === IN_END + 2 ? CLOSING : state + 1;
    return isBody(code) ? 0 : STOP;
  }
  if (state >= FOUR_DASHES && (code === 69 /* E */ || code === 32)) {
    return code === 32 ? state : IN_END + 1;
  }
  if (code === DASH) return Math.min(state + 1, FIVE_DASHES);
  return isBody(code) ? 0 : STOP;
};

/** The end of the BEGIN line's dashes if it names a private key. */
function endOfHead(window: Window, begin: number): number | undefined {
  let i = begin + BEGIN.length;
  const label = i;
  while (
    i - label < LONGEST_LABEL &&
    (isIn(Alphabet.alphanumeric, window.at(i)) || window.at(i) === 32)
  ) {
    i++;
  }
  if (!window.reads('----', i)) return undefined;
  const name = window.text.slice(label, i);
  const isPrivate = name.includes('PRIVATE KEY') || name.includes('OpenVPN Static key');
  if (!isPrivate && name !== ' SSH2 ENCRYPTED PRIVATE KEY ') return undefined;
  return window.at(i + 4) === DASH ? i + 5 : i + 4;
}

/** Whether base64 or a header of RFC 1421 or RFC 4880 follows the head, not a sentence or a blank. */
function hasBody(window: Window, head: number): boolean {
  let i = head;
  while (i - head < 32) {
    const code = window.at(i);
    if (code === 92 /* \ */) i += 2;
    else if (isIn(Alphabet.space, code)) i++;
    else break;
  }
  if (HEADERS.some((name) => window.reads(name, i))) return true;
  const body = i;
  while (i - body < FEWEST_BASE64 && isIn(Alphabet.base64, window.at(i))) i++;
  return i - body === FEWEST_BASE64;
}

const HEADERS = [
  'Proc-Type:',
  'Version:',
  'Comment:',
  'DEK-Info:',
  'Hash:',
  'Charset:',
  'Subject:',
];

/** Whether a key that was seen to its end is too short to be one: `MII…` in a document. */
function isTooShort(window: Window, head: number, end: number): boolean {
  let base64 = 0;
  for (let i = head; i < end && base64 < SHORTEST_BODY; i++) {
    if (isIn(Alphabet.base64, window.at(i))) base64++;
    else if (window.reads('----', i)) break;
  }
  return base64 < SHORTEST_BODY;
}

/** A body that breaks off leaves the white space behind it, and the backslash of a `\"`. */
const isLoose: CodeTest = (code) => isIn(Alphabet.space, code) || code === 92;

/**
 * Private keys in PEM form: plain, encrypted, OpenSSH's, PGP's, RFC 4716's, with real or escaped
 * line ends or in one line. From the BEGIN line on everything to the END line is replaced, or to
 * where the body breaks off.
 *
 * @see RFC 7468, sections 2, 10 and 11; RFC 1421, section 4.6; RFC 4716; RFC 4880, section 6.2
 */
export const privateKey: Detector = {
  rule: 'private-key',
  type: 'api_key',
  anchors: ['dashes'],
  find(window, start, runEnd): Match | undefined {
    const begin = start + 5;
    if (!window.reads(BEGIN, begin)) return undefined;
    const isApart = runEnd - start === 4 && window.at(runEnd) === 32;
    if (!isApart && !window.reads('-----', start)) return undefined;
    const head = endOfHead(window, begin);
    if (head === undefined || !hasBody(window, head)) return undefined;
    const grown = trimEnd(window, grow(window, start, head, pemTail), head, isLoose);
    if (window.at(grown.end - 1) === DASH && isTooShort(window, head, grown.end)) return undefined;
    return matchOf(start, grown, 1);
  },
};

const LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';

export const privateKeyExamples: DetectorExamples = {
  found: () => {
    const begin = (kind: string) => ['-----BEGIN ', kind, '-----'].join('');
    const end = (kind: string) => ['-----END ', kind, '-----'].join('');
    const plain = ['PRIVATE', 'KEY'].join(' ');
    const rsa = `RSA ${plain}`;
    const ec = `EC ${plain}`;
    const pgp = `PGP ${plain} BLOCK`;
    const ssh2 = `SSH2 ENCRYPTED ${plain}`;
    return [
      `⟦${begin(plain)}\n${LINE}\n${LINE}\n${end(plain)}⟧\nafter`,
      `⟦${begin(plain)}${LINE}${end(plain)}⟧ in one line`,
      `⟦${begin(plain)} ${LINE} ${LINE} ${end(plain)}⟧ with blanks`,
      `{"key":"⟦${begin(rsa)}\\n${LINE}\\n${end(rsa)}⟧\\n"}`,
      `⟦${begin(ec)}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0AB1\n\n${LINE}\n${end(ec)}⟧`,
      `"⟦${begin(`OPENSSH ${plain}`)}\n${LINE}\n${LINE}⟧"`,
      `⟦${begin(pgp)}\nVersion: GnuPG v2\n\n${LINE}\n=8xQN\n${end(pgp)}⟧`,
      `⟦---- BEGIN ${ssh2} ----\n${LINE}\n---- END ${ssh2} ----⟧\nafter`,
      `⟦${begin('OpenVPN Static key V1')}\n${'0f3a9c1b7d5e2846'.repeat(4)}\n${end('OpenVPN Static key V1')}⟧`,
    ];
  },
  ignored: () => [
    [
      '-----BEGIN ',
      'PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
    ].join(''),
    ['a line "-----BEGIN ', 'PRIVATE KEY-----" begins a key'].join(''),
    ['-----BEGIN ', 'PRIVATE KEY-----\nYWJjZGVmZ2hpamtsbW5v\n-----END ', 'PRIVATE KEY-----'].join(
      '',
    ),
    '---------- and --HELP and -----BEGIN',
    'BEGIN PRIVATE KEY and begin again',
  ],
};
