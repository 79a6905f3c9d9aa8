import fc from 'fast-check';
import { EXAMPLE_TEXTS } from './detectors/examples.test-support.js';
import { tokenRows } from './detectors/secrets/token-rows/index.js';
import { tokenOf } from './detectors/secrets/token-rows/token-of.test-support.js';
import type { Sanitizer } from './sanitizer.js';

const LONG_RUNS = process.env.FLUXLOOP_FUZZ_RUNS;

/**
 * How a property is tried: on the same 300 inputs each time by default, on as many new ones as
 * `FLUXLOOP_FUZZ_RUNS` says in the long form.
 */
export const FUZZ: { numRuns: number; seed?: number } =
  LONG_RUNS === undefined ? { numRuns: 300, seed: 20241101 } : { numRuns: Number(LONG_RUNS) };

/** Everything the examples show, and one token of every row. */
export const SAMPLE_TEXTS: readonly string[] = [
  ...EXAMPLE_TEXTS,
  ...tokenRows().flatMap((row) => row.prefixes.map((prefix) => `key ${tokenOf(row, prefix)} end`)),
];

const PIECES = SAMPLE_TEXTS.flatMap((text) => [text, ...text.split(' ')]);
const GLUE = ['', ' ', '  ', '\n', ', ', '. ', '"', ':', '=', '-', '/', '@', '\\', '\\n', '(', '+'];
const SCRAPS = [
  'call',
  'phone:',
  'card',
  'password=',
  '"ssn":',
  '1',
  '555',
  '0142',
  '-----',
  'é',
  '电话',
];

/** Texts made of what wakes detectors, joined in every unkind way. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { arbitrary: fc.constantFrom(...PIECES), weight: 6 },
        { arbitrary: fc.constantFrom(...SCRAPS), weight: 3 },
        { arbitrary: fc.string({ maxLength: 12, unit: 'binary' }), weight: 1 },
        { arbitrary: fc.stringMatching(/^[0-9 .()+-]{1,24}$/), weight: 2 },
      ),
      fc.constantFrom(...GLUE),
    ),
    { maxLength: 8 },
  )
  .map((pairs) => pairs.map(([piece, glue]) => piece + glue).join(''));

/** Sends chunks through a sanitizer's stream and joins what comes out. */
export async function streamed(sanitizer: Sanitizer, chunks: Iterable<string>): Promise<string> {
  let output = '';
  for (const piece of await emitted(sanitizer, chunks)) output += piece;
  return output;
}

/** Sends chunks through a sanitizer's stream and collects what comes out, piece by piece. */
export async function emitted(sanitizer: Sanitizer, chunks: Iterable<string>): Promise<string[]> {
  const stream = sanitizer.stream();
  const pieces: string[] = [];
  const reading = (async () => {
    for await (const piece of stream.readable) pieces.push(piece);
  })();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  await reading;
  return pieces;
}
