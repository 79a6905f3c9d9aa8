import { closeSync, openSync, readSync } from 'node:fs';
import type { SourceLocation } from '@fluxloop/core/errors';
import { excerptOf } from '@fluxloop/core/sanitizer';
import type { Place } from './place.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const READ_BYTES = 64 * 1024;
/** Enough for an excerpt, and for a secret in it to be whole. */
const EXCERPT_BYTES = 4 * 1024;

/** A record of a `.csv` file. Its line is counted only when something is wrong with it. */
export class CsvRecordPlace implements Place {
  readonly #file: { path: string; shown: string };
  readonly #after: number;

  /**
   * @param file - its path, and as errors show it
   * @param after - the byte behind the record before it
   */
  constructor(file: { path: string; shown: string }, after: number) {
    this.#file = file;
    this.#after = after;
  }

  locate(): SourceLocation {
    const { line, text } = lineBehind(this.#file.path, this.#after);
    return { file: this.#file.shown, line, excerpt: excerptOf(text) };
  }
}

/** The first line behind a byte of a file that is not blank. */
function lineBehind(path: string, offset: number): { line: number; text: string } {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(READ_BYTES);
    let line = 1;
    for (let position = 0; ; ) {
      const length = readSync(file, buffer, 0, READ_BYTES, position);
      for (let index = 0; index < length; index += 1) {
        const byte = buffer[index];
        const isBlank = byte === LINE_FEED || byte === CARRIAGE_RETURN;
        if (position + index >= offset && !isBlank)
          return { line, text: lineAt(file, position + index) };
        if (byte === LINE_FEED) line += 1;
      }
      if (length === 0) return { line, text: '' };
      position += length;
    }
  } finally {
    closeSync(file);
  }
}

function lineAt(file: number, position: number): string {
  const buffer = Buffer.alloc(EXCERPT_BYTES);
  const length = readSync(file, buffer, 0, EXCERPT_BYTES, position);
  const [first = ''] = buffer.toString('utf8', 0, length).split(/\r?\n/);
  return first.replace(/^\uFEFF/, '');
}
