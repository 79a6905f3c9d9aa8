import { readFile } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import {
  type ConfigurationWarning,
  type ProjectConfiguration,
  parseYaml,
} from '@fluxloop/core/configuration';
import { ConfigurationError, type SourceLocation } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { CriterionSyntaxError } from '../criteria/parse-criteria.js';
import {
  buildCase,
  type CriterionFailure,
  criteriaAt,
  frameContent,
  type ScenarioFrame,
} from './build-case.js';
import { plainJson } from './canonical-json.js';
import { dataScenario } from './data-scenario.js';
import type { ScenarioFile, ScenarioInput } from './scenario-schema.js';
import type { Scenario } from './test-case.js';

const PROJECT_FILE = 'fluxloop.yaml';

/** What {@link loadScenarios} takes. */
export interface LoadScenariosOptions {
  /** The project's folder, to which paths are relative. */
  root: string;
  configuration: ProjectConfiguration;
  /** The names of the scenarios to keep. Default: all. */
  names?: readonly string[];
}

/** What {@link loadScenarios} gives. */
export interface LoadedScenarios {
  /** In the order of their files, the project's own inputs first. */
  scenarios: Scenario[];
  warnings: ConfigurationWarning[];
}

/**
 * Finds and reads a project's scenarios, and checks all that YAML holds. Data files are read, and
 * checked, only as their cases are asked for.
 * @throws ConfigurationError with file, line and column: `no_scenarios`, `scenario_not_found`,
 *   `scenario_duplicate`, `criterion_invalid`, `yaml_syntax`, `yaml_value`
 */
export async function loadScenarios(options: LoadScenariosOptions): Promise<LoadedScenarios> {
  const { root, configuration } = options;
  const scenarios: Scenario[] = [];
  const warnings: ConfigurationWarning[] = [];
  if (configuration.inputs !== undefined)
    scenarios.push(await inlineScenario(configuration.inputs));
  const { glob } = await import('tinyglobby');
  const files = await glob(configuration.scenarios, { cwd: root, onlyFiles: true });
  for (const file of files.sort()) {
    const loaded = await fileScenario(root, file, configuration.strict);
    scenarios.push(loaded.scenario);
    warnings.push(...loaded.warnings);
  }
  refuseDuplicates(scenarios);
  if (scenarios.length === 0) {
    throw new ConfigurationError(
      'no_scenarios',
      `There is nothing to test: no file matches ${configuration.scenarios.join(', ')} in ${root}.`,
      { hint: 'Write scenarios/first.yaml with "inputs:", or run fluxloop init.' },
    );
  }
  return { scenarios: pick(scenarios, options.names), warnings };
}

async function inlineScenario(entries: readonly unknown[]): Promise<Scenario> {
  const { inlineInputs } = await import('./scenario-schema.js');
  const inputs = inlineInputs.safeParse(entries);
  if (!inputs.success) {
    const issue = inputs.error.issues[0];
    throw new ConfigurationError(
      'yaml_value',
      `${inWords(['inputs', ...(issue?.path ?? [])])}: ${issue?.message ?? 'not valid'}.`,
      { location: { file: PROJECT_FILE } },
    );
  }
  const frame: ScenarioFrame = { name: 'default', criteria: [], minScore: 1 };
  return memoryScenario(frame, PROJECT_FILE, inputs.data, (path, error) =>
    criterionError(error, { file: PROJECT_FILE }, `${inWords(path)}: `),
  );
}

async function fileScenario(
  root: string,
  file: string,
  strict: boolean,
): Promise<{ scenario: Scenario; warnings: ConfigurationWarning[] }> {
  const { scenarioFile } = await import('./scenario-schema.js');
  const text = await readFile(join(root, file));
  const { value, warnings, locate } = await parseYaml<ScenarioFile>({
    text,
    file,
    schema: scenarioFile,
    strict,
  });
  const failure: CriterionFailure = (path, error) => criterionError(error, locate(path));
  const frame: ScenarioFrame = {
    name: value.name ?? nameOf(file),
    criteria: criteriaAt(value.criteria, ['criteria'], failure),
    minScore: value.min_score ?? 1,
  };
  if (typeof value.inputs !== 'string') {
    return { scenario: memoryScenario(frame, file, value.inputs, failure), warnings };
  }
  const path = join(dirname(file), value.inputs);
  return { scenario: dataScenario({ frame, file, root, path, at: locate(['inputs']) }), warnings };
}

/** Keeps the inputs as plain values and makes a case of each when it is asked for. */
function memoryScenario(
  frame: ScenarioFrame,
  file: string,
  inputs: readonly ScenarioInput[],
  failure: CriterionFailure,
): Scenario {
  const build = (input: ScenarioInput, index: number) =>
    buildCase(input, frame, ['inputs', index], failure);
  // Whatever is wrong shall show before the first case runs, not after an hour.
  for (const [index, input] of inputs.entries()) build(input, index);
  return {
    name: frame.name,
    file,
    frame: frameContent(frame),
    async *cases() {
      for (const [index, input] of inputs.entries()) yield build(input, index);
    },
    async *content() {
      for (const input of inputs) yield { cases: 1, value: plainJson(input) };
    },
  };
}

function criterionError(
  error: CriterionSyntaxError,
  location: SourceLocation,
  prefix = '',
): ConfigurationError {
  const { message, hint } = error.problem;
  return new ConfigurationError('criterion_invalid', `${prefix}${message}`, {
    location,
    ...(hint === undefined ? {} : { hint }),
  });
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

function nameOf(file: string): string {
  return basename(file) === 'config.yaml' ? basename(dirname(file)) : parse(file).name;
}

function inWords(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}
