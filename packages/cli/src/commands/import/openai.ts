import { BaseCommand } from '@fluxloop/plugin-kit';
import type { ImportResult } from '@fluxloop/runner';
import { formatImport } from '../../import/format-import.js';
import { expectFlag, importArgs, importFlags } from '../../import/import-flags.js';
import { importTarget } from '../../import/import-target.js';

/** `fluxloop import openai`. */
export default class ImportOpenai extends BaseCommand<typeof ImportOpenai, ImportResult> {
  static override summary = 'Turn chat messages in OpenAI’s form into a scenario.';
  static override description =
    'What users said becomes the turns, the system message becomes context, and what the assistant said the reference that answers are held against. Takes lines of {"messages": […]} as for fine-tuning, batches and evals, and JSON files.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> chats.jsonl',
    '<%= config.bin %> <%= command.id %> chats.jsonl --expect similar',
  ];

  static override args = importArgs;
  static override flags = { ...importFlags, expect: expectFlag('comparison') };

  async run(): Promise<ImportResult> {
    const { cwd } = this.surroundings;
    const target = importTarget(
      await this.context().project(),
      { out: this.flags.out, force: this.flags.force },
      cwd,
    );
    const { importers } = await import('@fluxloop/runner');
    const { expect, name } = this.flags;
    return importers.chats({ ...target, cwd, file: this.args.file, name, expect });
  }

  protected async render(result: ImportResult): Promise<void> {
    const hasProject = (await this.context().project()).file !== null;
    const { cwd } = this.surroundings;
    this.print(formatImport(result, { cwd, hasProject, ...this.mode.stdout }));
  }
}
