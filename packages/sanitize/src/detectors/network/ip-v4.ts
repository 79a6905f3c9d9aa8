import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import type { DigitGroups } from '../../engine/digit-groups.js';
import type { Window } from '../../engine/window.js';

const DOT = 46;

function isOctet(groups: DigitGroups, group: number): boolean {
  const length = groups.length(group);
  if (length > 3) return false;
  const first = groups.code(group, 0);
  if (length > 1 && first === 48) return false;
  return length < 3 || first === 49 || (first === 50 && Number(groups.digits[group]) <= 255);
}

function isQuad(groups: DigitGroups): boolean {
  if (groups.count < 4 || groups.gap(4) === DOT) return false;
  for (let i = 1; i < 4; i++) if (groups.gap(i) !== DOT) return false;
  for (let i = 0; i < 4; i++) if (!isOctet(groups, i)) return false;
  return true;
}

/** `Chrome/120.0.0.0` is a product and its version (RFC 9110, section 10.1.5). */
function isProductVersion(window: Window, start: number): boolean {
  return window.at(start - 1) === 47 && isIn(Alphabet.letter, window.at(start - 2));
}

const VERSION_WORDS = ['version', 'ver', 'v', 'release', 'build'];

function isAfterVersionWord(window: Window, start: number): boolean {
  if (window.labelBefore(start) !== 'other') return false;
  const before = window.text.slice(Math.max(window.low, start - 12), start).toLowerCase();
  return VERSION_WORDS.some((word) =>
    before
      .trimEnd()
      .replace(/[:="]+$/, '')
      .endsWith(word),
  );
}

/**
 * IPv4 addresses: four decimal octets without leading zeros. A version of four parts is told
 * apart by what stands before it.
 *
 * @see RFC 3986, section 3.2.2 (`IPv4address`)
 */
export const ipV4: Detector = {
  rule: 'ip-v4',
  type: 'ip',
  anchors: ['digits'],
  find(window, start): Match | undefined {
    const groups = window.digitGroupsAt(start);
    if (groups === undefined || !isQuad(groups)) return undefined;
    if (isProductVersion(window, start) || isAfterVersionWord(window, start)) return undefined;
    return { start, end: groups.end(3), confidence: 0.93 };
  },
};

export const ipV4Examples: DetectorExamples = {
  found: () => [
    'client ⟦203.0.113.7⟧ - - [10/Oct]',
    'http://⟦198.51.100.23⟧:8080/x',
    '⟦192.0.2.1⟧/24, ⟦192.0.2.255⟧.',
    '"ip":"⟦203.0.113.9⟧"',
    'from ⟦10.0.0.1⟧ 2024-11-01 10:00',
  ],
  ignored: () => [
    'version 1.2.3.4',
    'v1.2.3.4 or 1.2.3.4.5 or 1.2.3',
    'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36',
    '256.1.1.1 and 01.2.3.4',
    '1.2.3.4-beta',
  ],
};
