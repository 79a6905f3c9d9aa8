import type { Json } from '../../scenario/canonical-json.js';
import type { ImportNotes } from '../import-notes.js';
import type { ImportedInput } from '../imported-scenario.js';
import type { WrittenCriterion } from '../usable-criterion.js';
import { NotKept } from './assertion-kinds.js';
import { criteriaOf } from './assertions.js';
import { speechOf } from './prompt-speech.js';
import { type Prompt, speechVariable } from './prompts.js';
import type { ReferencedFiles } from './referenced-files.js';
import { dereference } from './references.js';
import type { Spot } from './spot.js';
import { fillTemplate, TemplateError } from './template.js';
import { readTests, testsOfFile } from './tests.js';
import { type TestVariables, variablesOf } from './variables.js';

/** A configuration that is being imported. */
export interface PromptfooSuite {
  root: Spot;
  files: ReferencedFiles;
  notes: ImportNotes;
  /** The path of a table of tests, where that is all there is. */
  table?: string;
}

/** A test with what holds for all, and with the data of its scenario. */
interface LayeredTest {
  test: Spot;
  /** What counts less, the least first. */
  below: readonly Spot[];
}

const LOST_KEYS: Readonly<Record<string, string>> = {
  metadata: 'inputs have no metadata',
  provider: 'which agent is tested is said under "runner:" of fluxloop.yaml',
  providers: 'which agent is tested is said under "runner:" of fluxloop.yaml',
  prompts: 'every test is kept for every prompt',
  assertScoringFunction: 'it is code, and nothing is run by an import',
  providerOutput: 'outputs that are there already are tested by runner: replay',
};
const READ_KEYS: ReadonlySet<string> = new Set([
  'description',
  'vars',
  'assert',
  'threshold',
  'options',
  '$ref',
]);
const LOST_OPTIONS: Readonly<Record<string, string>> = {
  transformVars: 'it is run on the variables, and nothing is run by an import',
  provider: 'which model judges is said once, under "judge:" of fluxloop.yaml',
  rubricPrompt: 'the judge has a prompt of its own; say what counts in the rubric',
  storeOutputAs: 'a case cannot know what was answered in another; write them as turns of one',
  runSerially: 'cases do not depend on each other; a scenario may say parallel: 1',
};
const READ_OPTIONS: ReadonlySet<string> = new Set([
  'transform',
  'postprocess',
  'prefix',
  'suffix',
  'disableDefaultAsserts',
  'disableVarExpansion',
  'disableConversationVar',
]);

/** The inputs that a prompt makes of the tests. */
export async function* inputsOf(
  prompt: Prompt | null,
  suite: PromptfooSuite,
): AsyncGenerator<ImportedInput> {
  const conversations = new Map<string, ImportedInput[]>();
  for await (const { test, below } of layeredTests(suite)) {
    noteLost(test, suite.notes);
    for (const input of await inputsOfTest(prompt, test, below, suite)) {
      if (prompt?.remembers !== true) {
        yield input;
        continue;
      }
      const id = String(test.at('metadata').at('conversationId').value ?? '');
      conversations.set(id, [...(conversations.get(id) ?? []), input]);
    }
  }
  for (const inputs of conversations.values()) yield joined(inputs);
}

/** Tests that share a conversation are its turns. */
function joined(inputs: readonly ImportedInput[]): ImportedInput {
  const [first = {}] = inputs;
  if (inputs.length === 1) return first;
  const { name, context } = first;
  return {
    ...(name === undefined ? {} : { name }),
    ...(context === undefined ? {} : { context }),
    turns: inputs.flatMap(({ text, turns, criteria }): Json[] =>
      Array.isArray(turns)
        ? turns
        : [{ text: text ?? '', ...(criteria === undefined ? {} : { criteria }) }],
    ),
  };
}

async function* layeredTests(suite: PromptfooSuite): AsyncGenerator<LayeredTest> {
  const { root, files, notes, table } = suite;
  const shared = await sharedTest(suite);
  if (table !== undefined) {
    for await (const test of testsOfFile(table, suite)) yield { test, below: shared };
    return;
  }
  for await (const test of readTests(root.at('tests'), suite)) yield { test, below: shared };
  for (const item of root.at('scenarios').items) {
    try {
      const scenarios =
        item.text === undefined
          ? [item]
          : (
              await Promise.all((await files.paths(item.text)).map((path) => files.read(path)))
            ).flatMap((file) => file.items);
      for (const scenario of scenarios) {
        const data: Spot[] = [];
        for await (const one of readTests(scenario.at('config'), suite)) data.push(one);
        for (const layer of data.length === 0 ? [scenario.with({})] : data) {
          for await (const test of readTests(scenario.at('tests'), suite)) {
            yield { test, below: [...shared, layer] };
          }
        }
      }
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      notes.add(item.location, 'scenario', error.message);
    }
  }
}

