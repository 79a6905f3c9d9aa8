import { closeSync, openSync, readSync } from 'node:fs';
import type { SourceLocation } from '@fluxloop/core/errors';
import { excerptOf } from '@fluxloop/core/sanitizer';
import type { Place } from './place.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const READ_BYTES = 64 * 1024;
/** Enough for an excerpt, and for a secret in it to be whole. */
const EXCERPT_BYTES = 4 * 1024;

/** A record of a `.csv` file. Its line is counted only when somebody asks. */
export class CsvRecordPlace implements Place {
  readonly #lines: CsvLines;
  readonly #after: number;

  /** @param after - the byte behind the record before it */
  constructor(lines: CsvLines, after: number) {
    this.#lines = lines;
    this.#after = after;
  }

  locate(): SourceLocation {
    return this.#lines.behind(this.#after);
  }
}

/** Counts the lines of a file. Whoever asks for places in order has each line counted once. */
export class CsvLines {
  readonly #path: string;
  readonly #shown: string;
  /** A byte, and the line that it stands in. */
  #known = { position: 0, line: 1 };

  /** @param shown - the path as errors show it */
  constructor(path: string, shown: string) {
    this.#path = path;
    this.#shown = shown;
  }

  /** The first line behind a byte that is not blank. */
  behind(offset: number): SourceLocation {
    const file = openSync(this.#path, 'r');
    try {
      const buffer = Buffer.alloc(READ_BYTES);
      let { position, line } =
        this.#known.position <= offset ? this.#known : { position: 0, line: 1 };
      for (;;) {
        const length = readSync(file, buffer, 0, READ_BYTES, position);
        if (length === 0) return { file: this.#shown, line };
        for (let index = 0; index < length; index += 1) {
          const byte = buffer[index];
          const isBlank = byte === LINE_FEED || byte === CARRIAGE_RETURN;
          if (position + index >= offset && !isBlank) {
            this.#known = { position: position + index, line };
            return { file: this.#shown, line, excerpt: excerptOf(lineAt(file, position + index)) };
          }
          if (byte === LINE_FEED) line += 1;
        }
        position += length;
      }
    } finally {
      closeSync(file);
    }
  }
}

function lineAt(file: number, position: number): string {
  const buffer = Buffer.alloc(EXCERPT_BYTES);
  const length = readSync(file, buffer, 0, EXCERPT_BYTES, position);
  const [first = ''] = buffer.toString('utf8', 0, length).split(/\r?\n/);
  return first.replace(/^\uFEFF/, '');
}
