import { Alphabet, isIn } from '../../engine/characters.js';
import { layoutKey } from '../../engine/code-groups.js';
import type { Window } from '../../engine/window.js';
import { hashWord } from '../../engine/word-hashes.js';
import type { NumberFormat } from './formats/number-format.js';

/** One shape of a format. */
export interface Shape {
  readonly format: NumberFormat;
  /** The pattern without its signs. */
  readonly pattern: string;
  /** The pattern as printed. */
  readonly printed: string;
  /** Whether it has signs between its groups. */
  readonly hasSigns: boolean;
  /** Whether all of it are digits. */
  readonly isNumeric: boolean;
  /** Whether it may stand without a label. */
  readonly mayStandAlone: boolean;
}

/** What the words before a number say: a format, and whether the words mean it alone. */
export interface LabelUse {
  readonly format: NumberFormat;
  readonly isSure: boolean;
}

/** What the words before a number say of it. */
export interface Announcement {
  readonly uses: readonly LabelUse[];
  /** Whether they say only which kind of number it is, such as `tax number`. */
  readonly isGeneral: boolean;
}

const MOST_JOINED = 3;
const BLOOM_BITS = 1 << 17;
const NONE: readonly Shape[] = [];

/** The words that make a general label mean something else: the number of an order. */
const FOREIGN = new Set(
  'order orders invoice tracking ticket transaction txn request trace span session product sku item case batch event message bestellung rechnung commande facture pedido factura ordine fattura'.split(
    ' ',
  ),
);

/** A word as labels are compared: without accents. */
function plain(word: string): string {
  return word.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '');
}

/**
 * The formats of one type, by the layout in which a number is written and by the words that
 * announce it. Built when the first candidate comes.
 */
export class NumberTable {
  readonly #alone = new Map<number, Shape[]>();
  readonly #all = new Map<number, Shape[]>();
  readonly #plain = new Map<NumberFormat, Shape[]>();
  readonly #labels = new Map<string, LabelUse[]>();
  readonly #unspaced: string[] = [];
  readonly #general: ReadonlySet<string>;
  readonly #bloom = new Uint32Array(BLOOM_BITS / 32);
  readonly #formats: readonly NumberFormat[];

