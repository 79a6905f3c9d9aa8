import { Alphabet, isIn } from '../../engine/characters.js';
import { type Beginnings, layoutKeys } from '../../engine/code-groups.js';
import type { Window } from '../../engine/window.js';
import type { NumberFormat } from './formats/number-format.js';

/** A format with its type. */
export interface KnownFormat {
  readonly format: NumberFormat;
  readonly type: string;
  /** Its shapes without their signs, when they are first asked for. */
  patterns: readonly string[] | undefined;
}

/** A shape, and the formats that are written in it. */
export interface Layout {
  /** The shape as printed. */
  readonly printed: string;
  readonly hasSigns: boolean;
  readonly formats: KnownFormat[];
}

const LAYOUT_BITS = 1 << 14;
const NONE: readonly Layout[] = [];

/** Shapes by the layout in which they are written. */
export class Layouts implements Beginnings {
  readonly #layouts = new Map<number, Layout[]>();
  readonly #bits = new Uint32Array(LAYOUT_BITS / 32);

  /** The layouts up to each of their signs, in the same way. */
  readonly #beginnings = new Uint32Array(LAYOUT_BITS / 32);

  /** Whether one of the layouts may begin with what has a key, up to a sign. */
  mayBegin(key: number): boolean {
    return holds(this.#beginnings, key);
  }

  /** The shapes of a layout; a table of bits turns most layouts down. */
  of(key: number): readonly Layout[] {
    if (!holds(this.#bits, key)) return NONE;
    return this.#layouts.get(key) ?? NONE;
  }

  add(known: KnownFormat, printed: string): void {
    if (printed[0] !== 'A') this.#addUnder(layoutKeys(printed, true), known, printed);
    if (printed[0] !== '9') this.#addUnder(layoutKeys(printed, false), known, printed);
  }

  #addUnder(keys: readonly number[], known: KnownFormat, printed: string): void {
    const key = keys.at(-1)!;
    for (const beginning of keys.slice(0, -1)) mark(this.#beginnings, beginning);
    const layouts = this.#layouts.get(key);
    const layout = layouts?.find((other) => other.printed === printed);
    if (layout !== undefined) {
      layout.formats.push(known);
      return;
    }
    const hasSigns = hasAny(printed, isSign);
    const made = { printed, hasSigns, formats: [known] };
    if (layouts === undefined) this.#layouts.set(key, [made]);
    else layouts.push(made);
    mark(this.#bits, key);
  }
}

function holds(bits: Uint32Array, key: number): boolean {
  return (bits[(key >> 5) & (LAYOUT_BITS / 32 - 1)]! & (1 << (key & 31))) !== 0;
}

function mark(bits: Uint32Array, key: number): void {
  bits[(key >> 5) & (LAYOUT_BITS / 32 - 1)]! |= 1 << (key & 31);
}

/** The shapes of a format without their signs. */
export function patternsOf(known: KnownFormat): readonly string[] {
  known.patterns ??= [...new Set(known.format.shapes.split('|').map(withoutSigns))];
  return known.patterns;
}

/** Whether a shape has a sign of a kind. */
export function hasAny(shape: string, isOne: (code: number) => boolean): boolean {
  for (let i = 0; i < shape.length; i++) if (isOne(shape.charCodeAt(i))) return true;
  return false;
}

function isLetterSign(code: number): boolean {
  return code === 65 || code === 88; // A X
}

/** Whether a sign of a shape stands for no digit. */
export function isNoDigit(code: number): boolean {
  return code !== 57 && code !== 88; // 9 X
}

/** Whether a sign of a shape stands for itself. */
export function isSign(code: number): boolean {
  return code !== 57 && !isLetterSign(code);
}

function withoutSigns(shape: string): string {
  return shape.replaceAll(/[^9AX]/g, '');
}

/** Whether a character is what a sign of a shape stands for. */
function fits(sign: number, code: number, takesSmall: boolean): boolean {
  if (sign === 57 /* 9 */) return isIn(Alphabet.digit, code);
  const letters = takesSmall ? Alphabet.letter : Alphabet.upper;
  if (sign === 65 /* A */) return isIn(letters, code);
  if (sign === 88 /* X */) return isIn(letters | Alphabet.digit, code);
  return sign === code || (sign === 32 && code === 0xa0);
}

/** Whether the text from `start` to `end` is of a shape, sign by sign. */
export function isPrinted(
  window: Window,
  start: number,
  end: number,
  printed: string,
  takesSmall: boolean,
): boolean {
  if (end - start !== printed.length) return false;
  for (let i = 0; i < printed.length; ) {
    const sign = printed.charCodeAt(i);
    if (sign !== 57 /* 9 */) {
      if (!fits(sign, window.at(start + i), takesSmall)) return false;
      i++;
      continue;
    }
    const from = i;
    while (printed.charCodeAt(i) === sign) i++;
    if (!window.isAll(Alphabet.digit, start + from, start + i)) return false;
  }
  return true;
}

/** Whether a number without signs is of a pattern. */
export function isOfPattern(value: string, pattern: string): boolean {
  if (value.length !== pattern.length) return false;
  for (let i = 0; i < pattern.length; i++) {
    if (!fits(pattern.charCodeAt(i), value.charCodeAt(i), false)) return false;
  }
  return true;
}

/** The letters and digits from `start` to `end`, in capitals. */
export function compactOf(window: Window, start: number, end: number): string {
  let value = '';
  let from = start;
  for (let i = start; i < end; i++) {
    if (isIn(Alphabet.alphanumeric, window.at(i))) continue;
    value += window.text.slice(from, i);
    from = i + 1;
  }
  return (value + window.text.slice(from, end)).toUpperCase();
}
