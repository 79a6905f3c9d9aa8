/** A stretch of text, or a placeholder that stands for a value that was taken out. */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'placeholder'; text: string; type: string; number: number | undefined };

/**
 * `[EMAIL_1]`, `[API_KEY_12]`: the type in capitals, then which of its values it was; or a keyed
 * one, `[EMAIL_5D41402ABC4B2A76]`, which has no number.
 */
const PLACEHOLDER = /\[([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_(?:(\d{1,6})|[0-9A-F]{16})\]/g;

/** Divides sanitized text at its numbered placeholders; the parts joined are the text again. */
export function splitPlaceholders(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, type = '', number] = match;
    parts.push({
      kind: 'placeholder',
      text: whole,
      type: type.toLowerCase(),
      number: number === undefined ? undefined : Number(number),
    });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
