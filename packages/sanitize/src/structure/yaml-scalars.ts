import { applyEdits, type Edit } from './edit.js';
import { escaped, undouble, unescaped } from './escapes.js';
import { editsOfString } from './json-walker.js';
import type { Context, Leaves } from './leaves.js';

/** What no plain scalar may begin with: https://yaml.org/spec/1.2.2/#53-indicator-characters */
const INDICATORS = new Set('[]{}&*!|>\'"%@`,#'.split(''));

/** Edits of a scalar between double marks that stands from `start` to `end`, marks included. */
export function doubleQuotedEdits(
  leaves: Leaves,
  text: string,
  start: number,
  end: number,
  context: Context,
): Edit[] {
  const { text: value, offsets } = unescaped(text.slice(start + 1, end - 1), 'yaml');
  return editsOfString(leaves, value, context).map((edit) => ({
    start: start + 1 + (offsets?.[edit.start] ?? edit.start),
    end: start + 1 + (offsets?.[edit.end] ?? edit.end),
    text: escaped(edit.text),
    found: edit.found,
  }));
}

/** Edits of a scalar between single marks. */
export function singleQuotedEdits(
  leaves: Leaves,
  text: string,
  start: number,
  end: number,
  context: Context,
): Edit[] {
  const { text: value, offsets } = undouble(text.slice(start + 1, end - 1), "'");
  return editsOfString(leaves, value, context).map((edit) => ({
    start: start + 1 + (offsets?.[edit.start] ?? edit.start),
    end: start + 1 + (offsets?.[edit.end] ?? edit.end),
    text: edit.text.replaceAll("'", "''"),
    found: edit.found,
  }));
}

/**
 * Edits of a scalar without marks. Where a replacement would make something else of it (`[EMAIL_1]`
 * is a list), it is put between marks, which are edits of their own.
 *
 * @param isFlow - whether it stands between brackets or braces, where commas and brackets part it
 */
export function plainEdits(
  leaves: Leaves,
  text: string,
  start: number,
  end: number,
  context: Context,
  isFlow: boolean,
): Edit[] {
  const value = text.slice(start, end);
  const edits = leaves.editsOf(value, context);
  if (edits.length === 0) return edits;
  const result = applyEdits(value, edits, 0, value.length);
  const moved = edits.map((edit) => ({
    ...edit,
    start: start + edit.start,
    end: start + edit.end,
  }));
  if (!needsMarks(result, isFlow)) return moved;
  const kept = keptOf(value, edits);
  const mark = /["\\]/.test(kept) ? "'" : '"';
  if (mark === "'" && kept.includes("'")) {
    return [{ start, end, text: `"${escaped(result)}"`, found: edits[0]?.found }];
  }
  for (const edit of moved) {
    edit.text = mark === '"' ? escaped(edit.text) : edit.text.replaceAll("'", "''");
  }
  const first = moved[0]!;
  const last = moved.at(-1)!;
  if (first.start === start) first.text = mark + first.text;
  else moved.unshift({ start, end: start, text: mark, found: undefined });
  if (last.end === end) last.text += mark;
  else moved.push({ start: end, end, text: mark, found: undefined });
  return moved;
}

function keptOf(value: string, edits: readonly Edit[]): string {
  return applyEdits(
    value,
    edits.map((edit) => ({ ...edit, text: '' })),
    0,
    value.length,
  );
}

function needsMarks(result: string, isFlow: boolean): boolean {
  if (result === '' || INDICATORS.has(result[0]!) || /^[-?:](?:\s|$)/.test(result)) return true;
  if (/:(?:\s|$)|\s#/.test(result)) return true;
  return isFlow && /[,[\]{}]/.test(result);
}
