import * as z from 'zod';

const TONES = ['neutral', 'polite', 'friendly', 'worried', 'angry'] as const;
const VERBOSITIES = ['terse', 'normal', 'verbose'] as const;
const KNOWLEDGE = ['confused', 'average', 'expert'] as const;
const CASINGS = ['sentence', 'lower'] as const;

/** How somebody writes. */
export interface Traits {
  tone: (typeof TONES)[number];
  verbosity: (typeof VERBOSITIES)[number];
  /** How much it knows about what it asks for. */
  knowledge: (typeof KNOWLEDGE)[number];
  casing: (typeof CASINGS)[number];
  /** Whether it is learning the language. */
  learner: boolean;
  /** The share of words that are mistyped, in [0, 1]. */
  typos: number;
  /** The share of inputs that are attacks, in [0, 1]. */
  adversarial: number;
  /** How often which intent; those that are not named do not occur. `null`: all of them. */
  intents: Readonly<Record<string, number>> | null;
  /** What it writes in unless somebody asks for another; a tag (BCP 47). */
  locale: string | null;
}

/** Who has no particular traits. */
export const PLAIN_TRAITS: Traits = {
  tone: 'neutral',
  verbosity: 'normal',
  knowledge: 'average',
  casing: 'sentence',
  learner: false,
  typos: 0.02,
  adversarial: 0,
  intents: null,
  locale: null,
};

const share = z.number().min(0).max(1);

/** `traits:` of a persona as far as generated inputs go; what else stands there is the agent's. */
export const writtenTraits = z.looseObject({
  tone: z.enum(TONES).optional(),
  verbosity: z.enum(VERBOSITIES).optional(),
  knowledge: z.enum(KNOWLEDGE).optional(),
  casing: z.enum(CASINGS).optional(),
  learner: z.boolean().optional(),
  typos: share.optional(),
  adversarial: share.optional(),
  intents: z
    .union([
      z
        .array(z.string().min(1))
        .min(1)
        .transform((names) => Object.fromEntries(names.map((name) => [name, 1]))),
      z.record(z.string().min(1), z.number().min(0).max(1e6)),
    ])
    .refine((weights) => Object.values(weights).some((weight) => weight > 0), {
      message: 'expected at least one weight above 0',
    })
    .optional(),
  locale: z.string().min(2).optional(),
});
