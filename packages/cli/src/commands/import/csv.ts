import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { ImportResult } from '@fluxloop/runner';
import { formatImport } from '../../import/format-import.js';
import { importArgs, recordFlags, recordOptions } from '../../import/import-flags.js';
import { importTarget } from '../../import/import-target.js';

/** `fluxloop import csv`. */
export default class ImportCsv extends BaseCommand<typeof ImportCsv, ImportResult> {
  static override summary = 'Turn a table (.csv, .tsv) of questions and answers into a scenario.';
  static override description =
    'Columns with the usual names are found: text, input, question … for what the user says; expected, answer, reference … for what is expected. A table with promptfoo’s __expected columns is read as promptfoo would.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> questions.csv',
    '<%= config.bin %> <%= command.id %> faq.csv --text question --reference answer',
  ];

  static override args = importArgs;
  static override flags = {
    ...recordFlags,
    delimiter: Flags.string({
      summary: 'What separates the columns. [default: a comma; in .tsv a tab]',
      helpValue: 'CHARACTER',
    }),
  };

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
      format: 'csv',
      file: this.args.file,
      ...recordOptions(this.flags),
      delimiter: this.flags.delimiter,
    });
  }

  protected async render(result: ImportResult): Promise<void> {
    const hasProject = (await this.context().project()).file !== null;
    const { cwd } = this.surroundings;
    this.print(formatImport(result, { cwd, hasProject, ...this.mode.stdout }));
  }
}
