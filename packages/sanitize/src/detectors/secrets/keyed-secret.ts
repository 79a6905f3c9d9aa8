import { Alphabet, isIn, TRAITS } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { makeupOf } from '../../engine/randomness.js';
import { isFiller, isStandIn } from '../../engine/stand-ins.js';
import type { Window } from '../../engine/window.js';
import { Question } from '../../engine/words-memo.js';
import type { KeyedRow } from './keyed-rows/index.js';
import { isPublished } from './published.js';
import { readForm } from './token-rows/token-form.js';
import { type Entry, WordReader } from './vendor-words.js';

/** How far before a value the word of its vendor is looked for. */
const LONGEST_REACH = 64;
const MOST_WORDS = 6;
/** Signs between a value and the word before it: `": "`, ` => '`, `>` and a line end with blanks. */
const LONGEST_GAP = 24;
const SHORTEST_TOKEN = 16;
/** The shortest value, and the beginning of one that a colon parts. */
const SHORTEST_SECRET = 8;
const GAP = 1;
const SIGN = 2;
const OPENS = 4;
/** What characters before a value mean: what may stand between words, what joins, what opens a value. */
const MEANING = new Uint8Array(256);
const mean = (characters: string, bits: number): void => {
  for (const character of characters) MEANING[character.charCodeAt(0)]! |= bits;
};
mean(' \t\n\r"\'`:=>,(\\?|{<[$@+-_.0123456789', GAP);
mean(':=,|>', SIGN);
mean(' \t\n"\'`:=>(|', OPENS);

/** Whether a value may begin behind a character. */
function opensValue(code: number): boolean {
  return code >= 0 && code < 128 && (MEANING[code]! & OPENS) !== 0;
}

const words = new WordReader();

/** The gap between a value and the word next to it. */
interface Gap {
  end: number;
  hasSign: boolean;
}

function gapBefore(window: Window, start: number): Gap | undefined {
  const { codes } = window;
  const limit = Math.max(window.low, start - LONGEST_GAP);
  let meanings = 0;
  for (let i = start; i > limit; i--) {
    const code = codes[i - 1]!;
    if ((TRAITS[code]! & Alphabet.letter) !== 0) {
      return { end: i, hasSign: (meanings & SIGN) !== 0 };
    }
    const meaning = MEANING[code]!;
    if ((meaning & GAP) === 0 && !isClosing(window, i - 1)) return undefined;
    meanings |= meaning;
  }
  return undefined;
}

/** The bracket of `config["key"]`; that of a placeholder has no quotation mark before it. */
function isClosing(window: Window, index: number): boolean {
  if (window.at(index) !== 93 /* ] */) return false;
  const before = window.at(index - 1);
  return before === 34 || before === 39;
}

function find(window: Window, start: number): Match | undefined {
  if (!opensValue(window.at(start - 1))) return undefined;
  const gap = gapBefore(window, start);
  if (gap === undefined) return undefined;
  words.readFirst(window, gap.end);
  const nearest = words.entry;
  if (nearest === undefined || !tells(nearest)) return undefined;
  let isAnnounced = false;
  let isId = false;
  for (let count = 0; count < MOST_WORDS; count++) {
    const { entry } = words;
    if (isId) {
      isAnnounced ||= entry?.isOwner === true;
      if (!isAnnounced) return undefined;
    }
    isId = entry?.word === 'id';
    isAnnounced ||= entry?.isKeyword === true;
    if (isAnnounced || (count < 2 && gap.hasSign)) {
      const match = readRows(window, start, isAnnounced);
      if (match !== undefined) return match;
    }
    const end = beforeGap(window, words.begin, start - LONGEST_REACH);
    if (!words.readNext(window, end)) return undefined;
  }
  return undefined;
}

/**
 * Whether the words next to a value may be those of a vendor: a first look at the nearest, and at the
 * one before `id`, as far as they are among the words before the value.
 */
const MAY_BE_NAMED = new Question((window, start, from) => {
  const gap = gapBefore(window, start);
  if (gap === undefined || gap.end <= from) return from >= 0;
  words.readFirst(window, gap.end);
  const nearest = words.entry;
  if (nearest === undefined || !tells(nearest)) return false;
  if (nearest.word !== 'id' || nearest.isKeyword || nearest.rows.length > 0) return true;
  const end = beforeGap(window, words.begin, from);
  if (end <= from) return true;
  words.readNext(window, end);
  return words.entry?.isOwner === true;
});

