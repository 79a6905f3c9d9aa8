import { createHash } from 'node:crypto';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import type { RunCriterion } from '../criteria/run-criteria.js';
import type { Json } from '../scenario/canonical-json.js';
import { CaseIdentifier } from '../scenario/case-identity.js';
import type { Scenario } from '../scenario/test-case.js';
import { formatShard, isInShard, type Shard } from '../shards/shard.js';
import { sanitizePath } from './sanitize-path.js';

/** A scenario as a plan knows it. */
export interface PlannedScenario {
  name: string;
  /** Relative to the project's root. */
  file: string;
  /** SHA-256 over its sanitized content. */
  digest: string;
  /** How many cases it has in all shards together, before iterations. */
  cases: number;
  /** How often each of them runs, where the scenario says so itself. */
  iterations?: number;
  /** What is judged once the run is over, over its rows; left out where nothing is. */
  run_criteria?: RunCriterion[];
}

/** `plan.json`: what a run is about. It holds nothing secret, whether its rows are sanitized or not. */
export interface Plan {
  version: 1;
  run_id: string;
  started_at: string;
  engine_version: string;
  /** What is tested, in words. */
  target: string;
  iterations: number;
  /** Which part of the cases it is; `null` when it is all of them. */
  shard: Shard | null;
  /** Whether the rows were sanitized before they were stored. */
  sanitized: boolean;
  /** SHA-256 of the sanitizer's rules. */
  sanitizer_digest: string;
  /** The scenarios that were asked for by name; `null` when it was all of them. */
  selected: string[] | null;
  scenarios: PlannedScenario[];
  /** How many rows the finished run has. */
  rows: number;
  /**
   * SHA-256 over the scenarios' digests and the iterations: which cases, how often, with which
   * criteria. It is the same for every shard of a run.
   */
  digest: string;
}

/** What {@link makePlan} takes. */
export interface PlanOptions {
  runId: string;
  startedAt: string;
  engineVersion: string;
  target: string;
  iterations: number;
  shard: Shard | null;
  sanitized: boolean;
  selected: readonly string[] | null;
  scenarios: readonly Scenario[];
  sanitizer: Sanitizer;
}

/**
 * Makes the plan of a run. Scenarios are read once for it, and for a shard once more, in constant memory.
 * @throws what reading a scenario throws
 */
export async function makePlan(options: PlanOptions): Promise<Plan> {
  const { sanitizer, iterations, shard } = options;
  const clean = (text: string) =>
    sanitizer.sanitize(text, { placeholders: createPlaceholders() }).text;
  const scenarios: PlannedScenario[] = [];
  let rows = 0;
  for (const scenario of options.scenarios) {
    const content = await readContent(scenario, sanitizer);
    const { iterations: own, runCriteria } = scenario;
    rows += content.cases * (own ?? iterations);
    scenarios.push({
      name: clean(scenario.name),
      file: sanitizePath(scenario.file, sanitizer),
      ...content,
      ...(own === undefined ? {} : { iterations: own }),
      ...(runCriteria === undefined ? {} : { run_criteria: [...runCriteria] }),
    });
  }
  return {
    version: 1,
    run_id: options.runId,
    started_at: options.startedAt,
    engine_version: options.engineVersion,
    target: clean(options.target),
    iterations,
    shard,
    sanitized: options.sanitized,
    sanitizer_digest: rulesDigest(sanitizer),
    selected: options.selected?.map(clean) ?? null,
    scenarios,
    rows: shard === null ? rows : await countRows(options, shard),
    digest: sha256(
      JSON.stringify([
        iterations,
        scenarios.map(({ name, digest, iterations: own }) => [name, digest, own].filter(isGiven)),
      ]),
    ),
  };
}

/** How many rows a shard has: only a case's id tells whether it is in there. */
async function countRows(options: PlanOptions, shard: Shard): Promise<number> {
  const identifier = new CaseIdentifier(options.sanitizer);
  let rows = 0;
  for (const scenario of options.scenarios) {
    const times = scenario.iterations ?? options.iterations;
    for await (const testCase of scenario.cases()) {
      if (isInShard(identifier.identify(testCase).id, shard)) rows += times;
    }
  }
  return rows;
}

/** SHA-256 of a sanitizer's rules. */
export function rulesDigest(sanitizer: Sanitizer): string {
  return sha256(sanitizer.rules);
}

/**
 * What differs between the plan of a run and the plan as it would be made now.
 * @returns a sentence for each difference; none when the run may be continued
 */
export function planDifferences(before: Plan, now: Plan): string[] {
  const differences = contentDifferences(before, now);
  const part = ({ shard }: Plan) => (shard ? formatShard(shard) : 'all');
  if (part(before) !== part(now)) {
    differences.unshift(`The shard was ${part(before)} and is ${part(now)}.`);
  }
  return differences;
}

/**
 * What differs between two plans but for the part of the cases: nothing between shards of one run.
 * @returns a sentence for each difference
 */
export function contentDifferences(before: Plan, now: Plan): string[] {
  const differences: string[] = [];
  const compare = (what: string, was: string | number, is: string | number) => {
    if (was !== is) differences.push(`${what} was ${was} and is ${is}.`);
  };
  compare('The engine', before.engine_version, now.engine_version);
  compare('The agent', before.target, now.target);
  compare('The number of iterations', before.iterations, now.iterations);
  compare('Sanitizing', onOff(before.sanitized), onOff(now.sanitized));
  if (before.sanitizer_digest !== now.sanitizer_digest) {
    differences.push("The sanitizer's rules have changed.");
  }
  const names = new Set([...before.scenarios, ...now.scenarios].map(({ name }) => name));
  for (const name of names) {
    const was = before.scenarios.find((one) => one.name === name);
    const is = now.scenarios.find((one) => one.name === name);
    if (was === undefined) differences.push(`The scenario "${name}" is new.`);
    else if (is === undefined) differences.push(`The scenario "${name}" is gone.`);
    else if (was.iterations !== is.iterations) {
      const times = (own: number | undefined) => own ?? 'as often as all others';
      differences.push(
        `The scenario "${name}" ran ${times(was.iterations)} and runs ${times(is.iterations)} now.`,
      );
    } else if (was.digest !== is.digest) {
      const count = was.cases === is.cases ? '' : ` (${was.cases} cases before, ${is.cases} now)`;
      differences.push(`The scenario "${name}" has changed${count}.`);
    }
  }
  return differences;
}

async function readContent(
  scenario: Scenario,
  sanitizer: Sanitizer,
): Promise<{ digest: string; cases: number }> {
  const clean = (value: Json) => {
    const placeholders = createPlaceholders();
    const cleaned = sanitizer.sanitizeValue(value, { placeholders }).value;
    return placeholders.recall(JSON.stringify(cleaned)).text;
  };
  const hash = createHash('sha256').update(clean(scenario.frame));
  let cases = 0;
  for await (const piece of scenario.content()) {
    cases += piece.cases;
    hash.update(`\n${clean(piece.value)}`);
  }
  return { digest: hash.digest('hex'), cases };
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
