import { isJson, type Json } from '../../scenario/canonical-json.js';
import type { ImportNotes } from '../import-notes.js';
import { NotKept } from './assertion-kinds.js';
import type { ReferencedFiles } from './referenced-files.js';
import { isMapping, type Spot } from './spot.js';
import { fillTemplate, isTemplate, TemplateError } from './template.js';

/** The variables of one test. */
export type TestVariables = { [key: string]: Json };

/** How often a variable may stand for a text with variables of its own. */
const DEEPEST = 4;
/** Combinations of one test; more is a slip, or belongs into a data file. */
const MOST_COMBINATIONS = 10_000;

/** A variable with all its values. */
interface Candidate {
  name: string;
  values: Json[];
}

/**
 * Every combination of a test's variables: a variable that is a list stands for each of its entries.
 * https://www.promptfoo.dev/docs/configuration/guide/#multiple-variables-in-a-single-test-case
 * @param layers - mappings of variables, the last one counts most
 * @param options.expand - whether lists stand for their entries
 */
export async function variablesOf(
  layers: readonly Spot[],
  files: ReferencedFiles,
  options: { expand: boolean; notes: ImportNotes },
): Promise<TestVariables[]> {
  const candidates = new Map<string, Candidate>();
  for (const layer of layers) {
    for (const mapping of await mappingsOf(layer, files, options.notes)) {
      for (const name of mapping.keys) {
        const candidate = await candidateOf(name, mapping.at(name), files, options);
        if (candidate !== null) candidates.set(name, candidate);
      }
    }
  }
  return combine([...candidates.values()], layers.at(-1), options.notes).map(fillEach);
}

/** `vars` is a mapping, the path of one, or a list of paths. */
async function mappingsOf(
  layer: Spot,
  files: ReferencedFiles,
  notes: ImportNotes,
): Promise<Spot[]> {
  if (isMapping(layer.value)) return [layer];
  const mappings: Spot[] = [];
  for (const item of layer.items) {
    try {
      for (const path of await files.paths(String(item.value)))
        mappings.push(await files.read(path));
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      notes.add(item.location, 'variables', error.message);
    }
  }
  return mappings;
}

async function candidateOf(
  name: string,
  spot: Spot,
  files: ReferencedFiles,
  { expand, notes }: { expand: boolean; notes: ImportNotes },
): Promise<Candidate | null> {
  const values: Json[] = [];
  try {
    const items =
      expand && Array.isArray(spot.value) && !isConversation(spot.value) ? spot.items : [spot];
    for (const item of items) {
      if (item.text?.startsWith('file://')) {
        for (const path of await files.paths(item.text))
          values.push(plain((await files.read(path)).value));
      } else values.push(plain(item.value));
    }
    return { name, values };
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    notes.add(spot.keyLocation, `variable "${name}"`, error.message);
    return null;
  }
}

/** A list of chat messages is one value, and no list of values. */
function isConversation(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((item) => isMapping(item));
}

function plain(value: unknown): Json {
  if (isJson(value)) return value;
  throw new NotKept('its value is no plain value');
}

function combine(
  candidates: readonly Candidate[],
  spot: Spot | undefined,
  notes: ImportNotes,
): TestVariables[] {
  const count = candidates.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_COMBINATIONS && spot !== undefined) {
    const why = `its variables have ${count} combinations; put them into a data file`;
    notes.add(spot.location, 'test', why);
    return [];
  }
  let combinations: TestVariables[] = [{}];
  for (const { name, values } of candidates) {
    combinations = combinations.flatMap((one) =>
      values.map((value) => ({ ...one, [name]: value })),
    );
  }
  return combinations;
}

/** Variables may stand in variables. */
function fillEach(variables: TestVariables): TestVariables {
  let filled = variables;
  for (let round = 0; round < DEEPEST; round += 1) {
    const before = filled;
    filled = Object.fromEntries(
      Object.entries(before).map(([name, value]) => [
        name,
        typeof value === 'string' && isTemplate(value) ? tryFill(value, before) : value,
      ]),
    );
    if (Object.keys(filled).every((name) => filled[name] === before[name])) break;
  }
  return filled;
}

function tryFill(text: string, variables: TestVariables): string {
  try {
    return fillTemplate(text, variables);
  } catch (error) {
    // What cannot be filled is a text like any other until a prompt needs it.
    if (error instanceof TemplateError) return text;
    throw error;
  }
}
