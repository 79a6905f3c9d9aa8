import type { JudgeConfiguration, ProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { type OpenJudgingTools, openJudgingTools } from '../criteria/judging-tools.js';
import { pluginKinds } from '../criteria/plugin-criterion.js';
import { RegexTester } from '../criteria/regex-tester.js';
import { judgeKey } from '../judge/judge-key.js';
import type { JudgeUsage } from '../judge/judge-usage.js';
import { MAX_ITERATIONS } from '../ledger/case-counter.js';
import { makePlan, type Plan } from '../ledger/plan.js';
import { findRun, type StoredRun } from '../ledger/run-folder.js';
import { RunWriter } from '../ledger/run-writer.js';
import type { RunSummary } from '../ledger/summary.js';
import { NO_PLUGINS, type Plugins } from '../plugins/plugins.js';
import { CaseIdentifier } from '../scenario/case-identity.js';
import type { MadeCases } from '../scenario/case-source.js';
import { loadScenarios } from '../scenario/load-scenarios.js';
import type { Scenario, TestCase } from '../scenario/test-case.js';
import { isInShard, type Shard } from '../shards/shard.js';
import { Cancellation } from '../targets/cancellation.js';
import { describeTarget, openTarget } from '../targets/open-target.js';
import { CaseDeadlines } from './case-deadline.js';
import { ENGINE_VERSION } from './engine-version.js';
import { type CaseEngine, type CaseJob, runCase } from './run-case.js';
import { makeRunId } from './run-id.js';
import { scenariosOfRun } from './run-scenarios.js';
import { forEachParallel, type Stretches } from './scheduler.js';
import { Slots } from './slots.js';
import { Throttle } from './throttle.js';

const MAX_PARALLEL = 1000;

/** What happens during a run, in order. */
export type RunEvent =
  /** `total`: rows that the finished run has. `resumed`: rows that it had already. */
  | {
      type: 'run-started';
      runId: string;
      folder: string;
      total: number | null;
      resumed: number;
      shard: Shard | null;
    }
  /** The row as it is stored. */
  | { type: 'case-finished'; row: ResultRow }
  | { type: 'warning'; message: string }
  | { type: 'run-finished'; summary: RunSummary };

/** What {@link runTests} takes. Durations are in milliseconds. */
export interface RunTestsOptions {
  /** The project's folder, to which paths are relative. */
  root: string;
  configuration: ProjectConfiguration;
  sanitizer: Sanitizer;
  /** Whether rows are sanitized before they are stored. Default: `test.sanitize`. */
  sanitizeStored?: boolean;
  /** The names of the scenarios to run. Default: all. */
  scenarios?: readonly string[];
  /** How many cases run at the same time. Default: `test.parallel`. */
  parallel?: number;
  /** How often each case runs. Default: the scenario's `iterations`, then `test.iterations`. */
  iterations?: number;
  /** The part of the cases to run; `null` for all of them. Default: all. */
  shard?: Shard | null;
  /** The longest that a case may take. Default: its own `timeout`, then `test.timeout`. */
  timeoutMs?: number;
  /** The longest silence within a turn. Default: `test.idle_timeout`, or as long as the turn may take. */
  idleTimeoutMs?: number;
  /**
   * The id of a run to continue, or `latest`. What the run was begun with is its default: its
   * scenarios, its iterations, its shard, and whether it is sanitized.
   */
  resume?: string;
  /** Ends the run early; what was finished is kept. */
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
  /** Where the agent's environment comes from. */
  env: Readonly<Record<string, string | undefined>>;
  /** Default: there are none. */
  plugins?: Plugins;
  /** Milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
  /** In [0, 1). Default: `Math.random`. */
  random?: () => number;
}

/** What {@link runTests} gives. */
export interface RunOutcome {
  runId: string;
  folder: string;
  summary: RunSummary;
  /** Which part of the cases it is; `null` when it is all of them. */
  shard: Shard | null;
  /** Whether the signal ended it; `resume` continues it. */
  interrupted: boolean;
  /** What judging took this time; `null` when no judge was asked. */
  judge: JudgeUsage | null;
}

/**
 * Runs a project's scenarios against its agent and writes the ledger.
 *
 * What is wrong with the configuration, the scenarios or the agent's place is thrown before the first
 * case; what is wrong with the agent's behaviour is a row with the verdict `error`.
 * @throws ConfigurationError of the scenarios; `target_missing`, `target_not_found`, `target_not_loadable`;
 *   `judge_key_missing` when a scenario needs the judge
 * @throws PlanChangedError, UsageError `run_in_use`, NotFoundError `run_not_found` with `resume`
 * @throws LedgerError `folder_not_writable`, `disk_full`; finished rows are kept
 */
export async function runTests(options: RunTestsOptions): Promise<RunOutcome> {
  const { configuration, root, sanitizer, env, clock = Date.now, random = Math.random } = options;
  const begun = options.resume === undefined ? null : await findRun(root, options.resume);
  const sanitized = options.sanitizeStored ?? begun?.plan.sanitized ?? configuration.test.sanitize;
  const settings = configuration.judge;
  const tools = openJudgingTools({
    root,
    env,
    sanitizer,
    printSanitizer: sanitized ? sanitizer : null,
    packages: options.plugins?.packages ?? NO_PLUGINS.packages,
    regex: new RegexTester(),
    ...(settings && { judge: { settings, sanitized, now: clock, random } }),
  });
  try {
    const outcome = await runWith(tools, { ...options, clock, random }, begun, sanitized);
    return { ...outcome, judge: tools.judge?.usage ?? null };
  } finally {
    await tools.close();
  }
}

async function runWith(
  tools: OpenJudgingTools,
  options: RunTestsOptions & { clock: () => number; random: () => number },
  begun: StoredRun | null,
  sanitized: boolean,
): Promise<Omit<RunOutcome, 'judge'>> {
  const { configuration, root, sanitizer, clock, random, onEvent = () => undefined } = options;
  const { plugins = NO_PLUGINS } = options;
  const iterations = checkCount(
    'iterations',
    options.iterations ?? begun?.plan.iterations ?? configuration.test.iterations,
    MAX_ITERATIONS,
  );
  const parallel = checkCount(
    'parallel',
    options.parallel ?? configuration.test.parallel,
    MAX_PARALLEL,
  );
  const selected = options.scenarios ?? begun?.plan.selected ?? null;
  const loaded = await loadScenarios({
    root,
    configuration,
    ...(selected === null ? {} : { names: selected }),
    criteria: pluginKinds(plugins.criteria),
    modules: tools.modules,
  });
  if (loaded.usesJudge) checkJudge(configuration.judge, options);
  const scenarios = scenariosOfRun(loaded.scenarios, options.iterations, begun?.plan ?? null);
  for (const { message, location } of loaded.warnings) {
    const place = [location.file, location.line, location.column].filter(Boolean).join(':');
    onEvent({ type: 'warning', message: `${message} (${place})` });
  }

  const { turn_timeout, idle_timeout, timeout, max_output, retries } = configuration.test;
  const target = await openTarget({
    root,
    configuration,
    sanitizer,
    printSanitizer: sanitized ? sanitizer : null,
    regex: tools.regex,
    packages: plugins.packages,
    env: options.env,
    signal: options.signal,
    limits: {
      turnMs: turn_timeout,
      idleMs: options.idleTimeoutMs ?? idle_timeout ?? turn_timeout,
      maxOutput: max_output,
    },
  });
  try {
    const plan = (now: number): Promise<Plan> =>
      makePlan({
        runId: makeRunId(now, random),
        startedAt: new Date(now).toISOString(),
        engineVersion: ENGINE_VERSION,
        target: describeTarget(configuration.runner),
        iterations,
        shard: options.shard === undefined ? (begun?.plan.shard ?? null) : options.shard,
        sanitized,
        selected,
        scenarios,
        sanitizer,
      });
    const writer = await openWriter(options, begun?.folder ?? null, plan, clock);
    const engine = {
      parallel,
      target,
      throttle: new Throttle(parallel, { now: () => performance.now(), random }),
      tools,
      retries,
      caseMs: options.timeoutMs ?? timeout,
      deadlines: new CaseDeadlines(),
      now: clock,
      random,
    };
    const jobs = expand(scenarios, { iterations, timeoutMs: options.timeoutMs }, sanitizer, writer);
    return await drive(writer, engine, jobs, options);
  } finally {
    await target.close();
  }
}

/**
 * Prose without a judge is no mistake, but nobody shall find out at the end.
 * @throws ConfigurationError `judge_key_missing`
 */
function checkJudge(
  settings: JudgeConfiguration | undefined,
  { env, onEvent = () => undefined }: Pick<RunTestsOptions, 'env' | 'onEvent'>,
): void {
  if (settings !== undefined) {
    judgeKey(settings, env);
    return;
  }
  const message =
    'Some criteria need a judge, and fluxloop.yaml names none: their cases stay unjudged. Add judge: { model: … }.';
  onEvent({ type: 'warning', message });
}

async function drive(
  writer: RunWriter,
  engine: CaseEngine & { parallel: number; tools: OpenJudgingTools },
  jobs: Stretches<BoundJob>,
  options: RunTestsOptions,
): Promise<Omit<RunOutcome, 'judge'>> {
  const { onEvent = () => undefined, signal } = options;
  const { folder, plan } = writer;
  const runId = plan.run_id;
  const stop = new Cancellation();
  // What is being judged then has no verdict, and runs again.
  stop.listen((reason) => void engine.tools.close(reason));
  const interrupt = () => stop.cancel(signal?.reason);
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted === true) interrupt();
  try {
    if (writer.lost > 0) {
      const message = `${writer.lost} bytes at the end of the results were not whole; those cases run again.`;
      onEvent({ type: 'warning', message });
    }
    const { rows: total, shard } = plan;
    onEvent({ type: 'run-started', runId, folder, total, resumed: writer.resumed, shard });
    await forEachParallel(jobs, engine.parallel, stop, async (job) => {
      const { slots } = job;
      const running =
        slots === undefined
          ? runCase(job, engine, stop)
          : slots.within(() => runCase(job, engine, stop));
      const { row, events } = await running;
      const stored = writer.add(row, events, job.harmless);
      await writer.written();
      onEvent({ type: 'case-finished', row: stored });
    });
  } catch (error) {
    await writer.abandon();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
  const summary = await writer.close();
  onEvent({ type: 'run-finished', summary });
  const { shard } = plan;
  return {
    runId,
    folder,
    summary,
    shard,
    interrupted: signal?.aborted === true && !summary.complete,
  };
}

/** A case to run, and the places that its scenario bounds. */
type BoundJob = CaseJob & { slots: Slots | undefined };

/**
 * The cases of the writer's shard, each as often as it is to run, without those that have a row already.
 * Iterations of a case follow each other, so that statistics need not remember it for long.
 */
async function* expand(
  scenarios: readonly Scenario[],
  asked: { iterations: number; timeoutMs: number | undefined },
  sanitizer: Sanitizer,
  writer: RunWriter,
): AsyncGenerator<Iterable<BoundJob | Promise<void>>> {
  const identifier = new CaseIdentifier(sanitizer);
  const { shard } = writer.plan;
  const jobsOf = function* (
    inputs: Iterable<MadeCases>,
    iterations: number,
    slots: Slots | undefined,
  ): Generator<BoundJob | Promise<void>> {
    for (const made of inputs) {
      let cases: readonly TestCase[] = [];
      if (made instanceof Promise) {
        yield made.then((loaded) => {
          cases = loaded;
        });
      } else {
        cases = made;
      }
      for (const testCase of cases) {
        // Cases of other shards are identified too: equal cases are told apart by their order.
        const { id, name, harmless } = identifier.identify(testCase);
        if (shard !== null && !isInShard(id, shard)) continue;
        const timeoutMs = asked.timeoutMs ?? testCase.timeoutMs;
        for (let iteration = 0; iteration < iterations; iteration += 1) {
          if (writer.has(id, iteration)) continue;
          yield { id, name, iteration, testCase, timeoutMs, harmless, slots };
        }
      }
    }
  };
  for (const scenario of scenarios) {
    const iterations = scenario.iterations ?? asked.iterations;
    const slots = scenario.parallel === undefined ? undefined : new Slots(scenario.parallel);
    for await (const piece of scenario.pieces()) yield jobsOf(piece, iterations, slots);
  }
}

async function openWriter(
  options: RunTestsOptions,
  begun: string | null,
  plan: (now: number) => Promise<Plan>,
  clock: () => number,
): Promise<RunWriter> {
  const { root, sanitizer, configuration } = options;
  const writing = { root, sanitizer, configuration };
  if (begun !== null) return RunWriter.resume(await plan(clock()), begun, writing);
  for (;;) {
    const writer = await RunWriter.create(await plan(clock()), writing);
    if (writer !== null) return writer;
  }
}

function checkCount(what: string, count: number, most: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(`${what}_invalid`, `${count} is no number for "${what}".`, {
    hint: `Give a whole number from 1 to ${most}.`,
  });
}
