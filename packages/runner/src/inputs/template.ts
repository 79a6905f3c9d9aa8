/** A stretch of a template: text, or the name of a slot. */
export type TemplatePart = { text: string } | { slot: string };

/** `{order_id}`; double braces are the scenario's variables and stay. */
const SLOT = /(?<!\{)\{([A-Za-z]\w*)\}(?!\})/g;

const KEPT = 4096;
const parsed = new Map<string, readonly TemplatePart[]>();

/** A template taken apart; the same one only once. */
export function templateParts(template: string): readonly TemplatePart[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(SLOT)) {
    if (match.index > end) parts.push({ text: template.slice(end, match.index) });
    parts.push({ slot: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ text: template.slice(end) });
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(template, parts);
  return parts;
}

/** The names of the slots of a template. */
export function slotsOf(template: string): string[] {
  return templateParts(template).flatMap((part) => ('slot' in part ? [part.slot] : []));
}

/** A stretch of what somebody writes. What is fixed, such as a number, is never mistyped. */
export interface Piece {
  text: string;
  fixed: boolean;
}

/** A template with its slots filled. */
export function fillTemplate(template: string, slotValue: (slot: string) => string): Piece[] {
  return templateParts(template).map((part) =>
    'slot' in part
      ? { text: slotValue(part.slot), fixed: true }
      : { text: part.text, fixed: false },
  );
}

/** What pieces say. */
export function plainText(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += piece.text;
  return text;
}
