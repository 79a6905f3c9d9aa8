import type { Sanitizer, Span } from '../sanitizer-types.js';

/** What is left of a text without its spans, piece by piece. */
export function outsideOf(text: string, spans: readonly Span[]): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    pieces.push(text.slice(from, start));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Whether the pieces stand in a text in their order, and the last one at its end. */
export function standsIn(text: string, pieces: readonly string[]): boolean {
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.endsWith(pieces.at(-1) ?? '');
}

/** Streams a text in a format, in the given chunks. */
export async function streamedAs(
  sanitizer: Sanitizer,
  format: 'auto' | 'json' | 'jsonl' | 'yaml' | 'csv',
  chunks: Iterable<string>,
): Promise<string> {
  const stream = sanitizer.stream({ format });
  const reading = (async () => {
    let output = '';
    for await (const piece of stream.readable) output += piece;
    return output;
  })();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  return reading;
}
