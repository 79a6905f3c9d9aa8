import type { ConfigurationWarning, ProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { PersonaFiles } from '../scenario/persona-files.js';
import type { Persona } from '../scenario/persona-schema.js';
import { errorAt, type Path, type Place } from '../scenario/place.js';
import { ScenarioDocuments } from '../scenario/scenario-document.js';
import { scenarioPaths } from '../scenario/scenario-paths.js';
import type { IntentSet } from './intents.js';
import type { Language } from './language.js';
import { BUILT_IN_PERSONAS, type InputPersona } from './personas.js';
import { PLAIN_TRAITS, type Traits, writtenTraits } from './traits.js';

/** A persona, and where its traits stand; `null` for a built-in one. */
export interface FoundPersona {
  persona: InputPersona;
  at: { place: Place; path: Path } | null;
  warnings: ConfigurationWarning[];
}

/** Where personas are looked for. */
export interface FindPersonaOptions {
  /** The project's folder. */
  root: string;
  configuration: ProjectConfiguration;
}

/**
 * Finds a persona by its name: in `personas/`, in the project's scenarios, among the built-in ones. One
 * of the user's with the name of a built-in one changes of its traits what it names.
 * @throws UsageError `persona_unknown`
 * @throws ConfigurationError `persona_invalid` with the place of the trait; of YAML
 */
export async function findPersona(
  name: string,
  { root, configuration }: FindPersonaOptions,
): Promise<FoundPersona> {
  const files = new PersonaFiles(root, configuration.strict);
  const own = await files.all();
  const { warnings } = files;
  const place = files.placeOf(name);
  const persona = own.get(name);
  if (persona !== undefined && place !== undefined) {
    return { persona: withTraits(persona, place, []), at: { place, path: [] }, warnings };
  }
  const scenarios = await personasOfScenarios(root, configuration);
  const declared = scenarios.found.get(name);
  if (declared !== undefined) {
    const { place: where, path } = declared;
    return {
      persona: withTraits(declared.persona, where, path),
      at: { place: where, path },
      warnings,
    };
  }
  const builtIn = BUILT_IN_PERSONAS.get(name);
  if (builtIn !== undefined) return { persona: builtIn, at: null, warnings };
  if (scenarios.fault !== null) throw scenarios.fault;
  const known = [...own.keys(), ...scenarios.found.keys(), ...BUILT_IN_PERSONAS.keys()];
  const close = nearest(name, known);
  const there = `There are: ${[...new Set(known)].join(', ')}.`;
  throw new UsageError('persona_unknown', `There is no persona "${name}".`, {
    hint: `${close === undefined ? '' : `Did you mean "${close}"? `}${there} Or write personas/${name}.yaml.`,
  });
}

/**
 * Refuses a persona of the user's that asks for intents which there are not.
 * @throws ConfigurationError `intent_unknown`
 */
export function checkIntents(
  { persona, at }: FoundPersona,
  intents: IntentSet,
  language: Language,
): void {
  const wanted = persona.traits.intents;
  if (at === null || wanted === null) return;
  const known = intents.of(language).map(({ name }) => name);
  const unknown = Object.keys(wanted).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const close = nearest(unknown, known);
  throw errorAt(at.place, [...at.path, 'traits', 'intents', unknown], {
    code: 'intent_unknown',
    message: `There is no intent "${unknown}".`,
    hint: close === undefined ? `There are: ${known.join(', ')}.` : `Did you mean "${close}"?`,
  });
}

function withTraits(persona: Persona, place: Place, path: Path): InputPersona {
  const builtIn = BUILT_IN_PERSONAS.get(persona.name);
  const read = writtenTraits.safeParse(persona.traits ?? {});
  if (!read.success) {
    const issue = read.error.issues[0];
    const within = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
    throw errorAt(place, [...path, 'traits', ...within], {
      code: 'persona_invalid',
      message: `traits.${within.join('.')}: ${sentence(issue?.message ?? 'not valid')}`,
      hint: 'The traits that generated inputs know are in docs/inputs.md.',
    });
  }
  const { tone, verbosity, knowledge, casing, learner, typos, adversarial, intents, locale } =
    read.data;
  const written = {
    tone,
    verbosity,
    knowledge,
    casing,
    learner,
    typos,
    adversarial,
    intents,
    locale,
  };
  return {
    name: persona.name,
    description: persona.description ?? builtIn?.description ?? persona.name,
    traits: { ...(builtIn?.traits ?? PLAIN_TRAITS), ...withoutUndefined(written) },
  };
}

function withoutUndefined(
  traits: { [K in keyof Traits]?: Traits[K] | undefined },
): Partial<Traits> {
  return Object.fromEntries(
    Object.entries(traits).filter(([, value]) => value !== undefined),
  ) as Partial<Traits>;
}

function sentence(message: string): string {
  return message.replace(/^(?:Invalid \w+|Too (?:small|big)): /, '').replaceAll('"', '');
}

interface DeclaredPersona {
  persona: Persona;
  place: Place;
  path: Path;
}

/** Scenarios that cannot be read matter only where the persona is nowhere else. */
async function personasOfScenarios(
  root: string,
  configuration: ProjectConfiguration,
): Promise<{ found: Map<string, DeclaredPersona>; fault: ConfigurationError | null }> {
  const found = new Map<string, DeclaredPersona>();
  let fault: ConfigurationError | null = null;
  const documents = new ScenarioDocuments(root, configuration.strict);
  for (const file of await scenarioPaths(root, configuration)) {
    try {
      const document = (await documents.chain(file)).at(-1);
      for (const [index, persona] of (document?.value.personas ?? []).entries()) {
        if (document === undefined || typeof persona === 'string') continue;
        if (found.has(persona.name)) continue;
        found.set(persona.name, { persona, place: document.place, path: ['personas', index] });
      }
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      fault ??= error;
    }
  }
  return { found, fault };
}
