import { Alphabet, isIn } from '../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../engine/detector.js';
import { grow, tailOf } from '../engine/tail.js';

/**
 * Credentials behind a bare `Bearer`, as in a shell line or in prose; a header with its name is
 * an assignment.
 *
 * @see RFC 6750, section 2.1
 */
export const bearer: Detector = {
  rule: 'bearer',
  type: 'api_key',
  anchors: ['token'],
  find(window, start): Match | undefined {
    if (window.at(start - 1) !== 32 || (window.at(start - 2) | 32) !== 114 /* r */)
      return undefined;
    for (const [i, letter] of [...'bearer'].entries()) {
      if ((window.at(start - 7 + i) | 32) !== letter.charCodeAt(0)) return undefined;
    }
    if (isIn(Alphabet.word, window.at(start - 8))) return undefined;
    const grown = grow(window, start, start, tailOf(Alphabet.bearer));
    let { end } = grown;
    while (grown.tail === undefined && window.at(end - 1) === 46) end--;
    return { ...grown, start, end, confidence: 0.95 };
  },
};

export const bearerExamples: DetectorExamples = {
  found: () => [
    'curl -H "bearer ⟦mF_9B5f-41JqM-and.more⟧"',
    'sent Bearer ⟦abcdefghijklmnopqrstuvwx/+==⟧',
  ],
  ignored: () => ['a bearer of news', 'Bearer $TOKEN', 'forbearer internationalisation'],
};
