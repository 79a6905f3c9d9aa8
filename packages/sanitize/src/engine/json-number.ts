import { Alphabet, isIn } from './characters.js';
import type { Match } from './detector.js';
import type { Window } from './window.js';

const BACKSLASH = 92;
const QUOTE = 34;
const COLON = 58;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;

/** How far back the beginning of a list is looked for, in code units. */
const REACH = 160;

/**
 * The quotation mark that a bare number in JSON needs around what replaces it, as in
 * `"card": 4000…` and `[4000…, 4000…]`, or nothing where the value is in a string or in no JSON.
 * In JSON inside a string the mark has backslashes.
 *
 * @see RFC 8259, sections 3 to 6
 */
export function quoteFor(window: Window, { start, end }: Match): string {
  if (!endsNumber(window, end)) return '';
  const sign = skipBlanks(window, start - 1);
  const lead = before(window, sign);
  if (lead !== COLON && lead !== COMMA && lead !== OPEN) return '';
  if (!areNumbers(window, start, end)) return '';
  if (lead === COLON) return before(window, sign - 1) === QUOTE ? quoteAt(window, sign - 1) : '';
  return quoteInList(window, sign);
}

/** Whether a bare number may end where something ends: a comma, a bracket or a line is next. */
function endsNumber(window: Window, end: number): boolean {
  const after = window.at(end);
  return (
    after === -1 ||
    after === COMMA ||
    after === 93 /* ] */ ||
    after === 125 /* } */ ||
    after === BACKSLASH ||
    isIn(Alphabet.space, after)
  );
}

/** What stands before a number, also where another one was found: the list goes on behind it. */
function before({ codes }: Window, index: number): number {
  return index < 0 ? -1 : codes[index]!;
}

function skipBlanks(window: Window, index: number): number {
  let i = index;
  while (i > index - 8 && isIn(Alphabet.space, before(window, i))) i--;
  return i;
}

/** Whether a stretch is one number of JSON or several with commas: an address has more dots. */
function areNumbers(window: Window, start: number, end: number): boolean {
  let dots = 0;
  let before = COMMA;
  for (let i = start; i < end; i++) {
    const code = window.at(i);
    if (!isNumeric(code) || (code === 45 && before !== COMMA && before !== 32)) return false;
    dots = code === COMMA ? 0 : code === 46 ? dots + 1 : dots;
    if (dots > 1) return false;
    before = code;
  }
  return true;
}

function isNumeric(code: number): boolean {
  return isIn(Alphabet.digit, code) || code === 45 || code === 46 || code === COMMA || code === 32;
}

/** The mark that ends at `index`, with its backslashes. */
function quoteAt(window: Window, index: number): string {
  let start = index;
  while (start > index - 8 && before(window, start - 1) === BACKSLASH) start--;
  return window.text.slice(start, index + 1);
}

/** The mark for an item of a list of numbers; nothing if what is before it is no such list. */
function quoteInList(window: Window, sign: number): string {
  let i = sign;
  while (i > sign - REACH && isNumeric(before(window, i))) i--;
  if (i === sign - REACH) return '"';
  if (before(window, i) !== OPEN) return '';
  const lead = skipBlanks(window, i - 1);
  const code = before(window, lead);
  if (code === COLON) return before(window, lead - 1) === QUOTE ? quoteAt(window, lead - 1) : '';
  // A comma in a text may stand before a bracket too, but not behind another list.
  if (code === COMMA) return before(window, skipBlanks(window, lead - 1)) === CLOSE ? '"' : '';
  return code === -1 || code === OPEN || code === 10 ? '"' : '';
}
