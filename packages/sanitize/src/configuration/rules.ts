import type { FindDecoded } from '../encodings/encoded.js';
import type { BarrierSource } from '../engine/barriers.js';
import type { Detector } from '../engine/detector.js';
import type { CreateNumbers, Plan } from '../engine/plan.js';
import type { Swept } from '../engine/sweep.js';
import type { Placeholders } from '../placeholders.js';
import type { Advance } from '../sanitize-stream.js';
import type { Category } from '../types.js';

/** How values are replaced. */
export interface Operators {
  /** The texts that stand for values literally; where they stand already they stay. */
  readonly literals: readonly string[];
  /** The literal text for a type, if there is one. */
  literalOf(type: string): string | undefined;
  /** What takes a value's place. */
  replace(type: string, value: string, placeholders: Placeholders): string;
}

/** Finds what is somebody's own beside what the detectors find. */
export interface OwnFinder {
  /**
   * Finds in a whole text.
   *
   * @param find - finds with the barriers it is given
   */
  find(text: string, base: BarrierSource, find: (barriers: BarrierSource) => Swept): Swept;
  /**
   * Does the same to a text that comes in chunks.
   *
   * @param follow - makes the run that replaces, with its barriers
   */
  advance(plan: Plan, base: BarrierSource, follow: (barriers: BarrierSource) => Advance): Advance;
}

/** A configuration after its validation: what a sanitizer goes by. */
export interface Rules {
  /** The types that are on: the built-in ones in documented order, then others. */
  types: readonly string[];
  /** The detectors that are on, with everything behind them that decides about their findings. */
  detectors: readonly Detector[];
  operators: Operators;
  /** Patterns and words of one's own, and markers; `undefined` without any. */
  own: OwnFinder | undefined;
  /** Makes the detectors that look into what is encoded; `undefined` if nothing does. */
  createDecoders: ((find: FindDecoded) => readonly Detector[]) | undefined;
  /** Makes what looks at numbers; `undefined` if no detector does. */
  createNumbers: CreateNumbers | undefined;
  categoryOf(type: string): Category;
  /** The keyed fingerprint of a value; `undefined` without a key. */
  fingerprintOf: ((type: string, value: string) => string) | undefined;
  /** Known secrets, the longest first. */
  knownSecrets: readonly string[];
  /** How values of each type are replaced, for the line of the rules. */
  replacements: readonly (readonly [type: string, how: unknown])[];
  /** All that the outcome depends on beside that, in hexadecimal digits; or nothing. */
  digest: string | undefined;
}
