import { join, relative } from 'node:path';
import type { ConfigurationWarning, ProjectConfiguration } from '@fluxloop/core/configuration';
import { shellWord } from '@fluxloop/core/notation';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { Plugins } from '../plugins/plugins.js';
import { nameOfFile, scenarioPaths } from '../scenario/scenario-paths.js';
import { schemaComment } from '../scenario/schema-files.js';
import { draftInputs, type GeneratedInput, type InputPlan } from './generate.js';
import { GenerationError } from './generation-error.js';
import { formatOf, type InputFormat, inputWriter, turnColumns } from './input-format.js';
import { BUILT_IN_INTENTS } from './intents.js';
import { type Locale, loadLocale } from './languages/index.js';
import { type InputOutput, OutputFile } from './output-file.js';

/** How often somebody is told how far it is. */
const PROGRESS_EVERY = 1_000;
const DEFAULT_SEED = 1;
const DEFAULT_LOCALE = 'en';

/** What {@link generateInputs} takes. */
export interface GenerateInputsOptions {
  /** The project's folder, to which paths are relative. */
  root: string;
  configuration: ProjectConfiguration;
  /** The name of a persona: one of the user's, or a built-in one. */
  persona: string;
  /** How many, from 1 to 1,000,000. */
  count: number;
  /** A whole number of 0 or more; the same one gives the same bytes. Default: 1. */
  seed?: number;
  /** Tags of BCP 47, which take turns. Default: the persona's, else `en`. */
  locales?: readonly string[];
  /** A file of intents, relative to the root. Default: customer service of a shop. */
  intents?: string;
  /** What criteria of intents may name. Default: there are none. */
  plugins?: Plugins;
  /** How many turns a conversation has. Default: 1, single messages. */
  turns?: number;
  /** The share of attacks, in [0, 1]. Default: the persona's. */
  adversarial?: number;
  /** Whether inputs bring their criteria. Default: true. */
  criteria?: boolean;
  /** Default: by the file's ending, else `jsonl`. */
  format?: InputFormat;
  /** A file, relative to the root, or where the text goes. Default: a file in `inputs/`. */
  to?: string | InputOutput;
  /** Write over a file that is there. Default: false. */
  force?: boolean;
  /**
   * Has a model word the inputs: that of `generation:`. What they are about, their identities and their
   * attacks stay as they are without it; only the words differ from time to time.
   */
  llm?: { env: Readonly<Record<string, string | undefined>>; sanitizer: Sanitizer };
  signal?: AbortSignal;
  /** Is told how many are done. */
  onProgress?: (done: number) => void;
}

/** What {@link generateInputs} did. */
export interface GeneratedInputs {
  /** Relative to the root; `null` where the text went elsewhere. */
  file: string | null;
  format: InputFormat;
  count: number;
  persona: string;
  locales: string[];
  seed: number;
  /** How a scenario names the file, as YAML; `null` where the file is a scenario, or there is none. */
  usage: string | null;
  /** The scenario that the file is; `null` where it is a data file. */
  scenario: string | null;
  /** False where the file is a scenario, and in a place where `scenarios:` of `fluxloop.yaml` looks for none. */
  found: boolean;
  warnings: ConfigurationWarning[];
}

/**
 * Makes inputs without real users and without a network, in bounded memory. The same options give the
 * same bytes on every machine and in every version of Node; a smaller count gives the beginning of a
 * larger one. Whoever stops it finds no half file.
 * @throws UsageError `file_exists`, `persona_unknown`, `locale_unknown`, `format_unknown`,
 *   `format_mismatch`, `intents_none`
 * @throws ConfigurationError `persona_invalid`, `intent_unknown`, and as `readIntents` does
 * @throws LedgerError `folder_not_writable`, `disk_full`
 * @throws GenerationError when a model fails; what it had written is kept
 * @throws the signal's reason
 */
export async function generateInputs(options: GenerateInputsOptions): Promise<GeneratedInputs> {
  const { root, count, signal, onProgress } = options;
  const { plan, warnings } = await planOf(options);
  const target = targetOf(options, plan);
  const { format, name } = target;
  const writer = inputWriter(format, {
    name,
    schema: target.file === null ? '' : schemaComment(target.file),
    command: commandOf(options, plan),
    turns: plan.turns,
  });
  const inputs = await inputsOf(options, plan);
  let done = 0;
  const output =
    target.file === null
      ? target.output
      : await OutputFile.open({
          path: join(root, target.file),
          shown: target.file,
          force: options.force === true,
        });
  try {
    await output.write(writer.head);
    for await (const input of inputs) {
      signal?.throwIfAborted();
      const written = output.write(writer.entry(input));
      if (written !== undefined) await written;
      done += 1;
      if (done % PROGRESS_EVERY === 0) onProgress?.(done);
    }
    if (output instanceof OutputFile) await output.finish();
  } catch (error) {
    if (!(output instanceof OutputFile)) throw error;
    if (!(error instanceof GenerationError) || done === 0) {
      await output.discard();
      throw error;
    }
    // What a model has written was paid for.
    await output.finish();
    throw error.afterSome(done, count, target.file ?? '');
  }
  return {
    file: target.file,
    format,
    count,
    persona: plan.persona.name,
    locales: plan.locales.map(({ tag }) => tag),
    seed: plan.seed,
    ...usageOf(target, plan),
    found: await isFound(options, target),
    warnings,
  };
}

