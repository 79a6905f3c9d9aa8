/*
 * What characters beyond ASCII stand for when a value is looked for: a full-width `４` is a 4, a
 * no-break space is a space, a soft hyphen is nothing, and a Cyrillic `а` among Latin letters is
 * an a. Only the search sees this; what is replaced is the original.
 */

/** What {@link foldOf} answers for a character that stands for itself. */
export const ITSELF = 0;
/** A character that is not seen: it is left out. */
export const INVISIBLE = 1;
/** The first half of a pair of surrogates; {@link foldOfPair} tells more. */
export const PAIR = 2;
/** A letter that looks like a Latin one; with it the code of that one. It counts beside ASCII only. */
export const LOOK_ALIKE = 0x100;

/**
 * The zeros of the decimal digits of other scripts; the other nine follow each.
 *
 * @see Unicode Character Database, DerivedNumericType.txt, `Numeric_Type=Decimal`
 */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0,
  0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];
const ZEROS_IN_PAIRS = [
  0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0,
  0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1e140, 0x1e2f0,
  0x1e950, 0x1fbf0,
];

/** Spaces but for the ogham one, which is seen. @see PropList.txt, `White_Space` */
const SPACES = [0xa0, [0x2000, 0x200a], 0x202f, 0x205f, 0x3000] as const;
const LINE_ENDS = [0x85, [0x2028, 0x2029]] as const;
/** Hyphens, the figure and en dash, the minus; a longer dash parts sentences. @see PropList.txt, `Dash` */
const DASHES = [[0x2010, 0x2013], 0x2212, 0xfe63] as const;
/** @see DerivedCoreProperties.txt, `Default_Ignorable_Code_Point` */
const UNSEEN = [
  0xad,
  0x34f,
  0x61c,
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  0xfeff,
] as const;

/**
 * Letters of Cyrillic and Greek that look like Latin ones in most typefaces, and these.
 *
 * @see Unicode Technical Standard #39, confusables.txt
 */
const LOOK_ALIKES = [
  'аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρι',
  'aeopcyxijshdqwABEKMHOPCTYXIJSGABEZHIKMNOPTYXoavpi',
];

let table: Uint16Array | undefined;

function buildTable(): Uint16Array {
  const folds = new Uint16Array(65536);
  const set = (ranges: readonly (number | readonly [number, number])[], fold: number) => {
    for (const range of ranges) {
      const [first, last] = typeof range === 'number' ? [range, range] : range;
      folds.fill(fold, first, last + 1);
    }
  };
  set(SPACES, 0x20);
  set(LINE_ENDS, 0x0a);
  set(DASHES, 0x2d);
  set(UNSEEN, INVISIBLE);
  for (const zero of ZEROS)
    for (let digit = 0; digit < 10; digit++) folds[zero + digit] = 48 + digit;
  // The full-width forms of all of ASCII (Unicode block FF00).
  for (let code = 0xff01; code <= 0xff5e; code++) folds[code] = code - 0xfee0;
  const [letters, latin] = LOOK_ALIKES as [string, string];
  for (let i = 0; i < letters.length; i++) {
    folds[letters.charCodeAt(i)] = LOOK_ALIKE | latin.charCodeAt(i);
  }
  for (const code of [0xd835, 0xdb40, ...ZEROS_IN_PAIRS.map(highHalf)]) folds[code] = PAIR;
  return folds;
}

/** The first of the two surrogates of a code point beyond U+FFFF. */
export function highHalf(point: number): number {
  return 0xd800 + ((point - 0x10000) >> 10);
}

/** What a code unit beyond ASCII stands for: a plain code, or one of the constants above. */
export function foldOf(code: number): number {
  table ??= buildTable();
  return table[code]!;
}

/** What a code point of two units stands for: a plain code, {@link INVISIBLE} or {@link ITSELF}. */
export function foldOfPair(point: number): number {
  // Mathematical letters: fifty-two to an alphabet; and digits, ten to a set (Unicode block 1D400).
  if (point >= 0x1d400 && point <= 0x1d6a3) {
    const letter = (point - 0x1d400) % 52;
    return letter < 26 ? 65 + letter : 71 + letter;
  }
  if (point >= 0x1d7ce && point <= 0x1d7ff) return 48 + ((point - 0x1d7ce) % 10);
  // Tags and variation selectors.
  if (point >= 0xe0000 && point <= 0xe01ef) return INVISIBLE;
  for (const zero of ZEROS_IN_PAIRS) {
    if (point >= zero && point < zero + 10) return 48 + point - zero;
  }
  return ITSELF;
}
