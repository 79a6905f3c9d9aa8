import type { Shard } from '@fluxloop/runner';

/** What decides which part of the cases is run. */
export interface ShardChoice {
  /** `--shard`, as it was typed. */
  typed: string | undefined;
  /** Whether a run is continued; it knows its shard. */
  resumed: boolean;
  /** `test.shards` of `fluxloop.yaml`. */
  configured: number | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Told what the environment decided, for a part is easily taken for the whole. */
  onNotice: (message: string) => void;
}

/**
 * The part of the cases to run: what was typed, else what a run that is continued was begun with, else
 * what the CI system says.
 * @returns `null` for all of them, `undefined` where the run that is continued decides
 * @throws UsageError `shard_invalid`
 */
export async function chosenShard(choice: ShardChoice): Promise<Shard | null | undefined> {
  const { parseShard, shardOfEnvironment } = await import('@fluxloop/runner');
  if (choice.typed !== undefined) {
    const shard = parseShard(choice.typed);
    return shard.total === 1 ? null : shard;
  }
  if (choice.resumed) return undefined;
  const { shard, notice } = shardOfEnvironment(choice.env, choice.configured);
  if (notice !== null) choice.onNotice(notice);
  return shard;
}
