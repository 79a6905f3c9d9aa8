import { plainKey } from '../../engine/code-groups.js';
import type { Window } from '../../engine/window.js';
import { LabelFilter, wordHashesBefore } from '../../engine/word-hashes.js';
import { Words } from '../../engine/words.js';
import type { NumberFormat } from './formats/number-format.js';
import {
  hasAny,
  isNoDigit,
  isSign,
  type KnownFormat,
  type Layout,
  Layouts,
} from './number-layouts.js';

/** The numbers of one type. */
export interface NumberKind {
  type: string;
  /** Makes the table of its formats, which is asked for when the first number is seen. */
  formats(): readonly NumberFormat[];
  /** Labels that say the type and no country, parted by blanks. */
  labels: string;
}

/** A format that the words before a number name, and whether they mean nothing else. */
interface LabelUse {
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

/** Words that make a general label mean something else: the id number of an order. */
const FOREIGN = new Words(
  'order orders invoice tracking ticket transaction txn request trace span session product sku item case ' +
    'batch event message bestellung rechnung commande facture pedido factura ordine fattura',
);

/** Words that may stand between a label and its number. */
const LINKS = new Words(
  'is are was reads number numbers no nr nro num code id the my a of for here and as es el la del de numero ist ' +
    'lautet die der nummer est le du son sa e il la di un o um do da het en van',
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
  readonly #kinds: readonly KnownKind[];
  /** The shapes that need no label; the others are read when the first number has one. */
  readonly #alone = new Layouts();
  #all: Layouts | undefined;
  readonly #filter = new LabelFilter();

  constructor(kinds: readonly NumberKind[]) {
    this.#kinds = kinds.map((kind) => this.#add(kind));
  }

  /** The shapes of a layout, with the formats that need no label. */
  aloneOf(key: number): readonly Layout[] {
    return this.#alone.of(key);
  }

  /** The shapes that need no label. */
  get alone(): Layouts {
    return this.#alone;
  }

  /** Whether so many digits alone may be a number of a format that needs no label. */
  holdsPlain(length: number): boolean {
    return this.aloneOf(plainKey(length)).some(({ printed }) => !hasAny(printed, isNoDigit));
  }

  /** The shapes of a layout, with all their formats. */
  allOf(key: number): readonly Layout[] {
    if (this.#all === undefined) {
      this.#all = new Layouts();
      for (const { known } of this.#kinds) {
        for (const one of known) {
          for (const shape of one.format.shapes.split('|')) this.#all.add(one, shape);
        }
      }
    }
    return this.#all.of(key);
  }

  /** Whether the words before `index` say something. */
  isAnnounced(window: Window, index: number): boolean {
    const words = wordHashesBefore(window, index);
    const isUnknown = words.isUnspaced || (words.reachesStart && window.hint !== undefined);
    if (!isUnknown && !words.mayHoldLabel(this.#filter)) return false;
    return this.announcementsBefore(window, index).length > 0;
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
    const { type } = kind;
    this.#filter.addAll(kind.labels);
    const known = kind.formats().map((format) => ({ format, type, patterns: undefined }));
    for (const one of known) {
      const { shapes, alone, labels, hints } = one.format;
      if (labels !== undefined) this.#filter.addAll(labels);
      if (hints !== undefined) this.#filter.addAll(hints);
      if (alone === undefined) continue;
      for (const shape of (isRule(alone) ? shapes : alone).split('|')) {
        if (alone !== 'printed' || hasAny(shape, isSign)) this.#alone.add(one, shape);
      }
    }
    return { kind, known, labels: undefined };
  }
}

function isRule(alone: string): boolean {
  return alone === 'always' || alone === 'printed';
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
    if (isGeneral) {
      if (words.some((word) => FOREIGN.has(word))) return undefined;
      return { type, uses: [...(uses ?? []), ...labels.all], isGeneral, isNear };
    }
    if (uses !== undefined) return { type, uses, isGeneral, isNear };
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

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
