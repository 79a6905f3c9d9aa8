import { Alphabet, HEXADECIMAL, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { grow, isStop, LONGEST_LOOK, matchOf, tailOf, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const SHORTEST_PART = 10;
const DOT = 46;
const tail = tailOf(Alphabet.dotted | Alphabet.base64);

/**
 * Whether a payload and a signature follow the header. An encrypted token has an empty second part
 * perhaps (RFC 7516, section 4.5), a detached one too (RFC 7515, appendix F). What begins as JSON
 * is no signature.
 */
function hasParts(window: Window, start: number, firstEnd: number): boolean {
  if (firstEnd - start < SHORTEST_PART || window.at(firstEnd) !== DOT) return false;
  const second = firstEnd + 1;
  let end = second;
  while (end - start < LONGEST_LOOK && isIn(Alphabet.base64url, window.at(end))) end++;
  if (end - start >= LONGEST_LOOK) return true;
  if (window.at(end) !== DOT) return false;
  if (end === second) return true;
  return end - second >= SHORTEST_PART && !window.reads('eyJ', end + 1);
}

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
  gate: {
    first: (code) => code === 101 /* e */,
    made: (classes) => (classes & HEXADECIMAL) === 0,
  },
  find(window, start, runEnd): Match | undefined {
    if (!window.reads('eyJ', start)) return undefined;
    // The second part of what is no token is none by itself.
    if (window.at(start - 1) === DOT && isIn(Alphabet.base64url, window.at(start - 2))) {
      return undefined;
    }
    if (runEnd - start <= LONGEST_LOOK && !hasParts(window, start, runEnd)) return undefined;
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
    part('eyJhbGciOi', 'JIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0'),
    part('eyJhbGciOi', 'JIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.eyJpc3MiOiJ4In0.x'),
    'eyJ.eyJ',
    'keyJournalEntries.length',
  ],
};
