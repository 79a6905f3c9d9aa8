import type { Detector } from './detector.js';

const NONE: readonly Detector[] = [];
const LONGEST = 32;

/** The detectors that words wake. Most words are turned down by their beginning and length. */
export class Keywords {
  readonly #detectors = new Map<string, Detector[]>();
  /** Whether a keyword begins with a letter (its low five bits) and has a length. */
  readonly #shapes = new Uint8Array(32 * LONGEST);

  constructor(detectors: readonly Detector[]) {
    for (const detector of detectors) {
      for (const keyword of detector.keywords ?? []) {
        const woken = this.#detectors.get(keyword);
        if (woken === undefined) this.#detectors.set(keyword, [detector]);
        else woken.push(detector);
        this.#shapes[shapeOf(keyword.charCodeAt(0), keyword.length)] = 1;
      }
    }
  }

  /** Whether no word wakes anything. */
  get isEmpty(): boolean {
    return this.#detectors.size === 0;
  }

  /** The detectors that the word from `start` to `end` wakes, however it is capitalized. */
  at(text: string, start: number, end: number): readonly Detector[] {
    const length = end - start;
    if (length >= LONGEST || this.#shapes[shapeOf(text.charCodeAt(start), length)] === 0)
      return NONE;
    return this.#detectors.get(text.slice(start, end).toLowerCase()) ?? NONE;
  }
}

function shapeOf(first: number, length: number): number {
  return ((first & 31) * LONGEST) | length;
}
