import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isStandIn } from '../../engine/stand-ins.js';
import { grow, isStop, matchOf, tailOf, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const BEARER = 'bearer';
const BASIC = 'basic';
const SHORTEST_BEARER = 12;
const tail = tailOf(Alphabet.bearer);

/** Whether a scheme stands before the blank before `start`, in any case. */
function isBehind(window: Window, scheme: string, start: number): boolean {
  const begin = start - 1 - scheme.length;
  for (let i = 0; i < scheme.length; i++) {
    if ((window.at(begin + i) | 32) !== scheme.charCodeAt(i)) return false;
  }
  return !isIn(Alphabet.word, window.at(begin - 1));
}

/** Whether base64 holds a user and a password (RFC 7617, section 2). */
function isUserAndPassword(value: string): boolean {
  let text: string;
  try {
    text = atob(value);
  } catch {
    return false;
  }
  const colon = text.indexOf(':');
  if (colon < 0 || text.length < 4) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 127) return false;
  }
  return !isStandIn(text.slice(colon + 1)) || text.length - colon === 1;
}

/**
 * Credentials behind a bare `Bearer` or `Basic`, as in a shell line or in prose; a header with its
 * name is an assignment.
 *
 * @see RFC 6750, section 2.1; RFC 7617, section 2
 */
export const authScheme: Detector = {
  rule: 'auth-scheme',
  type: 'api_key',
  anchors: ['token', 'mixed'],
  gate: { before: (code) => code === 32, lengths: [8, 63] },
  find(window, start): Match | undefined {
    if (window.at(start - 1) !== 32) return undefined;
    const last = window.at(start - 2) | 32;
    if (last !== 114 /* r */ && last !== 99 /* c */) return undefined;
    const isBearer = isBehind(window, BEARER, start);
    if (!isBearer && !isBehind(window, BASIC, start)) return undefined;
    const grown = trimEnd(window, grow(window, start, start, tail), start, isStop);
    const value = window.text.slice(start, grown.end);
    if (!isBearer)
      return isUserAndPassword(value) ? matchOf(start, grown, 0.95, 'basic') : undefined;
    if (value.length < SHORTEST_BEARER || isStandIn(value)) return undefined;
    return matchOf(start, grown, 0.95, 'bearer');
  },
};

export const authSchemeExamples: DetectorExamples = {
  found: () => [
    'curl -H "bearer ⟦mF_9B5f-41JqM-and.more⟧"',
    'sent Bearer ⟦abcdefghijklmnopqrstuvwx/+==⟧',
    `it sends Basic ⟦${btoa('jane:hunter2-and-more')}⟧.`,
  ],
  ignored: () => [
    'a bearer of news',
    'Bearer $TOKEN',
    'forbearer internationalisation',
    'a basic understanding of responsibilities2',
    'Bearer your-access-token-here and Bearer xxxxxxxxxxxxxxxxxxxx',
  ],
};
