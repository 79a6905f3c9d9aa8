import { AMBIGUOUS_NAMES, FIRST_NAMES, SURNAMES } from './name-lists.js';
import { SURNAME_ENDING } from './name-words.js';

/** What a capitalized word is known as; the bits may be united. */
export const FIRST = 1;
export const SURNAME = 2;
/** It is a common word too. */
export const WORD = 4;
/** Only its ending says that it is a surname, as those of `Republic` and `Salesperson` do. */
export const GUESSED = 8;

let known: Map<string, number> | undefined;

/** Reads a list in which each name is coded by what it does not share with the one before. */
function* decoded(list: string): Generator<string> {
  let name = '';
  for (const [, shared, rest] of list.matchAll(/(\d)(\D*)/g)) {
    name = name.slice(0, Number(shared)) + rest!.replaceAll('\n', '');
    yield name;
  }
}

/** The lists, read when the first name is asked for. */
function lists(): Map<string, number> {
  if (known !== undefined) return known;
  known = new Map();
  const kinds = [
    [FIRST_NAMES, FIRST],
    [SURNAMES, SURNAME],
    [AMBIGUOUS_NAMES, WORD],
  ] as const;
  for (const [list, bit] of kinds) {
    for (const name of decoded(list)) known.set(name, (known.get(name) ?? 0) | bit);
  }
  return known;
}

/** What a capitalized word is known as, whatever its accents: {@link FIRST}, {@link SURNAME}, {@link WORD}, {@link GUESSED}. */
export function kindOfName(word: string): number {
  const plain = word
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const kind = lists().get(plain) ?? 0;
  if (kind !== 0) return kind;
  const hyphen = plain.indexOf('-');
  if (hyphen > 0) return lists().get(plain.slice(0, hyphen)) ?? 0;
  return plain.length > 5 && SURNAME_ENDING.test(plain) ? SURNAME | GUESSED : 0;
}
