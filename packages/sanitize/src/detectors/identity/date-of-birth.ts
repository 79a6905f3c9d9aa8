import { Alphabet, isIn, isLetterBeyondAscii } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isBehindEscape } from '../../engine/escapes.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled, questionOf } from '../../engine/word-hashes.js';
import { isDay } from './formats/number-format.js';
import { LEADING_MONTHS, LONGEST_MONTH, mayBeginMonth, monthOf } from './month-names.js';

/** Words that say that a date is somebody's birth, in eight languages and some more. */
const LABELS = labelWords(
  'dob dateofbirth birthdate birthday birth bday bdate born borndate ' +
    'geburtsdatum geburtstag geboren geb gebdatum gebdat ' +
    'datedenaissance naissance né née nele néele nee anniversaire ' +
    'fechadenacimiento nacimiento nacido nacida naci nací nacio nació fnac fechanacimiento cumpleaños ' +
    'datadinascita nascita nato nata compleanno ' +
    'datadenascimento nascimento nascido nascida nasci nasceu datanascimento dtnascimento aniversário ' +
    'geboortedatum geboorte verjaardag ' +
    '生年月日 誕生日 出生日期 生日 출생 생년월일 датарождения рождения родился родилась ' +
    'urodzenia dataurodzenia urodzony urodzona fødselsdato födelsedatum syntymäaika narozeni doğumtarihi',
);

/** Nobody alive, and nobody in a register, was born before. */
const FIRST_YEAR = 1880;
const LAST_YEAR = 2099;
const YEAR_SIGN = 0x5e74;
const MONTH_SIGN = 0x6708;
const DAY_SIGN = 0x65e5;

/** A number of up to four digits in the text. */
interface Piece {
  value: number;
  end: number;
  length: number;
}

function readNumber(window: Window, start: number): Piece | undefined {
  let i = start;
  let value = 0;
  while (i - start < 5 && isIn(Alphabet.digit, window.at(i))) {
    value = value * 10 + window.at(i) - 48;
    i++;
  }
  const length = i - start;
  return length === 0 || length > 4 ? undefined : { value, end: i, length };
}

function isYear({ value, length }: Piece): boolean {
  return length === 4 && value >= FIRST_YEAR && value <= LAST_YEAR;
}

/** A year of four digits, or of two. */
function isAnyYear(piece: Piece): boolean {
  return isYear(piece) || piece.length === 2;
}

function isDayIn(month: number, { value, length }: Piece): boolean {
  return length <= 2 && isDay(month, value);
}

/** Whether two numbers are a day and a month, whichever comes first. */
function areDayAndMonth(a: Piece, b: Piece): boolean {
  return a.length <= 2 && b.length <= 2 && (isDay(a.value, b.value) || isDay(b.value, a.value));
}

/** `1984-03-12`, `12/03/1984`, `12.3.84`, `12. 3. 1984`; the end of it, or -1. */
function readNumeric(window: Window, first: Piece): number {
  const sign = window.at(first.end);
  if (sign !== 45 && sign !== 46 && sign !== 47 && sign !== 32) return -1; // - . / space
  const second = readNumber(window, behindSign(window, first.end));
  if (second === undefined || window.at(second.end) !== sign) return -1;
  const third = readNumber(window, behindSign(window, second.end));
  if (third === undefined) return -1;
  if (isYear(first)) return isDayIn(second.value, third) ? third.end : -1;
  return areDayAndMonth(first, second) && isAnyYear(third) ? third.end : -1;
}

/** A sign between numbers, and a blank behind it. */
function behindSign(window: Window, index: number): number {
  return window.at(index) !== 32 && window.at(index + 1) === 32 ? index + 2 : index + 1;
}

/** `19840312`. */
function readCompact(window: Window, start: number, end: number): number {
  if (end - start !== 8) return -1;
  const digits = window.text.slice(start, end);
  if (!/^\d{8}$/.test(digits)) return -1;
  const year = Number(digits.slice(0, 4));
  const isDate = isDay(Number(digits.slice(4, 6)), Number(digits.slice(6)));
  return year >= FIRST_YEAR && year <= LAST_YEAR && isDate ? end : -1;
}

