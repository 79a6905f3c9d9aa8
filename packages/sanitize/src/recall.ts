import { isLetterOrDigit } from './engine/unicode-pattern.js';

/** A value that was replaced before. */
export interface Remembered {
  type: string;
  replacement: string;
}

/**
 * Replaces remembered values in a text, the longest first, so that a value that is part of another
 * does not break it up. A secret is replaced wherever it stands; other values only where they are
 * not part of a longer word or number.
 */
export function recallValues(
  text: string,
  remembered: ReadonlyMap<string, Remembered>,
): { text: string; counts: Record<string, number> } {
  const counts: Record<string, number> = {};
  const present = [...remembered].filter(([value]) => text.includes(value));
  if (present.length === 0) return { text, counts };
  let pieces: Piece[] = [{ text, settled: false }];
  for (const [value, { type, replacement }] of present.sort(byLength)) {
    // What an earlier value was replaced by is not looked at again.
    pieces = pieces.flatMap((piece) => {
      if (piece.settled) return [piece];
      const parts = split(piece.text, value, type !== 'api_key');
      if (parts.length > 1) counts[type] = (counts[type] ?? 0) + parts.length - 1;
      return parts.flatMap((part, index) =>
        index === 0
          ? [{ text: part, settled: false }]
          : [
              { text: replacement, settled: true },
              { text: part, settled: false },
            ],
      );
    });
  }
  return { text: pieces.map((piece) => piece.text).join(''), counts };
}

interface Piece {
  text: string;
  settled: boolean;
}

function byLength([a]: [string, Remembered], [b]: [string, Remembered]): number {
  return b.length - a.length;
}

/** What stands between the occurrences of a value. */
function split(text: string, value: string, whole: boolean): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (at < from || (whole && !standsAlone(text, at, at + value.length))) continue;
    parts.push(text.slice(from, at));
    from = at + value.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function standsAlone(text: string, start: number, end: number): boolean {
  return (
    !(isLetterOrDigit(text[start - 1]) && isLetterOrDigit(text[start])) &&
    !(isLetterOrDigit(text[end - 1]) && isLetterOrDigit(text[end]))
  );
}