function tells({ isKeyword, isLink, rows }: Entry): boolean {
  return isKeyword || isLink || rows.length > 0;
}

/** Steps back over what stands between two words. */
function beforeGap(window: Window, from: number, limit: number): number {
  const { codes } = window;
  const first = Math.max(window.low, limit);
  let i = from;
  while (i > first && ((MEANING[codes[i - 1]!]! & GAP) !== 0 || isClosing(window, i - 1))) i--;
  return i;
}

/** Tries the forms of the vendors that the word just read names, by itself or with the one behind it. */
function readRows(window: Window, start: number, isAnnounced: boolean): Match | undefined {
  const { entry, joint } = words;
  return (
    (entry && readVendor(window, start, entry.rows, isAnnounced)) ??
    (joint && readVendor(window, start, joint.rows, isAnnounced))
  );
}

function readVendor(
  window: Window,
  start: number,
  rows: readonly KeyedRow[],
  isAnnounced: boolean,
): Match | undefined {
  for (const row of rows) {
    if (row.needsKeyword && !isAnnounced) continue;
    const match = readRow(window, start, row, isAnnounced);
    if (match !== undefined) return match;
  }
  return undefined;
}

function readRow(
  window: Window,
  start: number,
  row: KeyedRow,
  isAnnounced: boolean,
): Match | undefined {
  const grown = readForm(window, start, start, row.form);
  if (grown === undefined || isIn(Alphabet.base64url, window.at(grown.end))) return undefined;
  const value = window.text.slice(start, grown.end);
  const makeup = makeupOf(value);
  const { digits, distinct, length } = makeup;
  if (distinct < 5 || (digits < length && isFiller(value, makeup))) return undefined;
  if (isStandIn(value) || isPublished(value)) return undefined;
  return { start, end: grown.end, confidence: isAnnounced ? 0.92 : 0.85, rule: row.rule };
}

/**
 * Secrets without a form of their own, beside the name of their vendor: `datadog … = ` and 32
 * hexadecimal digits. The candidate looks back for the vendor's word, over a few words at most, so
 * that a thousand vendors cost no more than ten. The forms are rows of data, see `keyedRows`.
 */
export const keyedSecret: Detector = {
  rule: 'keyed-secret',
  type: 'api_key',
  anchors: ['token'],
  surest: 0.92,
  gate: { before: opensValue, words: MAY_BE_NAMED },
  find,
};

/** {@link keyedSecret} for values shorter than a token. */
export const keyedShortSecret: Detector = {
  rule: 'keyed-secret',
  type: 'api_key',
  anchors: ['mixed'],
  gate: {
    before: opensValue,
    lengths: [SHORTEST_SECRET, SHORTEST_TOKEN - 1],
    words: MAY_BE_NAMED,
  },
  find: (window, start, end) => (end - start < SHORTEST_TOKEN ? find(window, start) : undefined),
};

const hex = (length: number): string => '7f3c19e0b85d24a6'.repeat(5).slice(0, length);

export const keyedSecretExamples: DetectorExamples = {
  found: () => [
    `datadog = "⟦${hex(32)}⟧"`,
    `my Datadog key is ⟦${hex(32)}⟧.`,
    `System.setProperty("DATADOG_APP_KEY", "⟦${hex(40)}⟧")`,
    `datadog:\n  app_key: ⟦${hex(40)}⟧\n`,
    `{"algolia": {"admin": {"key": "⟦${hex(32)}⟧"}}}`,
    'linkedin_client_id: ⟦cyzmv1zmwsh049⟧',
    'var linkedinClientId string = "⟦cyzmv1zmwsh049⟧"',
    '"AZURE_CLIENT_ID": "⟦dac6fb3d-713c-4555-8a97-4089aa3849be⟧"',
    `<newRelicKey>\n  ⟦${hex(40)}⟧\n</newRelicKey>`,
  ],
  ignored: () => [
    `{"trace_id":"${hex(32)}","datadog":true}`,
    `datadog agent at commit ${hex(40)}, image sha256:${hex(64)}`,
    `https://github.com/acme/app/commit/${hex(40)}`,
    '"request_id": "dac6fb3d-713c-4555-8a97-4089aa3849be"',
    `heroku app id dac6fb3d-713c-4555-8a97-4089aa3849be`.replace('app id', 'dyno'),
    `datadog_api_key = ${'x'.repeat(32)}`,
    `[API_KEY_1] ${hex(32)}`,
  ],
};
