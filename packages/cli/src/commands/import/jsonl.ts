import { BaseCommand } from '@fluxloop/plugin-kit';
import type { ImportResult } from '@fluxloop/runner';
import { formatImport } from '../../import/format-import.js';
import { importArgs, recordFlags, recordOptions } from '../../import/import-flags.js';
import { importTarget } from '../../import/import-target.js';

/** `fluxloop import jsonl`. */
export default class ImportJsonl extends BaseCommand<typeof ImportJsonl, ImportResult> {
  static override summary = 'Turn lines of JSON of questions and answers into a scenario.';
  static override description =
    'Columns with the usual names are found: text, input, question … for what the user says; expected, answer, reference … for what is expected. Lines that are inputs of a scenario already stay what they are.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> questions.jsonl',
    '<%= config.bin %> <%= command.id %> faq.jsonl --text question --reference answer',
  ];

  static override args = importArgs;
  static override flags = recordFlags;

  async run(): Promise<ImportResult> {
    const { cwd } = this.surroundings;
    const target = importTarget(
      await this.context().project(),
      { out: this.flags.out, force: this.flags.force },
      cwd,
    );
    const { importers } = await import('@fluxloop/runner');
    return importers.records({
      ...target,
      cwd,
      format: 'jsonl',
      file: this.args.file,
      ...recordOptions(this.flags),
    });
  }

  protected async render(result: ImportResult): Promise<void> {
    const hasProject = (await this.context().project()).file !== null;
    const { cwd } = this.surroundings;
    this.print(formatImport(result, { cwd, hasProject, ...this.mode.stdout }));
  }
}
