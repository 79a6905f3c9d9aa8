import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled, isNextTo } from '../../engine/word-hashes.js';
import { isAnswered, Question } from '../../engine/words-memo.js';
import { endOfDegrees, isDegreeSign } from './degrees.js';

/** Four decimals are eleven metres: fewer stand for no place without a label. */
const PRECISE = 4;
/** Beside a label two decimals do, about a kilometre. */
const ROUGH = 2;
const MOST_DECIMALS = 20;
const MOST_LATITUDE = 90;
const MOST_LONGITUDE = 180;

const SPACE = 32;
const COMMA = 44;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const AT = 64;

const PAIR_LABELS = labelWords(
  'coordinates coordinate coords coord latlng latlon latlong lnglat lonlat geo gps geolocation geopoint location ' +
    'position point ll sll cbll center saddr daddr koordinaten koordinate standort coordenadas ubicación ' +
    'coordonnées coordinate posizione координаты 坐标 座標 좌표',
);
const MAP_LABELS = labelWords('q query destination origin place');
const SINGLE_LABELS = labelWords(
  'lat latitude lng lon long longitude breitengrad längengrad breite länge latitud longitud latitudine longitudine ' +
    'широта долгота 纬度 经度 緯度 経度',
);

/** Whether a number is one of a pair, as its name says. */
const IS_ONE = new Question((window, index) => isNextTo(window, index, SINGLE_LABELS));

/** A decimal number, with its sign. */
interface Decimal {
  start: number;
  end: number;
  size: number;
  decimals: number;
}

/** The decimal number whose first digit, or sign, stands at an index. */
function decimalAt(window: Window, index: number): Decimal | undefined {
  let i = index;
  if (window.at(i) === MINUS || window.at(i) === PLUS) i++;
  let size = 0;
  const whole = i;
  for (; i - whole < 3 && isIn(Alphabet.digit, window.at(i)); i++) {
    size = size * 10 + window.at(i) - 48;
  }
  if (i === whole || window.at(i) !== DOT) return undefined;
  const fraction = ++i;
  let scale = 0.1;
  const end = window.endOf(Alphabet.digit, fraction, fraction + MOST_DECIMALS);
  for (; i < end; i++) {
    size += (window.at(i) - 48) * scale;
    scale /= 10;
  }
  if (i === fraction || isIn(Alphabet.word, window.at(i))) return undefined;
  if (window.at(i) === DOT && isIn(Alphabet.digit, window.at(i + 1))) return undefined;
  return { start: index, end: i, size, decimals: i - fraction };
}

/** Where the second number of a pair begins, and whether a comma is what parts them. */
function secondAt(window: Window, end: number): { index: number; hasComma: boolean } {
  let i = end;
  while (i - end < 3 && window.at(i) === SPACE) i++;
  let hasComma = window.at(i) === COMMA;
  if (hasComma) i++;
  else if (window.reads('%2C', i)) {
    hasComma = true;
    i += 3;
  }
  while (i - end < 6 && window.at(i) === SPACE) i++;
  return { index: i, hasComma };
}

/** Before a list or a parenthesis, where its label stands. */
function indexOfLabel(window: Window, start: number): number {
  let i = start;
  while (start - i < 4 && isBefore(window.at(i - 1))) i--;
  return i;
}

function isBefore(code: number): boolean {
  return code === 91 /* [ */ || code === 40 /* ( */ || code === SPACE;
}

/** Whether a pair is two of more numbers in a row, such as a vector or a box. */
function isInList(window: Window, start: number, end: number): boolean {
  let i = start - 1;
  while (window.at(i) === SPACE) i--;
  if (window.at(i) === COMMA && isIn(Alphabet.digit, window.at(i - 1))) return true;
  const next = secondAt(window, end);
  const code = window.at(next.index);
  return next.hasComma && (isIn(Alphabet.digit, code) || code === MINUS);
}

/** A latitude and a longitude, or with a label also the other way round. */
function isPlace(first: Decimal, second: Decimal, isLabelled: boolean): boolean {
  const isInOrder = first.size <= MOST_LATITUDE && second.size <= MOST_LONGITUDE;
  return isInOrder || (isLabelled && first.size <= MOST_LONGITUDE && second.size <= MOST_LATITUDE);
}

function isLabelledPair(window: Window, start: number, decimals: number): boolean {
  if (window.at(start - 1) === AT) return true;
  const label = indexOfLabel(window, start);
  if (isLabelled(window, label, PAIR_LABELS)) return true;
  return decimals > ROUGH && isLabelled(window, label, MAP_LABELS);
}

