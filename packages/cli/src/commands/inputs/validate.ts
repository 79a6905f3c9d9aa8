import { relative, resolve } from 'node:path';
import { ExitCode } from '@fluxloop/core/errors';
import { Args, BaseCommand } from '@fluxloop/plugin-kit';
import type { ValidatedFile } from '@fluxloop/runner';
import { installedPlugins } from '../../plugins/installed-plugins.js';

interface ValidatedInputs {
  files: ValidatedFile[];
  /** Inputs in all of them. */
  inputs: number;
  problems: number;
}

/** `fluxloop inputs validate`. */
export default class InputsValidate extends BaseCommand<typeof InputsValidate, ValidatedInputs> {
  static override summary = 'Check inputs: form, duplicates, sensitive values.';
  static override description =
    "Says file and line of each line that is no input, of each input that stands twice, and of each value that looks like somebody's and is in no reserved range. Ends with 2 when there is any. Makes no request.";
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> inputs/test_user-1.jsonl',
  ];

  static override args = {
    file: Args.string({ description: 'Files; by default all that hold inputs.', multiple: true }),
  };

  async run(): Promise<ValidatedInputs> {
    const { inputSanitizer, validateInputs } = await import('@fluxloop/runner');
    const { cwd, env } = this.surroundings;
    const { root, configuration } = await this.context().project();
    const named = this.args.file?.map((file) =>
      relative(root, resolve(cwd, file)).replaceAll('\\', '/'),
    );
    const files = await validateInputs({
      root,
      configuration,
      sanitizer: await inputSanitizer({ root, configuration, env }),
      ...(named === undefined ? {} : { files: named }),
      plugins: await installedPlugins(this.config),
      signal: this.surroundings.interruption(),
    });
    const problems = files.reduce((sum, file) => sum + file.problem_count, 0);
    if (problems > 0) this.endWith(ExitCode.usage);
    return { files, inputs: files.reduce((sum, file) => sum + file.inputs, 0), problems };
  }

  protected async render(result: ValidatedInputs): Promise<void> {
    if (result.files.length === 0) {
      this.print('There are no inputs to check. Make some: fluxloop inputs generate\n');
      return;
    }
    const { formatProblems } = await import('../../inputs/format-problems.js');
    this.print(formatProblems(result.files, this.mode.stdout));
  }
}
