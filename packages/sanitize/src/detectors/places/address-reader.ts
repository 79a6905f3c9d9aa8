import { Alphabet, isIn, isLetterBeyondAscii } from '../../engine/characters.js';
import type { Window } from '../../engine/window.js';
import {
  COUNTRIES,
  MONTH_WORDS,
  STREET_BEGINNINGS,
  STREET_ENDING,
  STREET_ENDINGS,
  STREET_PARTICLES,
  UNITS,
} from './street-words.js';

const LONGEST_WORD = 28;
const MOST_WORDS = 6;
const MOST_PARTS = 8;
const LONGEST_GAP = 14;

/** A word or a number of an address. */
interface Piece {
  text: string;
  /** In small letters, without a full stop behind it. */
  word: string;
  end: number;
  isNumber: boolean;
  isCapitalized: boolean;
}

function isLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || isLetterBeyondAscii(code);
}

function isJoint(code: number): boolean {
  return code === 45 /* - */ || code === 39 /* ' */ || code === 0x2019 || code === 47 /* / */;
}

/** The letters and digits from `start` on, with hyphens and apostrophes inside, and a full stop. */
export function readPiece(window: Window, start: number): Piece | undefined {
  let i = start;
  let digits = 0;
  while (i - start <= LONGEST_WORD) {
    const code = window.at(i);
    if (isIn(Alphabet.digit, code)) digits++;
    else if (!isLetter(code)) {
      const next = window.at(i + 1);
      if (i === start || !isJoint(code) || !(isLetter(next) || isIn(Alphabet.digit, next))) break;
    }
    i++;
  }
  if (i === start || i - start > LONGEST_WORD) return undefined;
  const text = window.text.slice(start, i);
  const word = text.toLowerCase();
  const isNumber = isIn(Alphabet.digit, text.charCodeAt(0));
  const isCapitalized = !isNumber && text[0] !== word[0];
  if (digits > 0 && !isNumber) return undefined;
  // The full stop of `Apt.`, `St.` and `ul.`, and that of a Hungarian house number.
  const isShort = i - start <= 4 || UNITS.has(word) || STREET_ENDING().test(word);
  if (window.at(i) === 46 && isShort && isIn(Alphabet.space, window.at(i + 1))) i++;
  return { text, word, end: i, isNumber, isCapitalized };
}

/** A house number: one to six digits, a letter perhaps, or a range. */
export function isHouseNumber({ text, isNumber }: Piece): boolean {
  return isNumber && /^\d{1,6}(?:[a-hA-H]|[-/]\d{1,4}[a-zA-Z]?)?$/.test(text);
}

/** A number that is more likely a year than a house. */
export function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text);
}

/** Whether the name of a street may begin with a word: `Via`, `ul.`, `Ziegelgasse`. */
export function beginsStreet({ word }: Piece): boolean {
  return STREET_BEGINNINGS.has(word) || STREET_ENDING().test(word);
}

/** What was read of a street. */
export interface Street {
  end: number;
  /** Whether a word says that it is a street. */
  isNamed: boolean;
  /** Whether a house number follows. */
  hasNumber: boolean;
}

