import { relative, resolve } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { GeneratedInputs } from '@fluxloop/runner';
import { installedPlugins } from '../../plugins/installed-plugins.js';
import { StandardOutput } from '../../standard-output.js';

const MOST_INPUTS = 1_000_000;
const LARGEST_SEED = 2 ** 32 - 1;

/** `fluxloop inputs generate`. */
export default class InputsGenerate extends BaseCommand<typeof InputsGenerate, GeneratedInputs> {
  static override summary = 'Make inputs without real users.';
  static override description =
    'Offline unless --llm is typed, and the same inputs for the same seed. Names, addresses and numbers in them are reserved ones that belong to nobody. The result is a data file for a scenario; with --format yaml it is a scenario. Personas: those of your project, and test_user, polite_customer, confused_customer, angry_customer, impatient_customer, expert, non_native, terse, verbose, mobile_user, adversarial. Locales: en, de, fr, es, pt, ja, zh, ko.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --persona test_user --count 100',
    '<%= config.bin %> <%= command.id %> --persona angry_customer --locale de --turns 3',
    '<%= config.bin %> <%= command.id %> --adversarial 0.2 --seed 7 --out inputs/mixed.jsonl',
    '<%= config.bin %> <%= command.id %> --count 5 --out - | jq .text',
  ];

  static override flags = {
    persona: Flags.string({
      summary: "Who writes: a persona of your project's, or a built-in one.",
      helpValue: 'NAME',
      default: 'test_user',
    }),
    count: Flags.integer({ summary: 'How many inputs.', min: 1, max: MOST_INPUTS, default: 100 }),
    seed: Flags.integer({
      summary: 'Another seed gives other inputs. Default: 1.',
      min: 0,
      max: LARGEST_SEED,
    }),
    locale: Flags.string({
      summary: 'The language, with or without a region: de, en-GB. Several take turns.',
      helpValue: 'TAG',
      multiple: true,
      multipleNonGreedy: true,
      delimiter: ',',
    }),
    turns: Flags.integer({
      summary: 'Conversations of so many turns instead of single messages.',
      min: 1,
      max: 50,
    }),
    adversarial: Flags.custom<number>({
      parse: async (input) => shareOf(input),
      summary: 'The share of attacks, from 0 to 1. Default: what the persona does.',
      helpValue: 'SHARE',
    })(),
    intents: Flags.string({
      summary: 'A file of your own intents, templates and slots.',
      helpValue: 'FILE',
    }),
    criteria: Flags.boolean({
      summary: 'Attach criteria to attacks and to your own intents; --no-criteria leaves them out.',
      allowNo: true,
      default: true,
    }),
    llm: Flags.boolean({
      summary: 'Have the model of "generation:" in fluxloop.yaml word them, over the network.',
    }),
    format: Flags.option({
      options: ['jsonl', 'csv', 'yaml'] as const,
      summary: "How they are written. Default: by the file's ending, else jsonl.",
    })(),
    out: Flags.string({
      aliases: ['output'],
      summary: 'Where they are written; - prints them. Default: a file in inputs/.',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({ summary: 'Write over a file that is there.' }),
  };

  async run(): Promise<GeneratedInputs> {
    const { generateInputs } = await import('@fluxloop/runner');
    const { followInputs } = await import('../../inputs/input-progress.js');
    const { root, configuration } = await this.context().project();
    const { persona, count, seed, locale, turns, adversarial, criteria, force } = this.flags;
    const { format, out, intents } = this.flags;
    if (out === '-' && this.mode.json) {
      throw new UsageError(
        'output_ambiguous',
        'With --json, standard output has no room for inputs.',
        { hint: 'Name a file: --out FILE' },
      );
    }
    const path = (typed: string) => relative(root, resolve(this.surroundings.cwd, typed));
    const progress = followInputs(this.surroundings.stderr, this.mode, count);
    const result = await generateInputs({
      root,
      configuration,
      persona,
      count,
      criteria,
      force,
      ...(seed === undefined ? {} : { seed }),
      ...(locale === undefined ? {} : { locales: locale }),
      ...(turns === undefined ? {} : { turns }),
      ...(adversarial === undefined ? {} : { adversarial }),
      ...(intents === undefined
        ? {}
        : { intents: path(intents), plugins: await installedPlugins(this.config) }),
      ...(format === undefined ? {} : { format }),
      ...(out === undefined
        ? {}
        : { to: out === '-' ? new StandardOutput(this.surroundings) : path(out) }),
      ...(this.flags.llm
        ? { llm: { env: this.surroundings.env, sanitizer: await this.context().sanitizer() } }
        : {}),
      signal: this.surroundings.interruption(),
      onProgress: progress.follow,
    }).finally(progress.end);
    for (const { message } of result.warnings) this.warn(message);
    return result;
  }

  protected async render(result: GeneratedInputs): Promise<void> {
    const { formatGenerated } = await import('../../inputs/format-generated.js');
    // Whoever reads the printed inputs must not find anything else among them.
    if (result.file === null)
      this.surroundings.stderr.write(formatGenerated(result, this.mode.stderr));
    else this.print(formatGenerated(result, this.mode.stdout));
  }
}

function shareOf(input: string): number {
  const share = Number(input);
  if (input.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new UsageError('share_invalid', `--adversarial is no share: ${input}`, {
    hint: 'Write a number from 0 (no attacks) to 1 (nothing else): --adversarial 0.2',
  });
}
