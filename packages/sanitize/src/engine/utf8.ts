import { unicodePattern } from './unicode-pattern.js';

/*
 * UTF-8 to text and back without losing a byte: what is no UTF-8 becomes half a pair of
 * surrogates, one for each byte, which valid UTF-8 never holds.
 *
 * @see RFC 3629, section 4
 */

const ESCAPE = 0xdc00;
const REPLACEMENT = 0xfffd;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** How many bytes the character that begins at an index takes as far as they are valid; at least 1. */
export function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index]!;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 1;
  for (let i = index + 1; i < index + length && i < bytes.length; i++) {
    if ((bytes[i]! & 0xc0) !== 0x80) return 1;
  }
  const second = bytes[index + 1] ?? 0x90;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 1;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 1;
  return length;
}

/** The code point of the bytes from `start` to `end`; U+FFFD of one that is no UTF-8. */
export function pointAt(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 1) return bytes[start]! < 0x80 ? bytes[start]! : REPLACEMENT;
  let point = bytes[start]! & (0xff >> (length + 1));
  for (let i = start + 1; i < end; i++) point = (point << 6) | (bytes[i]! & 0x3f);
  return point;
}

/** How many bytes at the end begin a character that is still to come. */
export function unfinishedLength(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - 3);
  for (let i = bytes.length - 1; i >= from; i--) {
    if ((bytes[i]! & 0xc0) === 0x80) continue;
    return i + sequenceLength(bytes, i) > bytes.length ? bytes.length - i : 0;
  }
  return 0;
}

/** The text of bytes; {@link encodeExactly} gives back the same bytes. */
export function decodeExactly(bytes: Uint8Array): string {
  const plain = decoder.decode(bytes);
  if (!plain.includes('\ufffd')) return plain;
  let text = '';
  let from = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const length = lead < 0x80 ? 1 : sequenceLength(bytes, i);
    const isValid = lead < 0x80 || (length > 1 && i + length <= bytes.length);
    if (!isValid) {
      text += decoder.decode(bytes.subarray(from, i)) + String.fromCharCode(ESCAPE + lead);
      from = i + 1;
    }
    i += isValid ? length : 1;
  }
  return text + decoder.decode(bytes.subarray(from));
}

const HALF_PAIR = unicodePattern('\\p{Surrogate}');

/** The bytes of a text of {@link decodeExactly}. */
export function encodeExactly(text: string): Uint8Array {
  if (!HALF_PAIR().test(text)) return encoder.encode(text);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < ESCAPE) i++;
    else if (code >= ESCAPE && code < 0xe000) {
      pieces.push(encoder.encode(text.slice(from, i)), Uint8Array.of(code - ESCAPE));
      from = i + 1;
    }
  }
  pieces.push(encoder.encode(text.slice(from)));
  return concat(pieces);
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Turns ascending offsets into a text of {@link decodeExactly} into those into its bytes. */
export function byteOffsetsIn(text: string): (offset: number) => number {
  let at = 0;
  let bytes = 0;
  return (offset) => {
    bytes += encodeExactly(text.slice(at, offset)).length;
    at = offset;
    return bytes;
  };
}