async function inputsOf(
  { configuration, llm, count, signal }: GenerateInputsOptions,
  plan: InputPlan,
): Promise<AsyncIterable<GeneratedInput> | Iterable<GeneratedInput>> {
  if (llm === undefined) return first(count, draftInputs(plan));
  const { wordInputs } = await import('./word-inputs.js');
  return wordInputs(first(count, draftInputs(plan)), {
    plan,
    settings: configuration.generation,
    ...llm,
    ...(signal === undefined ? {} : { signal }),
  });
}

function* first<T>(count: number, all: Iterable<T>): Generator<T> {
  let left = count;
  for (const one of all) {
    yield one;
    left -= 1;
    if (left === 0) return;
  }
}

async function planOf(
  options: GenerateInputsOptions,
): Promise<{ plan: InputPlan; warnings: ConfigurationWarning[] }> {
  const { checkIntents, findPersona } = await import('./find-persona.js');
  const found = await findPersona(options.persona, options);
  const { traits } = found.persona;
  const tags = options.locales ?? [traits.locale ?? DEFAULT_LOCALE];
  const locales: Locale[] = [];
  for (const tag of tags) {
    const locale = await loadLocale(tag);
    if (!locales.some((one) => one.tag === locale.tag)) locales.push(locale);
  }
  const own =
    options.intents === undefined
      ? null
      : await (await import('./intents-file.js')).readIntents(
          options.root,
          options.intents,
          options.plugins,
        );
  const intents = own?.intents ?? BUILT_IN_INTENTS;
  for (const { language } of locales) checkIntents(found, intents, language);
  const adversarial = options.adversarial ?? traits.adversarial;
  return {
    plan: {
      persona: { ...found.persona, traits: { ...traits, adversarial } },
      locales,
      intents,
      seed: options.seed ?? DEFAULT_SEED,
      turns: options.turns ?? 1,
      criteria: options.criteria ?? true,
    },
    warnings: [...found.warnings, ...(own?.warnings ?? [])],
  };
}

type Target = { format: InputFormat; name: string } & (
  | { file: string }
  | { file: null; output: InputOutput }
);

function targetOf({ to, format: asked }: GenerateInputsOptions, plan: InputPlan): Target {
  const name = nameOf(plan);
  if (to !== undefined && typeof to !== 'string') {
    return { file: null, output: to, format: asked ?? 'jsonl', name };
  }
  const format = formatOf(to, asked);
  const folder = format === 'yaml' ? 'scenarios' : 'inputs';
  const file = to ?? `${folder}/${name}.${format}`;
  return { file, format, name: nameOfFile(file) };
}

/** `angry_customer-de-7` */
function nameOf({ persona, locales, seed }: InputPlan): string {
  const who = persona.name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  const tags = locales.map(({ tag }) => tag).join('-');
  return [who === '' ? 'persona' : who, ...(tags === DEFAULT_LOCALE ? [] : [tags]), seed].join('-');
}

async function isFound(
  { root, configuration }: GenerateInputsOptions,
  { file, format }: Target,
): Promise<boolean> {
  if (file === null || format !== 'yaml') return true;
  const path = relative(root, join(root, file)).replaceAll('\\', '/');
  return (await scenarioPaths(root, configuration)).includes(path);
}

/** Data files are named from the scenario's folder. */
function usageOf(
  { file, format, name }: Target,
  { turns }: InputPlan,
): Pick<GeneratedInputs, 'usage' | 'scenario'> {
  if (file === null) return { usage: null, scenario: null };
  if (format === 'yaml') return { usage: null, scenario: name };
  const path = relative('scenarios', file).replaceAll('\\', '/');
  if (format === 'jsonl' || turns === 1) return { usage: `inputs: ${path}`, scenario: null };
  const columns = `{ turns: [${turnColumns(turns).join(', ')}] }`;
  return { usage: `inputs: { file: ${path}, columns: ${columns} }`, scenario: null };
}

function commandOf(options: GenerateInputsOptions, plan: InputPlan): string {
  const { persona, seed, locales, turns } = plan;
  return [
    `fluxloop inputs generate --persona ${shellWord(persona.name)} --count ${options.count} --seed ${seed}`,
    ...locales.map(({ tag }) => `--locale ${tag}`),
    ...(turns === 1 ? [] : [`--turns ${turns}`]),
    ...(options.intents === undefined ? [] : [`--intents ${shellWord(options.intents)}`]),
    ...(options.adversarial === undefined ? [] : [`--adversarial ${options.adversarial}`]),
    ...(plan.criteria ? [] : ['--no-criteria']),
    typeof options.to === 'string' ? `--out ${shellWord(options.to)}` : '--format yaml',
  ].join(' ');
}
