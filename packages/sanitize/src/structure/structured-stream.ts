import type { Advance } from '../sanitize-stream.js';
import { applyEdits, type Edit } from './edit.js';
import { FORMAT_SAMPLE, type Format, formatOf } from './format.js';
import type { Walker } from './walker.js';

/** Sanitizes a structured text that comes in chunks: what is walked is given out. */
export function createWalkingAdvance(walker: Walker): Advance {
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
export function createFormatAdvance(follow: (format: Format) => Advance): Advance {
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
