import { resolve } from 'node:path';
import { ExitCode } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, formatFields } from '@fluxloop/plugin-kit';
import type { Comparison, GateResult, MergeOutcome, RunSummary, Shard } from '@fluxloop/runner';
import { formatScenarios } from '../../runs/format-run.js';

interface MergedRun {
  run_id: string;
  folder: string;
  summary: RunSummary;
  /** The runs that went in. */
  parts: { run_id: string; shard: Shard | null; rows: number; planned: number }[];
  /** Rows that came more than once, and were taken once. */
  duplicates: number;
  /** Shards that nobody brought; empty unless --allow-missing was typed. */
  missing: Shard[];
  /** What `gate:` says; `null` where the run is not complete. */
  gate: GateResult | null;
  comparison: Comparison | null;
}

/** `fluxloop results merge`. */
export default class ResultsMerge extends BaseCommand<typeof ResultsMerge, MergedRun> {
  static override summary = 'Put the shards of a run together.';
  static override description =
    'Refuses runs that are no parts of one run, and says in what they differ; names shards that are missing. The rows are written in a canonical order, so the result is the same bytes however the cases were divided; one run alone is brought into that order. The gate of fluxloop.yaml is applied to the whole, and to no shard. Makes no request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> run_20261121_143022_k3f9 run_20261121_143025_9x0a',
    '<%= config.bin %> <%= command.id %> ./shards',
    '<%= config.bin %> <%= command.id %> ./shards/* --out merged',
  ];

  static override args = {
    run: Args.string({
      description: 'Runs by their ids, their folders, or folders that hold such folders.',
      required: true,
      multiple: true,
    }),
  };

  static override flags = {
    out: Flags.string({
      summary: 'The folder to write; a new run of the project by default.',
      helpValue: 'FOLDER',
    }),
    baseline: Flags.string({
      summary: 'Fail when it is worse than this run, file of rows, or latest.',
      helpValue: 'RUN',
    }),
    'allow-missing': Flags.boolean({ summary: 'Merge although shards or rows are missing.' }),
  };

  async run(): Promise<MergedRun> {
    const { findRunFolders, mergeRuns, missedRunCriteria, openGate } = await import(
      '@fluxloop/runner'
    );
    const { root, configuration } = await this.context().project();
    const { cwd } = this.surroundings;
    const folders: string[] = [];
    for (const word of this.args.run) folders.push(...(await findRunFolders(root, cwd, word)));
    const { out, baseline, 'allow-missing': allowMissing } = this.flags;
    const gate = await openGate({ root, cwd, gate: configuration.gate, baseline });
    const merged = await mergeRuns({
      root,
      folders,
      allowMissing,
      ...(out === undefined ? {} : { out: resolve(cwd, out) }),
    });
    const checked = merged.summary.complete ? await gate.check(merged) : null;
    const missed = missedRunCriteria(merged.summary.criteria).length > 0;
    if (missed || checked?.result.passed === false) this.endWith(ExitCode.testsFailed);
    return {
      ...describe(merged),
      gate: checked?.result ?? null,
      comparison: checked?.comparison ?? null,
    };
  }

  protected async render(merged: MergedRun): Promise<void> {
    const mode = this.mode.stdout;
    const { summary, parts, duplicates, missing } = merged;
    this.print(`${formatScenarios(summary.scenarios, summary.totals, mode)}\n`);
    const { formatRunCriteria } = await import('../../runs/format-judging.js');
    if (summary.criteria !== undefined)
      this.print(`${formatRunCriteria(summary.criteria, mode)}\n`);
    const { formatGate } = await import('../../gate/format-gate.js');
    if (merged.gate !== null) this.print(`${formatGate(merged.gate, mode)}\n`);
    this.print(
      formatFields(
        [
          [
            'Merged',
            `${parts.length} ${parts.length === 1 ? 'run' : 'runs'}, ${summary.totals.cases} ${summary.totals.cases === 1 ? 'row' : 'rows'}`,
          ],
          [
            'Duplicates',
            duplicates === 0
              ? null
              : `${duplicates} ${duplicates === 1 ? 'row' : 'rows'} came more than once`,
          ],
          [
            'Missing',
            missing.length === 0
              ? null
              : missing.map(({ index, total }) => `${index}/${total}`).join(', '),
          ],
          ['Run', merged.run_id],
          ['Results', merged.folder],
        ],
        mode,
      ),
    );
    const { formatVerdict } = await import('../../runs/format-verdict.js');
    this.print(`\n${formatVerdict(summary, mode)}`);
    if (!summary.complete) {
      this.print(
        `\nThe run is not complete, so no gate was applied. To run what is missing:\n  fluxloop test --resume ${merged.run_id}\n`,
      );
    }
  }
}

function describe({ runId, folder, summary, parts, duplicates, missing }: MergeOutcome) {
  const named = parts.map(({ runId: run_id, ...part }) => ({ run_id, ...part }));
  return { run_id: runId, folder, summary, parts: named, duplicates, missing };
}
