import type { Edit } from './edit.js';

/**
 * Walks through a text of some format token by token, without parsing it, and notes edits. What
 * it is in the middle of it remembers, so that a text may come in chunks.
 */
export interface Walker {
  /**
   * Walks on.
   *
   * @param text - what was not walked yet, and what came behind it
   * @param closed - whether the text ends there
   * @param edits - takes the edits, with offsets into `text`
   * @returns the offset up to which everything is walked; if closed the length of the text
   */
  walk(text: string, closed: boolean, edits: Edit[]): number;
}

/**
 * Tokens longer than this in UTF-16 code units are walked through in pieces, as plain text, so
 * that a mark that never closes fills no memory.
 */
export const LONGEST_TOKEN = 1 << 24;