/** A street from `start` on: its words, and its number if that comes behind. */
export function readStreet(window: Window, start: number): Street | undefined {
  let i = start;
  let names = 0;
  let end = -1;
  let isNamed = false;
  let endsWithParticle = false;
  for (let count = 0; count < MOST_WORDS; count++) {
    const piece = readPiece(window, i);
    if (piece === undefined) break;
    if (piece.isNumber) {
      // `100 Best Books of 2024`
      if (!isNamed && (endsWithParticle || isYear(piece.text))) return undefined;
      if (names > 0 && isHouseNumber(piece)) return { end: piece.end, isNamed, hasNumber: true };
      // `5th Avenue`
      if (!/^\d{1,3}(?:st|nd|rd|th)$/.test(piece.word)) break;
    } else if (!piece.isCapitalized && !isLowerPart(piece, count)) {
      break;
    }
    const { word } = piece;
    if (MONTH_WORDS.has(word)) return undefined;
    const isBeginning = count === 0 && STREET_BEGINNINGS.has(word);
    if (isBeginning || (count > 0 && STREET_ENDINGS.has(word)) || STREET_ENDING().test(word)) {
      isNamed = true;
    }
    endsWithParticle = !piece.isCapitalized;
    if (!endsWithParticle) names++;
    if (isNamed && !(isBeginning && names === 1)) end = piece.end;
    if (window.at(piece.end) !== 32) break;
    i = piece.end + 1;
    // Behind an English street word only a number may follow.
    if (isNamed && !isBeginning && count > 0 && STREET_ENDINGS.has(word)) {
      const next = readPiece(window, i);
      if (next === undefined || next.isNumber || !STREET_ENDINGS.has(next.word)) {
        return next !== undefined && isHouseNumber(next) && window.at(next.end) !== 32
          ? { end: next.end, isNamed, hasNumber: true }
          : { end, isNamed, hasNumber: false };
      }
    }
  }
  return end < 0 ? undefined : { end, isNamed, hasNumber: false };
}

/** `ul. Północna`, `rue de la Gare`. */
function isLowerPart({ word }: Piece, count: number): boolean {
  return count === 0
    ? STREET_BEGINNINGS.has(word)
    : STREET_PARTICLES.has(word) || word === 'u' || word === 'út';
}

/** The end of `Apt. 5`, `Suite 606`, `# 12`; -1 if there is none. */
export function readUnit(window: Window, start: number): number {
  const sign = window.at(start);
  if (sign === 35 /* # */) {
    const number = readPiece(window, window.at(start + 1) === 32 ? start + 2 : start + 1);
    return number !== undefined && isHouseNumber(number) ? number.end : -1;
  }
  const unit = readPiece(window, start);
  if (unit === undefined || !UNITS.has(unit.word)) return -1;
  const behind = window.at(unit.end) === 46 ? unit.end + 1 : unit.end;
  if (window.at(behind) !== 32) return -1;
  const number = readPiece(window, behind + 1);
  if (number === undefined) return -1;
  return isHouseNumber(number) || /^[A-Z]$/.test(number.text) ? number.end : -1;
}

/** The end of a post box: `P.O. Box 186`, `PSC 6477, Box 2981`, `Postfach 12 34`; -1 if there is none. */
export function readBox(window: Window, start: number): number {
  const dotted = window.reads('P.O. ', start) ? 5 : window.reads('P. O. ', start) ? 6 : 0;
  let first = readPiece(window, start + dotted);
  if (first?.word === 'po' && window.at(first.end) === 32) first = readPiece(window, first.end + 1);
  if (first === undefined) return -1;
  const isBox =
    /^(?:box|bag)$/.test(first.word) &&
    (dotted > 0 || window.at(start) !== first.text.charCodeAt(0));
  const isAlone = /^(?:postfach|apartado|casilla|postbus|postboks|skrytka)$/.test(first.word);
  const isMilitary = /^(?:PSC|CMR|Unit|USS|USNS|USNV|USCGC)$/.test(first.text);
  if (!isBox && !isAlone && !isMilitary) return -1;
  const number = window.at(first.end) === 32 ? readPiece(window, first.end + 1) : undefined;
  if (isBox || isAlone) return number !== undefined && isHouseNumber(number) ? number.end : -1;
  return number === undefined ? -1 : readMilitary(window, number);
}

/** `…, Box 2981`, or a ship's name, and `APO`, `FPO` or `DPO` in the next line. */
function readMilitary(window: Window, number: Piece): number {
  let i = number.end;
  if (number.isNumber) {
    if (window.at(i) === 44 /* , */) i++;
    if (!window.reads(' Box ', i)) return -1;
    const box = readPiece(window, i + 5);
    if (box === undefined || !box.isNumber) return -1;
    i = box.end;
  }
  const gap = skipGap(window, i);
  const office = readPiece(window, gap);
  return office !== undefined && /^(?:APO|FPO|DPO)$/.test(office.text) ? i : -1;
}

