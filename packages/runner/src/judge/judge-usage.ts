/** What judging took. */
export interface JudgeUsage {
  /** Requests that were answered. */
  calls: number;
  /** Questions that the cache answered. */
  cached: number;
  input_tokens: number;
  output_tokens: number;
  /** In US dollars; left out where `judge.price` is not configured. */
  cost_usd?: number;
}

/** Nothing yet. */
export function noUsage(): JudgeUsage {
  return { calls: 0, cached: 0, input_tokens: 0, output_tokens: 0 };
}

/** Both together. */
export function addUsage(one: JudgeUsage, other: JudgeUsage): JudgeUsage {
  const cost =
    one.cost_usd === undefined && other.cost_usd === undefined
      ? {}
      : { cost_usd: (one.cost_usd ?? 0) + (other.cost_usd ?? 0) };
  return {
    calls: one.calls + other.calls,
    cached: one.cached + other.cached,
    input_tokens: one.input_tokens + other.input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    ...cost,
  };
}
