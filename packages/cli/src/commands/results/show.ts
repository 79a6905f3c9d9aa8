import type { ResultRow, Verdict } from '@fluxloop/core/contract';
import { Args, BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { RunSummary, UploadState } from '@fluxloop/runner';
import { type Failure, FailureList } from '../../runs/failure-list.js';
import {
  type CaseLine,
  RowSelection,
  requireScenario,
  rowsOfCase,
} from '../../runs/select-rows.js';

/** What `fluxloop results show` gives. */
export interface ShownRun {
  run_id: string;
  folder: string;
  /** What is tested, in words. */
  target: string;
  /** How many rows the run is to have. */
  planned: number;
  summary: RunSummary;
  /** Where it was uploaded to. */
  uploads: UploadState[];
  /** The first cases that did not pass, and why. */
  failures: readonly Failure[];
  failure_count: number;
  /** The first cases that the filters let through, without their transcripts. */
  cases: readonly CaseLine[];
  /** How many they let through. */
  case_count: number;
  /** With `--case`: that case, a row for each iteration. */
  rows: ResultRow[];
}

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'error', 'unjudged', 'skipped'];
const DEFAULT_LIMIT = 100;

/** `fluxloop results show`. */
export default class ResultsShow extends BaseCommand<typeof ResultsShow, ShownRun> {
  static override summary = 'Show a run that is stored on this machine.';
  static override description =
    'Shows the totals, how sure they are, and what did not pass and why; with a filter the cases; with --case one conversation with the verdict of each criterion. Makes no request.';
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
    limit: Flags.integer({
      summary: 'How many cases to list.',
      min: 1,
      max: 1_000_000,
      default: DEFAULT_LIMIT,
    }),
    case: Flags.string({ summary: "Show this case's conversation.", helpValue: 'CASE' }),
  };

  async run(): Promise<ShownRun> {
    const { findRun, readRun, readUploadStates, summarizeRun } = await import('@fluxloop/runner');
    const { root } = await this.context().project();
    const { runId, folder, plan } = await findRun(root, this.args.run);
    const stored = await readRun(folder);
    const { verdict: verdicts, scenario, limit, case: id } = this.flags;
    requireScenario(
      scenario,
      plan.scenarios.map(({ name }) => name),
    );
    const failures = new FailureList();
    const selection = new RowSelection({ verdicts, scenario, limit });
    const rows = id === undefined ? [] : await rowsOfCase(stored.rows(), id);
    const summary = await summarizeRun(folder, (row) => {
      if (id !== undefined) return;
      failures.add(row);
      selection.add(row);
    });
    return {
      run_id: runId,
      folder,
      target: plan.target,
      planned: plan.rows,
      summary,
      uploads: await readUploadStates(folder),
      failures: failures.first,
      failure_count: failures.count,
      cases: selection.lines,
      case_count: selection.count,
      rows,
    };
  }

  protected async render(shown: ShownRun): Promise<void> {
    const mode = this.mode.stdout;
    if (shown.rows.length > 0) {
      const { formatTranscript } = await import('../../runs/format-transcript.js');
      for (const row of shown.rows) this.print(formatTranscript(row, mode));
      return;
    }
    const { formatShownRun } = await import('../../results/format-shown-run.js');
    const isFiltered = this.flags.verdict !== undefined || this.flags.scenario !== undefined;
    this.print(formatShownRun(shown, isFiltered, mode));
  }
}
