import type { ConfigurationWarning } from '@fluxloop/core/configuration';
import { ConfigurationError, type SourceLocation, UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { CriteriaReader } from '../criteria/criteria-reader.js';
import { whenLoaded } from '../criteria/loading.js';
import { withCriteriaReader } from '../criteria/reading-only.js';
import type { Plugins } from '../plugins/plugins.js';
import { CaseBuilder, type WrittenInput } from '../scenario/case-builder.js';
import { hasPlaceholder } from '../scenario/interpolate.js';
import type { Path } from '../scenario/place.js';
import {
  findInputFiles,
  type InputFile,
  type InputProject,
  isScenarioFile,
  readInputs,
} from './read-inputs.js';
import { UniqueTexts } from './unique-texts.js';

/** How many problems of a file are told; the rest is counted. */
const MOST_TOLD = 100;

/** What is wrong with an input. */
export interface InputProblem extends Pick<ConfigurationWarning, 'code' | 'message'> {
  /** `file`, and as a rule `line` and `column`; never with what is sensitive. */
  location: SourceLocation;
}

/** What came of a file. */
export interface ValidatedFile {
  file: string;
  /** Inputs that were read. */
  inputs: number;
  /** The first hundred. */
  problems: InputProblem[];
  /** How many there are. */
  problem_count: number;
}

/** What {@link validateInputs} takes. */
export interface ValidateInputsOptions extends InputProject {
  /** Relative to the root. Default: all files of the project that hold inputs. */
  files?: readonly string[];
  /** Finds what is sensitive and not reserved. */
  sanitizer: Sanitizer;
  /** What criteria may name. Default: there are none. */
  plugins?: Plugins;
  signal?: AbortSignal;
}

/**
 * Checks inputs: their form and their criteria, whether one stands in a file twice, and whether they hold
 * something sensitive that no reserved range explains.
 * @throws UsageError `inputs_missing` for a file that there is not; `criterion_definition_invalid`,
 *   `criterion_name_taken` of a plugin
 * @throws the signal's reason
 */
export async function validateInputs(options: ValidateInputsOptions): Promise<ValidatedFile[]> {
  const all = await findInputFiles(options);
  const files = options.files?.map((file) => chosen(file, all)) ?? all;
  const { root, plugins, sanitizer } = options;
  return withCriteriaReader({ root, plugins, printSanitizer: sanitizer }, async (criteria) => {
    const validated: ValidatedFile[] = [];
    for (const file of files) validated.push(await validateFile(options, file, criteria));
    return validated;
  });
}

function chosen(file: string, all: readonly InputFile[]): InputFile {
  const known = all.find((one) => one.file === file);
  if (known !== undefined) return known;
  if (/\.(?:jsonl|ndjson|csv|tsv|ya?ml)$/i.test(file)) {
    return { file, data: isScenarioFile(file) ? null : { file }, usedBy: [] };
  }
  const names = all.map((one) => one.file);
  const close = nearest(file, names);
  throw new UsageError('inputs_missing', `${file} is no file of inputs.`, {
    hint:
      close === undefined
        ? 'Inputs are in .jsonl, .csv, .tsv and .yaml files.'
        : `Did you mean ${close}?`,
  });
}

async function validateFile(
  options: ValidateInputsOptions,
  file: InputFile,
  criteria: CriteriaReader,
): Promise<ValidatedFile> {
  const { sanitizer, signal } = options;
  const seen = new UniqueTexts();
  const builder = new CaseBuilder(PLAIN, criteria);
  const result: ValidatedFile = { file: file.file, inputs: 0, problems: [], problem_count: 0 };
  const tell = (problem: InputProblem) => {
    result.problem_count += 1;
    if (result.problems.length < MOST_TOLD) result.problems.push(problem);
  };
  for await (const one of readInputs(options, file)) {
    signal?.throwIfAborted();
    if (one instanceof ConfigurationError) {
      tell(asProblem(one, file.file));
      continue;
    }
    result.inputs += 1;
    const fault = await buildFault(builder, one);
    if (fault !== null) tell(asProblem(fault, file.file));
    const at = (path: Path) => withoutExcerpt(one.place.locate([...one.path, ...path]));
    const { criteria: _criteria, metadata: _metadata, ...said } = one.input;
    if (!seen.add(JSON.stringify(said.turns ?? said.messages ?? said.text ?? said.input))) {
      tell({
        code: 'input_duplicate',
        message: 'The same input stands further up in the file.',
        location: at([]),
      });
    }
    for (const { path, text } of textsIn(said, [])) {
      const types = new Set(sanitizer.detect(text).map(({ type }) => type));
      for (const type of types) {
        tell({
          code: 'input_sensitive',
          message: `It holds something sensitive (${type}) that is in no reserved range.`,
          location: at(path),
        });
      }
    }
  }
  return result;
}

const PLAIN = {
  name: 'inputs',
  criteria: [],
  minScore: 1,
  weight: 1,
  context: undefined,
  personas: [],
  interpolate: false,
  timeoutMs: undefined,
};

/** What a run would say of it; variables are known only to scenarios. */
async function buildFault(
  builder: CaseBuilder,
  written: WrittenInput,
): Promise<ConfigurationError | null> {
  if (hasPlaceholder(written.input.criteria)) return null;
  try {
    await whenLoaded(() => builder.build(written));
    return null;
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

function asProblem(error: ConfigurationError, file: string): InputProblem {
  const { code, message, hint, location = { file } } = error;
  return {
    code,
    message: hint === undefined ? message : `${message} ${hint}`,
    location: withoutExcerpt(location),
  };
}

/** An excerpt masks secrets, and not all that may be somebody's. */
function withoutExcerpt({ excerpt: _, ...location }: SourceLocation): SourceLocation {
  return location;
}

/** The texts in a value, and where they stand. */
function* textsIn(value: unknown, path: Path): Generator<{ path: Path; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* textsIn(one, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) yield* textsIn(one, [...path, key]);
  }
}
