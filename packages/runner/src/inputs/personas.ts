import { PLAIN_TRAITS, type Traits } from './traits.js';

/** Somebody who writes inputs. */
export interface InputPersona {
  name: string;
  /** Who it is, in a sentence; a model that writes inputs is told. */
  description: string;
  traits: Traits;
}

const BUILT_IN: readonly (Omit<InputPersona, 'traits'> & { traits: Partial<Traits> })[] = [
  {
    name: 'test_user',
    description: 'An ordinary customer with an ordinary question.',
    traits: {},
  },
  {
    name: 'polite_customer',
    description: 'A customer who writes letters, with greeting and thanks.',
    traits: { tone: 'polite', typos: 0.01 },
  },
  {
    name: 'confused_customer',
    description: 'A customer who does not know how things work, and worries.',
    traits: { tone: 'worried', knowledge: 'confused', typos: 0.05 },
  },
  {
    name: 'angry_customer',
    description: 'A customer who has waited too long and says so.',
    traits: {
      tone: 'angry',
      typos: 0.05,
      intents: {
        complaint: 4,
        order_status: 3,
        refund: 3,
        cancellation: 2,
        billing: 2,
        account: 1,
      },
    },
  },
  {
    name: 'impatient_customer',
    description: 'A customer who wants it short, and now.',
    traits: { tone: 'angry', verbosity: 'terse', typos: 0.04, casing: 'lower' },
  },
  {
    name: 'expert',
    description: 'A customer who knows how things work and has tried what is obvious.',
    traits: {
      knowledge: 'expert',
      typos: 0,
      intents: { account: 4, billing: 3, order_status: 2, product: 3, cancellation: 2, refund: 1 },
    },
  },
  {
    name: 'non_native',
    description: 'A customer who is learning the language.',
    traits: { tone: 'polite', learner: true, typos: 0.08 },
  },
  {
    name: 'terse',
    description: 'A customer who types keywords as into a search box.',
    traits: { verbosity: 'terse', casing: 'lower', typos: 0.03 },
  },
  {
    name: 'verbose',
    description: 'A customer who tells the whole story.',
    traits: { tone: 'friendly', verbosity: 'verbose' },
  },
  {
    name: 'mobile_user',
    description: 'A customer who types with one thumb.',
    traits: { casing: 'lower', typos: 0.15 },
  },
  {
    name: 'adversarial',
    description: 'Somebody who tries to make the agent do what it must not.',
    traits: { adversarial: 1 },
  },
];

/** The personas that are there in every project, by name. */
export const BUILT_IN_PERSONAS: ReadonlyMap<string, InputPersona> = new Map(
  BUILT_IN.map(({ traits, ...persona }) => [
    persona.name,
    { ...persona, traits: { ...PLAIN_TRAITS, ...traits } },
  ]),
);
