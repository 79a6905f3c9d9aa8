import { join } from 'node:path';
import { ExitCode, UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { Comparison } from '@fluxloop/runner';

/** `fluxloop results compare`. */
export default class ResultsCompare extends BaseCommand<typeof ResultsCompare, Comparison> {
  static override summary = 'Compare two runs, case by case.';
  static override description =
    'Says regression, improvement, no evidence of a change, or insufficient data and how many inputs more it takes. A run is an id, latest, previous, the folder of a run, or a file with a row a line. Makes no request. How it is computed: docs/statistics.md.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> run_20261120_090000_a1b2 latest',
    '<%= config.bin %> <%= command.id %> baseline.jsonl latest --exit-code',
  ];

  static override args = {
    before: Args.string({ description: 'The earlier run.', default: 'previous' }),
    after: Args.string({ description: 'The later run.', default: 'latest' }),
  };

  static override flags = {
    'smallest-change': Flags.string({
      summary: 'The smallest change of the pass rate that matters; 0.1 is ten points.',
      helpValue: 'SHARE',
    }),
    'exit-code': Flags.boolean({ summary: 'End with 10 when there is a regression.' }),
  };

  async run(): Promise<Comparison> {
    const { compareRuns, openRows } = await import('@fluxloop/runner');
    const { root, configuration } = await this.context().project();
    const smallestChange =
      changeOf(this.flags['smallest-change']) ?? configuration.gate?.smallest_change ?? 0.1;
    const where = { root, cwd: this.surroundings.cwd };
    const comparison = await compareRuns({
      before: await openRows(this.args.before, where),
      after: await openRows(this.args.after, where),
      smallestChange,
      folder: join(root, '.fluxloop'),
      signal: this.surroundings.interruption(),
    });
    for (const { name, complete } of [comparison.before, comparison.after]) {
      if (!complete) this.warn(`${name} lacks rows that were planned; what is there is compared.`);
    }
    if (this.flags['exit-code'] && comparison.change?.verdict === 'regression') {
      this.endWith(ExitCode.testsFailed);
    }
    return comparison;
  }

  protected async render(comparison: Comparison): Promise<void> {
    const { formatComparison } = await import('../../results/format-comparison.js');
    this.print(formatComparison(comparison, this.mode.stdout));
  }
}

function changeOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const change = Number(typed);
  if (change > 0 && change <= 1) return change;
  throw new UsageError('smallest_change_invalid', `--smallest-change is no share: ${typed}`, {
    hint: 'Write a number above 0 and up to 1: --smallest-change 0.05 for five points.',
  });
}