  constructor(formats: readonly NumberFormat[], generalLabels: string) {
    this.#formats = formats;
    this.#general = new Set(generalLabels.split(' ').map(plain));
    for (const format of formats) {
      for (const printed of format.shapes.split('|')) this.#addShape(format, printed);
      this.#addLabels(format, format.labels, true);
      this.#addLabels(format, format.hints, false);
    }
    for (const label of this.#general) this.#noteLabel(label);
  }

  /** The shapes of a layout; without a label only those that may stand alone. */
  shapesOf(key: number, isLabelled: boolean): readonly Shape[] {
    return (isLabelled ? this.#all : this.#alone).get(key) ?? NONE;
  }

  /** The shapes of a format without their signs. */
  plainShapesOf(format: NumberFormat): readonly Shape[] {
    return this.#plain.get(format) ?? NONE;
  }

  /** What the words before `index` say, or undefined if they say nothing. */
  announcementBefore(window: Window, index: number): Announcement | undefined {
    if (!this.#mayBeLabelled(window, index)) return undefined;
    const words = window.wordsBefore(index).map(plain);
    for (let i = 0; i < words.length; i++) {
      let label = '';
      let found: LabelUse[] | undefined;
      let isGeneral = false;
      for (let j = i; j < i + MOST_JOINED && j < words.length; j++) {
        label = words[j]! + label;
        const uses = this.#usesOf(label);
        if (uses !== undefined) found = uses;
        isGeneral ||= this.#holdsGeneral(label);
      }
      if (found !== undefined) return { uses: found, isGeneral: false };
      if (isGeneral) return words.some((word) => FOREIGN.has(word)) ? undefined : this.#generally();
    }
    return undefined;
  }

  #generally(): Announcement {
    return { uses: this.#formats.map((format) => ({ format, isSure: false })), isGeneral: true };
  }

  /** A label of three words says more than one of two that is a part of it, so the last found counts. */
  #usesOf(label: string): LabelUse[] | undefined {
    const uses = this.#labels.get(label);
    if (uses !== undefined || !isUnspaced(label)) return uses;
    const held = this.#unspaced.find((part) => label.includes(part));
    return held === undefined ? undefined : this.#labels.get(held);
  }

  #holdsGeneral(label: string): boolean {
    if (this.#general.has(label)) return true;
    return (
      isUnspaced(label) &&
      [...this.#general].some((part) => isUnspaced(part) && label.includes(part))
    );
  }

  #mayBeLabelled(window: Window, index: number): boolean {
    const words = window.wordHashesBefore(index);
    if (words.isUnspaced || (words.reachesStart && window.hint !== undefined)) return true;
    for (let i = 0; i < words.count; i++) {
      for (let length = 1; length <= MOST_JOINED && i + length <= words.count; length++) {
        const bit = words.together(i, length) & (BLOOM_BITS - 1);
        if ((this.#bloom[bit >> 5]! & (1 << (bit & 31))) !== 0) return true;
      }
    }
    return false;
  }

  #addShape(format: NumberFormat, printed: string): void {
    const pattern = printed.replaceAll(/[^9AX]/g, '');
    const hasSigns = pattern !== printed;
    const mayStandAlone =
      format.alone === 'always' ||
      (format.alone === 'printed' && hasSigns) ||
      (format.alone ?? '').split('|').includes(printed);
    const isNumeric = !/[AX]/.test(pattern);
    const shape = { format, pattern, printed, hasSigns, isNumeric, mayStandAlone };
    const first = pattern[0];
    for (const beginsWithDigit of [true, false]) {
      if (beginsWithDigit ? first === 'A' : first === '9') continue;
      const key = layoutKey(printed, beginsWithDigit);
      append(this.#all, key, shape);
      if (mayStandAlone) append(this.#alone, key, shape);
    }
    const others = this.#plain.get(format) ?? [];
    if (!others.some((other) => other.pattern === pattern)) {
      this.#plain.set(format, [...others, shape]);
    }
  }

  #addLabels(format: NumberFormat, labels: string | undefined, isSure: boolean): void {
    for (const label of (labels ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .map(plain)) {
      append(this.#labels, label, { format, isSure });
      this.#noteLabel(label);
    }
  }

  #noteLabel(label: string): void {
    if (isUnspaced(label)) this.#unspaced.push(label);
    const bit = hashWord(label) & (BLOOM_BITS - 1);
    this.#bloom[bit >> 5]! |= 1 << (bit & 31);
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Whether a word is of a script that puts no blanks between words. */
function isUnspaced(word: string): boolean {
  return word.charCodeAt(word.length - 1) >= 0x2e80;
}

/** Whether a character is what a pattern's sign stands for. */
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
  { printed }: Shape,
  takesSmall: boolean,
): boolean {
  if (end - start !== printed.length) return false;
  for (let i = 0; i < printed.length; i++) {
    if (!fits(printed.charCodeAt(i), window.at(start + i), takesSmall)) return false;
  }
  return true;
}

/** Whether a number without signs is of a shape, whatever signs it was written with. */
export function isOfPattern(value: string, { pattern }: Shape): boolean {
  if (value.length !== pattern.length) return false;
  for (let i = 0; i < pattern.length; i++) {
    if (!fits(pattern.charCodeAt(i), value.charCodeAt(i), false)) return false;
  }
  return true;
}

/** The letters and digits from `start` to `end`, in capitals. */
export function compactOf(window: Window, start: number, end: number): string {
  let value = '';
  for (let i = start; i < end; i++) {
    if (isIn(Alphabet.alphanumeric, window.at(i))) value += window.text[i]!;
  }
  return value.toUpperCase();
}
