import { diff3Merge, diffComm, diffIndices } from 'node-diff3';

/** Two texts made into one. */
export interface MergedText {
  text: string;
  /** How many places were left for a person to decide, each between markers. */
  conflicts: number;
}

/** What the two sides are called behind their markers. */
export interface SideNames {
  ours: string;
  theirs: string;
}

const OURS = '<<<<<<<';
const BETWEEN = '=======';
const THEIRS = '>>>>>>>';

/**
 * Merges two texts line by line, as git does: what one of them changed of their common base is
 * taken; where both changed the same lines differently, both are kept between markers.
 *
 * @param base - `null` where none is known: then every difference is for a person to decide
 */
export function mergeTexts(
  { base, ours, theirs }: { base: string | null; ours: string; theirs: string },
  names: SideNames,
): MergedText {
  const lines: string[] = [];
  let conflicts = 0;
  const disagree = (a: readonly string[], b: readonly string[]) => {
    conflicts += 1;
    lines.push(`${OURS} ${names.ours}`, ...a, BETWEEN, ...b, `${THEIRS} ${names.theirs}`);
  };
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  if (base === null) {
    for (const part of diffComm(a, b)) {
      if (part.common === undefined) disagree(part.buffer1, part.buffer2);
      else lines.push(...part.common);
    }
  } else {
    for (const part of diff3Merge(a, base.split('\n'), b, { excludeFalseConflicts: true })) {
      if (part.conflict === undefined) lines.push(...(part.ok ?? []));
      else disagree(part.conflict.a, part.conflict.b);
    }
  }
  return { text: lines.join('\n'), conflicts };
}

/** Whether markers of {@link mergeTexts} stand in a text. */
export function hasMarkers(text: string): boolean {
  return /^(?:<{7}|>{7}) /m.test(text);
}

/**
 * Brings a change of the platform into a file that differs from what was sent only by what was
 * sanitized: lines that the platform has as they were sent stay as the file has them.
 *
 * @param sent - what the file was sanitized to, line for line
 * @returns `null` where the platform changed a line that was sanitized, or where lines cannot be
 *   told apart
 */
export function keepUnsanitized(texts: {
  sent: string;
  file: string;
  changed: string;
}): string | null {
  const [sent, file, changed] = [texts.sent, texts.file, texts.changed].map((text) =>
    text.split('\n'),
  ) as [string[], string[], string[]];
  // A private key of many lines becomes one placeholder.
  if (sent.length !== file.length) return null;
  const kept: string[] = [];
  let next = 0;
  for (const { buffer1: before, buffer2Content: after } of diffIndices(sent, changed)) {
    const [from, count] = before;
    kept.push(...file.slice(next, from));
    next = from + count;
    for (let line = from; line < next; line += 1) {
      if (file[line] !== sent[line]) return null;
    }
    kept.push(...after);
  }
  return [...kept, ...file.slice(next)].join('\n');
}
