import { Alphabet, HEXADECIMAL } from '../engine/characters.js';
import type { Detector } from '../engine/detector.js';
import { grow, matchOf, tailOf } from '../engine/tail.js';
import type { Window } from '../engine/window.js';
import { ENCODED, type FindDecoded, surest } from './encoded.js';

const SHORTEST = 16;
/** So many characters must read as text before the rest is decoded: chance gives one in ten thousand. */
const PROBE = 12;
/** Behind more than this the beginning was looked at already. */
const LONGEST_BEFORE = 16;
const ANY_BASE64 = Alphabet.base64 | Alphabet.base64url;
const tail = tailOf(ANY_BASE64);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The six bits of each character of base64 and base64url, by its code; -1 for any other. */
const BITS = new Int8Array(256).fill(-1);
for (const alphabet of ['+/', '-_']) {
  const characters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  for (let i = 0; i < characters.length; i++) BITS[characters.charCodeAt(i)] = i;
}

/** What a byte is in UTF-8: how many bytes follow it; or of those that follow one; or nothing of a text. */
const FOLLOWS = 4;
const NONE = 5;
const KINDS = new Uint8Array(256).fill(NONE);
for (let byte = 0; byte < 0xf5; byte++) {
  if (byte < 128) KINDS[byte] = byte >= 32 || byte === 9 || byte === 10 || byte === 13 ? 0 : NONE;
  else if (byte < 0xc0) KINDS[byte] = FOLLOWS;
  else if (byte >= 0xc2) KINDS[byte] = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}
KINDS[127] = NONE;

/**
 * How many bytes must follow after one more byte of a text in UTF-8; -1 if it is none.
 *
 * @param awaited - how many had to follow before
 */
function afterByte(awaited: number, byte: number): number {
  const kind = KINDS[byte]!;
  if (kind === FOLLOWS) return awaited - 1;
  return awaited > 0 || kind === NONE ? -1 : kind;
}

/** How many characters of base64 stand before an index: a short run before `+` or `/` wakes nobody. */
function lengthBefore(window: Window, index: number): number {
  let length = 0;
  while (length <= LONGEST_BEFORE && isBase64(window.at(index - 1 - length))) length++;
  return length;
}

function isBase64(code: number): boolean {
  return code >= 0 && BITS[code & 255]! >= 0 && code < 256;
}

/** Whether the first characters decode to text: ids and hashes are turned down by these. */
function readsAsText(window: Window, start: number): boolean {
  const { codes } = window;
  // Asked for, so that a stream waits for what has not come yet.
  if (window.at(start + PROBE - 1) < 0) return false;
  let awaited = 0;
  for (let i = start; i < start + PROBE; i += 4) {
    const first = BITS[codes[i]!]!;
    const second = BITS[codes[i + 1]!]!;
    const third = BITS[codes[i + 2]!]!;
    const fourth = BITS[codes[i + 3]!]!;
    if ((first | second | third | fourth) < 0) return false;
    awaited = afterByte(awaited, (first << 2) | (second >> 4));
    if (awaited < 0) return false;
    awaited = afterByte(awaited, ((second & 15) << 4) | (third >> 2));
    if (awaited < 0) return false;
    awaited = afterByte(awaited, ((third & 3) << 6) | fourth);
    if (awaited < 0) return false;
  }
  return true;
}

/** The text that base64 stands for; `undefined` if it is none. A character that is cut at the end is left out. */
function decode(encoded: string): string | undefined {
  const bytes = new Uint8Array((encoded.length * 3) >> 2);
  let length = 0;
  let whole = 0;
  let awaited = 0;
  let bits = 0;
  for (let i = 0; i < encoded.length; i++) {
    const code = encoded.charCodeAt(i);
    if (!isBase64(code)) break;
    bits = (bits << 6) | BITS[code]!;
    if (i % 4 === 0) continue;
    const byte = (bits >> (6 - 2 * (i % 4))) & 255;
    awaited = afterByte(awaited, byte);
    if (awaited < 0) return undefined;
    bytes[length++] = byte;
    if (awaited === 0) whole = length;
  }
  return decoder.decode(bytes.subarray(0, whole));
}

/**
 * Base64 and base64url that decode to a text with something sensitive in it. It is replaced as a
 * whole: half of an encoding is worth nothing. Of what is long the beginning decides.
 *
 * @see RFC 4648, sections 4 and 5
 */
export function createBase64Detector(find: FindDecoded): Detector {
  return {
    rule: 'base64',
    type: ENCODED,
    anchors: ['token'],
    // Hexadecimal digits are a digest, not an encoded text.
    gate: { made: (classes) => (classes & HEXADECIMAL) === 0 },
    find(window, start) {
      const before = isBase64(window.at(start - 1)) ? lengthBefore(window, start) : 0;
      if (before > LONGEST_BEFORE) return undefined;
      const from = start + ((4 - (before % 4)) % 4);
      if (!readsAsText(window, from)) return undefined;
      const grown = grow(window, start, from, tail);
      if (grown.end - start < SHORTEST) return undefined;
      const text = decode(window.text.slice(from, grown.end));
      const found = text === undefined ? undefined : surest(find(text));
      if (found === undefined) return undefined;
      return { ...matchOf(start, grown, found.confidence * 0.95), type: found.type };
    },
  };
}
