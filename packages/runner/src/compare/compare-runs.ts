import type { ResultRow, RunTotals, Verdict } from '@fluxloop/core/contract';
import { type SortRecord, sortRecords } from '../ledger/external-sort.js';
import { type Change, judgeChange } from '../statistics/paired-change.js';
import type { PairCount } from '../statistics/paired-test.js';
import { TotalsFold } from '../totals/totals-fold.js';
import { type ChangedInputs, ChangeList } from './changed-inputs.js';
import type { RowSource } from './open-rows.js';

/** What {@link compareRuns} takes. */
export interface CompareRunsOptions {
  before: RowSource;
  after: RowSource;
  /** The smallest change of the pass rate that matters, in (0, 1]. */
  smallestChange: number;
  /** Where what does not fit into memory goes meanwhile. */
  folder: string;
  signal?: AbortSignal;
}

/** One side of a comparison. */
export interface ComparedRun {
  name: string;
  started_at: string | null;
  totals: RunTotals;
  /** Whether rows are missing that were planned: the run was interrupted, or its file is damaged. */
  complete: boolean;
}

/** What two runs come to, input by input. */
export interface Comparison {
  before: ComparedRun;
  after: ComparedRun;
  /** `null` where no input was judged in both runs. */
  change: Change | null;
  /** Inputs that were judged in one run only: they are new or gone, or ended with an error there. */
  only_before: number;
  only_after: number;
  worse: ChangedInputs;
  better: ChangedInputs;
}

/**
 * Compares two runs case by case. Cases are the same when their ids are, so what was asked and what was
 * expected has not changed. Only what was judged counts: errors say nothing about the agent. Rows are
 * read as a stream and matched by sorting, so memory does not grow with them.
 * @throws what reading the rows throws; LedgerError `disk_full`, `folder_not_writable`
 * @throws the reason of the signal
 */
export async function compareRuns(options: CompareRunsOptions): Promise<Comparison> {
  const before = new Side(options.before);
  const after = new Side(options.after);
  const matching = new Matching();
  const records = bothSides([before, after], options.signal);
  for await (const { key, line } of sortRecords(records, options)) matching.add(key, line);
  matching.finish();
  return {
    before: before.result(),
    after: after.result(),
    change: judgeChange(matching.pairs(), options.smallestChange),
    only_before: matching.only[0],
    only_after: matching.only[1],
    worse: matching.worse.result(),
    better: matching.better.result(),
  };
}

/** What is known of one run beside its inputs. */
class Side {
  readonly #source: RowSource;
  readonly #totals = new TotalsFold();
  #rows = 0;

  constructor(source: RowSource) {
    this.#source = source;
  }

  async *rows(): AsyncGenerator<ResultRow> {
    for await (const row of this.#source.rows()) {
      this.#rows += 1;
      this.#totals.add(row);
      yield row;
    }
  }

  result(): ComparedRun {
    const { name, startedAt, planned } = this.#source;
    return {
      name,
      started_at: startedAt,
      totals: this.#totals.totals(),
      complete: planned === null || this.#rows >= planned,
    };
  }
}

/** What a judged row is reduced to: which run it is of, whether it passed, and what the case is called. */
type Judged = [side: 0 | 1, passed: 0 | 1, scenario: string, name: string];

async function* bothSides(
  sides: readonly [Side, Side],
  signal: AbortSignal | undefined,
): AsyncGenerator<SortRecord> {
  for (const side of [0, 1] as const) {
    for await (const row of sides[side].rows()) {
      signal?.throwIfAborted();
      if (!isJudged(row.verdict)) continue;
      const judged: Judged = [side, row.verdict === 'pass' ? 1 : 0, row.scenario, row.name];
      yield { key: row.case_id, line: JSON.stringify(judged) };
    }
  }
}

function isJudged(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'fail';
}

interface Tally {
  pass: number;
  fail: number;
}

/** Takes judged rows by case, and keeps how many inputs changed in which way. */
class Matching {
  readonly only: [number, number] = [0, 0];
  readonly worse = new ChangeList();
  readonly better = new ChangeList();
  readonly #pairs = new Map<string, PairCount>();
  #case = '';
  #scenario = '';
  #name = '';
  #before: Tally = { pass: 0, fail: 0 };
  #after: Tally = { pass: 0, fail: 0 };

  add(caseId: string, line: string): void {
    if (caseId !== this.#case) this.finish();
    const [side, passed, scenario, name] = JSON.parse(line) as Judged;
    this.#case = caseId;
    this.#scenario = scenario;
    this.#name = name;
    this.#count(side === 0 ? this.#before : this.#after, passed);
  }

  /** Ends the case that rows came of. */
  finish(): void {
    const before = this.#before;
    const after = this.#after;
    const triesBefore = before.pass + before.fail;
    const triesAfter = after.pass + after.fail;
    this.#before = { pass: 0, fail: 0 };
    this.#after = { pass: 0, fail: 0 };
    if (triesBefore === 0 || triesAfter === 0) {
      if (triesBefore > 0) this.only[0] += 1;
      if (triesAfter > 0) this.only[1] += 1;
      return;
    }
    const kind = `${before.pass}/${triesBefore} ${after.pass}/${triesAfter}`;
    const pair = this.#pairs.get(kind);
    if (pair !== undefined) pair.inputs += 1;
    else {
      const passed = { passedBefore: before.pass, passedAfter: after.pass };
      this.#pairs.set(kind, { triesBefore, triesAfter, ...passed, inputs: 1 });
    }
    const moved = after.pass * triesBefore - before.pass * triesAfter;
    if (moved === 0) return;
    const named = { case_id: this.#case, scenario: this.#scenario, name: this.#name };
    (moved < 0 ? this.worse : this.better).add({ ...named, before, after });
  }

  /** How many inputs changed in which way. */
  pairs(): PairCount[] {
    return [...this.#pairs.values()];
  }

  #count(tally: Tally, passed: 0 | 1): void {
    if (passed === 1) tally.pass += 1;
    else tally.fail += 1;
  }
}
