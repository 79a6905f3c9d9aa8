import type { Json } from '../scenario/canonical-json.js';
import type { AttackKind } from './attacks.js';
import { INTENTS, type Language } from './language.js';
import type { SlotSource } from './slots.js';

/** Something that somebody may want, with the ways to say it. */
export interface Intent {
  name: string;
  weight: number;
  /** For those who use few words. */
  terse: readonly string[];
  normal: readonly string[];
  /** What they say later. */
  follow: readonly string[];
  criteria: readonly Json[];
  expectedBehavior: string | undefined;
}

/** What inputs are made about. */
export interface IntentSet {
  /** The intents in a language. */
  of(language: Language): readonly Intent[];
  /** The user's own slots. */
  slots: ReadonlyMap<string, SlotSource>;
  /** What the agent must not do when it is attacked, beside what is built in. */
  attackCriteria: Readonly<Partial<Record<AttackKind, readonly Json[]>>>;
}

/** What customers of a shop ask most: orders and money before small talk. */
const WEIGHTS: Readonly<Record<(typeof INTENTS)[number], number>> = {
  order_status: 6,
  refund: 4,
  cancellation: 3,
  account: 4,
  billing: 4,
  complaint: 3,
  product: 4,
  small_talk: 1,
  out_of_scope: 2,
};

/** Customer service of a shop. */
export const BUILT_IN_INTENTS: IntentSet = {
  of: builtIn,
  slots: new Map(),
  attackCriteria: {},
};

const made = new Map<string, readonly Intent[]>();

function builtIn(language: Language): readonly Intent[] {
  const known = made.get(language.tag);
  if (known !== undefined) return known;
  const intents = INTENTS.map((name) => ({
    name,
    weight: WEIGHTS[name],
    ...language.intents[name],
    criteria: [],
    expectedBehavior: undefined,
  }));
  made.set(language.tag, intents);
  return intents;
}
