import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type ConfigurationWarning,
  type ProjectConfiguration,
  parseYaml,
} from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { CriteriaReader } from '../criteria/criteria-reader.js';
import type { CriterionKind } from '../criteria/criterion.js';
import type { CriterionModules } from '../criteria/criterion-modules.js';
import { whenLoaded } from '../criteria/loading.js';
import { type Json, plainJson } from './canonical-json.js';
import { CaseBuilder, type ScenarioFrame } from './case-builder.js';
import { readBy } from './case-source.js';
import { PersonaFiles } from './persona-files.js';
import type { Path, Place } from './place.js';
import { ScenarioDocuments } from './scenario-document.js';
import { frameContent, type MergedScenario, mergeScenario } from './scenario-frame.js';
import { scenarioPaths } from './scenario-paths.js';
import type { ScenarioInput } from './scenario-schema.js';
import type { Scenario, TestCase } from './test-case.js';

const PROJECT_FILE = 'fluxloop.yaml';

/** What {@link loadScenarios} takes. */
export interface LoadScenariosOptions {
  /** The project's folder, to which paths are relative. */
  root: string;
  configuration: ProjectConfiguration;
  /** The names of the scenarios to keep. Default: all. */
  names?: readonly string[];
  /** Criteria of plugins. */
  criteria?: readonly CriterionKind[];
  /** The user's own files that judge. Default: with nothing in their environment. */
  modules?: CriterionModules;
}

/** What {@link loadScenarios} gives. */
export interface LoadedScenarios {
  /** In the order of their files, the project's own inputs first. */
  scenarios: Scenario[];
  warnings: ConfigurationWarning[];
  /** Whether some criterion that was read asks the judge. */
  usesJudge: boolean;
}

/**
 * Finds and reads a project's scenarios, and checks all that YAML holds. Data files are read, and
 * checked, only as their cases are asked for. A file without inputs that others extend is no scenario.
 * @throws ConfigurationError with file, line and column: `no_scenarios`, `scenario_not_found`,
 *   `scenario_duplicate`, `scenario_empty`, `extends_cycle`, `extends_missing`, `persona_unknown`,
 *   `persona_duplicate`, `criterion_invalid`, `variable_missing`, `conversation_invalid`,
 *   `data_format_unknown`, `yaml_syntax`, `yaml_value`, `yaml_encoding`
 */
export async function loadScenarios(options: LoadScenariosOptions): Promise<LoadedScenarios> {
  const { root, configuration, criteria = [], modules } = options;
  const reader = new CriteriaReader({ root, kinds: criteria, ...(modules && { modules }) });
  const scenarios: Scenario[] = [];
  const warnings: ConfigurationWarning[] = [];
  if (configuration.inputs !== undefined) {
    const inline = await inlineInputs(root, configuration);
    const builder = new CaseBuilder(plainFrame('default'), reader);
    warnings.push(...inline.warnings);
    scenarios.push(await memoryScenario(builder, PROJECT_FILE, inline));
  }
  const files = await scenarioPaths(root, configuration);
  const documents = new ScenarioDocuments(root, configuration.strict);
  const personas = new PersonaFiles(root, configuration.strict);
  const merged = new Map<string, MergedScenario>();
  for (const file of files) {
    merged.set(file, await mergeScenario(await documents.chain(file), personas));
  }
  for (const [file, scenario] of merged) {
    if (scenario.inputs === null && documents.extended.has(file)) continue;
    if (scenario.inputs === null) throw missingInputs(file, documents.warnings);
    scenarios.push(
      await fileScenario(root, file, { ...scenario, inputs: scenario.inputs }, reader),
    );
  }
  warnings.push(...documents.warnings, ...personas.warnings);
  refuseDuplicates(scenarios);
  if (scenarios.length === 0) {
    throw new ConfigurationError(
      'no_scenarios',
      `There is nothing to test: no file matches ${configuration.scenarios.join(', ')} in ${root}.`,
      { hint: 'Write scenarios/first.yaml with "inputs:", or run fluxloop init.' },
    );
  }
  const picked = pick(scenarios, options.names);
  return { scenarios: picked, warnings, usesJudge: reader.usesJudge };
}

/** Inputs that are held in memory, and where they stand. */
interface HeldInputs {
  inputs: readonly ScenarioInput[];
  place: Place;
}

/** A misspelt `inputs` is a key that nobody knows: what was said of the file's keys belongs to it. */
function missingInputs(file: string, warnings: readonly ConfigurationWarning[]) {
  const unknown = warnings
    .filter(({ location }) => location.file === file)
    .map(({ message, location }) => `  line ${location.line ?? '?'}: ${message}`);
  return new ConfigurationError('yaml_value', ['inputs: is missing', ...unknown].join('\n'), {
    location: { file, line: 1 },
    hint: 'Write what the user says: inputs: ["Hello!"]',
  });
}

