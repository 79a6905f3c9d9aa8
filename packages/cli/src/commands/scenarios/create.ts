import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import { warnOf } from '../../scenarios/run-sync.js';
import { projectFlag, sanitizeFlag } from '../../scenarios/sync-flags.js';
import { syncedProject } from '../../scenarios/sync-project.js';

interface CreatedScenario {
  name: string;
  /** Relative to the project's folder. */
  file: string;
  version: number;
}

/** `fluxloop scenarios create`. */
export default class ScenariosCreate extends BaseCommand<typeof ScenariosCreate, CreatedScenario> {
  static override summary = 'Create a scenario here and on the platform.';
  static override description =
    'Takes the file that the scenario has here, or writes one from --file. What is uploaded is sanitized; the file stays as it is.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> refunds',
    '<%= config.bin %> <%= command.id %> refunds --file drafts/refunds.yaml',
    '<%= config.bin %> <%= command.id %> refunds --file - < refunds.yaml',
  ];

  static override args = {
    name: Args.string({ description: "The scenario's name.", required: true }),
  };

  static override flags = {
    file: Flags.string({
      summary: 'Take the text of this file; - reads standard input.',
      helpValue: 'FILE',
    }),
    project: projectFlag,
    sanitize: sanitizeFlag,
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<CreatedScenario> {
    const { flags, mode, surroundings } = this;
    const content = await this.#content();
    const project = await syncedProject({ context: this.context(), flags, mode, surroundings });
    const { createScenario } = await import('@fluxloop/runner');
    return createScenario({
      ...project,
      name: this.args.name,
      content,
      signal: surroundings.interruption(),
      onEvent: (event) => warnOf(event, (message) => void this.warn(message)),
    });
  }

  protected render({ name, file, version }: CreatedScenario): void {
    this.print(
      `${mark('good', this.mode.stdout.paint)} Created the scenario "${printableLine(name)}" (version ${version}): ${printableLine(file)}\n`,
    );
  }

  async #content(): Promise<Uint8Array | null> {
    const { file } = this.flags;
    if (file === undefined) return null;
    if (file === '-') {
      const parts: Buffer[] = [];
      for await (const part of this.surroundings.stdin) parts.push(Buffer.from(part));
      return Buffer.concat(parts);
    }
    const path = resolve(this.surroundings.cwd, file);
    return readFile(path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      throw new ConfigurationError('file_missing', `There is no file ${path}.`, {
        hint: 'Check the path; it counts from the folder that you are in.',
      });
    });
  }
}
