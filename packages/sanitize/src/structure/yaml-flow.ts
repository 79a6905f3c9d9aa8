import type { Edit } from './edit.js';
import { type Context, type Leaves, NO_CONTEXT } from './leaves.js';
import { doubleQuotedEdits, plainEdits, singleQuotedEdits } from './yaml-scalars.js';

/** The offset behind the mark that closes a quoted scalar which begins at `start`; -1 if none does. */
export function endOfQuotedScalar(text: string, start: number, limit: number): number {
  const mark = text[start];
  for (let i = start + 1; i < limit; i++) {
    if (mark === '"' && text[i] === '\\') i++;
    else if (text[i] === mark) {
      if (mark !== "'" || text[i + 1] !== "'") return i + 1;
      i++;
    }
  }
  return -1;
}

interface Frame {
  isMapping: boolean;
  context: Context;
  member: Context;
}

/**
 * Walks through a collection between brackets or braces.
 *
 * @param start - where its first bracket or brace is
 * @param context - what the name says that the collection stands under
 * @returns the offset behind its end; -1 if it does not end before `limit`
 */
export function walkFlow(
  leaves: Leaves,
  text: string,
  start: number,
  limit: number,
  context: Context,
  edits: Edit[],
): number {
  const stack: Frame[] = [];
  let i = start;
  while (i < limit) {
    const sign = text[i]!;
    const frame = stack.at(-1);
    if (sign === '{' || sign === '[') {
      const outer = frame === undefined ? context : frame.isMapping ? frame.member : frame.context;
      stack.push({ isMapping: sign === '{', context: outer, member: NO_CONTEXT });
      i++;
    } else if (sign === '}' || sign === ']') {
      stack.pop();
      i++;
      if (stack.length === 0) return i;
    } else if (sign === ',') {
      if (frame !== undefined) frame.member = NO_CONTEXT;
      i++;
    } else if (sign === '#' && /\s/.test(text[i - 1] ?? '')) {
      const lineEnd = text.indexOf('\n', i);
      i = lineEnd < 0 ? limit : lineEnd;
    } else if (/[\s:]/.test(sign)) {
      i++;
    } else {
      const end = endOfScalar(text, i, limit);
      if (end < 0) return -1;
      const isName = text[skipBlanks(text, end)] === ':' && frame?.isMapping === true;
      const known =
        frame === undefined || isName ? NO_CONTEXT : frame.isMapping ? frame.member : frame.context;
      for (const edit of scalarEdits(leaves, text, i, end, known, true)) edits.push(edit);
      if (isName) frame.member = leaves.contextOf(nameOf(text.slice(i, end)));
      i = end;
    }
  }
  return -1;
}

/** Edits of a scalar of any style. */
export function scalarEdits(
  leaves: Leaves,
  text: string,
  start: number,
  end: number,
  context: Context,
  isFlow: boolean,
): Edit[] {
  if (text[start] === '"') return doubleQuotedEdits(leaves, text, start, end, context);
  if (text[start] === "'") return singleQuotedEdits(leaves, text, start, end, context);
  return plainEdits(leaves, text, start, end, context, isFlow);
}

/** A name without its marks. */
export function nameOf(written: string): string {
  return /^(["']).*\1$/s.test(written) ? written.slice(1, -1) : written;
}

function skipBlanks(text: string, from: number): number {
  let i = from;
  while (text[i] === ' ' || text[i] === '\t') i++;
  return i;
}

function endOfScalar(text: string, start: number, limit: number): number {
  if (text[start] === '"' || text[start] === "'") return endOfQuotedScalar(text, start, limit);
  let i = start;
  while (i < limit && !/[,[\]{}]/.test(text[i]!)) {
    if (text[i] === ':' && /[\s,[\]{}]/.test(text[i + 1] ?? ' ')) break;
    if (text[i] === '#' && /\s/.test(text[i - 1] ?? '')) break;
    i++;
  }
  if (i === limit) return -1;
  while (i > start && /\s/.test(text[i - 1]!)) i--;
  return Math.max(i, start + 1);
}
