/** What two texts are compared by. */
export type SimilarityMeasure = 'trigrams' | 'words';

/**
 * How alike two texts are: the Sørensen–Dice coefficient, twice what they share over what both have
 * (L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26, 1945).
 *
 * Both are first brought to one form: Unicode NFKC, lower case, and a single space for whatever is
 * neither letter, mark nor digit. `trigrams` then counts each three neighbouring characters, with a
 * space before and behind the text, as often as they stand there; it forgives typing errors and feels
 * the order of words nearby. `words` takes each word once, in any order.
 * @returns in [0, 1]; 1 for texts that are the same in that form
 */
export function textSimilarity(one: string, other: string, measure: SimilarityMeasure): number {
  const [a, b] = [normalize(one), normalize(other)];
  if (a === b) return a === '' && one.trim() !== other.trim() ? 0 : 1;
  const pieces = measure === 'words' ? words : trigrams;
  return dice(pieces(a), pieces(b));
}

function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function trigrams(text: string): Map<string, number> {
  const characters = Array.from(` ${text} `);
  const counts = new Map<string, number>();
  for (let index = 0; index + 2 < characters.length; index += 1) {
    const piece = characters.slice(index, index + 3).join('');
    counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return counts;
}

function words(text: string): Map<string, number> {
  const found = text.split(' ').filter((word) => word !== '');
  return new Map(found.map((word) => [word, 1]));
}

function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [piece, count] of a) shared += Math.min(count, b.get(piece) ?? 0);
  const all = sum(a) + sum(b);
  return all === 0 ? 0 : (2 * shared) / all;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
