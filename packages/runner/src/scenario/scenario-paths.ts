import { basename, dirname, parse } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';

/** Files of merges that `sync` leaves for a person to finish; they are no scenarios yet. */
const MERGE_FILES: readonly string[] = ['**/*.merge.yaml', '**/*.merge.yml'];

/** The files of a project's scenarios, relative to its root, in order. */
export async function scenarioPaths(
  root: string,
  { scenarios }: Pick<ProjectConfiguration, 'scenarios'>,
): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(scenarios, { cwd: root, onlyFiles: true, ignore: [...MERGE_FILES] });
  return files.sort();
}

/** The name of a scenario whose text does not say it: the file's, or the folder's of a `config.yaml`. */
export function nameOfFile(file: string): string {
  const name = basename(file) === 'config.yaml' ? basename(dirname(file)) : parse(file).name;
  // Disks of Macs take names apart into letters and accents.
  return name.normalize('NFC');
}
