import { BaseCommand } from '@fluxloop/plugin-kit';
import type { SyncOutcome } from '@fluxloop/runner';
import { runSync } from '../../scenarios/run-sync.js';
import { pullFlags, syncFlags } from '../../scenarios/sync-flags.js';
import { syncedProject } from '../../scenarios/sync-project.js';

interface Pulled {
  scenarios: SyncOutcome;
}

const { sanitize: _, ...flagsOfPull } = syncFlags;

/** `fluxloop sync pull`. */
export default class SyncPull extends BaseCommand<typeof SyncPull, Pulled> {
  static override summary = 'Pull the scenarios of the platform.';
  static override description =
    'Writes what is new or changed there since the last time, and uploads nothing. What you have changed stays; what both sides have changed stops it with exit code 12. A text that is replaced and that the platform does not have is kept in .fluxloop/sync/replaced.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --yes',
    '<%= config.bin %> <%= command.id %> --scenario refunds --keep remote',
  ];

  static override flags = { ...flagsOfPull, ...pullFlags };

  async run(): Promise<Pulled> {
    const { mode, surroundings } = this;
    const flags = { ...this.flags, sanitize: true };
    const project = await syncedProject({ context: this.context(), flags, mode, surroundings });
    const warn = (message: string) => void this.warn(message);
    return { scenarios: await runSync('pull', project, { flags, mode, surroundings, warn }) };
  }

  protected async render({ scenarios }: Pulled): Promise<void> {
    const { formatSync } = await import('../../scenarios/format-sync.js');
    this.print(formatSync(scenarios, this.mode.stdout));
  }
}
