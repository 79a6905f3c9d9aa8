import { UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, mark } from '@fluxloop/plugin-kit';
import type { StoredRun } from '@fluxloop/runner';
import { askYesNo } from '../../ask.js';
import { ageFlag } from '../../results/age-flag.js';
import { lossesOf, lossInWords, type RunLoss } from '../../results/run-loss.js';

interface DeletedRuns {
  /** With what was lost: rows that no platform had. */
  deleted: RunLoss[];
}

/** `fluxloop results delete`. */
export default class ResultsDelete extends BaseCommand<typeof ResultsDelete, DeletedRuns> {
  static override summary = 'Delete runs from this machine, for good.';
  static override description =
    'What was uploaded stays on the platform. Says first what no platform has. A run that is being written is not deleted. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> run_20261121_143022_k3f9',
    '<%= config.bin %> <%= command.id %> --older-than 90d --yes',
  ];

  static override args = {
    run: Args.string({ description: "A run's id, or latest; several are fine.", multiple: true }),
  };

  static override flags = {
    'run-id': Flags.string({
      summary: 'The same as the argument; may be repeated.',
      helpValue: 'RUN',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'older-than': ageFlag({ summary: 'All that began longer ago than this: 90d, 12h.' }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<DeletedRuns> {
    const { deleteRun } = await import('@fluxloop/runner');
    const runs = await this.#chosen();
    const deleted = await lossesOf(runs);
    const running = deleted.find(({ state }) => state === 'running');
    if (running !== undefined) {
      throw new UsageError(
        'run_in_use',
        `${running.run_id} is being written; nothing was deleted.`,
        {
          hint: 'Wait until it has finished, or stop it, and try again.',
        },
      );
    }
    if (runs.length > 0) await this.#confirm(deleted);
    for (const { folder } of runs) await deleteRun(folder);
    return { deleted };
  }

  protected render({ deleted }: DeletedRuns): void {
    if (deleted.length === 0) {
      this.print('No run is that old; nothing was deleted.\n');
      return;
    }
    for (const loss of deleted)
      this.print(`${mark('good', this.mode.stdout.paint)} Deleted ${lossInWords(loss)}\n`);
  }

  async #chosen(): Promise<StoredRun[]> {
    const { findRun, listRuns } = await import('@fluxloop/runner');
    const { root } = await this.context().project();
    const named = [...(this.args.run ?? []), ...(this.flags['run-id'] ?? [])];
    const age = this.flags['older-than'];
    if (named.length === 0 && age === undefined) {
      throw new UsageError('run_missing', 'It is not said which runs are to be deleted.', {
        hint: 'Name them, or their age: fluxloop results delete RUN, fluxloop results delete --older-than 90d',
      });
    }
    const chosen = new Map<string, StoredRun>();
    for (const id of named) {
      const run = await findRun(root, id);
      chosen.set(run.runId, run);
    }
    if (age !== undefined) {
      const oldest = Date.now() - age;
      for (const run of await listRuns(root)) {
        if (Date.parse(run.plan.started_at) < oldest) chosen.set(run.runId, run);
      }
    }
    return [...chosen.values()];
  }

  async #confirm(losses: readonly RunLoss[]): Promise<void> {
    if (this.flags.yes) return;
    const listed = losses.map((loss) => `  ${lossInWords(loss)}`).join('\n');
    const what = `${losses.length === 1 ? 'This run is' : `These ${losses.length} runs are`} deleted for good:\n${listed}`;
    if (!this.mode.canAsk) {
      throw new UsageError('confirmation_needed', what, { hint: 'Add --yes if that is meant.' });
    }
    if (await askYesNo(`${what}\nDelete?`, this.surroundings)) return;
    throw new UsageError('not_confirmed', 'Nothing was deleted.');
  }
}
