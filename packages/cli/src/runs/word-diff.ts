/** A stretch of two texts. */
export interface Stretch {
  /** `missing`: only the expected text has it; `added`: only what was said has it. */
  kind: 'same' | 'missing' | 'added';
  text: string;
}

/** More words than this are not compared: a table of all pairs is made. */
const MAX_WORDS = 500;

/**
 * What is different between two texts, word by word: a longest common subsequence, by dynamic
 * programming (Wagner and Fischer, "The string-to-string correction problem", JACM 21, 1974).
 *
 * @returns `null` for texts that are too long to compare
 */
export function diffWords(expected: string, said: string): Stretch[] | null {
  const before = words(expected);
  const after = words(said);
  if (before.length > MAX_WORDS || after.length > MAX_WORDS) return null;
  const common = commonLengths(before, after);
  const width = after.length + 1;
  const stretches: Stretch[] = [];
  const push = (kind: Stretch['kind'], text: string): void => {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.text += text;
    else stretches.push({ kind, text });
  };
  let from = 0;
  let to = 0;
  while (from < before.length || to < after.length) {
    const word = before[from];
    const other = after[to];
    if (word !== undefined && word === other) {
      push('same', word);
      from += 1;
      to += 1;
    } else if (
      other === undefined ||
      (word !== undefined &&
        (common[(from + 1) * width + to] ?? 0) >= (common[from * width + to + 1] ?? 0))
    ) {
      push('missing', word ?? '');
      from += 1;
    } else {
      push('added', other);
      to += 1;
    }
  }
  return stretches;
}

/** Words, each with the white space behind it. */
function words(text: string): string[] {
  return text.trim().match(/\S+\s*/g) ?? [];
}

/** For every pair of places: how many words the rests have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let from = before.length - 1; from >= 0; from--) {
    for (let to = after.length - 1; to >= 0; to--) {
      lengths[from * width + to] =
        before[from] === after[to]
          ? 1 + (lengths[(from + 1) * width + to + 1] ?? 0)
          : Math.max(lengths[(from + 1) * width + to] ?? 0, lengths[from * width + to + 1] ?? 0);
    }
  }
  return lengths;
}