/** Blanks, commas, line breaks and quotation marks of mail between two parts of an address. */
function skipGap(window: Window, start: number): number {
  let i = start;
  while (i - start < LONGEST_GAP) {
    const code = window.at(i);
    const isGap = isIn(Alphabet.space, code) || code === 44 || (code === 62 && i > start);
    if (!isGap) break;
    i++;
  }
  return i;
}

/** Whether a line break or a comma stands between two indexes. */
function isParted(window: Window, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (window.at(i) === 10 || window.at(i) === 44) return true;
  return false;
}

/** Whether a piece is a postcode: of four to six digits, or in two parts as in Britain and Canada. */
function isPostcode({ text }: Piece): boolean {
  return /^(?:\d{4,6}|\d{5}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}-\d{4})$/.test(text);
}

/** The end of a British, Canadian or Dutch postcode at `start`, or -1. */
function readLetteredPostcode(window: Window, start: number): number {
  let text = '';
  for (let i = start; i < start + 9; i++) {
    const code = window.at(i);
    if (code < 0 || code > 127) break;
    text += String.fromCharCode(code);
  }
  const found =
    /^(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d|\d{4} [A-Z]{2})(?![A-Za-z\d])/.exec(
      text,
    );
  return found === null ? -1 : start + found[0].length;
}

/** How far an address goes on behind its street: units, city, state, postcode and country. */
export function endOfAddress(window: Window, streetEnd: number): number {
  let end = streetEnd;
  let i = streetEnd;
  let hasPlace = false;
  for (let count = 0; count < MOST_PARTS; count++) {
    const gap = skipGap(window, i);
    if (gap === i) break;
    const unit = readUnit(window, gap);
    if (unit >= 0) {
      end = unit;
      i = unit;
      continue;
    }
    const lettered = readLetteredPostcode(window, gap);
    if (lettered >= 0) return Math.max(lettered, endAfterPostcode(window, lettered));
    const piece = readPiece(window, gap);
    if (piece === undefined) break;
    if (piece.isNumber) {
      // A postcode: behind a place, or before one as on the continent.
      if (!isPostcode(piece)) break;
      if (hasPlace) return Math.max(piece.end, endAfterPostcode(window, piece.end));
      const city = endOfPlace(window, skipGap(window, piece.end));
      if (city < 0 || window.at(piece.end) !== 32) break;
      end = city;
      i = city;
      hasPlace = true;
      continue;
    }
    const place = endOfPlace(window, gap);
    const mayBePlace =
      place >= 0 && (isParted(window, i, gap) || end > streetEnd || isUpper(piece));
    if (!mayBePlace) break;
    if (endsWithCountry(window, gap, place) || (hasPlace && isState(piece))) end = place;
    hasPlace = true;
    i = place;
  }
  return end;
}

/** A country behind a postcode. */
function endAfterPostcode(window: Window, postcodeEnd: number): number {
  const gap = skipGap(window, postcodeEnd);
  const place = gap > postcodeEnd ? endOfPlace(window, gap) : -1;
  return place >= 0 && endsWithCountry(window, gap, place) ? place : -1;
}

function isUpper({ text }: Piece): boolean {
  return text.length > 1 && text === text.toUpperCase();
}

function isState({ text }: Piece): boolean {
  return /^[A-Z]{2,3}$/.test(text);
}

/** The end of the capitalized words from `start` on, up to five; -1 if there are none. */
function endOfPlace(window: Window, start: number): number {
  let i = start;
  let end = -1;
  for (let count = 0; count < 5; count++) {
    const piece = readPiece(window, i);
    if (piece === undefined || piece.isNumber || UNITS.has(piece.word)) break;
    if (!piece.isCapitalized && !(count > 0 && STREET_PARTICLES.has(piece.word))) break;
    if (window.at(piece.end) === 58 /* : */) return -1;
    if (piece.isCapitalized) end = piece.end;
    if (window.at(piece.end) !== 32) break;
    i = piece.end + 1;
  }
  return end;
}

function endsWithCountry(window: Window, start: number, end: number): boolean {
  const words = window.text.slice(start, end).toLowerCase().split(/[ .]+/);
  return words.some((word) => COUNTRIES.has(word));
}
