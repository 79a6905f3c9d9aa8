import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigurationError, type SourceLocation } from '../errors/index.js';
import { errno, fileProblem } from '../storage/file-problem.js';
import { DEFAULTS } from './defaults.js';
import { type ConfigurationWarning, parseYaml } from './parse-yaml.js';
import type { ProjectConfiguration } from './schema.js';

/** The name of a project's configuration. */
export const PROJECT_FILE = 'fluxloop.yaml';
const MISSPELT = 'fluxloop.yml';

/** A project's configuration and where it was found. */
export interface LoadedProject {
  /** The absolute path of `fluxloop.yaml`; `null` where there is none. */
  file: string | null;
  /** The folder of `fluxloop.yaml`, to which its paths are relative; without a file, `cwd`. */
  root: string;
  configuration: ProjectConfiguration;
  warnings: ConfigurationWarning[];
  /** Where a value stands in the file, for errors that are found later. */
  locate(path: readonly PropertyKey[]): SourceLocation;
}

/**
 * Finds `fluxloop.yaml` in a folder or the nearest one above it, and reads it. Without a file the
 * defaults hold, and neither zod nor the YAML parser is loaded.
 *
 * @param options.cwd - where to begin
 * @param options.strict - makes an unknown key an error, as `strict: true` in the file does.
 *   Default: what the file says
 * @throws ConfigurationError with file, line, column and excerpt; a literal `api.key` is
 *   `literal_api_key`, an `http:` endpoint is `endpoint_insecure`
 */
export async function loadProjectConfiguration(options: {
  cwd: string;
  strict?: boolean;
}): Promise<LoadedProject> {
  const found = await findUpward(resolve(options.cwd));
  if (found === null) return withoutFile(resolve(options.cwd));
  const { projectConfiguration } = await import('./schema.js');
  const { value, warnings, locate } = await parseYaml({
    text: found.text,
    file: found.file,
    schema: projectConfiguration,
    // A run against anything but the agent that is meant would be worth nothing.
    strictBelow: ['runner'],
    ...(options.strict === undefined ? {} : { strict: options.strict }),
  });
  if (value.strict && options.strict !== false) refuseWarnings(warnings);
  return { file: found.file, root: dirname(found.file), configuration: value, warnings, locate };
}

function withoutFile(cwd: string): LoadedProject {
  return {
    file: null,
    root: cwd,
    configuration: {
      scenarios: [...DEFAULTS.scenarios],
      test: { ...DEFAULTS.test },
      strict: false,
    },
    warnings: [],
    locate: () => ({ file: join(cwd, PROJECT_FILE) }),
  };
}

function refuseWarnings(warnings: ConfigurationWarning[]): void {
  const [first] = warnings;
  if (first === undefined) return;
  throw new ConfigurationError(first.code, first.message, {
    location: first.location,
    hint: 'Correct the key, or remove `strict: true`.',
  });
}

async function findUpward(start: string): Promise<{ file: string; text: Uint8Array } | null> {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, PROJECT_FILE);
    const text = await readIfThere(file);
    if (text !== null) return { file, text };
    if ((await readIfThere(join(folder, MISSPELT))) !== null) {
      throw new ConfigurationError(
        'project_file_misspelt',
        `${join(folder, MISSPELT)} is not read: the name is ${PROJECT_FILE}.`,
        { hint: `Rename it: mv ${MISSPELT} ${PROJECT_FILE}` },
      );
    }
    if (dirname(folder) === folder) return null;
  }
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    // A folder that may not be entered holds no project of this user's.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errno(error))) return null;
    throw fileProblem(error, 'read', file);
  }
}
