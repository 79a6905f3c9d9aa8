/** A string without its escapes, and where each of its characters was. */
export interface Unescaped {
  text: string;
  /** The offset of each code unit in what was written, and at last that of its end. */
  offsets: Uint32Array | undefined;
}

const SHORT: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};
/** What YAML has beside JSON's: https://yaml.org/spec/1.2.2/#57-escaped-characters */
const SHORT_IN_YAML: Readonly<Record<string, string>> = {
  ...SHORT,
  '0': '\0',
  a: '\x07',
  e: '\x1b',
  v: '\v',
  ' ': ' ',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([['u', 4]]);
const HEX_LENGTHS_IN_YAML: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Reads a string as it stands between double quotation marks. An escape that is none stands for
 * itself, so that a slip in one place hides nothing in the rest.
 *
 * @see RFC 8259, section 7; YAML 1.2, section 5.7
 */
export function unescaped(written: string, language: 'json' | 'yaml'): Unescaped {
  if (!written.includes('\\')) return { text: written, offsets: undefined };
  const short = language === 'json' ? SHORT : SHORT_IN_YAML;
  const lengths = language === 'json' ? HEX_LENGTHS : HEX_LENGTHS_IN_YAML;
  const offsets = new Uint32Array(written.length + 1);
  let text = '';
  let i = 0;
  while (i < written.length) {
    const next = written.indexOf('\\', i);
    const plainEnd = next < 0 ? written.length : next;
    for (let j = i; j < plainEnd; j++) offsets[text.length + j - i] = j;
    text += written.slice(i, plainEnd);
    i = plainEnd;
    if (next < 0) break;
    const letter = written[i + 1] ?? '';
    const digits = written.slice(i + 2, i + 2 + (lengths.get(letter) ?? 0));
    let read = '\\';
    let length = 1;
    if (Object.hasOwn(short, letter)) {
      read = short[letter]!;
      length = 2;
    } else if (
      digits !== '' &&
      digits.length === lengths.get(letter) &&
      /^[0-9a-f]+$/i.test(digits)
    ) {
      read = characterOf(Number.parseInt(digits, 16));
      length = 2 + digits.length;
    }
    for (let j = 0; j < read.length; j++) offsets[text.length + j] = i;
    text += read;
    i += length;
  }
  offsets[text.length] = written.length;
  return { text, offsets: offsets.subarray(0, text.length + 1) };
}

function characterOf(point: number): string {
  if (point > 0x10ffff) return '\ufffd';
  return point > 0xffff ? String.fromCodePoint(point) : String.fromCharCode(point);
}

/** A text as it stands between double quotation marks, in JSON and in YAML. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Reads a string as it stands between single quotation marks in YAML, or double ones in CSV: doubled marks are one. */
export function undouble(written: string, mark: string): Unescaped {
  const doubled = mark + mark;
  if (!written.includes(doubled)) return { text: written, offsets: undefined };
  const offsets: number[] = [];
  let text = '';
  for (let i = 0; i < written.length; i++) {
    offsets.push(i);
    text += written[i];
    if (written.startsWith(doubled, i)) i++;
  }
  offsets.push(written.length);
  return { text, offsets: Uint32Array.from(offsets) };
}