/** `1984年3月12日`. */
function readWithSigns(window: Window, year: Piece): number {
  if (window.at(year.end) !== YEAR_SIGN) return -1;
  const month = readNumber(window, year.end + 1);
  if (month === undefined || window.at(month.end) !== MONTH_SIGN) return -1;
  const day = readNumber(window, month.end + 1);
  if (day === undefined || window.at(day.end) !== DAY_SIGN) return -1;
  return isDayIn(month.value, day) ? day.end + 1 : -1;
}

/** The word that begins at an index, in small letters; empty if none of a month's length does. */
function readWord(window: Window, start: number): string {
  let i = start;
  while (i - start <= LONGEST_MONTH && isLetter(window.at(i))) i++;
  return i - start > LONGEST_MONTH ? '' : window.text.slice(start, i).toLowerCase();
}

function isLetter(code: number): boolean {
  return isIn(Alphabet.letter, code) || isLetterBeyondAscii(code);
}

/** Leaves out blanks, commas, full stops, `de` and `of`. */
function skipLinks(window: Window, start: number): number {
  let i = start;
  for (let steps = 0; steps < 8; steps++) {
    const code = window.at(i);
    if (isIn(Alphabet.space, code) || code === 44 || code === 46 || code === 45) i++;
    else if ((window.reads('de ', i) || window.reads('of ', i)) && i > start) i += 3;
    else if (window.reads('del ', i) && i > start) i += 4;
    else return i;
  }
  return i;
}

/** `12 March 1984`, `12. März 1984`, `1er mars 1984`, `12 de marzo de 1984`, `12-Mar-84`. */
function readDayFirst(window: Window, day: Piece): number {
  if (day.length > 2) return -1;
  const start = skipLinks(window, endOfOrdinal(window, day.end));
  const word = readWord(window, start);
  const month = monthOf(word);
  if (month === undefined || !isDayIn(month, day)) return -1;
  const year = readNumber(window, skipLinks(window, start + word.length));
  return year !== undefined && isAnyYear(year) ? year.end : -1;
}

/** `st`, `nd`, `rd`, `th`, `er`, `º` behind a day. */
function endOfOrdinal(window: Window, end: number): number {
  for (const suffix of ['st', 'nd', 'rd', 'th', 'er'])
    if (window.reads(suffix, end)) return end + 2;
  const code = window.at(end);
  return code === 0xba || code === 0xb0 ? end + 1 : end;
}

/** `March 12, 1984`, `Mar 12th 1984`. */
function readMonthFirst(window: Window, start: number, end: number): number {
  const month = monthOf(window.text.slice(start, end).toLowerCase());
  if (month === undefined) return -1;
  const day = readNumber(window, skipLinks(window, end));
  if (day === undefined || !isDayIn(month, day)) return -1;
  const year = readNumber(window, skipLinks(window, endOfOrdinal(window, day.end)));
  return year !== undefined && isYear(year) ? year.end : -1;
}

/** The end of a date that begins with a number, or -1. */
function endOfDate(window: Window, start: number, end: number): number {
  const first = readNumber(window, start);
  if (first === undefined) return readCompact(window, start, end);
  const numeric = readNumeric(window, first);
  if (numeric >= 0) return numeric;
  const signed = readWithSigns(window, first);
  return signed >= 0 ? signed : readDayFirst(window, first);
}

/** Whether a year may begin so: 18, 19 or 20. */
function isCentury(window: Window, start: number): boolean {
  const second = window.at(start + 1);
  return window.at(start) === 49
    ? second === 56 || second === 57
    : window.at(start) === 50 && second === 48;
}

