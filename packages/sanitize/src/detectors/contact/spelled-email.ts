import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { escapeLength } from '../../engine/escapes.js';
import type { Window } from '../../engine/window.js';
import { Words } from '../../engine/words.js';

const LONGEST_LOCAL = 64;
const LONGEST_LABEL = 63;
const MOST_LABELS = 5;
const DOT = 46;

/** Closing brackets by the opening ones. */
const BRACKETS = new Map([
  [40, 41],
  [91, 93],
  [123, 125],
  [60, 62],
]);

/** Top-level domains that people spell out: `jane at example dot com`. */
const SPOKEN_DOMAINS = new Set(
  'com org net edu gov io co ai dev app me info biz uk de fr es it nl be ch at se no dk fi pl br mx ca au nz in jp cn ru eu us'.split(
    ' ',
  ),
);

/** Words before ` at ` in prose: `look at the dot com bubble`, `find us at example dot com`. */
const PROSE = new Words(
  'look looked looking looks meet met meeting me us him her them it you we they is are was be been ' +
    'find found see seen read reach visit buy sign shop order available located live online more ' +
    'page site website store here there up out back work working home the a an this that',
);

/** A word with what stands around it: ` at `, `[at]`, ` (dot) `. */
interface Joint {
  start: number;
  end: number;
  isBracketed: boolean;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 0xa0;
}

/** The brackets or spaces around a word; undefined if it stands bare in something else. */
function jointAround(window: Window, wordStart: number, wordEnd: number): Joint | undefined {
  let start = wordStart;
  let end = wordEnd;
  const closing = BRACKETS.get(window.at(start - 1));
  const isBracketed = closing !== undefined && window.at(end) === closing;
  if (isBracketed) {
    start--;
    end++;
  }
  const bracketed = { start, end };
  if (isSpace(window.at(start - 1))) start--;
  if (isSpace(window.at(end))) end++;
  if (!isBracketed && (start === bracketed.start || end === bracketed.end)) return undefined;
  return { start, end, isBracketed };
}

/** The joint `dot` that begins at an index. */
function dotAt(window: Window, index: number): Joint | undefined {
  let word = index;
  if (isSpace(window.at(word))) word++;
  if (BRACKETS.has(window.at(word))) word++;
  if (word === index || !isWord(window, 'dot', word)) return undefined;
  const joint = jointAround(window, word, word + 3);
  return joint?.start === index ? joint : undefined;
}

/** The joint `dot` that ends at an index. */
function dotBefore(window: Window, index: number): Joint | undefined {
  let end = index;
  if (isSpace(window.at(end - 1))) end--;
  const code = window.at(end - 1);
  if (code === 41 || code === 93 || code === 125 || code === 62) end--;
  if (end === index || !isWord(window, 'dot', end - 3)) return undefined;
  const joint = jointAround(window, end - 3, end);
  return joint?.end === index ? joint : undefined;
}

function isWord(window: Window, word: string, start: number): boolean {
  for (let i = 0; i < word.length; i++) {
    if ((window.at(start + i) | 32) !== word.charCodeAt(i)) return false;
  }
  return true;
}

function isLocal(code: number): boolean {
  return isIn(Alphabet.dotted, code) || code === 43 || code >= 0xc0;
}

/** Where the local part before the `at` begins; `end` if there is none. */
function startOfLocal(window: Window, end: number): number {
  let start = end;
  for (let words = 0; words < 3; words++) {
    const wordEnd = start;
    while (end - start < LONGEST_LOCAL && isLocal(window.at(start - 1))) start--;
    start += escapeLength(window, start);
    while (start < wordEnd && !isIn(Alphabet.word, window.at(start)) && window.at(start) < 0xc0) {
      start++;
    }
    if (start >= wordEnd) return end;
    const dot = dotBefore(window, start);
    if (dot === undefined || !isLocal(window.at(dot.start - 1))) return start;
    start = dot.start;
  }
  return end;
}

interface Host {
  end: number;
  /** How many of its dots are written as a word. */
  spelled: number;
  firstLabel: string;
  topLevel: string;
}

/** The host behind the `at`; undefined if there is none with a top-level domain. */
function hostAt(window: Window, start: number): Host | undefined {
  const labels: string[] = [];
  let spelled = 0;
  let labelStart = start;
  for (;;) {
    let end = labelStart;
    while (
      end - labelStart < LONGEST_LABEL &&
      isIn(Alphabet.alphanumeric | Alphabet.dash, window.at(end))
    ) {
      end++;
    }
    if (end === labelStart) return undefined;
    labels.push(window.text.slice(labelStart, end).toLowerCase());
    const dot = labels.length < MOST_LABELS ? dotAt(window, end) : undefined;
    const isStop = window.at(end) === DOT && isIn(Alphabet.alphanumeric, window.at(end + 1));
    if (dot !== undefined && isIn(Alphabet.alphanumeric, window.at(dot.end))) {
      spelled++;
      labelStart = dot.end;
    } else if (isStop && labels.length < MOST_LABELS) {
      labelStart = end + 1;
    } else {
      const topLevel = labels.at(-1)!;
      if (labels.length < 2 || !/^[a-z]{2,24}$/.test(topLevel)) return undefined;
      return isIn(Alphabet.word, window.at(end))
        ? undefined
        : { end, spelled, firstLabel: labels[0]!, topLevel };
    }
  }
}

/** Whether words with a bare ` at ` between them are an address and no prose. */
function isAddress(at: string, local: string, { firstLabel, topLevel, spelled }: Host): boolean {
  if (at === 'AT' && local !== local.toUpperCase()) return true;
  if (spelled === 0 || PROSE.has(firstLabel)) return false;
  return SPOKEN_DOMAINS.has(topLevel) && !PROSE.has(local.toLowerCase());
}

/**
 * E-mail addresses that are spelled out to hide them: `name [at] host [dot] org`, `name(at)host.org`,
 * `name AT host DOT com`. Without brackets or capitals the dots must be words too, the top-level
 * domain one that people say, and the word before ` at ` none of prose.
 */
export const spelledEmail: Detector = {
  rule: 'spelled-email',
  type: 'email',
  anchors: ['keyword'],
  keywords: ['at'],
  find(window, wordStart, wordEnd): Match | undefined {
    const at = jointAround(window, wordStart, wordEnd);
    if (at === undefined || !isLocal(window.at(at.start - 1))) return undefined;
    const host = hostAt(window, at.end);
    if (host === undefined) return undefined;
    const start = startOfLocal(window, at.start);
    if (start === at.start) return undefined;
    const local = window.text.slice(start, at.start);
    const word = window.text.slice(wordStart, wordEnd);
    if (!at.isBracketed && !isAddress(word, local, host)) return undefined;
    return { start, end: host.end, confidence: at.isBracketed ? 0.9 : 0.8 };
  },
};

export const spelledEmailExamples: DetectorExamples = {
  found: () => [
    'write to ⟦jane.doe [at] example [dot] org⟧, please',
    '⟦jane(at)example.org⟧ or ⟦jane (at) mail.example (dot) org⟧',
    '⟦jane AT example DOT com⟧',
    'mail ⟦jane at example dot com⟧ today',
    '⟦jane dot doe at example dot co dot uk⟧',
    '{"contact":"⟦jane{at}example{dot}com⟧"}',
  ],
  ignored: () => [
    'meet me at home, look at example.com',
    'look at the dot com bubble, find us at example dot com',
    'MEET ME AT EXAMPLE.COM',
    'jane [at] example and arrive at noon dot',
    'see Date.at(0) and list.at(-1).name',
  ],
};
