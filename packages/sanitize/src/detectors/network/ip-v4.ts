import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { type DigitGroups, digitGroupsAt } from '../../engine/digit-groups.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled } from '../../engine/word-hashes.js';
import { Words } from '../../engine/words.js';

const DASH = 45;
const DOT = 46;
const SLASH = 47;

function isOctet(groups: DigitGroups, group: number): boolean {
  const length = groups.length(group);
  if (length > 3) return false;
  const first = groups.code(group, 0);
  if (length > 1 && first === 48) return false;
  return length < 3 || first === 49 || (first === 50 && Number(groups.digits(group)) <= 255);
}

/** Whether the four groups from one on are an address and none of five parts or more. */
function isQuad(groups: DigitGroups, from: number): boolean {
  if (groups.count < from + 4 || groups.gap(from + 4) === DOT) return false;
  for (let i = from + 1; i < from + 4; i++) if (groups.gap(i) !== DOT) return false;
  for (let i = from; i < from + 4; i++) if (!isOctet(groups, i)) return false;
  return true;
}

/** `Chrome/120.0.0.0` is a product and its version (RFC 9110, section 10.1.5). */
function isProductVersion(window: Window, start: number): boolean {
  return window.at(start - 1) === SLASH && isIn(Alphabet.letter, window.at(start - 2));
}

/** Whether two dots part the first three numbers. */
function isParted(window: Window, _start: number, end: number): boolean {
  const second = window.endOf(Alphabet.digit, end + 1, end + 5);
  return window.at(second) === DOT && isIn(Alphabet.digit, window.at(second + 1));
}

/** What has numbers of four parts too. */
const NUMBERED = labelWords(
  'v ver version versions release build revision rev firmware driver sdk kernel assembly schema patch ' +
    'section sec chapter clause article paragraph figure fig table appendix annex rule oid',
);
/** Words between such a word and its number. */
const COPULAS = new Words('is was to number no of from string');

function isNumbered(window: Window, start: number): boolean {
  if (!isLabelled(window, start, NUMBERED)) return false;
  const words = window.wordsBefore(start);
  let nearest = 0;
  while (nearest < 2 && COPULAS.has(words[nearest] ?? '')) nearest++;
  return NUMBERED.has(words[nearest] ?? '');
}

/**
 * IPv4 addresses, and ranges of them: four decimal octets without leading zeros. A version of four
 * parts is told apart by what stands before it.
 *
 * @see RFC 3986, section 3.2.2 (`IPv4address`)
 */
export const ipV4: Detector = {
  rule: 'ip-v4',
  type: 'ip',
  anchors: ['digits'],
  gate: { behind: (code) => code === DOT, lengths: [1, 3], plain: {}, anyOf: isParted },
  find(window, start): Match | undefined {
    const groups = digitGroupsAt(window, start);
    if (groups === undefined || !isQuad(groups, 0)) return undefined;
    if (isProductVersion(window, start) || isNumbered(window, start)) return undefined;
    const isRange = groups.gap(4) === DASH && isQuad(groups, 4);
    return { start, end: groups.end(isRange ? 7 : 3), confidence: 0.93 };
  },
};

export const ipV4Examples: DetectorExamples = {
  found: () => [
    'client ⟦203.0.113.7⟧ - - [10/Oct]',
    'http://⟦198.51.100.23⟧:8080/x',
    '⟦192.0.2.1⟧/24, ⟦192.0.2.255⟧.',
    '"ip":"⟦203.0.113.9⟧"',
    'from ⟦10.0.0.1⟧ 2024-11-01 10:00',
    'pool ⟦10.0.0.1-10.0.0.255⟧, [⟦192.0.2.7⟧]:443, @⟦192.0.2.8⟧;',
  ],
  ignored: () => [
    'version 1.2.3.4, the version is 1.2.3.4, "version": "1.2.3.4", see section 4.3.2.1',
    'v1.2.3.4 or 1.2.3.4.5 or 1.2.3',
    'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36',
    '256.1.1.1 and 01.2.3.4',
    '1.2.3.4-beta',
  ],
};
