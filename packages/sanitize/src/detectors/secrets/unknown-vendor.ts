import {
  Alphabet,
  DASH as DASHES,
  HEXADECIMAL,
  isIn,
  UNDERSCORE as UNDERSCORES,
} from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import { isEncodedText } from '../../engine/secret-value.js';
import { isTokenStandIn } from '../../engine/stand-ins.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';
import { isPublished } from './published.js';

/** Words of which one in a token's prefix says what it is for. */
const MARKS = new Words(
  'live test prod production sandbox staging dev key apikey sk pk rk ak secret token pat api access auth ' +
    'private priv svc service admin root',
);
/** Beginnings of ids, whatever follows. */
const IDS = new Words(
  'req usr user msg run evt event call chatcmpl resp asst thread step file batch ft org proj project sess ' +
    'session trace span cus sub acct ch pi in price prod_ id ref doc obj tool toolu item rs task job',
);
/** Beginnings of keys that everybody may know. */
const PUBLIC = new Words('pk pub public publishable');
const LONGEST_PREFIX = 32;
const LONGEST_WORD = 12;
const SHORTEST_REST = 16;
const LONGEST_REST = 200;
const UNDERSCORE = 95;
const DASH = 45;

/** Where the prefix ends: behind its last sign; undefined if no word of it is a mark. */
function endOfPrefix(window: Window, start: number): number | undefined {
  let wordStart = start;
  let isMarked = false;
  for (let i = start; i - start < LONGEST_PREFIX && i - wordStart <= LONGEST_WORD; i++) {
    const code = window.at(i);
    if (isIn(Alphabet.lowerAlphanumeric, code)) continue;
    if (code !== UNDERSCORE && code !== DASH) break;
    if (i === wordStart) return undefined;
    const word = window.text.slice(wordStart, i);
    if (wordStart === start && (IDS.has(word) || PUBLIC.has(word))) return undefined;
    wordStart = i + 1;
    isMarked ||= MARKS.has(word);
  }
  return isMarked ? wordStart : undefined;
}

/**
 * Tokens of vendors that nobody has told us of, by the shape that most have: a short prefix with a
 * word such as `live`, `key` or `sk`, and something random behind it: `fh_live_…`. Ids have such
 * prefixes too, but none of these words.
 *
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export const unknownVendor: Detector = {
  rule: 'token-shape',
  type: 'api_key',
  anchors: ['token'],
  surest: 0.75,
  gate: {
    before: (code) => code !== 47 && code !== 46 && code !== 64, // / . @
    first: (code) => isIn(Alphabet.lower, code),
    // No mark is written in hexadecimal digits.
    made: (classes) => (classes & (DASHES | UNDERSCORES)) !== 0 && (classes & HEXADECIMAL) === 0,
    lengths: [SHORTEST_REST + 3, 63],
  },
  find(window, start, runEnd): Match | undefined {
    if (!isIn(Alphabet.lower, window.at(start)) || runEnd - start > LONGEST_REST) return undefined;
    const rest = endOfPrefix(window, start);
    if (rest === undefined || runEnd - rest < SHORTEST_REST) return undefined;
    const before = window.at(start - 1);
    if (before === 47 /* / */ || before === 46 /* . */ || before === 64 /* @ */) return undefined;
    for (let i = rest; i < runEnd; i++) {
      if (!isIn(Alphabet.alphanumeric, window.at(i))) return undefined;
    }
    const token = window.text.slice(start, runEnd);
    const makeup = makeupOf(token, rest - start);
    if (!looksRandom(makeup) || makeup.entropy < 3) return undefined;
    if (isTokenStandIn(token, makeup)) return undefined;
    if (isEncodedText(token.slice(rest - start)) || isPublished(token)) return undefined;
    return { start, end: runEnd, confidence: 0.75 };
  },
};

const random = (): string => ['q8Zr2Kd9', 'Wp4XtL6v', 'Bn3Mj7Hs'].join('');

export const unknownVendorExamples: DetectorExamples = {
  found: () => [
    `use ⟦fh_live_${random()}⟧ here`,
    `"⟦acme-key-${random()}⟧"`,
    `x=⟦zed_sk_${random()}⟧`,
  ],
  ignored: () => [
    `req_${random()} usr_${random()} msg_${random()} toolu_${random()} run_20261122T034512Z`,
    'test_that_the_key_of_a_map_is_found_in_2_steps',
    `fh_live_${'x'.repeat(24)} and my_key_abcdefghijklmnopqrstuv12`,
    `dist/live_${random()}.js and package-key-of-something`,
  ],
};
