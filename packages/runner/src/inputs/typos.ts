import type { Language } from './language.js';
import type { SeededRandom } from './random.js';

/** Words of letters that a Latin keyboard has or composes (Basic Latin to Latin Extended-A). */
const WORDS = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]+/g;
/** Shorter ones would become others. */
const SHORTEST = 3;

/**
 * Mistypes some words: letters change places, are left out, typed twice, typed beside the right key, or
 * lose their marks. Digits, signs and spaces stay.
 * @param share - of the words, in [0, 1]
 */
export function mistype(
  text: string,
  language: Language,
  share: number,
  random: SeededRandom,
): string {
  if (share === 0) return text;
  if (language.keyboard.length === 0) return confuse(text, language, share, random);
  return text.replace(WORDS, (word) =>
    word.length >= SHORTEST && random.chance(share) ? misspell(word, language, random) : word,
  );
}

function misspell(word: string, { keyboard, confusions }: Language, random: SeededRandom): string {
  const marked = [...word].findIndex((letter) => Object.hasOwn(confusions, letter));
  if (marked !== -1 && random.chance(0.6)) {
    return word.slice(0, marked) + (confusions[word[marked] ?? ''] ?? '') + word.slice(marked + 1);
  }
  const at = random.between(1, word.length - 2);
  const letter = word[at] ?? '';
  const before = word.slice(0, at);
  const behind = word.slice(at + 1);
  switch (random.below(4)) {
    case 0:
      return before + (behind[0] ?? '') + letter + behind.slice(1);
    case 1:
      return before + behind;
    case 2:
      return before + letter + letter + behind;
    default:
      return before + neighbour(letter, keyboard, random) + behind;
  }
}

/** A letter whose key lies beside another's; the letter itself where the keyboard has none. */
function neighbour(letter: string, keyboard: readonly string[], random: SeededRandom): string {
  for (const row of keyboard) {
    const at = row.indexOf(letter);
    if (at === -1) continue;
    return random.pick([row[at - 1], row[at + 1]].filter((key) => key !== undefined));
  }
  return letter;
}

/** Where letters are composed, others are chosen that sound or look alike. */
function confuse(
  text: string,
  { confusions }: Language,
  share: number,
  random: SeededRandom,
): string {
  let typed = '';
  for (const letter of text) {
    const other = Object.hasOwn(confusions, letter) ? confusions[letter] : undefined;
    typed += other !== undefined && random.chance(share) ? other : letter;
  }
  return typed;
}

/** Leaves out little words, as learners of a language do. */
export function dropWords(text: string, language: Language, random: SeededRandom): string {
  const { dropped, gap } = language;
  if (gap === '') {
    let said = '';
    for (const letter of text) said += dropped.includes(letter) && random.chance(0.4) ? '' : letter;
    return said;
  }
  return text.replace(/(^| )([^ ]+)(?= )/g, (whole, before: string, word: string) =>
    dropped.includes(word) && random.chance(0.5) ? before.slice(1) : whole,
  );
}
