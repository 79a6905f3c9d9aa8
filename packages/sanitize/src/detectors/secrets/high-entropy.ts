import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isDigest, isUuid, looksRandom, makeupOf } from '../../engine/randomness.js';
import { isFiller } from '../../engine/stand-ins.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';

const LEAST = 20;
const MOST = 512;
/** `sha512-`, as integrity metadata begins. */
const LONGEST_ALGORITHM = 7;
/** Bits per character: hexadecimal digits have at most 4, base64 at most 6. */
const HEX_ENTROPY = 3;
const ENTROPY = 3.8;

/** A digest or an id says what it is: `sha256:…`, `integrity="sha512-…"`, `commit …`. */
const HARMLESS = new Words(
  'sha sha1 sha256 sha384 sha512 md5 digest integrity checksum hash commit rev revision etag uuid guid ' +
    'id nonce fingerprint trace span traceid spanid requestid',
);

/** The word next to a value, with its digits. */
function wordBefore(window: Window, start: number): string {
  let end = start;
  while (start - end < 8 && window.at(end - 1) >= 0 && !isIn(Alphabet.word, window.at(end - 1)))
    end--;
  let i = end;
  while (end - i < 16 && isIn(Alphabet.alphanumeric, window.at(i - 1))) i--;
  return window.text.slice(i, end).toLowerCase();
}

/**
 * Anything that looks random, whatever stands beside it. It is off unless it is asked for, because
 * ids and digests look random too; those that are called so, and UUIDs, are left alone.
 */
export const highEntropy: Detector = {
  rule: 'high-entropy',
  type: 'api_key',
  anchors: ['token'],
  surest: 0.5,
  gate: { before: (code) => code !== 43 && code !== 47 && code !== 46 && code !== 64 }, // + / . @
  optIn: true,
  find(window, start): Match | undefined {
    const before = window.at(start - 1);
    if (before === 43 || before === 47 || before === 46 || before === 64) return undefined;
    let end = start;
    while (end - start < MOST && isIn(Alphabet.base64url | Alphabet.base64, window.at(end))) end++;
    if (end - start < LEAST) return undefined;
    const value = window.text.slice(start, end);
    const makeup = makeupOf(value);
    if (!looksRandom(makeup) || isUuid(value) || isFiller(value, makeup)) return undefined;
    const isHex = makeup.hex === makeup.length;
    if (makeup.entropy < (isHex ? HEX_ENTROPY : ENTROPY)) return undefined;
    if (value.startsWith('sha') && value.slice(0, LONGEST_ALGORITHM).includes('-'))
      return undefined;
    if (HARMLESS.has(wordBefore(window, start)) && (isHex ? isDigest(makeup) : true))
      return undefined;
    return { start, end, confidence: 0.5 };
  },
};

const random = (): string => ['q8Zr2Kd9', 'Wp4XtL6v', 'Bn3Mj7Hs'].join('');

export const highEntropyExamples: DetectorExamples = {
  found: () => [`it says ⟦${random()}⟧ here`, `"⟦${random()}/${random()}=⟧"`],
  ignored: () => [
    `sha256:${'7f3c19e0b85d24a6'.repeat(4)} commit ${'7f3c19e0b8'.repeat(4)}`,
    `integrity="sha512-${random()}${random()}=="`,
    'dac6fb3d-713c-4555-8a97-4089aa3849be',
    'aVeryLongNameOfAFunctionThatDoesThings2 some_long_name_with_2_digits_3',
  ],
};
