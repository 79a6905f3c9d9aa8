import type { Barrier, BarrierSearch, BarrierSource } from '../engine/barriers.js';
import type { Finding } from '../engine/finding.js';
import type { PlainText } from '../engine/plain-text.js';
import { indexFrom } from '../engine/sweep.js';
import type { OwnMatch } from './own-matches.js';

/** Offsets here count from the beginning of the whole text, also of one that comes in chunks. */
export class OwnBarriers implements BarrierSource {
  readonly #base: BarrierSource;
  #own: Barrier[] = [];
  /** How much text there was so far, of which the text that is searched is the end. */
  #length = 0;

  /** @param base - what is looked for in any case: known secrets, literal replacements */
  constructor(base: BarrierSource) {
    this.#base = base;
  }

  /** Notes the barriers in the text that comes next. */
  add(barriers: readonly Barrier[], length: number): void {
    this.#own = this.#own.concat(barriers);
    this.#length += length;
  }

  find(text: string, from: number, closed: boolean, plain: PlainText): BarrierSearch {
    const base = this.#base.find(text, from, closed, plain);
    const { origin } = plain;
    const start = this.#length - plain.length;
    const placeOf = (offset: number) =>
      origin === undefined ? offset - start : indexFrom(origin, text.length, offset - start);
    this.#own = this.#own.filter((barrier) => barrier.end > start);
    const own = this.#own
      .map((one) => ({ ...one, start: placeOf(one.start), end: placeOf(one.end) }))
      .filter((one) => one.end > Math.max(from, one.start));
    if (own.length === 0) return base;
    const barriers: Barrier[] = [];
    for (const barrier of [...base.barriers, ...own].sort(
      (a, b) => a.start - b.start || b.end - a.end,
    )) {
      const last = barriers.at(-1);
      if (last === undefined || barrier.start >= last.end) barriers.push({ ...barrier });
      else if (barrier.end > last.end) {
        last.end = barrier.end;
        last.value ??= barrier.value;
      }
    }
    let { undecided } = base;
    for (const barrier of barriers) {
      if (barrier.end > undecided) undecided = Math.min(undecided, barrier.start);
    }
    return { barriers: barriers.filter((barrier) => barrier.start < undecided), undecided };
  }
}

/**
 * Settles matches of one's own against what the detectors find: an address that holds a word of
 * one's own stays an address, and what is only touched becomes part of one's own.
 */
export function settleOwn(
  own: readonly OwnMatch[],
  findings: readonly Pick<
    Finding,
    'start' | 'end' | 'knownEnd' | 'type' | 'rule' | 'confidence' | 'kept'
  >[],
): Barrier[] {
  const barriers: Barrier[] = [];
  let next = 0;
  for (const { start, end, value, isMarked } of own) {
    const barrier: Barrier = { start, end, value };
    while (next < findings.length && findings[next]!.end <= start) next++;
    let isCovered = false;
    for (let i = next; i < findings.length && findings[i]!.start < end && !isMarked; i++) {
      const finding = findings[i]!;
      // A value without limits is followed to its end by itself.
      if (finding.end > finding.knownEnd) {
        isCovered ||= finding.start <= start && finding.end >= end;
        continue;
      }
      if (
        finding.start <= start &&
        finding.end >= end &&
        !(finding.start === start && finding.end === end)
      ) {
        const { type, rule, confidence } = finding;
        barrier.value = finding.kept ? undefined : { type, rule, confidence };
      }
      barrier.start = Math.min(barrier.start, finding.start);
      barrier.end = Math.max(barrier.end, finding.end);
    }
    if (!isCovered) barriers.push(barrier);
  }
  return barriers;
}
