import type { SourceLocation } from '@fluxloop/core/errors';

/** Something that could not be kept, or not as it was. */
export interface ImportNote {
  /** Where it stands in what was imported. */
  location: SourceLocation;
  /** What it is, in a few words: `assertion "python"`. */
  what: string;
  /** Why it is not kept, and what to do instead. */
  why: string;
}

/** How many notes are held; the rest is counted. */
const MOST_NOTES = 10_000;

/** Collects what could not be kept, each once. */
export class ImportNotes {
  readonly #notes: ImportNote[] = [];
  readonly #seen = new Set<string>();
  #uncounted = 0;

  add(location: SourceLocation, what: string, why: string): void {
    if (this.#notes.length >= MOST_NOTES) {
      this.#uncounted += 1;
      return;
    }
    const key = `${location.file}:${location.line}:${location.column}:${what}:${why}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#notes.push({ location, what, why });
  }

  /** By file and line. */
  get all(): ImportNote[] {
    return [...this.#notes].sort(
      (a, b) =>
        compare(a.location.file, b.location.file) ||
        (a.location.line ?? 0) - (b.location.line ?? 0) ||
        (a.location.column ?? 0) - (b.location.column ?? 0),
    );
  }

  /** How many there were beyond those that are held. */
  get more(): number {
    return this.#uncounted;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
