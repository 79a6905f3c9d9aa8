import { BaseCommand } from '@fluxloop/plugin-kit';
import type { ListedInputs } from '@fluxloop/runner';

interface ListedFiles {
  /** By path. */
  files: ListedInputs[];
  /** Inputs in all of them. */
  count: number;
}

/** `fluxloop inputs list`. */
export default class InputsList extends BaseCommand<typeof InputsList, ListedFiles> {
  static override summary = 'List the files that hold inputs.';
  static override description =
    'Data files in inputs/ and those that scenarios name, and scenarios with inputs of their own: how many, who wrote them, with which seed. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<ListedFiles> {
    const { listInputs } = await import('@fluxloop/runner');
    const { root, configuration } = await this.context().project();
    const files = await listInputs({ root, configuration });
    return { files, count: files.reduce((sum, file) => sum + file.count, 0) };
  }

  protected async render({ files }: ListedFiles): Promise<void> {
    if (files.length === 0) {
      this.print('There are no inputs yet. Make some: fluxloop inputs generate\n');
      return;
    }
    const { formatInputFiles } = await import('../../inputs/format-input-files.js');
    this.print(formatInputFiles(files, this.mode.stdout));
  }
}