/** `defaultTest`, which may lie in a file. */
async function sharedTest({ root, files, notes }: PromptfooSuite): Promise<Spot[]> {
  const shared = root.at('defaultTest');
  if (shared.value === undefined) return [];
  try {
    const test =
      shared.text === undefined
        ? shared
        : await files.read((await files.paths(shared.text))[0] ?? '');
    noteLost(test, notes);
    return [test];
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    notes.add(shared.location, 'defaultTest', error.message);
    return [];
  }
}

async function inputsOfTest(
  prompt: Prompt | null,
  test: Spot,
  below: readonly Spot[],
  suite: PromptfooSuite,
): Promise<ImportedInput[]> {
  const { files, notes } = suite;
  const layers = [...below, test];
  const option = (name: string) =>
    layers
      .map((layer) => layer.at('options').at(name))
      .findLast(({ value }) => value !== undefined);
  const variables = await variablesOf(
    layers.map((layer) => layer.at('vars')),
    files,
    { expand: option('disableVarExpansion')?.value !== true, notes },
  );
  const asserts = assertsOf(layers, suite);
  const inputs: ImportedInput[] = [];
  for (const each of variables) {
    const affixes = { prefix: option('prefix')?.text ?? '', suffix: option('suffix')?.text ?? '' };
    const speech = sayable(() => speechOf(prompt, each, affixes, test, notes), test, notes);
    if (speech === null) continue;
    const transform = (option('transform') ?? option('postprocess'))?.text;
    const criteria = await criteriaOf(asserts, { variables: each, transform, files, notes });
    const told = toldVariables(prompt, each, asserts);
    inputs.push(inputOf(test, layers, speech, { variables: each, told }, criteria));
  }
  return inputs;
}

function sayable(
  say: () => ImportedInput | null,
  test: Spot,
  notes: ImportNotes,
): ImportedInput | null {
  try {
    return say();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    notes.add(test.location, 'test', `${error.message} cannot be filled in without running it`);
    return null;
  }
}

function inputOf(
  test: Spot,
  layers: readonly Spot[],
  { context, ...speech }: ImportedInput,
  { variables, told: besides }: { variables: TestVariables; told: TestVariables },
  criteria: WrittenCriterion[],
): ImportedInput {
  const threshold = layers
    .map((layer) => layer.at('threshold').number)
    .findLast((one) => one !== undefined);
  const told = { ...besides, ...(context as TestVariables | undefined) };
  return {
    ...nameOf(test, variables),
    ...speech,
    ...(Object.keys(told).length === 0 ? {} : { context: told }),
    ...(threshold === undefined ? {} : { min_score: Math.min(1, Math.max(0, threshold)) }),
    ...(criteria.length === 0 ? {} : { criteria }),
  };
}

/**
 * The variables that the agent is given to know: those that a prompt would have told it which cannot be
 * filled in. What only assertions name may be the answer, and is not told.
 */
function toldVariables(
  prompt: Prompt | null,
  variables: TestVariables,
  asserts: readonly Spot[],
): TestVariables {
  if (prompt !== null && prompt.template !== null) return {};
  const speech = speechVariable(variables);
  const judged = asserts.map(({ value }) => JSON.stringify(value)).join('\n');
  const isTold = (name: string) => {
    const mention = new RegExp(`\\b${name.replace(/[^\w]/g, '.')}\\b`);
    return (
      name !== speech && (prompt === null ? !mention.test(judged) : mention.test(prompt.source))
    );
  };
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isTold(name)));
}

function nameOf(test: Spot, variables: TestVariables): { name?: string } {
  const description = test.at('description').text;
  if (description === undefined || description === '') return {};
  try {
    return { name: fillTemplate(description, variables).slice(0, 400) };
  } catch (error) {
    if (error instanceof TemplateError) return { name: description.slice(0, 400) };
    throw error;
  }
}

function assertsOf(layers: readonly Spot[], { root, notes }: PromptfooSuite): Spot[] {
  const test = layers.at(-1);
  const own =
    test?.at('options').at('disableDefaultAsserts').value === true ? layers.slice(-1) : layers;
  return own.flatMap((layer) =>
    layer.at('assert').items.flatMap((item) => {
      const assertion = dereference(item, root);
      if (assertion !== null) return [assertion];
      notes.add(item.location, 'assertion', 'its $ref leads nowhere');
      return [];
    }),
  );
}

function noteLost(test: Spot, notes: ImportNotes): void {
  for (const key of test.keys) {
    if (READ_KEYS.has(key)) continue;
    if (key === 'metadata' && test.at(key).keys.join() === 'conversationId') continue;
    notes.add(
      test.at(key).keyLocation,
      `"${key}" of a test`,
      LOST_KEYS[key] ?? 'inputs have nothing like it',
    );
  }
  const options = test.at('options');
  for (const key of options.keys) {
    if (READ_OPTIONS.has(key)) continue;
    const why = LOST_OPTIONS[key] ?? 'inputs have nothing like it';
    notes.add(options.at(key).keyLocation, `"${key}" of a test's options`, why);
  }
}
