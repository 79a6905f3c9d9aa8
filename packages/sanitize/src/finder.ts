import type { Operators, OwnFinder, Rules } from './configuration/rules.js';
import { ENCODED, type FindDecoded } from './encodings/encoded.js';
import { type BarrierSource, Barriers } from './engine/barriers.js';
import type { Hint } from './engine/labels.js';
import { lazily } from './engine/lazily.js';
import { createPlan, type Plan } from './engine/plan.js';
import { type Progress, type Swept, sweep } from './engine/sweep.js';
import { type Advance, createAdvance } from './sanitize-stream.js';
import type { Replacement } from './splice.js';
import { labelOf } from './types.js';

const BEGINNING: Progress = { low: 0, decided: 0, open: undefined };

/** Finds what the rules of a sanitizer name, in whole texts and in chunks. */
export class Finder {
  readonly operators: Operators;
  readonly plan: Plan;
  readonly barriers: Barriers;
  readonly #own: OwnFinder | undefined;

  constructor(rules: Rules) {
    const { types, detectors, operators, own, createDecoders, createNumbers, knownSecrets } = rules;
    this.operators = operators;
    this.#own = own;
    const barriers = new Barriers(knownSecrets, operators.literals, new Set(types.map(labelOf)));
    // What looks into what is encoded finds there by the plan without itself: one level deep.
    const inner = lazily(() => createPlan(detectors, types, createNumbers));
    const find: FindDecoded = (text, hint) =>
      sweep(text, inner(), barriers, BEGINNING, true, hint).findings;
    const decoders = createDecoders?.(find);
    this.barriers = barriers;
    this.plan = decoders
      ? createPlan([...detectors, ...decoders], [...types, ENCODED], createNumbers)
      : inner();
  }

  /** Whether something is looked for that only a text can hold. */
  get needsText(): boolean {
    return this.#own !== undefined;
  }

  /** Everything in a text, sorted and apart. */
  find(text: string, hint?: Hint): Swept {
    const { plan, barriers } = this;
    if (this.#own === undefined) return sweep(text, plan, barriers, BEGINNING, true, hint);
    const find = (all: BarrierSource) => sweep(text, plan, all, BEGINNING, true, hint);
    return this.#own.find(text, barriers, find);
  }

  /** What does the same to a text that comes in chunks, and replaces. */
  advance(replacement: Replacement): Advance {
    const { plan, barriers } = this;
    const follow = (all: BarrierSource) => createAdvance(plan, all, replacement);
    return this.#own === undefined ? follow(barriers) : this.#own.advance(plan, barriers, follow);
  }
}
