import { relative, resolve } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import type { InputAddition } from '@fluxloop/runner';
import { askYesNo } from '../../ask.js';

interface AddedInputs {
  file: string;
  added: number;
  /** Inputs that were there already. */
  duplicates: number;
  /** What is sensitive and in no reserved range, by type. */
  sensitive: Record<string, number>;
  /** Whether that was replaced. */
  sanitized: boolean;
}

/** `fluxloop inputs add`. */
export default class InputsAdd extends BaseCommand<typeof InputsAdd, AddedInputs> {
  static override summary = 'Add inputs to a data file or a scenario.';
  static override description =
    "Inputs that are there already are left out. What looks like somebody's data is added only after a question, or with --sanitize or --no-sanitize. Makes no request.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Where is my order?"',
    '<%= config.bin %> <%= command.id %> "Cancel my order" --to scenarios/orders.yaml',
    '<%= config.bin %> <%= command.id %> --from questions.txt --sanitize',
  ];

  static override args = {
    text: Args.string({ description: 'What the user says.' }),
  };

  static override flags = {
    from: Flags.string({
      summary: 'A file instead: .jsonl, .csv, a scenario, or text with one input a line.',
      helpValue: 'FILE',
    }),
    to: Flags.string({
      summary: 'A .jsonl file, or a scenario.',
      helpValue: 'FILE',
      default: 'inputs/added.jsonl',
    }),
    name: Flags.string({ summary: 'What the input is called in reports.' }),
    sanitize: Flags.boolean({
      summary: 'Replace what is sensitive; --no-sanitize adds it without a question.',
      allowNo: true,
    }),
  };

  async run(): Promise<AddedInputs> {
    const { addInputs, inputSanitizer, planAddition } = await import('@fluxloop/runner');
    const { cwd, env } = this.surroundings;
    const { root, configuration } = await this.context().project();
    const path = (typed: string) => relative(root, resolve(cwd, typed)).replaceAll('\\', '/');
    const addition = await planAddition({
      root,
      configuration,
      from: this.#source(path),
      to: path(this.flags.to),
      sanitizer: await inputSanitizer({ root, configuration, env }),
    });
    const sanitize = await this.#isSanitized(addition);
    await addInputs(root, addition, { sanitize });
    const { to, count, duplicates, sensitive } = addition;
    return { file: to, added: count, duplicates, sensitive, sanitized: sanitize };
  }

  protected render({ file, added, duplicates, sanitized }: AddedInputs): void {
    const known =
      duplicates === 0 ? '' : ` ${duplicates} ${duplicates === 1 ? 'was' : 'were'} there already.`;
    const clean = sanitized ? ', sanitized' : '';
    const what = `${added} ${added === 1 ? 'input' : 'inputs'}`;
    this.print(
      `${mark('good', this.mode.stdout.paint)} ${what} added to ${printableLine(file)}${clean}.${known}\n`,
    );
  }

  #source(path: (typed: string) => string) {
    const { text } = this.args;
    const { from, name } = this.flags;
    if ((text === undefined) === (from === undefined)) {
      throw new UsageError(
        'add_nothing',
        'Say what is to be added: either a text, or --from FILE.',
        {
          hint: 'fluxloop inputs add "Where is my order?"',
        },
      );
    }
    if (from !== undefined) return { file: path(from) };
    return { text: text ?? '', ...(name === undefined ? {} : { name }) };
  }

  async #isSanitized({ sensitive, sanitizedExample }: InputAddition): Promise<boolean> {
    if (sanitizedExample === null) return false;
    const { sanitize } = this.flags;
    if (sanitize !== undefined) return sanitize;
    const listed = Object.entries(sensitive)
      .map(([type, count]) => `${count} × ${type}`)
      .join(', ');
    const found = `This looks like somebody's data: ${listed}. Sanitized: ${printableLine(sanitizedExample)}`;
    if (!this.mode.canAsk) {
      throw new UsageError('confirmation_needed', `${found}\nNothing was added.`, {
        hint: 'Add --sanitize to have it replaced, or --no-sanitize to add it as it is.',
      });
    }
    if (await askYesNo(`${found}\nAdd it sanitized?`, this.surroundings)) return true;
    throw new UsageError('not_confirmed', 'Nothing was added.', {
      hint: 'To add it as it is: --no-sanitize',
    });
  }
}
