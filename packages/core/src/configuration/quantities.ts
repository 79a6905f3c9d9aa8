import * as z from 'zod';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const UNIT_BYTES = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, KiB: 1_024, MiB: 1_048_576 } as const;

/** The longest delay of Node's timers: 2^31 - 1 ms, almost 25 days. */
const MAXIMUM_MS = 2_147_483_647;

/**
 * A duration as people write it: seconds as a number (`30`, `0.5`), or a number with a unit
 * (`500ms`, `30s`, `2m`, `1h`). Comes out in milliseconds.
 */
export const duration = z.union([z.number(), z.string()]).transform((written, context) => {
  const ms =
    typeof written === 'number'
      ? written * 1_000
      : withUnit(written, /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/, UNIT_MS);
  if (ms === null || !(ms > 0) || ms > MAXIMUM_MS) {
    context.addIssue({
      code: 'custom',
      message: 'expected a duration: seconds as a number, or 500ms, 30s, 2m',
    });
    return z.NEVER;
  }
  return Math.max(1, Math.round(ms));
});

/** A size: bytes as a number, or a number with a unit (`512KB`, `4MiB`). Comes out in bytes. */
export const byteSize = z.union([z.number(), z.string()]).transform((written, context) => {
  const bytes =
    typeof written === 'number'
      ? written
      : withUnit(written, /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|KiB|MiB)$/, UNIT_BYTES);
  if (bytes === null || !(bytes >= 1) || !Number.isSafeInteger(Math.round(bytes))) {
    context.addIssue({
      code: 'custom',
      message: 'expected a size: bytes as a number, or 512KB, 4MiB',
    });
    return z.NEVER;
  }
  return Math.round(bytes);
});

function withUnit<U extends string>(
  text: string,
  form: RegExp,
  units: Readonly<Record<U, number>>,
): number | null {
  const [, amount, unit] = form.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return Number(amount) * (units as Readonly<Record<string, number>>)[unit]!;
}
