import { crc32Base62 } from '../../checksums/crc32.js';
import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, Match } from '../../engine/detector.js';
import { escapeLength } from '../../engine/escapes.js';
import { grow, isStop, matchOf, type Tail, tailOf, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { TOKEN_ROWS, type TokenRow } from './token-rows/index.js';

/** A prefix with its row. */
interface Entry {
  prefix: string;
  row: TokenRow;
  tail: Tail;
}

/** The entries by the first two characters of their prefix; the long prefixes first. */
const BUCKETS: readonly Entry[][] = [];
const BUCKET_OF = new Uint8Array(128 * 128);

function bucketKey(first: number, second: number): number {
  return (first << 7) | second;
}

function fillBuckets(): void {
  const buckets: Entry[][] = [[]];
  for (const row of TOKEN_ROWS) {
    const tail = tailOf(row.alphabet);
    for (const prefix of row.prefixes) {
      const key = bucketKey(prefix.charCodeAt(0), prefix.charCodeAt(1));
      if (BUCKET_OF[key] === 0) BUCKET_OF[key] = buckets.push([]) - 1;
      buckets[BUCKET_OF[key]!]!.push({ prefix, row, tail });
    }
  }
  for (const bucket of buckets) bucket.sort((a, b) => b.prefix.length - a.prefix.length);
  (BUCKETS as Entry[][]).push(...buckets);
}
fillBuckets();

function readRow(window: Window, start: number, { prefix, row, tail }: Entry): Match | undefined {
  if (!window.reads(prefix, start)) return undefined;
  const body = start + prefix.length;
  const grown = trimEnd(window, grow(window, start, body, tail), body, isStop);
  const { end } = grown;
  const length = end - body;
  if (length < row.least) return undefined;
  if (row.most !== undefined && (length > row.most || isIn(Alphabet.word, window.at(end)))) {
    return undefined;
  }
  const text = window.text.slice(start, end);
  if (row.holds !== undefined && !text.includes(row.holds, prefix.length)) return undefined;
  if (isFiller(text, prefix.length)) return undefined;
  return matchOf(start, grown, isOwn(text) ? 1 : 0.96, row.rule);
}

/** `xoxb-xxxx-xxxx`: one letter again and again, as documents write where a token goes. */
function isFiller(token: string, from: number): boolean {
  let filler = -1;
  for (let i = from; i < token.length; i++) {
    const code = token.charCodeAt(i);
    if (!isIn(Alphabet.alphanumeric, code)) continue;
    if (filler >= 0 && code !== filler) return false;
    filler = code;
  }
  return true;
}

/** Whether a token ends with the checksum of what is before it, as ours do. */
function isOwn(token: string): boolean {
  return token.startsWith('flx_') && crc32Base62(token.slice(0, -6)) === token.slice(-6);
}

/** The beginning of the dotted name that a run is the end of: `hvs.` before the run. */
function startOfDotted(window: Window, run: number): number {
  let start = run;
  while (run - start < 24 && isIn(Alphabet.dotted, window.at(start - 1))) start--;
  if (isIn(Alphabet.dotted, window.at(start - 1))) return run;
  return start + escapeLength(window, start);
}

function readAt(window: Window, start: number): Match | undefined {
  const first = window.at(start);
  const second = window.at(start + 1);
  if (first < 0 || second < 0 || first > 127 || second > 127) return undefined;
  const bucket = BUCKET_OF[bucketKey(first, second)]!;
  if (bucket === 0) return undefined;
  for (const entry of BUCKETS[bucket]!) {
    const match = readRow(window, start, entry);
    if (match !== undefined) return match;
  }
  return undefined;
}

/**
 * Tokens that tell their vendor by a prefix. The forms are rows of data, see `TOKEN_ROWS`; a
 * token of ours whose checksum is wrong still counts, because a typo does not make it public.
 */
export const vendorToken: Detector = {
  rule: 'vendor-token',
  type: 'api_key',
  anchors: ['token'],
  find(window, run): Match | undefined {
    if (window.at(run - 1) !== 46 /* . */) return readAt(window, run);
    const start = startOfDotted(window, run);
    return (start === run ? undefined : readAt(window, start)) ?? readAt(window, run);
  },
};
