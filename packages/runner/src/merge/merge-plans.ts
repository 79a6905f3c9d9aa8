import { contentDifferences, type Plan } from '../ledger/plan.js';
import { formatShard, type Shard } from '../shards/shard.js';
import { MergeRefusedError } from './merge-refused-error.js';

/** A run that goes into a merge. */
export interface MergedPart {
  folder: string;
  plan: Plan;
}

/** What the runs of a merge make up together. */
export interface MergedWhole {
  /** The plan of the run that holds all of their cases, but for its name. */
  plan: Omit<Plan, 'run_id'>;
  /** The shards that nobody brought. */
  missing: Shard[];
}

/**
 * Sees whether runs are parts of one run.
 * @throws MergeRefusedError `plans_differ`
 */
export function mergePlans(parts: readonly [MergedPart, ...MergedPart[]]): MergedWhole {
  const [first] = parts;
  const reasons = parts.flatMap(({ plan }) =>
    differences(first.plan, plan).map(
      (one) => `${plan.run_id}, against ${first.plan.run_id}: ${one}`,
    ),
  );
  if (reasons.length > 0) {
    throw new MergeRefusedError(
      'plans_differ',
      'These runs are not parts of one run:',
      reasons,
      'Merge shards that were run from the same scenarios, configuration and version only.',
    );
  }
  const { run_id: _, ...plan } = first.plan;
  const begun = parts.map((part) => part.plan.started_at).sort();
  return {
    plan: {
      ...plan,
      started_at: begun[0] ?? plan.started_at,
      shard: null,
      rows: rowsOfAll(plan),
    },
    missing: missingShards(parts),
  };
}

function differences(before: Plan, now: Plan): string[] {
  const parts = ({ shard }: Plan) => (shard ? String(shard.total) : '1');
  const found = contentDifferences(before, now);
  if (parts(before) === parts(now)) return found;
  return [`The number of shards was ${parts(before)} and is ${parts(now)}.`, ...found];
}

function rowsOfAll({ scenarios, iterations }: Omit<Plan, 'run_id'>): number {
  return scenarios.reduce((sum, one) => sum + one.cases * (one.iterations ?? iterations), 0);
}

function missingShards(parts: readonly MergedPart[]): Shard[] {
  const total = parts[0]?.plan.shard?.total ?? 1;
  const there = new Set(parts.map(({ plan }) => plan.shard?.index ?? 1));
  return Array.from({ length: total }, (_, at) => ({ index: at + 1, total })).filter(
    ({ index }) => !there.has(index),
  );
}

/** A run in words: its id, and which shard it is. */
export function describePart({ plan }: MergedPart): string {
  return plan.shard ? `${plan.run_id} (shard ${formatShard(plan.shard)})` : plan.run_id;
}
