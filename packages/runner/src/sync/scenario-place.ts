import { posix } from 'node:path';
import { foldScenarioName, scenarioNameProblem } from '@fluxloop/core/contract';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nameOfFile } from '../scenario/scenario-paths.js';
import { namesIn } from './project-files.js';

/**
 * Where a scenario goes that is not here yet: into the folder that `scenarios:` of `fluxloop.yaml`
 * names first, under its own name.
 *
 * @param taken - files that other scenarios of the same pull go to
 * @returns the path relative to the root, with slashes
 * @throws ConfigurationError `scenario_name_unsafe`, `scenarios_folder_unknown`,
 *   `scenario_file_taken` where another file stands there, whatever the case of its letters
 */
export async function placeOfNew(
  name: string,
  options: { root: string; globs: readonly string[]; taken: readonly string[] },
): Promise<string> {
  const problem = scenarioNameProblem(name);
  if (problem !== null) {
    throw new ConfigurationError(
      'scenario_name_unsafe',
      `The platform has a scenario whose name cannot be a file's: ${problem}.`,
      { hint: 'Somebody must have changed the platform; tell its admin.' },
    );
  }
  const folder = scenariosFolder(options.globs);
  const plain = posix.join(folder, `${name}.yaml`);
  // A file with the name that folders' scenarios have would be called after its folder.
  const file = nameOfFile(plain) === name ? plain : posix.join(folder, name, 'config.yaml');
  const others = [
    ...(await namesIn(options.root, posix.dirname(file))).map((one) =>
      posix.join(posix.dirname(file), one.normalize('NFC')),
    ),
    ...options.taken,
  ];
  const other = others.find((one) => foldScenarioName(one) === foldScenarioName(file));
  if (other === undefined) return file;
  throw new ConfigurationError(
    'scenario_file_taken',
    `The scenario "${name}" of the platform would go to ${file}, where ${other} stands already.`,
    { location: { file: other }, hint: 'Rename that file, and sync again.' },
  );
}

/** The folder of new scenarios: that of the first pattern whose last part is any YAML file. */
function scenariosFolder(globs: readonly string[]): string {
  for (const glob of globs) {
    const match = /^(?:\.\/)?([^*?[\]{}()!+@]*)\/(?:\*\*\/)?\*\.ya?ml$/.exec(glob);
    if (match?.[1] !== undefined && !glob.startsWith('/')) return match[1];
    if (/^(?:\.\/)?\*\.ya?ml$/.test(glob)) return '.';
  }
  throw new ConfigurationError(
    'scenarios_folder_unknown',
    `"scenarios:" of fluxloop.yaml does not say where a new scenario goes: ${globs.join(', ')}.`,
    { hint: 'Let one of the patterns be like this: scenarios/*.yaml' },
  );
}
