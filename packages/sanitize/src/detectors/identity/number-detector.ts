import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, Match } from '../../engine/detector.js';
import { isTableAt } from '../../engine/digit-groups.js';
import type { Window } from '../../engine/window.js';
import { WORDS_MEMO } from '../../engine/words-memo.js';
import { NumberSearch } from './number-search.js';
import type { NumberKind } from './number-table.js';

/** Every kind of number that a detector was made for; one search looks for them all. */
const kinds: NumberKind[] = [];
const search = new NumberSearch(kinds);

/** A longer run, such as a UUID or a hash, is none of these numbers. */
const LONGEST_RUN = 24;
const NOTHING: readonly Match[] = [];

/** The numbers of all types at an index. */
function foundAt(window: Window, start: number): readonly Match[] {
  const found = search.at(window, start);
  if (found.length === 0 || !isIn(Alphabet.digit, window.at(start))) return found;
  return isTableAt(window, start) ? NOTHING : found;
}

/** Whether any of them finds a number at a run, by what the run itself says first. */
function holdsNumber(
  window: Window,
  start: number,
  end: number,
  _classes: number,
  sure: number,
): boolean {
  if (!search.mayBegin(window, start, end) || !search.mayBeAsSure(window, start, sure))
    return false;
  return foundAt(window, start).length > 0;
}

/**
 * A detector for the numbers of one type, by their formats and by labels that name no country.
 *
 * @param rule - the rule of a number that only such a label tells of
 */
export function numberDetector({ rule, ...kind }: NumberKind & { rule: string }): Detector {
  const { type } = kind;
  kinds.push(kind);
  WORDS_MEMO.forget();
  return {
    rule,
    type,
    anchors: ['digits', 'number', 'mixed', 'initials'],
    gate: {
      before: (code) => code !== 64 && code !== 37 && code !== 36, // @ % $
      behind: (code) => code !== 64 && code !== 37,
      lengths: [1, LONGEST_RUN],
      outsideTables: true,
      plain: search.plain,
      anyOf: holdsNumber,
      late: true,
    },
    find(window, start) {
      const found = foundAt(window, start);
      for (let i = 0; i < found.length; i++) if (found[i]!.type === type) return found[i];
      return undefined;
    },
  };
}
