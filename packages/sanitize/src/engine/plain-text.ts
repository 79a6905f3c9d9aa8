import { Alphabet, BEYOND, isIn, isLetterBeyondAscii } from './characters.js';
import { foldOf, foldOfPair, highHalf, INVISIBLE, ITSELF, LOOK_ALIKE, PAIR } from './fold.js';
import { pointAt, sequenceLength } from './utf8.js';

/**
 * A text as the scan and the detectors see it: in plain characters (see `fold.ts`), and besides
 * as a byte for each of them, which is read faster than a string is. The bytes of ASCII are
 * themselves, everything else is {@link BEYOND}.
 */
export interface PlainText {
  readonly text: string;
  /** At least as long as the text; what stands behind it means nothing. */
  readonly codes: Uint8Array;
  /** How long the original is. */
  readonly length: number;
  /** Where each character is in the original; undefined if it is where it was. */
  readonly origin: Origin | undefined;
}

/** Offsets into the original, by those into the plain text. */
export interface Origin {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** So many characters that are not seen are left out together; what is behind them is seen. */
const MOST_INVISIBLE = 16;
/** A longer stretch of letters beyond ASCII is a text of its own, whatever its letters look like. */
const LONGEST_LOOK_ALIKE = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The codes of a text of which nothing is to be folded. */
export function codesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = Math.min(text.charCodeAt(i), BEYOND);
  return codes;
}

/** A string as plain text. Of an unclosed one the end may be left out until more has come. */
export function plainOfString(text: string, closed: boolean, memory: Uint8Array): PlainText {
  const { length } = text;
  const { read, written } = encoder.encodeInto(text, memory);
  if (read === length && written === length)
    return { text, length, codes: memory, origin: undefined };
  let isPlain = true;
  let before = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < BEYOND) memory[i] = code;
    else {
      memory[i] = BEYOND;
      if (foldOf(code) !== ITSELF)
        isPlain &&= !folds(code, before, i + 1 < length ? text.charCodeAt(i + 1) : closed ? 0 : 48);
    }
    before = code;
  }
  if (isPlain && (closed || (before & 0xfc00) !== 0xd800))
    return { text, length, codes: memory, origin: undefined };
  const builder = new Builder(length, memory);
  for (let i = 0; i < length; ) {
    const point = text.codePointAt(i)!;
    const end = i + (point > 0xffff ? 2 : 1);
    // The other half of a pair is still to come.
    if (!closed && end === length && (point & 0xfffffc00) === 0xd800) break;
    builder.add(point, i, end);
    i = end;
  }
  return builder.finish(closed);
}

/** Whether a code unit that stands for something else does so between its neighbours. */
function folds(code: number, before: number, behind: number): boolean {
  if ((foldOf(code) & LOOK_ALIKE) === 0) return true;
  return isIn(Alphabet.alphanumeric, before) || isIn(Alphabet.alphanumeric, behind);
}

/**
 * Bytes of UTF-8 as plain text; offsets of the original are those of the bytes. What is no UTF-8
 * stands for nothing and is kept. Bytes of ASCII are not copied.
 *
 * @see RFC 3629, section 4
 */
export function plainOfBytes(bytes: Uint8Array, closed: boolean): PlainText {
  const text = decoder.decode(bytes);
  const { length } = bytes;
  // Characters of one unit each are ASCII, or no UTF-8; the last one may be still to come.
  const isWhole = closed || length === 0 || bytes[length - 1]! < BEYOND;
  if (text.length === length && isWhole) return { text, length, codes: bytes, origin: undefined };
  const builder = new Builder(length, new Uint8Array(length));
  for (let i = 0; i < length; ) {
    const lead = bytes[i]!;
    if (lead < BEYOND) {
      builder.addAscii(lead, i);
      i++;
      continue;
    }
    const end = i + sequenceLength(bytes, i);
    if (end > length) {
      if (!closed) break;
      builder.add(0xfffd, i, ++i);
      continue;
    }
    builder.add(pointAt(bytes, i, end), i, end);
    i = end;
  }
  return builder.finish(closed);
}

