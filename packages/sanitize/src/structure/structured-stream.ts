import type { FormatPart } from '../configuration/catalog.js';
import type { Advance } from '../sanitize-stream.js';
import { applyEdits, type Edit } from './edit.js';
import { FORMAT_SAMPLE, type Format } from './format.js';
import type { Leaves } from './leaves.js';
import type { Walker } from './walker.js';

/** Sanitizes a structured text that comes in chunks: what is walked is given out. */
function createWalkingAdvance(walker: Walker): Advance {
  let buffer = '';
  return (chunk, closed) => {
    buffer += chunk;
    const edits: Edit[] = [];
    const walked = walker.walk(buffer, closed, edits);
    const output = applyEdits(buffer, edits, 0, walked);
    buffer = buffer.slice(walked);
    return output;
  };
}

/** Waits for as much of a text as tells its format, and goes on as for that. */
function createFormatAdvance(
  formatOf: (text: string) => Format,
  follow: (format: Format) => Advance,
): Advance {
  let waiting = '';
  let advance: Advance | undefined;
  return (chunk, closed) => {
    if (advance !== undefined) return advance(chunk, closed);
    waiting += chunk;
    if (waiting.length <= FORMAT_SAMPLE && !closed) return '';
    advance = follow(formatOf(waiting));
    return advance(waiting, closed);
  };
}

/** What sanitizes a text in chunks, of a format or of one to be told. See {@link FormatPart.advance}. */
export function advanceThrough(
  { createWalker, formatOf }: Pick<FormatPart, 'createWalker' | 'formatOf'>,
  format: Format | 'auto',
  leaves: Leaves,
  plain: () => Advance,
): Advance {
  const advanceIn = (one: Format): Advance => {
    const walker = createWalker(one, leaves);
    return walker === undefined ? plain() : createWalkingAdvance(walker);
  };
  return format === 'auto' ? createFormatAdvance(formatOf, advanceIn) : advanceIn(format);
}
