import type { BarrierSource } from '../engine/barriers.js';
import type { Plan } from '../engine/plan.js';
import { type Progress, type Swept, sweep } from '../engine/sweep.js';
import { LOOK_BEHIND } from '../engine/window.js';
import type { Advance } from '../sanitize-stream.js';
import { OwnBarriers, settleOwn } from './own-barriers.js';
import type { OwnMatch, OwnMatches } from './own-matches.js';

type Settled = Parameters<typeof settleOwn>[1][number];

/**
 * Finds in a whole text, with patterns of one's own beside the detectors.
 *
 * @param find - finds with the barriers it is given
 */
export function findWithOwn(
  text: string,
  own: OwnMatches,
  base: BarrierSource,
  find: (barriers: BarrierSource) => Swept,
): Swept {
  const { matches } = own.add(text, true);
  if (matches.length === 0) return find(base);
  const barriers = new OwnBarriers(base);
  barriers.add(settleOwn(matches, find(base).findings), text.length);
  return find(barriers);
}

/**
 * Does the same to a text that comes in chunks. The detectors run twice: ahead, to see what they
 * find where one's own patterns match, and behind, with what that settled.
 *
 * @param follow - makes the second run, with its barriers
 */
export function createOwnAdvance(
  plan: Plan,
  base: BarrierSource,
  own: OwnMatches,
  follow: (barriers: BarrierSource) => Advance,
): Advance {
  const barriers = new OwnBarriers(base);
  const advance = follow(barriers);
  const scout = new Scout(plan, base);
  let waiting = '';
  let passed = 0;
  let matches: OwnMatch[] = [];
  return (chunk, closed) => {
    const unit = own.add(chunk, closed);
    matches = matches.concat(unit.matches);
    waiting += unit.text;
    scout.add(unit.text, closed);
    const limit = limitOf(scout, matches);
    const ready = matches.filter((match) => match.end <= limit);
    matches = matches.filter((match) => match.end > limit);
    const text = waiting.slice(0, limit - passed);
    barriers.add(settleOwn(ready, scout.findings), text.length);
    scout.forgetBefore(limit);
    waiting = waiting.slice(text.length);
    passed = limit;
    return advance(text, closed);
  };
}

/** How far everything is settled: nothing that was found or matched lies across. */
function limitOf(scout: Scout, matches: readonly OwnMatch[]): number {
  let limit = scout.decided;
  for (let before = -1; before !== limit; ) {
    before = limit;
    for (const { start, end } of [...matches, ...scout.findings]) {
      if (start < limit && end > limit) limit = start;
    }
  }
  return limit;
}

/** Runs ahead and keeps what it found. Offsets count from the beginning of the stream. */
class Scout {
  readonly #plan: Plan;
  readonly #barriers: BarrierSource;
  #buffer = '';
  #offset = 0;
  #progress: Progress = { low: 0, decided: 0, open: undefined };
  findings: Settled[] = [];

  constructor(plan: Plan, barriers: BarrierSource) {
    this.#plan = plan;
    this.#barriers = barriers;
  }

  get decided(): number {
    return this.#offset + this.#progress.decided;
  }

  add(text: string, closed: boolean): void {
    this.#buffer += text;
    const before = this.#progress;
    const swept = sweep(this.#buffer, this.#plan, this.#barriers, before, closed);
    if (swept.swallowed > before.decided) this.#noteEndless(before.decided, swept.swallowed);
    for (const finding of swept.findings) {
      const { start, end, knownEnd } = finding;
      const at = this.#offset;
      this.findings.push({ ...finding, start: at + start, end: at + end, knownEnd: at + knownEnd });
    }
    const last = this.findings.at(-1);
    if (swept.open !== undefined && last !== undefined) last.knownEnd = last.start;
    const cut = Math.max(0, swept.decided - LOOK_BEHIND);
    this.#buffer = this.#buffer.slice(cut);
    this.#offset += cut;
    const { low, decided, open } = swept;
    this.#progress = { low: Math.max(0, low - cut), decided: decided - cut, open };
  }

  /** What is left of a value without limits, whose beginning is out already. */
  #noteEndless(start: number, end: number): void {
    const at = this.#offset;
    const known = { type: '', rule: '', confidence: 0, kept: false };
    this.findings.push({ start: at + start, end: at + end, knownEnd: at + start, ...known });
  }

  forgetBefore(limit: number): void {
    this.findings = this.findings.filter((finding) => finding.end > limit);
  }
}
