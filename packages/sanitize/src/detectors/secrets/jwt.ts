import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { grow, isStop, LONGEST_LOOK, matchOf, tailOf, trimEnd } from '../../engine/tail.js';

const SHORTEST_PART = 10;
const tail = tailOf(Alphabet.dotted | Alphabet.base64);

/**
 * JSON Web Tokens and other JOSE objects: base64url parts between dots, of which the first begins
 * as the JSON of a header does (`eyJ` is `{"`).
 *
 * @see RFC 7519, section 3; RFC 7515, section 7.1; RFC 7516, section 7.1
 */
export const jwt: Detector = {
  rule: 'jwt',
  type: 'api_key',
  anchors: ['token'],
  find(window, start, runEnd): Match | undefined {
    if (!window.reads('eyJ', start)) return undefined;
    if (runEnd - start <= LONGEST_LOOK) {
      if (runEnd - start < SHORTEST_PART || window.at(runEnd) !== 46 /* . */) return undefined;
      let second = runEnd + 1;
      while (second - runEnd <= SHORTEST_PART && isIn(Alphabet.base64url, window.at(second))) {
        second++;
      }
      // The second part of an encrypted token may be empty (RFC 7516, section 4.5).
      const isEmpty = second === runEnd + 1 && window.at(second) === 46;
      if (second - runEnd <= SHORTEST_PART && !isEmpty) return undefined;
    }
    const grown = trimEnd(window, grow(window, start, start, tail), start, isStop);
    return matchOf(start, grown, 0.97);
  },
};

const part = (...texts: string[]): string => texts.join('');

export const jwtExamples: DetectorExamples = {
  found: () => {
    const header = part('eyJhbGciOi', 'JIUzI1NiIsInR5cCI6IkpXVCJ9');
    const payload = part('eyJzdWIiOiIx', 'MjM0NTY3ODkwIiwibmFtZSI6IkphbmUifQ');
    const signature = part('SflKxwRJSMeKKF2QT4', 'fwpMeJf36POk6yJV_adQssw5c');
    return [
      `token ⟦${header}.${payload}.${signature}⟧`,
      `"⟦${header}.${payload}.⟧".`.replace('.⟧".', '⟧.".'),
      `?session=⟦${header}.${payload}.${signature}⟧&page=2`,
      `⟦${header}..${payload}.${payload}.${signature}⟧`,
    ];
  },
  ignored: () => [
    part('eyJhbGciOi', 'JIUzI1NiIsInR5cCI6IkpXVCJ9'),
    'eyJ.eyJ',
    'keyJournalEntries.length',
  ],
};
