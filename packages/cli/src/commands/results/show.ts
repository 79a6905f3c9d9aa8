import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { Args, BaseCommand, Flags, formatFields } from '@fluxloop/plugin-kit';
import type { RunSummary } from '@fluxloop/runner';
import { type CaseLine, rowsOfCase, selectRows } from '../../runs/select-rows.js';

interface ShownRun {
  run_id: string;
  folder: string;
  summary: RunSummary;
  /** The cases that the filters let through, without their transcripts. */
  cases: CaseLine[];
  /** With `--case`: that case, a row for each iteration. */
  rows: ResultRow[];
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'error', 'unjudged', 'skipped'];

/** `fluxloop results show`. */
export default class ResultsShow extends BaseCommand<typeof ResultsShow, ShownRun> {
  static override summary = 'Show a run that is stored on this machine.';
  static override description =
    'Shows the totals and the cases; with --case one conversation with the verdict of each criterion. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --verdict fail --verdict error',
    '<%= config.bin %> <%= command.id %> run_20261121_143022_k3f9 --case c_9f86d0',
  ];

  static override args = {
    run: Args.string({ description: "The run's id; the latest by default.", default: 'latest' }),
  };

  static override flags = {
    verdict: Flags.option({
      summary: 'Only cases with this verdict; may be repeated.',
      options: VERDICTS,
      multiple: true,
      multipleNonGreedy: true,
    })(),
    scenario: Flags.string({ summary: 'Only cases of this scenario.', helpValue: 'NAME' }),
    case: Flags.string({ summary: "Show this case's conversation.", helpValue: 'CASE' }),
  };

  async run(): Promise<ShownRun> {
    const { findRun, readRun, rebuildSummary } = await import('@fluxloop/runner');
    const { root } = await this.context().project();
    const { runId, folder, summary } = await findRun(root, this.args.run);
    const stored = await readRun(folder);
    const { verdict, scenario, case: id } = this.flags;
    return {
      run_id: runId,
      folder,
      summary: summary ?? (await rebuildSummary(folder)),
      cases:
        id === undefined ? await selectRows(stored.rows(), { verdicts: verdict, scenario }) : [],
      rows: id === undefined ? [] : await rowsOfCase(stored.rows(), id),
    };
  }

  protected async render({ run_id, folder, summary, cases, rows }: ShownRun): Promise<void> {
    const mode = this.mode.stdout;
    if (rows.length > 0) {
      const { formatTranscript } = await import('../../runs/format-transcript.js');
      for (const row of rows) this.print(formatTranscript(row, mode));
      return;
    }
    const { formatCases, formatRedactions, formatScenarios } = await import(
      '../../runs/format-run.js'
    );
    this.print(
      formatFields(
        [
          ['Run', run_id],
          ['Started', summary.started_at],
          [
            'State',
            summary.complete ? 'complete' : `stopped; go on with: fluxloop test --resume ${run_id}`,
          ],
          ['Results', folder],
        ],
        mode,
      ),
    );
    this.print(`\n${formatScenarios(summary.scenarios, summary.totals, mode)}`);
    this.print(
      `\n${formatRedactions(summary.totals.redactions, summary.sanitized, this.mode.stdout)}`,
    );
    this.print(`\n${formatCases(cases, mode)}`);
  }
}
