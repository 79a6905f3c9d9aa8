import {
  Alphabet,
  AT,
  BEYOND,
  BEYOND_ASCII,
  COLON,
  isIn,
  isLetterBeyondAscii,
  TRAITS,
  UPPER,
} from './characters.js';
import { EVERYBODY, type Gates } from './gates.js';
import type { Plan } from './plan.js';
import { LONGEST_HELD_RUN } from './runs.js';
import { codeAt, interestedBehind, settle, settleWith, WAIT } from './settle.js';
import type { Window } from './window.js';

const BACKSLASH = 92;

/** Looks at a character between runs. */
export function settleSign(window: Window, plan: Plan, sign: number, index: number): number {
  if (sign === BEYOND_ASCII) return settleBeyond(window, plan, index);
  const gates = sign === COLON ? plan.colon : sign === AT ? plan.at : plan.equals;
  let mask = gates.follows(codeAt(window, index - 1)) & interestedBehind(window, gates, index + 1);
  if ((mask & gates.wordwise) !== 0) mask &= interestedInWord(window, gates, index);
  if (mask === 0) return 0;
  mask = gates.left(mask, window, index, index + 1, 0);
  if (window.tookStarved()) return WAIT;
  return mask === 0 ? 0 : settle(window, gates, mask, index, index + 1);
}

/** Whom a sign may interest by the two letters before it, with a quotation mark between perhaps. */
function interestedInWord(window: Window, gates: Gates, index: number): number {
  let last = index - 1;
  const code = codeAt(window, last);
  if (code === 34 /* " */ || code === 39 /* ' */) {
    last--;
    if (codeAt(window, last) === BACKSLASH) last--;
  }
  return gates.endsWord(codeAt(window, last - 1), codeAt(window, last));
}

/** Looks at a character beyond ASCII: a keyword may hold it. */
function settleBeyond(window: Window, plan: Plan, index: number): number {
  if (!plan.capitalized.isEmpty && beginsForeignName(window, index)) {
    const settled = settleWith(window, plan.capitalized, index, index + 1, UPPER);
    if (settled !== 0) return settled;
  }
  if (!plan.keywords.hasForeign) return 0;
  const foreign = plan.keywords.foreignAt(window, index);
  if (window.tookStarved()) return WAIT;
  if (foreign === undefined) return 0;
  return settle(window, foreign.circle, EVERYBODY, foreign.start, foreign.end);
}

/** A capital beyond ASCII at the beginning of a word: `Šárka`. */
function beginsForeignName(window: Window, index: number): boolean {
  const letter = window.text[index]!;
  if (letter === letter.toLowerCase()) return false;
  const before = window.at(index - 1);
  return !isIn(Alphabet.word, before) && !isLetterBeyondAscii(before);
}

/** Where a candidate at a character begins at the earliest, as far as it may reach back. */
export function holdFor(window: Window, index: number): number {
  let start = index;
  const limit = Math.max(window.low, index - LONGEST_HELD_RUN);
  while (start > limit && reachesBack(window.codes[start - 1]!)) start--;
  return start;
}

/** Characters that a value found later may begin with: an e-mail's local part, `+1 (212)`, `id:key`. */
export function reachesBack(code: number): boolean {
  return (
    code >= BEYOND ||
    (TRAITS[code]! & (Alphabet.dotted | Alphabet.localPunctuation)) !== 0 ||
    code === 43 /* + */ ||
    code === 37 /* % */ ||
    code === 40 /* ( */ ||
    code === 58 /* : */ ||
    code === 47 /* / */
  );
}
