import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type CodeTest, DONE, grow, matchOf, STOP, type Tail, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const BEGIN = '-----BEGIN';
const LONGEST_LABEL = 40;
const FEWEST_BASE64 = 16;
const DASH = 45;

/** The states of {@link pemTail}: how many dashes were read, then the letters of END, then more. */
const FIVE_DASHES = 5;
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
    return isIn(Alphabet.alphanumeric, code) || code === 32 ? CLOSING : STOP;
  }
  if (state >= IN_END) {
    const expected = 'END'.charCodeAt(state - IN_END);
    if (code === expected) return state === IN_END + 2 ? CLOSING : state + 1;
    return isBody(code) ? 0 : STOP;
  }
  if (state === FIVE_DASHES && code === 69 /* E */) return IN_END + 1;
  if (code === DASH) return Math.min(state + 1, FIVE_DASHES);
  return isBody(code) ? 0 : STOP;
};

/** The end of the BEGIN line's dashes if it names a private key. */
function endOfHead(window: Window, start: number): number | undefined {
  let i = start + BEGIN.length;
  const label = i;
  while (
    i - label < LONGEST_LABEL &&
    (isIn(Alphabet.upperAlphanumeric, window.at(i)) || window.at(i) === 32)
  ) {
    i++;
  }
  if (!window.reads('-----', i)) return undefined;
  return window.text.slice(label, i).includes('PRIVATE KEY') ? i + 5 : undefined;
}

/** Whether base64 or a header of RFC 1421 follows the head, not a sentence or a blank. */
function hasBody(window: Window, head: number): boolean {
  let i = head;
  while (i - head < 16) {
    const code = window.at(i);
    if (code === 92 /* \ */) i += 2;
    else if (isIn(Alphabet.space, code)) i++;
    else break;
  }
  if (['Proc-Type:', 'Version:', 'Comment:', 'DEK-Info:'].some((name) => window.reads(name, i))) {
    return true;
  }
  const body = i;
  while (i - body < FEWEST_BASE64 && isIn(Alphabet.base64, window.at(i))) i++;
  return i - body === FEWEST_BASE64;
}

/** A body that breaks off leaves the white space behind it, and the backslash of a `\"`. */
const isLoose: CodeTest = (code) => isIn(Alphabet.space, code) || code === 92;

/**
 * Private keys in PEM form, plain, encrypted or OpenSSH's, with real or escaped line ends. From
 * the BEGIN line on everything to the END line is replaced, or to where the body breaks off.
 *
 * @see RFC 7468, sections 2, 10 and 11; RFC 1421, section 4.6
 */
export const privateKey: Detector = {
  rule: 'private-key',
  type: 'api_key',
  anchors: ['dashes'],
  find(window, start): Match | undefined {
    if (!window.reads(BEGIN, start)) return undefined;
    const head = endOfHead(window, start);
    if (head === undefined || !hasBody(window, head)) return undefined;
    const grown = trimEnd(window, grow(window, start, head, pemTail), head, isLoose);
    return matchOf(start, grown, 1);
  },
};

export const privateKeyExamples: DetectorExamples = {
  found: () => {
    const begin = (kind: string) => ['-----BEGIN ', kind, 'PRIVATE KEY-----'].join('');
    const end = (kind: string) => ['-----END ', kind, 'PRIVATE KEY-----'].join('');
    const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
    return [
      `⟦${begin('')}\n${line}\n${line}\n${end('')}⟧\nafter`,
      `{"key":"⟦${begin('RSA ')}\\n${line}\\n${end('RSA ')}⟧\\n"}`,
      `⟦${begin('EC ')}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0AB1\n\n${line}\n${end('EC ')}⟧`,
      `"⟦${begin('OPENSSH ')}\n${line}\n${line}⟧"`,
    ];
  },
  ignored: () => [
    [
      '-----BEGIN ',
      'PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
    ].join(''),
    ['a line "-----BEGIN ', 'PRIVATE KEY-----" begins a key'].join(''),
    '---------- and --HELP and -----BEGIN',
  ],
};
