import { Alphabet, DASH, HEXADECIMAL, isIn, UNDERSCORE } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import type { Window } from '../../engine/window.js';
import { isPublished } from './published.js';

const LENGTH = 40;
const ID_LENGTH = 20;
/** How far before it the id of its pair may stand. */
const LONGEST_REACH = 128;
const IDS = ['AKIA', 'ASIA'];
const FEWEST_OF_A_KIND = 3;

/**
 * Whether an access key's id stands before the secret. It was found already, so that it lies
 * behind the window's boundary; where it was replaced, its secret was too.
 */
function isBehindId(window: Window, start: number): boolean {
  const text = window.text.slice(Math.max(0, start - LONGEST_REACH), start);
  return IDS.some((prefix) => {
    const at = text.lastIndexOf(prefix);
    if (at < 0 || at + ID_LENGTH > text.length) return false;
    for (let i = at; i < at + ID_LENGTH; i++) {
      if (!isIn(Alphabet.upperAlphanumeric, text.charCodeAt(i))) return false;
    }
    return true;
  });
}

/** A digit of a secret key; padding there is none. */
function isDigit(code: number): boolean {
  return isIn(Alphabet.alphanumeric, code) || code === 43 /* + */ || code === 47 /* / */;
}

/** Whether a run is as long as a secret key, or a part of one before another sign. */
function isOrGoesOn(window: Window, start: number, end: number): boolean {
  if (end - start === LENGTH) return true;
  const behind = window.at(end);
  return behind === 43 /* + */ || behind === 47 /* / */;
}

/**
 * The secret of an AWS access key without a label of its own, behind the key's id: 40 characters
 * of base64, as in a CSV file of credentials.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export const awsSecretKey: Detector = {
  rule: 'aws-secret-key',
  type: 'api_key',
  anchors: ['token'],
  gate: {
    before: (code) => code !== 47 && code !== 43 && code !== 46,
    made: (classes) => (classes & (DASH | UNDERSCORE | HEXADECIMAL)) === 0,
    lengths: [4, LENGTH],
    anyOf: isOrGoesOn,
  },
  find(window, start): Match | undefined {
    const before = window.at(start - 1);
    if (isIn(Alphabet.base64url, before) || before === 47 || before === 43 || before === 46) {
      return undefined;
    }
    let end = start;
    while (end - start <= LENGTH && isDigit(window.at(end))) end++;
    if (end - start !== LENGTH || isIn(Alphabet.dotted, window.at(end))) return undefined;
    if (window.at(end) === 61 /* = */) return undefined;
    const secret = window.text.slice(start, end);
    const makeup = makeupOf(secret);
    const { upper, lower, digits } = makeup;
    if (Math.min(upper, lower) < FEWEST_OF_A_KIND || digits === 0) return undefined;
    if (!looksRandom(makeup) || isPublished(secret) || !isBehindId(window, start)) return undefined;
    return { start, end, confidence: 0.9 };
  },
};

export const awsSecretKeyExamples: DetectorExamples = {
  found: () => {
    const id = ['AKIA', 'Q3EGRCVRJ7XN5H2M'].join('');
    const secret = ['uX3kQ9zT/7LmPw2VbN8+', 'rYc4DfGh1JsK6aEoBi0Z'].join('');
    return [`⟦${id}⟧,⟦${secret}⟧`, `⟦${id}⟧ / ⟦${secret}⟧ for you`, `["⟦${id}⟧", "⟦${secret}⟧"]`];
  },
  ignored: () => [
    ['uX3kQ9zT/7LmPw2VbN8+', 'rYc4DfGh1JsK6aEoBi0Z'].join(''),
    'src/components/Button2/IconButton3/index',
  ],
};
