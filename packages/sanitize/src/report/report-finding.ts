import type { Category } from '../types.js';

/** A finding as a report shows it: where it is, and never what. */
export interface ReportFinding {
  /** What found it: `github-token`. */
  rule: string;
  type: string;
  category: Category;
  /** As it was given. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  endLine: number;
  /** Behind the last one. */
  endColumn: number;
  confidence: number;
  /** Keyed, so that it can be kept in a baseline and tells nothing; `undefined` without a key. */
  fingerprint: string | undefined;
}

/** Turns ascending offsets into a text into lines and columns. */
export function lineCounter(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (
      let next = text.indexOf('\n', lineStart);
      next >= 0 && next < offset;
      next = text.indexOf('\n', lineStart)
    ) {
      lineStart = next + 1;
      line++;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
