import type * as z from 'zod';
import { ProblemError } from './problem.js';

/** Packs where a page ended into the opaque text that asks for the next one. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Unpacks a cursor.
 *
 * @throws ProblemError 400 `cursor_invalid` for one that was not given out for this list
 */
export function decodeCursor<T>(cursor: string, position: z.ZodType<T>): T {
  try {
    const parsed = position.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (parsed.success) {
      return parsed.data;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
  }
  throw new ProblemError({
    status: 400,
    code: 'cursor_invalid',
    title: 'The cursor is not one of this list.',
    hint: 'Leave it out to begin with the first page, and keep sort and filters the same from page to page.',
  });
}
