import type { TestCase } from './test-case.js';

/** The cases of one input; a promise where something must be loaded first. */
export type MadeCases = readonly TestCase[] | Promise<readonly TestCase[]>;

/**
 * Cases as they are read: a stretch of the source at a time, and within it input by input, made as they
 * are asked for. Within a stretch nobody waits: for millions of short cases, a step of an asynchronous
 * loop for each would cost more than the case.
 */
export type CasePieces = AsyncIterable<Iterable<MadeCases>>;

/** Both ways to read the cases of a source. */
export function readBy(pieces: () => CasePieces): {
  pieces(): CasePieces;
  cases(): AsyncIterable<TestCase>;
} {
  return { pieces, cases: () => casesIn(pieces()) };
}

async function* casesIn(pieces: CasePieces): AsyncGenerator<TestCase> {
  for await (const piece of pieces) {
    for (const made of piece) yield* made instanceof Promise ? await made : made;
  }
}
