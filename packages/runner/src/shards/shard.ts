import { UsageError } from '@fluxloop/core/errors';

/** A part of a run's cases: the `index`th of `total`, counted from 1. */
export interface Shard {
  index: number;
  total: number;
}

const MOST_SHARDS = 10_000;

/**
 * Reads `2/8`.
 * @throws UsageError `shard_invalid`
 */
export function parseShard(text: string): Shard {
  const [, index, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  return checkShard(Number(index), Number(total), `"${text}"`);
}

/** A shard as it is written: `2/8`. */
export function formatShard({ index, total }: Shard): string {
  return `${index}/${total}`;
}

/**
 * Whether a case is in a shard. Membership is by the hash that the case's id is, so it depends on the
 * case alone: not on the other cases, not on their order, not on the machine.
 * @param caseId - `c_` and 20 hexadecimal digits
 */
export function isInShard(caseId: string, { index, total }: Shard): boolean {
  return Number.parseInt(caseId.slice(2, 14), 16) % total === index - 1;
}

/** A shard that the environment asks for, and in which words. */
export interface EnvironmentShard {
  /** `null` where the environment asks for none. */
  shard: Shard | null;
  /** What a person should know about it; `null` where there is nothing to say. */
  notice: string | null;
}

/**
 * The shard that a CI system gives this job: GitLab's `CI_NODE_INDEX` of `CI_NODE_TOTAL`, counted from
 * 1 (https://docs.gitlab.com/ci/variables/predefined_variables/), or the `JOB_COMPLETION_INDEX` of an
 * Indexed Job of Kubernetes, counted from 0
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode), which does not
 * tell how many there are.
 * @param configured - `test.shards` of `fluxloop.yaml`
 * @throws UsageError `shard_invalid`
 */
export function shardOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  configured: number | undefined,
): EnvironmentShard {
  const { CI_NODE_INDEX: node, CI_NODE_TOTAL: nodes, JOB_COMPLETION_INDEX: completion } = env;
  if (node && nodes && nodes !== '1') {
    const what = `CI_NODE_INDEX=${node} of CI_NODE_TOTAL=${nodes}`;
    return chosen(checkShard(Number(node), Number(nodes), what), what);
  }
  if (!completion) return { shard: null, notice: null };
  if (configured === undefined) {
    const notice =
      'JOB_COMPLETION_INDEX is set, but test.shards is not: every case runs in every job of the kind.';
    return { shard: null, notice };
  }
  const what = `JOB_COMPLETION_INDEX=${completion} of test.shards: ${configured}`;
  return chosen(checkShard(Number(completion) + 1, configured, what), what);
}

function chosen(shard: Shard, what: string): EnvironmentShard {
  if (shard.total === 1) return { shard: null, notice: null };
  const notice = `Only shard ${formatShard(shard)} of the cases runs here, by ${what}. --shard 1/1 runs all.`;
  return { shard, notice };
}

function checkShard(index: number, total: number, what: string): Shard {
  const whole = Number.isInteger(index) && Number.isInteger(total);
  if (whole && index >= 1 && index <= total && total <= MOST_SHARDS) return { index, total };
  throw new UsageError('shard_invalid', `${what} is no shard.`, {
    hint: `Write which part of how many, counted from 1: --shard 2/8 (at most ${MOST_SHARDS}).`,
  });
}
