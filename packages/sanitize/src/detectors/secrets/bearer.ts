import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { grow, isStop, matchOf, tailOf, trimEnd } from '../../engine/tail.js';

const tail = tailOf(Alphabet.bearer);
const SCHEME = 'bearer';

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
    for (let i = 0; i < SCHEME.length; i++) {
      if ((window.at(start - 7 + i) | 32) !== SCHEME.charCodeAt(i)) return undefined;
    }
    if (isIn(Alphabet.word, window.at(start - 8))) return undefined;
    const grown = trimEnd(window, grow(window, start, start, tail), start, isStop);
    return matchOf(start, grown, 0.95);
  },
};

export const bearerExamples: DetectorExamples = {
  found: () => [
    'curl -H "bearer ⟦mF_9B5f-41JqM-and.more⟧"',
    'sent Bearer ⟦abcdefghijklmnopqrstuvwx/+==⟧',
  ],
  ignored: () => ['a bearer of news', 'Bearer $TOKEN', 'forbearer internationalisation'],
};
