/** Numbers that look random and can be had again: mulberry32, seeded. */
export interface RandomMoments {
  /** Says which seed to set to see the same again. */
  seed: number;
  /** A whole number in [from, to). */
  between(from: number, to: number): number;
}

/** Seeded by `FLUXLOOP_KILL_SEED`, else by the clock: other moments in each run. */
export function randomMoments(): RandomMoments {
  const seed = Number(process.env.FLUXLOOP_KILL_SEED ?? Date.now() % 1_000_000);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, between: (from, to) => from + Math.floor(next() * (to - from)) };
}

/** How often the tests kill something; more in a longer run. */
export const KILL_ROUNDS = Number(process.env.FLUXLOOP_KILL_ROUNDS ?? 4);
