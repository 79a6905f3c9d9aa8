import type { Transform } from 'node:stream';
import type { AdvanceBytes } from '../sanitize-bytes.js';

/** A stream of Node's around an advance over bytes. Strings that are written to it count as UTF-8. */
export function createTransform(advance: AdvanceBytes): Transform {
  const give = (output: Uint8Array): Buffer | undefined =>
    // Copied, because what is pushed may be kept for longer than the next piece lasts.
    output.length > 0 ? Buffer.from(output) : undefined;
  // Loading Node's streams is a good part of a first call, and few processes ask for one.
  const streams = process.getBuiltinModule('node:stream');
  return new streams.Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, give(advance(chunk, false)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done) {
      try {
        done(null, give(advance(new Uint8Array(0), true)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
