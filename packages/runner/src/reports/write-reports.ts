import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { readLeaks } from '../ledger/leak-log.js';
import { type Plan, rulesDigest } from '../ledger/plan.js';
import { readRows } from '../ledger/read-run.js';
import { readPlan } from '../ledger/run-folder.js';
import { sanitizePath } from '../ledger/sanitize-path.js';
import { sanitizeRow } from '../ledger/sanitize-row.js';
import { type RunSummary, summarize } from '../ledger/summary.js';
import { NO_PLUGINS, type Plugins } from '../plugins/plugins.js';
import { RunFold } from '../totals/run-fold.js';
import type { BeginReport, Report, ReportedRun, ReportFormat, ReportOutput } from './report.js';
import { ReportFile } from './report-file.js';
import { pathFromRepository } from './source-root.js';
import { Spool } from './spool.js';

/** A report that is wanted. */
export interface WantedReport {
  format: ReportFormat;
  /** The path of a file, or what takes the text. */
  to: string | ReportOutput;
}

/** What {@link writeReports} takes. */
export interface WriteReportsOptions {
  /** The run's folder. */
  folder: string;
  /** The project's folder. */
  root: string;
  configuration: ProjectConfiguration;
  sanitizer: Sanitizer;
  reports: readonly WantedReport[];
  /**
   * Whether texts of a run that was stored raw stay raw. Default: no; they are sanitized on their way
   * out, as an upload is.
   */
  raw?: boolean;
  /** What scenarios may name. Default: there are none. */
  plugins?: Plugins;
  /** Looked at for `GITHUB_WORKSPACE` and `GITHUB_STEP_SUMMARY`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Ends it early; no report is left behind. */
  signal?: AbortSignal;
}

/** What became of a report. */
export type ReportOutcome = {
  format: ReportFormat;
  /** `null` when it did not go to a file. */
  file: string | null;
} & (
  | {
      status: 'written';
      /** How many rows it has no room for. */
      leftOut: number;
    }
  /** The other reports, and the run, are what they are. */
  | { status: 'failed'; error: unknown }
);

/** What {@link writeReports} gives. */
export interface WrittenReports {
  /** One for each that was wanted, in that order. */
  reports: ReportOutcome[];
  /** Of the rows as the reports show them. */
  summary: RunSummary;
}

/**
 * Writes reports on a run: folds over its ledger, all in one pass, so that memory does not grow with
 * the rows. A report that cannot be written does not keep the others from being written.
 * @throws NotFoundError `run_not_found`, ConfigurationError `plan_unreadable`
 * @throws the reason of the signal
 */
export async function writeReports(options: WriteReportsOptions): Promise<WrittenReports> {
  const { folder, sanitizer, signal } = options;
  const plan = await readPlan(folder);
  const isClean = plan.sanitized && plan.sanitizer_digest === rulesDigest(sanitizer);
  const asStored = options.raw === true || isClean;
  const raw = options.raw === true && !plan.sanitized;
  const spools: Spool[] = [];
  const run = await reportedRun(options, plan, raw, spools);
  const writings = options.reports.map((wanted) => new Writing(wanted));
  const fold = new RunFold(plan);
  try {
    for (const writing of writings) await writing.begin(run);
    for await (const { row } of readRows(folder)) {
      signal?.throwIfAborted();
      const out = asStored ? row : sanitizeRow(row, sanitizer);
      fold.add(out);
      for (const writing of writings) {
        const waiting = writing.add(out);
        if (waiting !== undefined) await waiting;
      }
    }
    const summary = summarize({ ...plan, sanitized: !raw }, fold);
    for (const writing of writings) await writing.end(summary);
    return { reports: writings.map((writing) => writing.outcome()), summary };
  } finally {
    for (const writing of writings) await writing.discard();
    for (const spool of spools) await spool.close();
  }
}

/** One report on its way; once something has failed, nothing more is asked of it. */
class Writing {
  readonly #wanted: WantedReport;
  #report: Report | null = null;
  #file: ReportFile | null = null;
  #leftOut = 0;
  #failure: { error: unknown } | null = null;

  constructor(wanted: WantedReport) {
    this.#wanted = wanted;
  }

  async begin(run: ReportedRun): Promise<void> {
    const { format, to } = this.#wanted;
    await this.#attempt(async () => {
      if (typeof to === 'string') this.#file = await ReportFile.begin(to, run.raw);
      const begin = await REPORTS[format]();
      this.#report = await begin(run, this.#file ?? (to as ReportOutput));
    });
  }

  add(row: ResultRow): Promise<void> | undefined {
    if (this.#report === null || this.#failure !== null) return undefined;
    try {
      return this.#report.add(row)?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  async end(summary: RunSummary): Promise<void> {
    await this.#attempt(async () => {
      this.#leftOut = (await this.#report?.end(summary)) ?? 0;
      await this.#file?.finish();
      this.#file = null;
    });
  }

  outcome(): ReportOutcome {
    const { format, to } = this.#wanted;
    const what = { format, file: typeof to === 'string' ? to : null };
    return this.#failure === null
      ? { ...what, status: 'written', leftOut: this.#leftOut }
      : { ...what, status: 'failed', error: this.#failure.error };
  }

  /** Removes what was not finished. */
  async discard(): Promise<void> {
    await this.#file?.discard();
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    if (this.#failure !== null) return;
    try {
      await action();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
  }
}

/** Each is loaded when it is wanted. */
const REPORTS: Record<ReportFormat, () => Promise<BeginReport>> = {
  json: async () => (await import('./json-report.js')).beginJsonReport,
  jsonl: async () => (await import('./json-report.js')).beginJsonlReport,
  junit: async () => (await import('./junit-report.js')).beginJunitReport,
  ctrf: async () => (await import('./ctrf-report.js')).beginCtrfReport,
  sarif: async () => (await import('./sarif-report.js')).beginSarifReport,
  html: async () => (await import('./html/html-report.js')).beginHtmlReport,
  md: async () => (await import('./markdown-report.js')).beginMarkdownReport,
  github: async () => (await import('./github-report.js')).beginGithubReport,
};

async function reportedRun(
  options: WriteReportsOptions,
  plan: Plan,
  raw: boolean,
  spools: Spool[],
): Promise<ReportedRun> {
  const { folder, root, configuration, sanitizer, env } = options;
  const prefix = await pathFromRepository(root, env);
  const files = new Map<string, string | null>(
    plan.scenarios.map(({ name, file }) => [name, `${prefix}${file}`]),
  );
  return {
    plan,
    raw,
    leaks: () => readLeaks(folder),
    categoryOf: (type) => sanitizer.categoryOf(type),
    fileOf(scenario) {
      const known = files.get(scenario);
      if (known !== undefined) return known;
      // The plan knows scenarios by their sanitized names.
      const file = files.get(sanitizer.sanitize(scenario).text) ?? null;
      files.set(scenario, file);
      return file;
    },
    projectFile: `${prefix}fluxloop.yaml`,
    async places(ids) {
      const { findCasePlaces } = await import('./case-places.js');
      const selected = plan.selected;
      const { plugins = NO_PLUGINS } = options;
      const project = { root, configuration, sanitizer, env, plugins };
      const found = await findCasePlaces(ids, { ...project, selected });
      for (const place of found.values()) {
        place.file = `${prefix}${raw ? place.file : sanitizePath(place.file, sanitizer)}`;
      }
      return found;
    },
    stepSummary: env.GITHUB_STEP_SUMMARY || null,
    spool() {
      const spool = new Spool();
      spools.push(spool);
      return spool;
    },
  };
}