/** Whether what stands behind the first digits may go on as a date; so nearly no number does. */
function mayBeDate(window: Window, start: number): boolean {
  const end = window.endOf(Alphabet.digit, start, start + 9);
  const length = end - start;
  if (length === 8) return isCentury(window, start);
  if (length === 3 || length > 4) return false;
  const sign = window.at(end);
  if (sign > 127) return true;
  if (isIn(Alphabet.letter, sign)) return length <= 2;
  if (sign !== 32 && (sign < 44 || sign > 47) && !isIn(Alphabet.space, sign)) return false;
  const next = window.at(end + 1);
  const second = next === 32 ? end + 2 : end + 1;
  const code = window.at(second);
  if (isIn(Alphabet.letter, code)) {
    return length <= 2 && mayBeginMonth(code, window.at(second + 1));
  }
  if (!isIn(Alphabet.digit, code)) return length <= 2;
  const secondEnd = window.endOf(Alphabet.digit, second, second + 3);
  return secondEnd - second <= 2 && window.at(secondEnd) === sign;
}

/** `Ich bin am 13.06.2000 geboren`, `is op 3 mei 1981 geboren`. */
function isLabelledBehind(window: Window, dateEnd: number): boolean {
  return window.reads(' geboren', dateEnd) && !isLetter(window.at(dateEnd + 8));
}

/**
 * Dates of birth: a date in figures or with the month's name, in the languages of the labels,
 * behind a word such as `born`, `DOB`, `Geburtsdatum`, `né le`, `fecha de nacimiento` or `生年月日`, or
 * as the value of a member with such a name. Any other date is left alone.
 *
 * @see 45 CFR 164.514(b)(2)(i)(C): of the dates of a person all elements but the year identify
 */
export const dateOfBirth: Detector = {
  rule: 'date-of-birth',
  type: 'date_of_birth',
  anchors: ['digits', 'number', 'mixed', 'keyword'],
  keywords: LEADING_MONTHS,
  gate: {
    outsideTables: true,
    first: (code) => isIn(Alphabet.digit, code),
    lengths: [1, 12],
    plain: { announced: questionOf(LABELS), beforeWord: true },
    anyOf: mayBeDate,
  },
  find(window, start, end): Match | undefined {
    const isNumber = isIn(Alphabet.digit, window.at(start));
    if (isIn(Alphabet.word, window.at(start - 1)) && !isBehindEscape(window, start))
      return undefined;
    const dateEnd = isNumber ? endOfDate(window, start, end) : readMonthFirst(window, start, end);
    if (dateEnd < 0) return undefined;
    const isGlued = window.at(dateEnd - 1) !== DAY_SIGN && isIn(Alphabet.word, window.at(dateEnd));
    if (isGlued) return undefined;
    const hasLabel = isLabelled(window, start, LABELS) || isLabelledBehind(window, dateEnd);
    return hasLabel ? { start, end: dateEnd, confidence: 0.9 } : undefined;
  },
};

export const dateOfBirthExamples: DetectorExamples = {
  found: () => [
    'born on ⟦12 March 1984⟧ in Leeds',
    'DOB: ⟦03/12/1984⟧, MRN',
    'date of birth ⟦1984-03-12⟧',
    'Her birthday is ⟦March 12, 1984⟧.',
    '{"birthDate":"⟦1984-03-12⟧"}',
    '{"date_of_birth": "⟦19840312⟧", "x": 1}',
    'Geburtsdatum: ⟦12.03.1984⟧ und geb. am ⟦3. März 1961⟧',
    'Ich bin am ⟦13.06.2000⟧ geboren.',
    'née le ⟦1er août 1990⟧ à Lyon',
    'nací el ⟦3 de mayo de 1981⟧',
    'fecha de nacimiento: ⟦12 de marzo de 1984⟧',
    'nata il ⟦12/3/1984⟧',
    'data de nascimento ⟦12-03-1984⟧',
    'geboortedatum ⟦12 mei 1984⟧',
    '生年月日：⟦1984年3月12日⟧、生年月日：⟦1984年3月12日⟧AB型',
    'dob ⟦12-Mar-84⟧',
    'birthdate=⟦1984/03/12⟧;',
  ],
  ignored: () => [
    'on 12 March 1984 it rained',
    '2024-11-01 14:30:00',
    'born in 1984, version 1.12.3',
    'the order of 03/12/2024',
    'May 12, 2024 release',
    'born 99/99/1984',
  ],
};
