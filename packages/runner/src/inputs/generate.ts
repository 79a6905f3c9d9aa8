import { UsageError } from '@fluxloop/core/errors';
import type { Json } from '../scenario/canonical-json.js';
import { type AttackKind, makeAttack } from './attacks.js';
import type { Intent, IntentSet } from './intents.js';
import type { Locale } from './languages/index.js';
import { writeMessage } from './message.js';
import type { InputPersona } from './personas.js';
import { SeededRandom } from './random.js';
import { SlotValues } from './slots.js';
import { UniqueTexts } from './unique-texts.js';

/** How often something else is drawn where the same was said before. */
const MOST_DRAWS = 6;

/** What inputs are made from. */
export interface InputPlan {
  persona: InputPersona;
  /** At least one; they take turns. */
  locales: readonly Locale[];
  intents: IntentSet;
  seed: number;
  /** How many turns a conversation has; with 1 there are single messages. */
  turns: number;
  /** Whether inputs bring the criteria that follow from what they are. */
  criteria: boolean;
}

/** What is known about an input; part of the file's format. */
export interface InputMetadata {
  persona: string;
  locale: string;
  /** What it is about; attacks have none. */
  intent?: string;
  /** What the attack tries. */
  adversarial?: AttackKind;
  /** Which turn it is in, from 1; only in conversations. */
  adversarial_turn?: number;
  /** The model that wrote it; left out where none did. */
  model?: string;
  seed: number;
  /** Its place in the run, from 1. */
  index: number;
}

/** An input as a data file has it. */
export interface GeneratedInput {
  name: string;
  /** At least one. */
  turns: string[];
  criteria: Json[];
  expectedBehavior: string | undefined;
  metadata: InputMetadata;
}

/** What an input is about, and what it says unless somebody else words it. */
export interface InputDraft extends GeneratedInput {
  /** `null` for an attack. */
  intent: Intent | null;
  locale: Locale;
  slots: SlotValues;
}

/**
 * Makes inputs, one after the other, without end. Each depends on the plan and on its place only, so the
 * first ten of a hundred are the ten that ten would be; none is the same as one before it.
 * @throws UsageError `intents_none` when the persona wants nothing that there is
 */
export function* draftInputs(plan: InputPlan): Generator<InputDraft, never> {
  const seen = new UniqueTexts();
  const choices = new Map(plan.locales.map((locale) => [locale, choicesOf(plan, locale)]));
  for (let index = 1; ; index += 1) {
    const locale = plan.locales[(index - 1) % plan.locales.length];
    const intents = locale === undefined ? undefined : choices.get(locale);
    if (locale === undefined || intents === undefined) throw new TypeError('There is no locale.');
    yield draftUnique({ plan, locale, intents, index }, seen);
  }
}

type IntentChoices = readonly { weight: number; value: Intent }[];

interface DraftOptions {
  plan: InputPlan;
  locale: Locale;
  intents: IntentChoices;
  index: number;
}

function draftUnique(options: DraftOptions, seen: UniqueTexts): InputDraft {
  const { locale, index } = options;
  for (let draw = 0; ; draw += 1) {
    const draft = makeDraft(options, draw);
    if (draw >= MOST_DRAWS) {
      const { gap, phrases } = locale.language;
      const reference = index.toString(36).toUpperCase().padStart(4, '0');
      const last = draft.turns.length - 1;
      draft.turns[last] += `${gap}${phrases.reference.replace('{reference}', reference)}`;
    }
    if (seen.add(draft.turns.join('\0'))) return draft;
  }
}

function makeDraft({ plan, locale, intents, index }: DraftOptions, draw: number): InputDraft {
  const { persona, seed } = plan;
  const { traits } = persona;
  const key = [seed, persona.name, locale.tag, plan.turns, index, draw].join('\n');
  const random = new SeededRandom(key);
  const slots = new SlotValues(random, locale, plan.intents.slots);
  const isAttack = random.chance(traits.adversarial);
  const intent = random.weighted(intents);
  const turns = writeTurns({ plan, locale, intent, random, slots });
  const metadata = { persona: persona.name, locale: locale.tag };
  const place = { seed, index };
  const about = { locale, slots, turns };
  if (isAttack) {
    const attack = makeAttack({ language: locale.language, random, slots });
    const at = random.below(turns.length);
    turns[at] = attack.text;
    const extra = plan.intents.attackCriteria[attack.kind] ?? [];
    return {
      ...about,
      name: `${attack.kind} ${index}`,
      intent: null,
      criteria: plan.criteria ? [...attack.criteria, ...extra] : [],
      expectedBehavior: undefined,
      metadata: {
        ...metadata,
        adversarial: attack.kind,
        ...(plan.turns === 1 ? {} : { adversarial_turn: at + 1 }),
        ...place,
      },
    };
  }
  return {
    ...about,
    name: `${intent.name} ${index}`,
    intent,
    criteria: plan.criteria ? [...intent.criteria] : [],
    expectedBehavior: plan.criteria ? intent.expectedBehavior : undefined,
    metadata: { ...metadata, intent: intent.name, ...place },
  };
}

interface TurnsOptions {
  plan: InputPlan;
  locale: Locale;
  intent: Intent;
  random: SeededRandom;
  slots: SlotValues;
}

/** What is wanted, what they ask then, and a farewell. */
function writeTurns({ plan, locale, intent, random, slots }: TurnsOptions): string[] {
  const { language } = locale;
  const { traits } = plan.persona;
  const { slotValue } = slots;
  const { phrases } = language;
  const own = traits.verbosity === 'terse' ? intent.terse : intent.normal;
  const opening = random.pick(own);
  const turns = [writeMessage(opening, { language, traits, random, slotValue, first: true })];
  let last = opening;
  while (turns.length < plan.turns) {
    const isLast = turns.length === plan.turns - 1;
    const list =
      isLast && plan.turns > 2 && traits.tone !== 'angry'
        ? phrases.farewell
        : traits.tone === 'angry' && random.chance(0.5)
          ? phrases.escalation
          : intent.follow.length > 0 && random.chance(0.6)
            ? intent.follow
            : phrases.follow;
    const others = list.filter((template) => template !== last);
    last = random.pick(others.length === 0 ? list : others);
    turns.push(writeMessage(last, { language, traits, random, slotValue, first: false }));
  }
  return turns;
}

function choicesOf({ persona, intents }: InputPlan, { language }: Locale): IntentChoices {
  const known = intents.of(language);
  const wanted = persona.traits.intents;
  const choices = known.map((value) => ({
    value,
    weight: wanted === null ? value.weight : (wanted[value.name] ?? 0),
  }));
  if (choices.some(({ weight }) => weight > 0)) return choices;
  // A built-in persona knows the built-in intents only.
  if (
    wanted !== null &&
    Object.keys(wanted).every((name) => !known.some((one) => one.name === name))
  )
    return known.map((value) => ({ value, weight: value.weight }));
  throw new UsageError('intents_none', `The persona "${persona.name}" asks for nothing.`, {
    hint: `Give at least one of its intents a weight: ${known.map(({ name }) => name).join(', ')}.`,
  });
}
