import { dirname, join } from 'node:path';
import { behaviorCriteria } from '../criteria/expected-behavior.js';
import { type Json, plainJson } from './canonical-json.js';
import type { ScenarioFrame, WrittenCriteria } from './case-builder.js';
import type { DataFile } from './data-file-schema.js';
import { type Context, mergeContext } from './merge-context.js';
import type { PersonaFiles } from './persona-files.js';
import type { Persona } from './persona-schema.js';
import { errorAt } from './place.js';
import type { ScenarioDocument } from './scenario-document.js';
import { nameOfFile } from './scenario-paths.js';
import type { ScenarioInput } from './scenario-schema.js';

/** A scenario with all that it extends merged into it. */
export interface MergedScenario {
  frame: ScenarioFrame;
  iterations: number | undefined;
  parallel: number | undefined;
  /** Its inputs and the document that has them; `null` where no document of the chain has any. */
  inputs: { source: ScenarioDocument; value: readonly ScenarioInput[] | DataReference } | null;
}

/** A data file, its path relative to the project's root. */
interface DataReference {
  path: string;
  data: DataFile;
}

/**
 * Merges a scenario with what it extends. Criteria are added up, those of the base first; contexts are
 * merged key by key; personas by name; of everything else, inputs included, the nearest value counts.
 * Names are not inherited.
 * @param chain - what counts least first, the scenario itself last
 * @throws ConfigurationError `persona_unknown`, `persona_duplicate`
 */
export async function mergeScenario(
  chain: readonly ScenarioDocument[],
  personaFiles: PersonaFiles,
): Promise<MergedScenario> {
  const own = chain.at(-1);
  if (own === undefined) throw new TypeError('A scenario has no document.');
  const criteria: WrittenCriteria[] = [];
  const personas = new Map<string, Persona>();
  let context: Context | undefined;
  for (const document of chain) {
    const { value, place } = document;
    context = mergeContext(context, value.context);
    if (value.criteria !== undefined) {
      criteria.push({ list: value.criteria, place, path: ['criteria'] });
    }
    if (value.expected_behavior !== undefined) {
      const list = behaviorCriteria(value.expected_behavior);
      criteria.push({ list, place, path: ['expected_behavior'] });
    }
    for (const persona of await personasOf(document, personaFiles)) {
      personas.set(persona.name, persona);
    }
  }
  const nearest = <K extends keyof ScenarioDocument['value']>(key: K) =>
    chain.findLast(({ value }) => value[key] !== undefined)?.value[key];
  const source = chain.findLast(({ value }) => value.inputs !== undefined);
  return {
    frame: {
      name: own.value.name ?? nameOfFile(own.file),
      criteria,
      minScore: nearest('min_score') ?? 1,
      weight: nearest('weight') ?? 1,
      context,
      personas: [...personas.values()],
      interpolate: nearest('interpolate') ?? true,
      timeoutMs: nearest('timeout'),
    },
    iterations: nearest('iterations'),
    parallel: nearest('parallel'),
    inputs: source === undefined ? null : { source, value: inputsOf(source) },
  };
}

function inputsOf({ file, value }: ScenarioDocument): readonly ScenarioInput[] | DataReference {
  const { inputs = [] } = value;
  if (Array.isArray(inputs)) return inputs;
  const data = typeof inputs === 'string' ? { file: inputs } : inputs;
  return { path: join(dirname(file), data.file), data };
}

async function personasOf(
  { value, place }: ScenarioDocument,
  files: PersonaFiles,
): Promise<Persona[]> {
  const personas: Persona[] = [];
  for (const [index, one] of (value.personas ?? []).entries()) {
    const path = ['personas', index];
    const persona = typeof one === 'string' ? await files.find(one, { place, path }) : one;
    if (personas.some(({ name }) => name === persona.name)) {
      throw errorAt(place, path, {
        code: 'persona_duplicate',
        message: `The persona "${persona.name}" is named twice.`,
        hint: 'Keep one of them.',
      });
    }
    personas.push(persona);
  }
  return personas;
}

/** What holds for every case, as a plain value, for the scenario's digest. */
export function frameContent({ frame, inputs }: MergedScenario): Json {
  const { name, minScore, weight, context, personas, interpolate, timeoutMs } = frame;
  return plainJson({
    name,
    minScore,
    criteria: frame.criteria.flatMap(({ list }) => list),
    ...(weight === 1 ? {} : { weight }),
    ...(context === undefined ? {} : { context }),
    ...(personas.length === 0 ? {} : { personas }),
    ...(interpolate ? {} : { interpolate }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(inputs === null || !('data' in inputs.value) ? {} : { data: inputs.value.data }),
  });
}