function readPair(window: Window, first: Decimal): Match | undefined {
  const { index, hasComma } = secondAt(window, first.end);
  if (index === first.end) return undefined;
  const second = decimalAt(window, index);
  if (second === undefined) return undefined;
  const decimals = Math.min(first.decimals, second.decimals);
  if (decimals < ROUGH) return undefined;
  const { start } = first;
  const { end } = second;
  const isMap = window.at(start - 1) === AT;
  if (!isMap && isInList(window, start, end)) return undefined;
  if (isLabelledPair(window, start, decimals) && isPlace(first, second, true)) {
    return { start, end, confidence: 0.92 };
  }
  const isNowhere = first.size < 1 && second.size < 1;
  if (decimals < PRECISE || !hasComma || isNowhere || !isPlace(first, second, false)) {
    return undefined;
  }
  return { start, end, confidence: 0.8 };
}

function readSingle(window: Window, decimal: Decimal): Match | undefined {
  if (decimal.decimals < ROUGH || decimal.size > MOST_LONGITUDE) return undefined;
  if (!isAnswered(window, decimal.start, IS_ONE)) return undefined;
  return { start: decimal.start, end: decimal.end, confidence: 0.9 };
}

/** Where a number with its sign begins. */
function startOfNumber(window: Window, digits: number): number {
  const before = window.at(digits - 1);
  const isSign = before === MINUS || before === PLUS;
  return isSign && !isIn(Alphabet.alphanumeric, window.at(digits - 2)) ? digits - 1 : digits;
}

/**
 * Geographic coordinates: a decimal latitude and longitude with four decimals and more, or with two
 * beside a label such as `coordinates`, `geo:`, `@` in the address of a map; one of them beside
 * `lat` or `lon`; degrees and minutes with the quarter of the sky. Vectors and boxes, which are
 * longer rows of numbers, are none.
 *
 * @see ISO 6709; RFC 5870 for `geo:`; RFC 7946 for GeoJSON
 */
export const coordinates: Detector = {
  rule: 'coordinates',
  type: 'coordinates',
  anchors: ['digits'],
  gate: {
    outsideTables: true,
    behind: (code) => code === DOT || code > 127,
    lengths: [1, 3],
    plain: { announced: IS_ONE },
  },
  find(window, digits, digitsEnd): Match | undefined {
    const start = startOfNumber(window, digits);
    if (isDegreeSign(window.at(digitsEnd))) {
      const end = endOfDegrees(window, digits);
      return end === undefined ? undefined : { start, end, confidence: 0.9 };
    }
    const first = decimalAt(window, start);
    if (first === undefined || first.size > MOST_LONGITUDE) return undefined;
    if (isDegreeSign(window.at(first.end))) {
      const end = endOfDegrees(window, digits);
      return end === undefined ? undefined : { start, end, confidence: 0.9 };
    }
    return readPair(window, first) ?? readSingle(window, first);
  },
};

export const coordinatesExamples: DetectorExamples = {
  found: () => [
    'at ⟦40.7128, -74.0060⟧ now',
    'geo:⟦37.786971,-122.399677⟧;u=35',
    'https://www.google.com/maps/@⟦40.71,-74.00⟧,15z and https://maps.example/?q=⟦52.5200,13.4050⟧',
    'coordinates: ⟦52.52, 13.40⟧; POINT(⟦13.4050 52.5200⟧)',
    '{"type":"Point","coordinates":[⟦-74.0060,40.7128⟧]}',
    '{"lat": ⟦40.7128⟧, "lng": ⟦-74.006⟧}',
    'latitude=⟦-33.87⟧&longitude=⟦151.21⟧',
    `⟦40°26'46"N 79°58'56"W⟧, ⟦40° 26.767′ N, 79° 58.933′ W⟧`,
    '⟦52.5200° N, 13.4050° E⟧',
    String.raw`{"text":"⟦40°26'46\"N 79°58'56\"W⟧"}`,
  ],
  ignored: () => [
    '[0.0123, -0.4567, 0.8910] and 0.1234, 0.5678',
    '12.3456, 45.6789, 78.1234',
    '91.1234, 20.1234 and 12.34, 56.78',
    'took 1.2345 2.3456 s, 1.2.3.4, 3.1415926',
    '20° C, turn 90° W, 45.5° and 3°N',
    'https://example.com/@jane,12.50',
  ],
};
