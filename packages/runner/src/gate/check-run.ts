import type { GateConfiguration } from '@fluxloop/core/configuration';
import { type Comparison, compareRuns } from '../compare/compare-runs.js';
import {
  type OpenRowsOptions,
  openFolder,
  openLatestComplete,
  openRows,
  type RowSource,
} from '../compare/open-rows.js';
import { stateFolder } from '../ledger/run-folder.js';
import type { RunSummary } from '../ledger/summary.js';
import { evaluateGate, type GateResult } from './evaluate-gate.js';

/** What {@link openGate} takes. */
export interface OpenGateOptions extends OpenRowsOptions {
  /** `gate:` of `fluxloop.yaml`. */
  gate: GateConfiguration | undefined;
  /** What to compare with instead of what the configuration names. */
  baseline?: string | undefined;
  /** The run that is continued; it is not its own baseline. */
  except?: string | undefined;
}

/** A gate whose baseline is known, before the run that it is for. */
export interface OpenedGate {
  /**
   * Holds a finished run against the gate.
   * @throws what reading rows throws
   */
  check(run: { folder: string; summary: RunSummary }): Promise<CheckedRun>;
}

/** What a gate says, and what it compared. */
export interface CheckedRun {
  result: GateResult;
  comparison: Comparison | null;
}

/**
 * Finds the baseline of a gate. It is looked for before the run begins, so that what cannot be found
 * costs nothing, and the latest run is an earlier one.
 * @throws NotFoundError `run_not_found` for a baseline that was named
 */
export async function openGate(options: OpenGateOptions): Promise<OpenedGate> {
  const { gate, root } = options;
  const compared = options.baseline !== undefined || gate?.no_regression === true;
  const word = options.baseline ?? gate?.baseline ?? 'latest';
  const baseline = compared ? await openBaseline(word, options) : undefined;
  return {
    async check({ folder, summary }) {
      if (baseline === undefined)
        return { result: evaluateGate({ summary, gate }), comparison: null };
      const comparison =
        baseline === null
          ? null
          : await compareRuns({
              before: baseline,
              after: await openFolder(folder),
              smallestChange: gate?.smallest_change ?? 0.1,
              folder: stateFolder(root),
            });
      return { result: evaluateGate({ summary, gate, comparison }), comparison };
    },
  };
}

function openBaseline(word: string, options: OpenGateOptions): Promise<RowSource | null> {
  if (word === 'latest') return openLatestComplete(options.root, options.except);
  return openRows(word, options);
}
