import * as z from 'zod';
import { parseByteSize, parseDuration } from '../notation/index.js';

/** A duration as {@link parseDuration} reads it. Comes out in milliseconds. */
export const duration = z
  .union([z.number(), z.string()])
  .transform(reading(parseDuration, 'expected a duration: seconds as a number, or 500ms, 30s, 2m'));

/** A size as {@link parseByteSize} reads it. Comes out in bytes. */
export const byteSize = z
  .union([z.number(), z.string()])
  .transform(reading(parseByteSize, 'expected a size: bytes as a number, or 512KB, 4MiB'));

function reading(parse: (written: unknown) => number | null, message: string) {
  return (written: number | string, context: z.RefinementCtx): number => {
    const value = parse(written);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
}
