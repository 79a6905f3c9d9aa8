import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { isObject, plainJson } from '../scenario/canonical-json.js';
import { RunFold } from '../totals/run-fold.js';
import { AppendGroup } from './append-group.js';
import { replaceFile } from './atomic-file.js';
import { CaseCounter } from './case-counter.js';
import { leakKey, leaksOf } from './leak-log.js';
import { sealLines, unsealedLine } from './ledger-line.js';
import { type Plan, planDifferences } from './plan.js';
import { PlanChangedError } from './plan-changed-error.js';
import { recover } from './recover.js';
import { type CaseEvent, eventLine } from './run-event-log.js';
import { createRunFolder, RUN_FILES, readPlan, stateFolder } from './run-folder.js';
import { lockRun, type RunLock } from './run-lock.js';
import { hasCounts, sanitizeRow } from './sanitize-row.js';
import { type RunSummary, summarize, writeSummary } from './summary.js';

/** The order in which files are written: when a row is there, what belongs to it is there too. */
const APPENDED = [
  { name: RUN_FILES.leaks },
  { name: RUN_FILES.events },
  { name: RUN_FILES.results, seal: sealLines },
] as const;
const LEAKS = 0;
const EVENTS = 1;
const RESULTS = 2;

/** What a writer needs beside the plan. */
export interface RunWriterOptions {
  /** The project's folder. */
  root: string;
  sanitizer: Sanitizer;
  /** For the snapshot in the folder. */
  configuration: ProjectConfiguration;
}

/** What a writer works with. */
interface Opened {
  plan: Plan;
  folder: string;
  lock: RunLock;
  files: AppendGroup;
  done: CaseCounter;
  fold: RunFold;
  key: Buffer;
  resumed: number;
  lost: number;
}

/**
 * The only way into a run's folder. It owns the sanitizer: with `plan.sanitized` no text reaches the
 * disk but through it.
 */
export class RunWriter {
  readonly plan: Plan;
  readonly folder: string;
  /** How many rows the run had when it was opened. */
  readonly resumed: number;
  /** How many bytes were cut off the end of the rows when it was opened. */
  readonly lost: number;
  readonly #opened: Opened;
  readonly #sanitizer: Sanitizer;

  private constructor(opened: Opened, sanitizer: Sanitizer) {
    this.#opened = opened;
    this.#sanitizer = sanitizer;
    this.plan = opened.plan;
    this.folder = opened.folder;
    this.resumed = opened.resumed;
    this.lost = opened.lost;
  }

  /**
   * Makes the folder of a new run.
   * @returns `null` when there is a run of this name
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async create(plan: Plan, options: RunWriterOptions): Promise<RunWriter | null> {
    const folder = await createRunFolder(options.root, plan.run_id);
    if (folder === null) return null;
    return RunWriter.#open(plan, folder, options, async () => {
      await replaceFile(join(folder, RUN_FILES.configuration), await snapshot(options));
      await replaceFile(join(folder, RUN_FILES.plan), `${JSON.stringify(plan, null, 2)}\n`);
      return { done: new CaseCounter(), fold: new RunFold(plan), lost: 0 };
    });
  }

  /**
   * Continues a run that was interrupted.
   * @param plan - as it would be made now
   * @throws PlanChangedError when another run would come out
   * @throws UsageError `run_in_use`
   * @throws LedgerError `folder_not_writable`, `disk_full`
   */
  static async resume(plan: Plan, folder: string, options: RunWriterOptions): Promise<RunWriter> {
    const before = await readPlan(folder);
    const differences = planDifferences(before, plan);
    if (differences.length > 0) throw new PlanChangedError(before.run_id, differences);
    return RunWriter.#open(before, folder, options, () => recover(folder, before));
  }

  static async #open(
    plan: Plan,
    folder: string,
    options: RunWriterOptions,
    prepare: () => Promise<{ done: CaseCounter; fold: RunFold; lost: number }>,
  ): Promise<RunWriter> {
    const lock = await lockRun(folder);
    try {
      const { done, fold, lost } = await prepare();
      const key = await leakKey(stateFolder(options.root));
      const files = await AppendGroup.open(
        APPENDED.map(({ name, ...file }) => ({ ...file, path: join(folder, name) })),
      );
      const opened = { plan, folder, lock, files, done, fold, key, resumed: fold.rows, lost };
      return new RunWriter(opened, options.sanitizer);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** How many rows there are. */
  get rows(): number {
    return this.#opened.fold.rows;
  }

  /** Whether this case had a row when the run was opened. */
  has(caseId: string, iteration: number): boolean {
    return this.resumed > 0 && this.#opened.done.has(caseId, iteration);
  }

  /**
   * Appends a row and what belongs to it.
   * @param raw - as it came out of the criteria
   * @param harmless - texts of it in which there is nothing to sanitize
   * @returns the row as it is stored
   * @throws LedgerError of an earlier write that failed
   */
  add(raw: ResultRow, events: readonly CaseEvent[], harmless?: readonly string[]): ResultRow {
    const { files, fold, plan } = this.#opened;
    const row = plan.sanitized ? sanitizeRow(raw, this.#sanitizer, harmless) : raw;
    // Where nothing was replaced, there is nothing to leak.
    if (!plan.sanitized || hasCounts(row.redactions)) this.#addLeaks(raw);
    let lines = '';
    for (const event of events) lines += eventLine(row, event);
    files.append(EVENTS, lines);
    files.append(RESULTS, unsealedLine(row));
    fold.add(row);
    return row;
  }

  /**
   * Waits until the rows are in their files: whoever asks for the next case only then never has more to
   * run again after a kill than what it was at.
   * @throws LedgerError
   */
  written(): Promise<void> {
    return this.#opened.files.written();
  }

  #addLeaks(raw: ResultRow): void {
    const { files, key } = this.#opened;
    for (const leak of leaksOf(raw, this.#sanitizer, key)) {
      files.append(LEAKS, `${JSON.stringify(leak)}\n`);
    }
  }

  /**
   * Makes everything durable and lets go of the folder.
   * @throws LedgerError of any write that failed
   */
  async close(): Promise<RunSummary> {
    const { files, fold, plan, folder, lock } = this.#opened;
    try {
      await files.close();
      const summary = summarize(plan, fold);
      await writeSummary(folder, summary);
      return summary;
    } finally {
      await lock.release();
    }
  }

  /** Lets go of a run that did not come about: without rows, its folder is removed. */
  async abandon(): Promise<void> {
    const { files, fold, folder, lock } = this.#opened;
    await files.close().catch(() => undefined);
    if (fold.rows === 0) await rm(folder, { recursive: true, force: true });
    await lock.release();
  }
}

/**
 * The configuration that the run was made with. Inline inputs are left out: they are in the rows. What
 * stands under `test:` is limits and switches, in which there is nothing to sanitize.
 */
async function snapshot({ configuration, sanitizer }: RunWriterOptions): Promise<string> {
  const { stringify } = await import('yaml');
  const { inputs: _, ...rest } = configuration;
  const { value } = sanitizer.sanitizeValue(plainJson({ ...rest, test: null }));
  return stringify(isObject(value) ? { ...value, test: rest.test } : value);
}
