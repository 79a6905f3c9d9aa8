import { BaseCommand } from '@fluxloop/plugin-kit';
import type { SyncOutcome } from '@fluxloop/runner';
import { runSync } from '../../scenarios/run-sync.js';
import { deleteFlag, pullFlags, syncFlags } from '../../scenarios/sync-flags.js';
import { syncedProject } from '../../scenarios/sync-project.js';
import { type UploadedRuns, uploadRuns } from '../../scenarios/upload-runs.js';

interface Synced {
  scenarios: SyncOutcome;
  runs: UploadedRuns;
}

/** `fluxloop sync`. */
export default class Sync extends BaseCommand<typeof Sync, Synced> {
  static override summary = 'Exchange scenarios and results with the platform, both ways.';
  static override description =
    'Pulls scenarios that changed on the platform, and uploads those that changed here and the results that are not there yet. What leaves is sanitized; your files stay as they are. A scenario that changed on both sides stops it with exit code 12, before any scenario is changed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --keep local --scenario refunds',
    '<%= config.bin %> <%= command.id %> --merge-file',
  ];

  static override flags = { ...syncFlags, ...pullFlags, delete: deleteFlag };

  async run(): Promise<Synced> {
    const { flags, mode, surroundings } = this;
    const project = await syncedProject({ context: this.context(), flags, mode, surroundings });
    const warn = (message: string) => void this.warn(message);
    const scenarios = await runSync('both', project, { flags, mode, surroundings, warn });
    return { scenarios, runs: await uploadRuns(project, undefined, { surroundings, mode }) };
  }

  protected async render({ scenarios, runs }: Synced): Promise<void> {
    const { formatSync } = await import('../../scenarios/format-sync.js');
    const { formatUploadedRuns } = await import('../../scenarios/format-runs.js');
    this.print(formatSync(scenarios, this.mode.stdout));
    this.print(formatUploadedRuns(runs, this.mode.stdout));
  }
}
