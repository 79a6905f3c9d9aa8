import { Alphabet, isIn } from '../../../engine/characters.js';
import { type Grown, grow, type Tail, tailOf } from '../../../engine/tail.js';
import type { Window } from '../../../engine/window.js';

/** One stretch of a form: so many characters of an alphabet. */
interface Stretch {
  alphabet: number;
  least: number;
  /** Infinity where a vendor names no upper limit: then the whole stretch counts. */
  most: number;
  /** What its last characters are. */
  ending: string;
  tail: Tail;
}

/** A stretch, or what stands between two. */
type Part = Stretch | string;

/**
 * How the characters of a token are arranged, in the notation of {@link partsOf}. It is read when
 * it is needed for the first time: most of a thousand forms never are.
 */
export class TokenForm {
  readonly notation: string;
  private read: readonly Part[] | undefined;

  constructor(notation: string) {
    this.notation = notation;
  }

  get parts(): readonly Part[] {
    this.read ??= partsOf(this.notation);
    return this.read;
  }

  /** How many characters it has at least. */
  get leastLength(): number {
    return this.parts.reduce(
      (sum, part) => sum + (typeof part === 'string' ? part.length : part.least),
      0,
    );
  }
}

/** The alphabets by the letter that stands for them in the notation of forms. */
const ALPHABETS: Readonly<Record<string, number>> = {
  d: Alphabet.digit,
  h: Alphabet.lowerHex,
  H: Alphabet.hex,
  c: Alphabet.lower,
  C: Alphabet.upper,
  L: Alphabet.letter,
  l: Alphabet.lowerAlphanumeric,
  u: Alphabet.upperAlphanumeric,
  a: Alphabet.alphanumeric,
  w: Alphabet.word,
  b: Alphabet.base64url,
  t: Alphabet.dotted,
  B: Alphabet.base64,
  U: Alphabet.base64url | Alphabet.base64,
  q: Alphabet.bearer,
};

/**
 * Reads the notation of a form: stretches and literals, parted by blanks. A stretch is the letter
 * of its alphabet and its length: `h32` is 32 small hexadecimal digits, `a20-40` is 20 to 40
 * letters and digits, `b20-` is 20 or more base64url characters, `b90-120~AA` ends with `AA`. All
 * else stands for itself: `h8 . h8`. `uuid` is a UUID in small letters, `UUID` one in any.
 *
 * | letter | alphabet |
 * |---|---|
 * | `d` | digits |
 * | `h`, `H` | hexadecimal digits, small or of any case |
 * | `c`, `C`, `L` | small letters, capitals, letters |
 * | `l`, `u`, `a` | digits with small letters, with capitals, with both |
 * | `w`, `b`, `t` | `a` with `_`; with `_-` (base64url); with `_-.` |
 * | `B`, `U`, `q` | base64; both kinds of base64; the characters of RFC 6750's `b64token` |
 */
function partsOf(notation: string): Part[] {
  return notation
    .replace('uuid', 'h8 - h4 - h4 - h4 - h12')
    .replace('UUID', 'H8 - H4 - H4 - H4 - H12')
    .split(' ')
    .map((part) => {
      const [, letter, least, range, most, , ending] =
        /^([a-zA-Z])(\d+)(-(\d*))?(~(\w+))?$/.exec(part) ?? [];
      const alphabet = letter === undefined ? undefined : ALPHABETS[letter];
      if (alphabet === undefined || least === undefined) return part;
      return {
        alphabet,
        least: Number(least),
        most: range === undefined ? Number(least) : most ? Number(most) : Number.POSITIVE_INFINITY,
        ending: ending ?? '',
        tail: tailOf(alphabet),
      };
    });
}

/**
 * Follows a form through the text.
 *
 * @param start - where the token begins, from which the longest look counts
 * @param index - where the form begins, behind the token's prefix
 * @returns where it ends; undefined if the text has another form
 */
export function followForm(
  window: Window,
  start: number,
  index: number,
  form: TokenForm,
): Grown | undefined {
  const { parts } = form;
  let end = index;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p]!;
    if (typeof part === 'string') {
      if (!window.reads(part, end)) return undefined;
      end += part.length;
      continue;
    }
    const from = end;
    if (part.most === Number.POSITIVE_INFINITY) {
      const grown = grow(window, start, from, part.tail);
      if (grown.end - from < part.least) return undefined;
      if (p === parts.length - 1) return grown;
      end = grown.end;
      continue;
    }
    end = window.endOf(part.alphabet, from, from + part.most);
    if (end - from < part.least || !window.reads(part.ending, end - part.ending.length)) {
      return undefined;
    }
  }
  return { end, tail: undefined, state: 0 };
}

/** {@link followForm}, where the token must end if the form has a last length. */
export function readForm(
  window: Window,
  start: number,
  index: number,
  form: TokenForm,
): Grown | undefined {
  const grown = followForm(window, start, index, form);
  if (grown === undefined || endsOpen(form)) return grown;
  return isIn(Alphabet.word, window.at(grown.end)) ? undefined : grown;
}

function endsOpen(form: TokenForm): boolean {
  const last = form.parts.at(-1);
  return typeof last === 'object' && last.most === Number.POSITIVE_INFINITY;
}
