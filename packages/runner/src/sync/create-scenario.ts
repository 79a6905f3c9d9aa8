import { scenarioNameProblem } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { checkScenario } from './check-scenario.js';
import { nameOfText, readLocalScenarios } from './local-scenarios.js';
import { writeProjectFile } from './project-files.js';
import { placeOfNew } from './scenario-place.js';
import { readScenarioText } from './scenario-text.js';
import { type SurveyOptions, survey } from './survey.js';
import type { SyncScenariosOptions } from './sync-options.js';
import { syncScenarios } from './sync-scenarios.js';

/** What {@link createScenario} takes. */
export interface CreateScenarioOptions
  extends Omit<SurveyOptions, 'names' | 'blind'>,
    Pick<SyncScenariosOptions, 'onEvent'> {
  name: string;
  /** The text of a new file; `null` takes the file that the scenario has here. */
  content: Uint8Array | null;
}

/**
 * Creates a scenario: its file, unless there is one, and its first version on the platform.
 *
 * @throws UsageError `scenario_exists`, `scenario_file_missing`, `scenario_name_unusable`,
 *   `scenario_name_differs`
 * @throws as `syncScenarios` does
 */
export async function createScenario(
  options: CreateScenarioOptions,
): Promise<{ name: string; file: string; version: number }> {
  const { root, globs, name, content } = options;
  const problem = scenarioNameProblem(name);
  if (problem !== null) {
    throw new UsageError(
      'scenario_name_unusable',
      `"${name}" cannot be a scenario's name: ${problem}.`,
      {
        hint: 'Use letters, digits, dashes and spaces.',
      },
    );
  }
  const [item] = (await survey({ ...options, blind: true })).items.filter(
    (one) => one.name === name,
  );
  if (item !== undefined && item.remote !== null) {
    throw exists(
      `The platform has a scenario "${name}" already.`,
      'See what differs: fluxloop sync status',
    );
  }
  const present = (await readLocalScenarios(root, globs)).find((one) => one.name === name);
  if (present !== undefined && content !== null) {
    throw exists(
      `There is a scenario "${name}" already: ${present.file}.`,
      `Upload it: fluxloop scenarios create ${name}`,
    );
  }
  const file = present?.file ?? (await writeNew(options, content));
  const { pushed } = await syncScenarios({ ...options, direction: 'push', names: [name] });
  return { name, file, version: pushed[0]?.version ?? 1 };
}

async function writeNew(
  { root, globs, name }: CreateScenarioOptions,
  content: Uint8Array | null,
): Promise<string> {
  const file = await placeOfNew(name, { root, globs, taken: [] });
  if (content === null) {
    throw new UsageError(
      'scenario_file_missing',
      `There is no scenario "${name}" here to upload.`,
      {
        hint: `Write it to ${file}, or name its file: --file FILE`,
      },
    );
  }
  const { text } = readScenarioText(content, file);
  await checkScenario(text, file);
  const own = await nameOfText(text, file);
  if (own !== name) {
    throw new UsageError(
      'scenario_name_differs',
      `The text calls itself "${own}", not "${name}".`,
      {
        hint: 'Leave "name:" out of the text, or give the same name.',
      },
    );
  }
  await writeProjectFile(root, file, text, null);
  return file;
}

function exists(message: string, hint: string): UsageError {
  return new UsageError('scenario_exists', message, { hint });
}
