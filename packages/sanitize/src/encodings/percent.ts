import { Alphabet, isIn } from '../engine/characters.js';
import type { Detector, Match } from '../engine/detector.js';
import { type Hint, wordsBefore } from '../engine/labels.js';
import type { Window } from '../engine/window.js';
import { ENCODED, type FindDecoded, surest } from './encoded.js';

const PERCENT = 37;
const PLUS = 43;
/** How far a value is looked at behind the sign before it, and before a place within it. */
const LONGEST_VALUE = 512;
const REACH_BACK = 128;
const decoder = new TextDecoder();

/** What stands in a part of a URL without being encoded, and the sign of what is. */
function isUrlCharacter(code: number): boolean {
  return (
    isIn(Alphabet.dotted, code) || code === PERCENT || code === PLUS || code === 126 || code === 42
  );
}

/** A text without its percent-encoding, and where each of its characters was. */
interface Decoded {
  text: string;
  offsets: number[];
}

/**
 * Reads percent-encoding as UTF-8. A plus is a blank, unless it begins a number.
 *
 * @returns undefined if nothing is encoded
 * @see RFC 3986, section 2.1; WHATWG URL, application/x-www-form-urlencoded
 */
function decode(encoded: string): Decoded | undefined {
  if (!/%[0-9a-f]{2}/i.test(encoded)) return undefined;
  const offsets: number[] = [];
  let text = '';
  let i = 0;
  const add = (piece: string, at: number) => {
    for (let j = 0; j < piece.length; j++) offsets.push(at);
    text += piece;
  };
  while (i < encoded.length) {
    const bytes = /^(?:%[0-9a-f]{2})+/i.exec(encoded.slice(i, i + 3 * 64))?.[0];
    if (bytes === undefined) {
      add(encoded[i] === '+' && i > 0 ? ' ' : encoded[i]!, i);
      i++;
      continue;
    }
    i += addBytes(bytes, i, add);
  }
  offsets.push(encoded.length);
  return { text, offsets };
}

/** Adds what encoded bytes stand for; each character has the place of its first byte. */
function addBytes(encoded: string, at: number, add: (piece: string, at: number) => void): number {
  const bytes = Uint8Array.from(encoded.match(/[0-9a-f]{2}/gi) ?? [], (hex) =>
    Number.parseInt(hex, 16),
  );
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    add(decoder.decode(bytes.subarray(i, i + length)), at + 3 * i);
    i += length;
  }
  return encoded.length;
}

/**
 * Percent-encoded values in URLs and forms that hold something sensitive: `q=jane%40corp.example`
 * behind its name, and `/users/jane%40corp.example` anywhere else. What was found is replaced
 * where it stands; of several values in one all from the first to the last.
 */
export function createPercentDetectors(find: FindDecoded): readonly Detector[] {
  return [
    {
      rule: 'percent-encoded',
      type: ENCODED,
      anchors: ['equals'],
      gate: { behind: (code) => isUrlCharacter(code) },
      find: (window, sign) => findBehind(window, sign + 1, find, sign),
    },
    {
      rule: 'percent-encoded',
      type: ENCODED,
      anchors: ['mixed'],
      gate: { before: (code) => code === PERCENT, first: (code) => isIn(Alphabet.hex, code) },
      find(window, start, end) {
        if (window.at(start - 1) !== PERCENT) return undefined;
        let from = start - 1;
        const limit = Math.max(window.low, end - REACH_BACK);
        while (from > limit && isUrlCharacter(window.at(from - 1))) from--;
        return findBehind(window, from, find, -1);
      },
    },
  ];
}

function hintBefore(window: Window, sign: number): Hint {
  return { label: window.labelBefore(sign), words: wordsBefore(window, sign) };
}

/** @param sign - the sign before the value, which its name stands before; -1 if there is none */
function findBehind(
  window: Window,
  from: number,
  find: FindDecoded,
  sign: number,
): Match | undefined {
  let end = from;
  let isEncoded = false;
  while (end - from < LONGEST_VALUE) {
    const code = window.at(end);
    if (!isUrlCharacter(code)) break;
    isEncoded ||= code === PERCENT;
    end++;
  }
  if (!isEncoded) return undefined;
  const decoded = decode(window.text.slice(from, end));
  if (decoded === undefined) return undefined;
  const hint = sign < 0 ? undefined : hintBefore(window, sign);
  const findings = find(decoded.text, hint).filter(({ kept }) => !kept);
  const first = findings[0];
  const last = findings.at(-1);
  const best = surest(findings);
  if (first === undefined || last === undefined || best === undefined) return undefined;
  return {
    start: from + decoded.offsets[first.start]!,
    end: from + decoded.offsets[last.end]!,
    confidence: best.confidence * 0.95,
    type: best.type,
  };
}
