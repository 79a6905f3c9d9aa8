import { Alphabet, isIn, TRAITS } from '../../engine/characters.js';
import type { Window } from '../../engine/window.js';
import { type KeyedRow, keyedRows } from './keyed-rows/index.js';

/** A word that may stand before a secret, and what it means there. */
export interface Entry {
  readonly word: string;
  /** It says that the value opens something. */
  isKeyword: boolean;
  /** It stands between, and says nothing. */
  isLink: boolean;
  /** Before `id` it makes that the id of a pair of credentials. */
  isOwner: boolean;
  /** The rows of the vendor that it names. */
  rows: KeyedRow[];
}

const KEYWORDS =
  'key keys apikey token tokens secret secrets password passwd pwd auth authorization bearer access api ' +
  'credential credentials creds signature license hapikey writekey privatekey secretkey accesskey ' +
  'authtoken accesstoken apitoken clientsecret pat dsn oauth';
const LINKS =
  'is ist es est are was value string id ids client com prod production live test dev session';
const OWNERS = 'client app application access account tenant key oauth consumer license api';
const LONGEST_WORD = 16;
const SLOTS = 4095;

/** Where a word is looked up, by its first and its last two letters, and its length. */
function slotOf(first: number, last2: number, last: number, length: number): number {
  const key = ((first & 31) << 15) | ((last2 & 31) << 10) | ((last & 31) << 5) | (length & 31);
  return (key ^ (key >> 8)) & SLOTS;
}

/** The words that share a slot; those of no slot come first. */
const ENTRIES: Entry[][] = [[]];
/** Where the words of a slot are: most words of a log are turned down by it. */
const PLACES = new Uint16Array(SLOTS + 1);

/** Puts a word into the tables. */
function entryFor(word: string): Entry {
  const { length } = word;
  const slot = slotOf(
    word.charCodeAt(0),
    word.charCodeAt(length - 2),
    word.charCodeAt(length - 1),
    length,
  );
  if (PLACES[slot] === 0) PLACES[slot] = ENTRIES.push([]) - 1;
  const entries = ENTRIES[PLACES[slot]!]!;
  const known = entries.find((entry) => entry.word === word);
  if (known !== undefined) return known;
  const entry = { word, isKeyword: false, isLink: false, isOwner: false, rows: [] };
  entries.push(entry);
  return entry;
}

let isFilled = false;

/** Fills the tables, when the first word is read: most programs that start look for no secret yet. */
function fillTables(): void {
  isFilled = true;
  for (const word of KEYWORDS.split(' ')) entryFor(word).isKeyword = true;
  for (const word of LINKS.split(' ')) entryFor(word).isLink = true;
  for (const word of OWNERS.split(' ')) entryFor(word).isOwner = true;
  for (const row of keyedRows()) for (const vendor of row.vendors) entryFor(vendor).rows.push(row);
}

/** Whether letters of a text are those of a word, in any case. */
function reads(window: Window, begin: number, word: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if ((window.at(begin + i - from) | 32) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/**
 * The words before a value, read backwards one by one; a capital behind a small letter begins one.
 * Nothing is copied, because nearly all of them say nothing.
 */
export class WordReader {
  begin = 0;
  /** What the word just read means by itself. */
  entry: Entry | undefined;
  /** What it means together with the word behind it: `new` and `Relic`. */
  joint: Entry | undefined;
  private end = 0;
  private nextBegin = 0;
  private nextEnd = 0;

  /** Reads the word that ends at `end` as the one next to a value. */
  readFirst(window: Window, end: number): boolean {
    if (!isFilled) fillTables();
    this.nextBegin = 0;
    this.nextEnd = 0;
    return this.readWord(window, end);
  }

  /** Reads the word that ends at `end`, before the one that was read last. */
  readNext(window: Window, end: number): boolean {
    this.nextBegin = this.begin;
    this.nextEnd = this.end;
    return this.readWord(window, end);
  }

  private readWord(window: Window, end: number): boolean {
    const { codes } = window;
    const limit = Math.max(window.low, end - LONGEST_WORD);
    let i = end;
    while (i > limit) {
      const traits = TRAITS[codes[i - 1]!]!;
      if ((traits & Alphabet.letter) === 0) break;
      i--;
      if ((traits & Alphabet.upper) !== 0 && isIn(Alphabet.lower, window.at(i - 1))) break;
    }
    this.begin = i;
    this.end = end;
    this.entry = undefined;
    this.joint = undefined;
    if (i === end) return false;
    this.entry = this.find(window, end - 2, end - 1, end - i);
    const nextLength = this.nextEnd - this.nextBegin;
    if (nextLength > 1) {
      this.joint = this.find(window, this.nextEnd - 2, this.nextEnd - 1, end - i + nextLength);
    }
    return true;
  }

  private find(window: Window, last2: number, last: number, length: number): Entry | undefined {
    if (length < 2) return undefined;
    const { codes } = window;
    const place = PLACES[slotOf(codes[this.begin]!, codes[last2]!, codes[last]!, length)]!;
    if (place === 0) return undefined;
    const own = this.end - this.begin;
    const entries = ENTRIES[place]!;
    for (let i = 0; i < entries.length; i++) {
      const { word } = entries[i]!;
      if (
        word.length === length &&
        reads(window, this.begin, word, 0, Math.min(own, length)) &&
        reads(window, this.nextBegin, word, own, length)
      ) {
        return entries[i];
      }
    }
    return undefined;
  }
}
