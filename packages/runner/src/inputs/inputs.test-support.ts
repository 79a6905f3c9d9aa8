import { draftInputs, type GeneratedInput, type InputPlan } from './generate.js';
import { BUILT_IN_INTENTS } from './intents.js';
import { LANGUAGES, type Locale, loadLocale } from './languages/index.js';
import { BUILT_IN_PERSONAS, type InputPersona } from './personas.js';

/** A built-in persona. */
export function builtIn(name: string): InputPersona {
  const persona = BUILT_IN_PERSONAS.get(name);
  if (persona === undefined) throw new Error(`There is no persona "${name}".`);
  return persona;
}

/** The first inputs of a plan, which is that of `test_user` in English unless it says otherwise. */
export async function firstInputs(
  count: number,
  { tags = ['en'], ...plan }: Partial<InputPlan> & { tags?: readonly string[] } = {},
): Promise<GeneratedInput[]> {
  const locales: Locale[] = [];
  for (const tag of tags) locales.push(await loadLocale(tag));
  const inputs: GeneratedInput[] = [];
  for (const draft of draftInputs({
    persona: builtIn('test_user'),
    locales,
    intents: BUILT_IN_INTENTS,
    seed: 1,
    turns: 1,
    criteria: true,
    ...plan,
  })) {
    const { name, turns, criteria, expectedBehavior, metadata } = draft;
    inputs.push({ name, turns, criteria, expectedBehavior, metadata });
    if (inputs.length === count) break;
  }
  return inputs;
}

/** Some inputs of every persona in every language, and with the phone numbers of all regions. */
export async function allKindsOfInputs(perPersona: number, seed = 1): Promise<GeneratedInput[]> {
  const inputs: GeneratedInput[] = [];
  for (const tag of [...LANGUAGES, 'en-GB', 'en-AU']) {
    for (const persona of BUILT_IN_PERSONAS.values()) {
      inputs.push(...(await firstInputs(perPersona, { tags: [tag], persona, seed, turns: 2 })));
    }
  }
  return inputs;
}
