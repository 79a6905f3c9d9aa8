import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { ListedRun } from '../../results/listed-run.js';

interface ListedRuns {
  /** Newest first. */
  runs: ListedRun[];
  /** How many there are. */
  count: number;
}

const DEFAULT_LIMIT = 20;

/** `fluxloop results list`. */
export default class ResultsList extends BaseCommand<typeof ResultsList, ListedRuns> {
  static override summary = 'List the runs that are stored on this machine.';
  static override description = 'The newest first. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --limit 100 --json',
  ];

  static override flags = {
    limit: Flags.integer({
      summary: 'How many to list.',
      min: 1,
      max: 1_000_000,
      default: DEFAULT_LIMIT,
    }),
  };

  async run(): Promise<ListedRuns> {
    const { listRuns } = await import('@fluxloop/runner');
    const { listedRun } = await import('../../results/listed-run.js');
    const { root } = await this.context().project();
    const stored = await listRuns(root);
    const runs: ListedRun[] = [];
    for (const run of stored.slice(0, this.flags.limit)) runs.push(await listedRun(run));
    return { runs, count: stored.length };
  }

  protected async render({ runs, count }: ListedRuns): Promise<void> {
    const { formatRuns } = await import('../../results/format-runs.js');
    if (count === 0) {
      this.print('There are no results yet. Make some: fluxloop test\n');
      return;
    }
    this.print(formatRuns(runs, Date.now(), this.mode.stdout));
    if (count > runs.length) {
      this.print(`\n… and ${count - runs.length} older: fluxloop results list --limit ${count}\n`);
    }
  }
}
