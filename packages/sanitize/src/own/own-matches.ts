import type { BarrierValue } from '../engine/barriers.js';
import { readMarkers } from './markers.js';
import type { OwnPattern } from './own-pattern.js';

/** A match of a pattern of one's own, or a line that a marker keeps. */
export interface OwnMatch {
  start: number;
  end: number;
  /** `undefined`: the stretch stays as it is. */
  value: BarrierValue | undefined;
  /** Whether a marker keeps it, whatever else is found there. */
  isMarked: boolean;
}

/** Decides about a match in some text: its value, one that stays (`undefined`), or none (`null`). */
export type JudgeOwn = (
  start: number,
  end: number,
  value: BarrierValue,
) => BarrierValue | undefined | null;

/** A line is looked at as a whole up to this length in UTF-16 code units, and in pieces behind it. */
const LONGEST_LINE = 65_536;
/** How far a match that begins in one piece may reach into the next. */
const PIECE_OVERLAP = 4096;
/** What a placeholder looks like: no pattern finds anything inside of one. */
const PLACEHOLDER = /\[([A-Z][A-Z0-9_]*)_[0-9A-F]+\]/g;

/** The text of a stream that may be looked at, and what was found in it. */
export interface OwnUnit {
  text: string;
  /** Offsets from the beginning of the stream. */
  matches: OwnMatch[];
}

/** Finds the matches of one's own patterns, and marked lines, in a text that comes in chunks. */
export class OwnMatches {
  readonly #patterns: readonly OwnPattern[];
  readonly #labels: ReadonlySet<string>;
  readonly #judgeIn: (text: string) => JudgeOwn;
  readonly #markers: boolean;
  readonly #needsLine: boolean;
  #pending = '';
  /** What stood right before {@link #pending}, so that words know where they begin. */
  #before = '';
  #offset = 0;
  #keepsLine = false;

  /**
   * @param labels - the words of this sanitizer's placeholders
   */
  constructor(
    patterns: readonly OwnPattern[],
    options: { labels: ReadonlySet<string>; judgeIn: (text: string) => JudgeOwn; markers: boolean },
  ) {
    this.#patterns = patterns;
    this.#labels = options.labels;
    this.#judgeIn = options.judgeIn;
    this.#markers = options.markers;
    this.#needsLine = options.markers || patterns.some(({ needsLine }) => needsLine);
  }

  /** Takes the next chunk and gives out as much of the text as no later chunk can change. */
  add(chunk: string, closed: boolean): OwnUnit {
    this.#pending += chunk;
    const unit: OwnUnit = { text: '', matches: [] };
    if (!this.#needsLine) {
      const { length } = this.#pending;
      this.#take(length, closed ? length : this.#undecidedWords(), unit);
      return unit;
    }
    for (;;) {
      const lineEnd = this.#pending.indexOf('\n');
      const isLong = (lineEnd < 0 ? this.#pending.length : lineEnd) > 2 * LONGEST_LINE;
      if (isLong) this.#takeLine(LONGEST_LINE + PIECE_OVERLAP, LONGEST_LINE, unit);
      else if (lineEnd >= 0) this.#takeLine(lineEnd, lineEnd + 1, unit);
      else break;
    }
    if (closed) this.#takeLine(this.#pending.length, this.#pending.length, unit);
    return unit;
  }

  #undecidedWords(): number {
    const text = this.#before + this.#pending;
    const undecided = this.#patterns.map((pattern) => pattern.undecided(text));
    return Math.max(0, Math.min(text.length, ...undecided) - this.#before.length);
  }

  /** Takes a line of which the text up to `end` is looked at, and that up to `next` passed on. */
  #takeLine(end: number, next: number, unit: OwnUnit): void {
    const marked = this.#markers ? readMarkers(this.#pending.slice(0, end)) : undefined;
    if (this.#keepsLine || marked?.line === true) {
      const start = this.#offset;
      const isMarked = true;
      unit.matches.push({ start, end: start + Math.min(end, next), value: undefined, isMarked });
      this.#pass(next, unit);
    } else {
      this.#take(end, next, unit);
    }
    // A piece of a line leaves open what the rest says; the mark of the line before holds on.
    if (next >= end) this.#keepsLine = marked?.nextLine === true;
  }

  #take(end: number, next: number, unit: OwnUnit): void {
    const text = this.#before + this.#pending.slice(0, end);
    const base = this.#offset - this.#before.length;
    let passed = next;
    const judge = this.#judgeIn(text);
    for (const match of this.#matchesIn(text)) {
      const from = match.start - this.#before.length;
      if (from < 0 || from >= passed) continue;
      const value = judge(match.start, match.end, match.pattern);
      if (value === null) continue;
      passed = Math.max(passed, match.end - this.#before.length);
      const start = base + match.start;
      unit.matches.push({ start, end: base + match.end, value, isMarked: false });
    }
    this.#pass(passed, unit);
  }

  #pass(next: number, unit: OwnUnit): void {
    const text = this.#pending.slice(0, next);
    unit.text += text;
    this.#offset += next;
    this.#pending = this.#pending.slice(next);
    if (!this.#needsLine) this.#before = (this.#before + text).slice(-2);
  }

  /** Of matches that overlap the first one counts, then the longest, then the pattern listed first. */
  #matchesIn(text: string): { start: number; end: number; pattern: OwnPattern }[] {
    const found = this.#patterns.flatMap((pattern) =>
      pattern.matches(text).map(({ start, end }) => ({ start, end, pattern })),
    );
    if (found.length === 0) return found;
    const placeholders = this.#placeholdersIn(text);
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    let low = 0;
    return found.filter((match) => {
      for (const { start, end } of placeholders) {
        if (match.start >= start && match.end <= end) return false;
        if (match.start < end && match.end > start) {
          match.start = Math.min(match.start, start);
          match.end = Math.max(match.end, end);
        }
      }
      if (match.start < low) return false;
      low = match.end;
      return true;
    });
  }

  #placeholdersIn(text: string): { start: number; end: number }[] {
    if (!text.includes('[')) return [];
    return [...text.matchAll(PLACEHOLDER)]
      .filter(([, label = '']) => this.#labels.has(label))
      .map(({ 0: whole, index }) => ({ start: index, end: index + whole.length }));
  }
}