async function fileScenario(
  root: string,
  file: string,
  merged: MergedScenario & { inputs: NonNullable<MergedScenario['inputs']> },
  reader: CriteriaReader,
): Promise<Scenario> {
  const { frame, inputs, iterations, parallel } = merged;
  const builder = new CaseBuilder(frame, reader);
  const { source, value } = inputs;
  const runCriteria = await whenLoaded(() => builder.runCriteria());
  const bounds = {
    ...(runCriteria.length === 0 ? {} : { runCriteria }),
    ...(iterations === undefined ? {} : { iterations }),
    ...(parallel === undefined ? {} : { parallel }),
  };
  const content = frameContent(merged);
  if (!('path' in value)) {
    const held = { inputs: value, place: source.place };
    return { ...(await memoryScenario(builder, file, held, content)), ...bounds };
  }
  await whenLoaded(() => builder.check());
  const { dataCases } = await import('./data-scenario.js');
  return {
    name: frame.name,
    file,
    frame: content,
    ...bounds,
    ...dataCases({ builder, root, ...value, at: source.place.locate(['inputs']) }),
  };
}

/** Keeps the inputs as plain values and makes cases of each when it is asked for. */
async function memoryScenario(
  builder: CaseBuilder,
  file: string,
  { inputs, place }: HeldInputs,
  frame: Json = [builder.name],
): Promise<Scenario> {
  const build = (input: ScenarioInput, index: number): TestCase[] =>
    builder.build({ input, place, path: ['inputs', index] });
  // Whatever is wrong shall show before the first case runs, not after an hour; and what a criterion
  // needs is loaded then.
  for (const [index, input] of inputs.entries()) {
    const built = whenLoaded(() => build(input, index));
    if (built instanceof Promise) await built;
  }
  return {
    name: builder.name,
    file,
    frame,
    ...readBy(async function* () {
      yield (function* () {
        for (const [index, input] of inputs.entries()) {
          yield whenLoaded(() => build(input, index));
        }
      })();
    }),
    async *content() {
      for (const input of inputs) yield { cases: builder.casesPerInput, value: plainJson(input) };
    },
  };
}

/**
 * The inputs of `fluxloop.yaml`. The file is read once more to know where they stand; a configuration
 * that does not come from it is told about without lines.
 */
async function inlineInputs(
  root: string,
  configuration: ProjectConfiguration,
): Promise<HeldInputs & { warnings: ConfigurationWarning[] }> {
  const { inlineInputs: schema, projectInputs } = await import('./scenario-schema.js');
  const text = await readFile(join(root, PROJECT_FILE)).catch(() => null);
  if (text !== null) {
    const { parse } = await import('yaml');
    const written: unknown = (
      parse(text.toString('utf8'), { logLevel: 'silent', merge: true }) as {
        inputs?: unknown;
      } | null
    )?.inputs;
    if (isDeepStrictEqual(written, configuration.inputs)) {
      const { strict } = configuration;
      const file = PROJECT_FILE;
      const parsed = await parseYaml({ text, file, schema: projectInputs, strict });
      const place: Place = {
        locate: (path, part) => (part === 'key' ? parsed.locateKey(path) : parsed.locate(path)),
      };
      return { inputs: parsed.value.inputs, place, warnings: parsed.warnings };
    }
  }
  const inputs = schema.safeParse(configuration.inputs);
  if (!inputs.success) {
    const issue = inputs.error.issues[0];
    throw new ConfigurationError(
      'yaml_value',
      `${inWords(['inputs', ...(issue?.path ?? [])])}: ${issue?.message ?? 'not valid'}.`,
      { location: { file: PROJECT_FILE } },
    );
  }
  const place: Place = { locate: () => ({ file: PROJECT_FILE }), describe: inWords };
  return { inputs: inputs.data, place, warnings: [] };
}

function plainFrame(name: string): ScenarioFrame {
  return {
    name,
    criteria: [],
    minScore: 1,
    weight: 1,
    context: undefined,
    personas: [],
    interpolate: true,
    timeoutMs: undefined,
  };
}

function refuseDuplicates(scenarios: readonly Scenario[]): void {
  const files = new Map<string, string>();
  for (const { name, file } of scenarios) {
    const other = files.get(name);
    if (other !== undefined) {
      throw new ConfigurationError(
        'scenario_duplicate',
        `Two scenarios are named "${name}": ${other} and ${file}.`,
        { location: { file }, hint: 'Give one of them another name.' },
      );
    }
    files.set(name, file);
  }
}

function pick(scenarios: Scenario[], names: readonly string[] | undefined): Scenario[] {
  if (names === undefined) return scenarios;
  const known = scenarios.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const close = nearest(name, known);
    throw new ConfigurationError('scenario_not_found', `There is no scenario "${name}".`, {
      hint: close === undefined ? `There are: ${known.join(', ')}.` : `Did you mean "${close}"?`,
    });
  }
  return scenarios.filter(({ name }) => names.includes(name));
}

function inWords(path: Path | readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}
