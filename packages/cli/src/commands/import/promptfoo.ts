import { BaseCommand } from '@fluxloop/plugin-kit';
import type { ImportResult } from '@fluxloop/runner';
import { formatImport } from '../../import/format-import.js';
import { importArgs, importFlags } from '../../import/import-flags.js';
import { importTarget } from '../../import/import-target.js';

/** `fluxloop import promptfoo`. */
export default class ImportPromptfoo extends BaseCommand<typeof ImportPromptfoo, ImportResult> {
  static override summary = 'Turn a promptfoo configuration into scenarios.';
  static override description =
    'Tests, variables, assertions and tables with __expected become scenarios, one for each prompt. Files that the configuration names are read; nothing is run. What cannot be kept is listed with its line and the reason.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> promptfooconfig.yaml',
    '<%= config.bin %> <%= command.id %> tests.csv --name support',
  ];

  static override args = importArgs;
  static override flags = { ...importFlags };

  async run(): Promise<ImportResult> {
    const { cwd } = this.surroundings;
    const target = importTarget(
      await this.context().project(),
      { out: this.flags.out, force: this.flags.force },
      cwd,
    );
    const { importers } = await import('@fluxloop/runner');
    return importers.promptfoo({ ...target, cwd, file: this.args.file, name: this.flags.name });
  }

  protected async render(result: ImportResult): Promise<void> {
    const hasProject = (await this.context().project()).file !== null;
    const { cwd } = this.surroundings;
    this.print(formatImport(result, { cwd, hasProject, ...this.mode.stdout }));
  }
}
