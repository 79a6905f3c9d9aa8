import { Alphabet, isIn } from '../../engine/characters.js';
import { layoutKey } from '../../engine/code-groups.js';
import type { Window } from '../../engine/window.js';
import { LabelFilter } from '../../engine/word-hashes.js';
import type { NumberFormat } from './formats/number-format.js';

/** The numbers of one type. */
export interface NumberKind {
  type: string;
  formats: readonly NumberFormat[];
  /** Labels that say the type and no country, parted by blanks. */
  labels: string;
}

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
  /** Whether there is no letter in it. */
  readonly isNumeric: boolean;
  readonly formats: KnownFormat[];
  /** Those of the formats that need no label. */
  readonly alone: KnownFormat[];
}

/** A format that the words before a number name, and whether they mean nothing else. */
export interface LabelUse {
  readonly known: KnownFormat;
  readonly isSure: boolean;
}

/** What the words before a number say of it, for one type. */
export interface Announcement {
  readonly type: string;
  readonly uses: readonly LabelUse[];
  /** Whether they say the type and no country. */
  readonly isGeneral: boolean;
  /** Whether nothing stands between them and the number but words such as `number is`. */
  readonly isNear: boolean;
}

const MOST_JOINED = 3;
const LAYOUT_BITS = 1 << 14;
const NONE: readonly Layout[] = [];

/** Words that make a general label mean something else: the id number of an order. */
const FOREIGN = new Set(
  (
    'order orders invoice tracking ticket transaction txn request trace span session product sku item case ' +
    'batch event message bestellung rechnung commande facture pedido factura ordine fattura'
  ).split(' '),
);

/** Words that may stand between a label and its number. */
const LINKS = new Set(
  (
    'is are was reads number numbers no nr nro num code id the my a of for here and as es el la del de numero ist ' +
    'lautet die der nummer est le du son sa e il la di un o um do da het en van'
  ).split(' '),
);

/** The labels of one type; read when a number may have one, which most have not. */
interface Labels {
  readonly type: string;
  readonly uses: Map<string, LabelUse[]>;
  readonly general: ReadonlySet<string>;
  readonly all: readonly LabelUse[];
}

/** A kind, and its formats as they are known. */
interface KnownKind {
  readonly kind: NumberKind;
  readonly known: readonly KnownFormat[];
  labels: Labels | undefined;
}

/**
 * The formats of all types, by the shape in which a number is written and by the words that
 * announce it. Most numbers are turned down by two tables of bits.
 */
export class NumberTable {
  readonly #layouts = new Map<number, Layout[]>();
  readonly #aloneBits = new Uint32Array(LAYOUT_BITS / 32);
  readonly #kinds: readonly KnownKind[];
  readonly #filter = new LabelFilter();

  constructor(kinds: readonly NumberKind[]) {
    this.#kinds = kinds.map((kind) => this.#add(kind));
  }

  /** The shapes of a layout. */
  layoutsOf(key: number): readonly Layout[] {
    return this.#layouts.get(key) ?? NONE;
  }

