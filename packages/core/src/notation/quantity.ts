const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const UNIT_BYTES = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, KiB: 1_024, MiB: 1_048_576 } as const;

/** The longest delay of Node's timers: 2^31 - 1 ms, almost 25 days. */
const MAXIMUM_MS = 2_147_483_647;

/**
 * Reads a duration as people write it: seconds as a number (`30`, `0.5`), or a number with a unit
 * (`500ms`, `30s`, `2m`, `1h`).
 *
 * @returns whole milliseconds, at least 1; `null` when it is no duration, or one that no timer can wait
 */
export function parseDuration(written: unknown): number | null {
  const ms =
    typeof written === 'number'
      ? written * 1_000
      : withUnit(written, /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/, UNIT_MS);
  return ms !== null && ms > 0 && ms <= MAXIMUM_MS ? Math.max(1, Math.round(ms)) : null;
}

/**
 * Reads a size: bytes as a number, or a number with a unit (`512KB`, `4MiB`).
 *
 * @returns whole bytes, at least 1; `null` when it is no size
 */
export function parseByteSize(written: unknown): number | null {
  const bytes =
    typeof written === 'number'
      ? written
      : withUnit(written, /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|KiB|MiB)$/, UNIT_BYTES);
  return bytes !== null && bytes >= 1 && Number.isSafeInteger(Math.round(bytes))
    ? Math.round(bytes)
    : null;
}

function withUnit(
  written: unknown,
  form: RegExp,
  units: Readonly<Record<string, number>>,
): number | null {
  if (typeof written !== 'string') return null;
  const [, amount, unit = ''] = form.exec(written.trim()) ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? null : Number(amount) * factor;
}
