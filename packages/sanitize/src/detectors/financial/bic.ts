import { Alphabet, DIGIT, HEXADECIMAL, isIn, UPPER } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled } from '../../engine/word-hashes.js';
import { isCountry } from './countries.js';

const INSTITUTION = 8;
const BRANCH = 11;
const LABELS = labelWords(
  'bic bics biccode bicswift swift swiftcode swiftbic swiftno bank bankcode iban wire beneficiarybank',
);

/** Four letters, a country, two letters or digits, and perhaps a branch of three of them. */
function isCode(code: string): boolean {
  for (let i = 0; i < code.length; i++) {
    const alphabet = i < 6 ? Alphabet.upper : Alphabet.upperAlphanumeric;
    if (!isIn(alphabet, code.charCodeAt(i))) return false;
  }
  return isCountry(code.slice(4, 6));
}

function isGlued(window: Window, start: number, end: number): boolean {
  const behind = window.at(end);
  return (
    isIn(Alphabet.dotted, window.at(start - 1)) ||
    isIn(Alphabet.base64url, behind) ||
    behind === 64 /* @ */
  );
}

/**
 * Business identifier codes of banks (SWIFT codes), in capitals, beside a word such as `BIC`,
 * `SWIFT`, `bank` or `IBAN`. Words in capitals look like them too, so nothing but the branch `XXX`
 * of a head office stands for a label.
 *
 * @see ISO 9362
 */
export const bic: Detector = {
  rule: 'bic',
  type: 'bic',
  anchors: ['capitals', 'mixed'],
  gate: {
    first: (code) => isIn(Alphabet.upper, code),
    made: (classes) => (classes & ~(UPPER | DIGIT | HEXADECIMAL)) === 0,
    lengths: [INSTITUTION, BRANCH],
  },
  find(window, start, end): Match | undefined {
    const length = end - start;
    if (length !== INSTITUTION && length !== BRANCH) return undefined;
    const code = window.text.slice(start, end);
    if (!isCode(code) || isGlued(window, start, end)) return undefined;
    if (isLabelled(window, start, LABELS)) return { start, end, confidence: 0.92 };
    const isHeadOffice = length === BRANCH && code.endsWith('XXX');
    return isHeadOffice ? { start, end, confidence: 0.75 } : undefined;
  },
};

const code = (...parts: string[]): string => parts.join('');

export const bicExamples: DetectorExamples = {
  found: () => [
    `BIC: ⟦${code('DEUT', 'DE', 'FF')}⟧`,
    `SWIFT code ⟦${code('CHAS', 'US', '33')}⟧ please`,
    `{"bic":"⟦${code('NEDS', 'ZA', 'JJ', 'XXX')}⟧"}`,
    `via ⟦${code('DEUT', 'DE', 'FF', 'XXX')}⟧`,
    `swiftCode=⟦${code('DEUT', 'DE', 'FF', '500')}⟧`,
  ],
  ignored: () => [
    'see the DOCUMENT and the CHECKSUM',
    `id ${code('DEUT', 'DE', 'FF')}`,
    `BIC ${code('DEUT', 'QQ', 'FF')} and ${code('DEUT', 'DE', 'FFX')}`,
    `BIC x-${code('DEUT', 'DE', 'FF')}`,
  ],
};