/** Puts a plain text together, character by character. */
class Builder {
  private readonly units: Uint16Array;
  private readonly codes: Uint8Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private length = 0;
  private invisible = 0;
  private hasLookAlikes = false;

  /** @param most - how many units there are at most */
  constructor(most: number, codes: Uint8Array) {
    this.units = new Uint16Array(most);
    this.starts = new Uint32Array(most);
    this.ends = new Uint32Array(most);
    this.codes = codes;
  }

  addAscii(code: number, start: number): void {
    const i = this.length++;
    this.units[i] = code;
    this.codes[i] = code;
    this.starts[i] = start;
    this.ends[i] = start + 1;
    this.invisible = 0;
  }

  /** Adds the code point that stands from `start` to `end` in the original. */
  add(point: number, start: number, end: number): void {
    let fold = point < BEYOND ? point : ITSELF;
    if (point > 0xffff) {
      if (foldOf(highHalf(point)) === PAIR) fold = foldOfPair(point);
    } else if (point >= BEYOND) {
      fold = foldOf(point);
    }
    if (fold === INVISIBLE && this.invisible < MOST_INVISIBLE) {
      this.invisible++;
      return;
    }
    this.invisible = fold === INVISIBLE ? this.invisible : 0;
    if ((fold & LOOK_ALIKE) !== 0) this.hasLookAlikes = true;
    if (fold > PAIR && fold < BEYOND) {
      this.push(fold, fold, start, end);
    } else if (point > 0xffff) {
      this.push(highHalf(point), BEYOND, start, end);
      this.push(0xdc00 + (point & 0x3ff), BEYOND, start, end);
    } else {
      this.push(point, BEYOND, start, end);
    }
  }

  private push(unit: number, code: number, start: number, end: number): void {
    const i = this.length++;
    this.units[i] = unit;
    this.codes[i] = code;
    this.starts[i] = start;
    this.ends[i] = end;
  }

  /** The text of what was added. */
  finish(closed: boolean): PlainText {
    if (this.hasLookAlikes) this.foldLookAlikes(closed);
    return {
      text: stringOf(this.units, this.length),
      length: this.units.length,
      codes: this.codes,
      origin: { starts: this.starts, ends: this.ends },
    };
  }

  /** Letters that look Latin are, where nothing else stands between them and ASCII. */
  private foldLookAlikes(closed: boolean): void {
    const { units } = this;
    for (let i = 0; i < this.length; i++) {
      if (!isLetterBeyondAscii(units[i]!)) continue;
      const start = i;
      let areAlike = true;
      for (; i < this.length && isLetterBeyondAscii(units[i]!); i++) {
        areAlike &&= (foldOf(units[i]!) & LOOK_ALIKE) !== 0;
      }
      if (!areAlike || i - start > LONGEST_LOOK_ALIKE) continue;
      if (i === this.length && !closed) {
        this.length = start;
        return;
      }
      if (this.isAsciiAt(start - 1) || this.isAsciiAt(i)) this.foldFrom(start, i);
    }
  }

  private isAsciiAt(index: number): boolean {
    return index >= 0 && index < this.length && isIn(Alphabet.alphanumeric, this.units[index]!);
  }

  private foldFrom(start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const plain = foldOf(this.units[i]!) & ~LOOK_ALIKE;
      this.units[i] = plain;
      this.codes[i] = plain;
    }
  }
}

/** More arguments than this overflow the stack of some engines. */
const MOST_ARGUMENTS = 4096;

function stringOf(units: Uint16Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += MOST_ARGUMENTS) {
    text += String.fromCharCode(...units.subarray(i, Math.min(length, i + MOST_ARGUMENTS)));
  }
  return text;
}
