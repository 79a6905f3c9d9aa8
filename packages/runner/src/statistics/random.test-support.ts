/**
 * Random numbers in [0, 1) that are the same in every run: mulberry32 by T. Ettinger, whole-number
 * arithmetic only.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many rounds a simulation has: a number for the default test run, more by the environment. */
export function simulationRounds(usual: number): number {
  return Number(process.env.FLUXLOOP_STATISTICS_ROUNDS ?? usual);
}
