import { parseYaml } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import * as z from 'zod';
import { nameOfFile, scenarioPaths } from '../scenario/scenario-paths.js';
import { readProjectFile } from './project-files.js';
import { digestOf, readScenarioText, type ScenarioText } from './scenario-text.js';

/** A scenario's file on this machine. */
export interface LocalScenario extends ScenarioText {
  /** As the scenario calls itself here, unsanitized. */
  name: string;
  /** Relative to the project's folder, with slashes. */
  file: string;
  /** The file as it is on the disk. */
  bytes: Uint8Array;
  /** Digest of the text. */
  raw: string;
}

const named = z.looseObject({ name: z.string().min(1).optional() });

/**
 * Reads the scenarios that have files. Those in `fluxloop.yaml` itself stay on this machine.
 *
 * @param globs - `scenarios:` of `fluxloop.yaml`
 * @throws ConfigurationError `yaml_syntax` with its place, `yaml_encoding`, `scenario_too_large`,
 *   `scenario_path_unsafe`, `scenario_duplicate`
 */
export async function readLocalScenarios(
  root: string,
  globs: readonly string[],
): Promise<LocalScenario[]> {
  const scenarios: LocalScenario[] = [];
  const seen = new Map<string, string>();
  for (const file of await scenarioPaths(root, { scenarios: [...globs] })) {
    const scenario = await readLocalScenario(root, file);
    if (scenario === null) continue;
    const other = seen.get(scenario.name);
    if (other !== undefined) throw duplicate(scenario.name, other, file);
    seen.set(scenario.name, file);
    scenarios.push(scenario);
  }
  return scenarios;
}

/** Reads one; `null` where there is no file. Throws as {@link readLocalScenarios} does. */
async function readLocalScenario(root: string, file: string): Promise<LocalScenario | null> {
  const bytes = await readProjectFile(root, file);
  if (bytes === null) return null;
  const read = readScenarioText(bytes, file);
  const name = await nameOfText(read.text, file);
  return { ...read, name, file, bytes, raw: digestOf(read.text) };
}

/**
 * What a scenario calls itself: by its text, else by its file.
 *
 * @throws ConfigurationError `yaml_syntax`, `yaml_value`
 */
export async function nameOfText(text: string, file: string): Promise<string> {
  const { value } = await parseYaml({ text, file, schema: named });
  return value.name ?? nameOfFile(file);
}

function duplicate(name: string, first: string, second: string): ConfigurationError {
  return new ConfigurationError(
    'scenario_duplicate',
    `Two scenarios are named "${name}": ${first} and ${second}.`,
    { location: { file: second }, hint: 'Give one of them another name.' },
  );
}
