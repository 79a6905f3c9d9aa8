import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isBehindEscape } from '../../engine/escapes.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import { isFiller } from '../../engine/stand-ins.js';

const TILDE = 126;
const LEAD = 3;
const LEAST = 31;
const MOST = 34;

function isSign(code: number): boolean {
  return isIn(Alphabet.dotted, code) || code === TILDE;
}

/**
 * Client secrets of Microsoft Entra applications: three characters, a digit, `Q~` and 31 to 34
 * more.
 *
 * @see https://learn.microsoft.com/purview/sit-defn-client-secret-api-key
 */
export const azureSecret: Detector = {
  rule: 'azure-client-secret',
  type: 'api_key',
  anchors: ['mixed'],
  gate: { behind: (code) => code === TILDE, lengths: [3, 16] },
  find(window, _start, runEnd): Match | undefined {
    if (window.at(runEnd) !== TILDE || window.at(runEnd - 1) !== 81 /* Q */) return undefined;
    if (!isIn(Alphabet.digit, window.at(runEnd - 2))) return undefined;
    const start = runEnd - 2 - LEAD;
    for (let i = start; i < start + LEAD; i++) if (!isSign(window.at(i))) return undefined;
    if (isSign(window.at(start - 1)) && !isBehindEscape(window, start)) return undefined;
    let end = runEnd + 1;
    while (end - runEnd <= MOST + 1 && isSign(window.at(end))) end++;
    if (window.at(end - 1) === 46 /* . */) end--;
    const length = end - runEnd - 1;
    if (length < LEAST || length > MOST) return undefined;
    const secret = window.text.slice(start, end);
    const makeup = makeupOf(secret);
    if (isFiller(secret, makeup) || !looksRandom(makeup)) return undefined;
    return { start, end, confidence: 0.96 };
  },
};

export const azureSecretExamples: DetectorExamples = {
  found: () => {
    const secret = ['bP88Q', 'rcBcYjzzOhg1Hnn76Wm3jGgakZiZ.8vMgR'].join('~');
    return [`(use ⟦${secret}⟧)`, `"it": "⟦${secret}⟧"`, `sent\\n⟦${secret}⟧.`];
  },
  ignored: () => [
    `client_secret=${['bP88Q', 'x'.repeat(34)].join('~')}`,
    'a8Q~short and 8Q~ and see 12Q~',
    `${'~'.repeat(40)} 78Q${'~'.repeat(40)}`,
  ],
};