  /** Whether a number of a layout may need no label. */
  mayStandAlone(key: number): boolean {
    return hasBit(this.#aloneBits, key & (LAYOUT_BITS - 1));
  }

  /** Whether the words before `index` may say something. */
  mayBeAnnounced(window: Window, index: number): boolean {
    const words = window.wordHashesBefore(index);
    if (words.isUnspaced || (words.reachesStart && window.hint !== undefined)) return true;
    return words.mayHoldLabel(this.#filter);
  }

  /** What the words before `index` say, one answer for each type of which they say something. */
  announcementsBefore(window: Window, index: number): readonly Announcement[] {
    const words = window.wordsBefore(index).map(withoutAccents);
    const found: Announcement[] = [];
    for (const kind of this.#kinds) {
      kind.labels ??= labelsOf(kind);
      const announcement = readLabels(words, kind.labels);
      if (announcement !== undefined) found.push(announcement);
    }
    return found;
  }

  #add(kind: NumberKind): KnownKind {
    const { type, formats } = kind;
    this.#filter.addAll(kind.labels);
    const known = formats.map((format) => ({ format, type, patterns: undefined }));
    for (const one of known) {
      const { shapes, labels, hints } = one.format;
      for (const shape of shapes.split('|')) this.#addShape(one, shape);
      if (labels !== undefined) this.#filter.addAll(labels);
      if (hints !== undefined) this.#filter.addAll(hints);
    }
    return { kind, known, labels: undefined };
  }

  #addShape(known: KnownFormat, printed: string): void {
    const { alone = '' } = known.format;
    const hasSigns = hasAny(printed, isSign);
    const isAlone =
      alone === 'always' || (alone === 'printed' && hasSigns) || alone.split('|').includes(printed);
    for (const beginsWithDigit of [true, false]) {
      if (beginsWithDigit ? printed[0] === 'A' : printed[0] === '9') continue;
      const key = layoutKey(printed, beginsWithDigit);
      const layouts = this.#layouts.get(key) ?? [];
      let layout = layouts.find((other) => other.printed === printed);
      if (layout === undefined) {
        const isNumeric = !hasAny(printed, isLetterSign);
        layout = { printed, hasSigns, isNumeric, formats: [], alone: [] };
        append(this.#layouts, key, layout);
      }
      layout.formats.push(known);
      if (!isAlone) continue;
      layout.alone.push(known);
      setBit(this.#aloneBits, key & (LAYOUT_BITS - 1));
    }
  }
}

/** The labels of a kind, by what they say. */
function labelsOf({ kind, known }: KnownKind): Labels {
  const uses = new Map<string, LabelUse[]>();
  for (const one of known) {
    const { labels, hints } = one.format;
    for (const word of labels?.split(' ') ?? []) {
      append(uses, withoutAccents(word), { known: one, isSure: true });
    }
    for (const word of hints?.split(' ') ?? []) {
      append(uses, withoutAccents(word), { known: one, isSure: false });
    }
  }
  const general = new Set(kind.labels.split(' ').map(withoutAccents));
  const all = known.map((one) => ({ known: one, isSure: false }));
  return { type: kind.type, uses, general, all };
}

/** The shapes of a format without their signs. */
export function patternsOf(known: KnownFormat): readonly string[] {
  known.patterns ??= [...new Set(known.format.shapes.split('|').map(withoutSigns))];
  return known.patterns;
}

/** The nearest words that say something decide. */
function readLabels(words: readonly string[], labels: Labels): Announcement | undefined {
  const { type } = labels;
  for (let i = 0; i < words.length; i++) {
    let label = '';
    let uses: readonly LabelUse[] | undefined;
    let isGeneral = false;
    for (let j = i; j < i + MOST_JOINED && j < words.length; j++) {
      label = words[j]! + label;
      // Of labels that begin at the same word the longest says the most.
      uses = usesOf(label, labels.uses) ?? uses;
      isGeneral ||= labels.general.has(label) || holdsUnspaced(label, labels.general) !== undefined;
    }
    const isNear = words.slice(0, i).every((word) => LINKS.has(word) || isUnspaced(word));
    if (uses !== undefined) return { type, uses, isGeneral: false, isNear };
    if (isGeneral && words.some((word) => FOREIGN.has(word))) return undefined;
    if (isGeneral) return { type, uses: labels.all, isGeneral, isNear };
  }
  return undefined;
}

function usesOf(label: string, uses: ReadonlyMap<string, LabelUse[]>): LabelUse[] | undefined {
  const found = uses.get(label);
  if (found !== undefined) return found;
  const held = holdsUnspaced(label, uses.keys());
  return held === undefined ? undefined : uses.get(held);
}

/** A label inside of what looks like one word, in a script that puts no blanks between words. */
function holdsUnspaced(word: string, labels: Iterable<string>): string | undefined {
  if (!isUnspaced(word)) return undefined;
  for (const label of labels) if (isUnspaced(label) && word.includes(label)) return label;
  return undefined;
}

function isUnspaced(word: string): boolean {
  return word.charCodeAt(word.length - 1) >= 0x2e80;
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '');
}

/** Whether a shape has a sign of a kind. */
function hasAny(shape: string, isOne: (code: number) => boolean): boolean {
  for (let i = 0; i < shape.length; i++) if (isOne(shape.charCodeAt(i))) return true;
  return false;
}

function isLetterSign(code: number): boolean {
  return code === 65 || code === 88; // A X
}

function isSign(code: number): boolean {
  return code !== 57 && !isLetterSign(code);
}

function withoutSigns(shape: string): string {
  return shape.replaceAll(/[^9AX]/g, '');
}

function hasBit(bits: Uint32Array, bit: number): boolean {
  return (bits[bit >> 5]! & (1 << (bit & 31))) !== 0;
}

function setBit(bits: Uint32Array, bit: number): void {
  bits[bit >> 5]! |= 1 << (bit & 31);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
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
  for (let i = 0; i < printed.length; i++) {
    if (!fits(printed.charCodeAt(i), window.at(start + i), takesSmall)) return false;
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
  for (let i = start; i < end; i++) {
    if (isIn(Alphabet.alphanumeric, window.at(i))) value += window.text[i]!;
  }
  return value.toUpperCase();
}
